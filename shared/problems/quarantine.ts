/** Who takes what of a problem from sight. */
import type { Entry, Exchange } from '../exchange/exchange.ts';
import { quarantineBy, takenWhole } from '../exchange/quarantine.ts';
import { PARTICIPANTS } from './acts.ts';
import type { Affecting } from './affected.ts';
import type { ProblemBody, ProblemState } from './body.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'nothing-written': true;
  }
}

type Problem = Exchange<ProblemBody, ProblemState>;

/**
 * Whoever opened it takes the whole from sight; of what a push led to, whoever handles it does so too. All others who
 * take part take what they wrote themselves, their replies, and never the resolution: nobody takes away a complaint
 * that concerns him.
 */
export const quarantine = quarantineBy<ProblemBody, ProblemState>({
  by: 'participant',
  roles: PARTICIPANTS,
  refuses: ['nothing-written'],
  barred: (problem, { org }) => {
    if (takesWhole(problem, org) || problem.history.some((entry) => isWordOf(entry, org))) return null;
    return problem.body.why === 'raised' ? OTHERS : { code: 'nothing-written' };
  },
  apply: (problem, input, facts) =>
    facts.org === undefined || takesWhole(problem, facts.org)
      ? takenWhole(problem, input, facts)
      : { detail: input, body: withoutWordsOf(problem, facts.org) },
  spares: (problem, { org }) =>
    org === undefined || takesWhole(problem, org) ? null : (entry) => !isWordOf(entry, org),
});

const OTHERS = {
  code: 'not-allowed',
  detail: '该问题由其他单位提出，本单位没有写过答复，只能由提出单位隔离。请与提出单位联系。',
} as const;

function takesWhole({ body, from, to }: Problem, org: string): boolean {
  return org === from || (org === to && body.why !== 'raised');
}

/** What participants write: replies, what they say of applicants, and why they escalate. */
const WRITING = ['reply', 'affect', 'escalate'];

function isWordOf({ act, detail }: Entry, org: string): boolean {
  return WRITING.includes(act) && (detail as { org?: string } | null)?.org === org;
}

/** The body without what an organisation wrote into it. An applicant of whom it told the loss goes whole. */
function withoutWordsOf({ body, history }: Problem, org: string): ProblemBody {
  const said = history
    .filter((entry) => entry.act === 'affect' && isWordOf(entry, org))
    .map(({ detail }) => detail as Affecting);
  const affected = body.affected?.flatMap((one) => {
    const own = said.filter(({ name }) => name === one.name);
    if (own.some(({ loss }) => loss !== null)) return [];
    const code = own.some(({ creditCode }) => creditCode !== null) ? null : one.creditCode;
    return [{ ...one, creditCode: code, remedy: own.some(({ remedy }) => remedy !== null) ? null : one.remedy }];
  });
  const { escalation, ...others } = body;
  const kept = escalation !== undefined && body.escalatedBy !== org ? { escalation } : {};
  return { ...others, ...kept, ...(affected && { affected }) };
}

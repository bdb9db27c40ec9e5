/**
 * What is done with a draw: contribute unseen, draw and reveal, replace in the order that was drawn, abandon before.
 */
import * as z from 'zod';
import { bureauOf, governmentOfficeOf } from '../county.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { ClockAct, PersonAct, Refusal, SystemAct } from '../exchange/kind.ts';
import { quarantineBy, TAKEN } from '../exchange/quarantine.ts';
import type { SystemActs } from '../exchange/seams.ts';
import { choice, line, text, toHide } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { recordOf } from '../record-fields.ts';
import { type DrawBody, type DrawState, REASONS, type STAGES } from './body.ts';
import { drawnBy, seedOf } from './chance.ts';
import { type Contributed, contributedIn, secretIn } from './secret.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    /** The case has come so far. */
    'draw.proceed': { stage: keyof typeof STAGES };
    /** The case is over before anything was drawn. */
    'draw.end': { reason: string };
    /** One more has been invited to the case. */
    'draw.join': { org: string };
  }
  interface MailTypes {
    'draw-opened': 'draw';
    'draw-silent': 'draw';
    'draw-drawn': 'draw';
  }
}

declare module '../errors.ts' {
  interface Conflicts {
    'already-contributed': true;
    'contributions-missing': true;
    'no-alternate': true;
    'not-drawn': true;
  }
}

type Draw = Exchange<DrawBody, DrawState>;
type Act<Input> = PersonAct<DrawBody, DrawState, Input>;
type Caused<Name extends keyof SystemActs> = SystemAct<DrawBody, DrawState, SystemActs[Name]>;

const PEOPLE = ['officer', 'section-head', 'government-office'] as const;
const CONVENOR = { article: '14', by: 'sender', roles: PEOPLE, scope: 'cases:write' } as const;
const COMMITTED = { '*': 'already-done' } as const;

const contributeInput = lazily(() =>
  z.strictObject({
    value: toHide(line(100)).meta({ title: '随机数', description: '任意 1 至 100 个字符；抽取前任何人都看不到' }),
  }),
);

export const contribute: Act<Checked<typeof contributeInput>> = {
  label: '提供随机数',
  reserve: true,
  article: '14',
  by: 'participant',
  roles: PEOPLE,
  scope: CONVENOR.scope,
  // In place of those who are silent, or beside all.
  alsoBy: ['government-office'],
  from: ['committed'],
  otherwise: COMMITTED,
  input: contributeInput,
  unsaid: true,
  reads: (_draw, { value }, { salt = '' }) => ({ drawContribution: { value, salt } }),
  refuses: ['already-contributed', 'content-quarantined'],
  barred: ({ body, quarantined }, { org }) => {
    if (quarantined) return TAKEN;
    return body.contributions.some((one) => one.org === org) ? { code: 'already-contributed' } : null;
  },
  apply: ({ body }, _input, { org = '', found }) => ({
    body: { ...body, contributions: [...body.contributions, { org, value: { box: found?.drawContribution } }] },
  }),
};

const nothing = lazily(() => z.strictObject({}));

/** Two or more have put in chance, one of them not the bureau: neither side could choose. */
export const draw: Act<Checked<typeof nothing>> = {
  ...CONVENOR,
  label: '抽取',
  from: ['committed'],
  otherwise: COMMITTED,
  to: 'drawn',
  danger: true,
  hint: '只能抽取一次，结果不能更改。平台和各方的随机数随即向参加单位公布，所属事项办结后向社会公开。',
  input: nothing,
  reads: ({ body }) => ({
    drawSecret: body.sealedSecret,
    drawContributions: body.contributions.flatMap(({ value }) => value.box ?? []),
  }),
  refuses: ['contributions-missing', 'content-quarantined'],
  barred: ({ body, quarantined }, _actor, { county }) => {
    // Its chance lies nowhere any more: nobody could prove what came of it.
    if (quarantined) return TAKEN;
    const others = body.contributions.filter(({ org }) => org !== bureauOf(county).code);
    return body.contributions.length >= 2 && others.length > 0 ? null : { code: 'contributions-missing' };
  },
  apply: ({ id, body, participants }, _input, facts) => {
    const { secret } = secretIn(facts);
    const told = contributedIn(body, facts);
    const contributions = body.contributions.map(({ org }, i) => ({ org, value: told[i] as Contributed }));
    const said = contributions.map(({ org, value: { value } }) => ({ org, value }));
    const seed = seedOf(id, body.eligibleDigest, secret, said, body.beacon);
    return {
      set: { clock: null },
      body: { ...body, secret, seed, contributions, ...drawnBy(seed, body.groups, body.eligible) },
      told,
      also: participants.map((org) => ({ do: 'mail', org, section: null, type: 'draw-drawn' })),
    };
  },
};

const replaceInput = lazily(() =>
  z.strictObject({
    expert: recordOf(['expert']).meta({ title: '被替换的专家' }),
    reason: choice(REASONS).meta({ title: '原因' }),
  }),
);

/** The next alternate of the group, in the order that was drawn: no new chance, and no choice. */
export const replace: Act<Checked<typeof replaceInput>> = {
  ...CONVENOR,
  label: '替补',
  offers: {
    reads: ({ id }) => ({ drawn: [id] }),
    of: (_draw, reader, { found }) => found?.drawn?.offeredTo(reader) ?? [],
  },
  from: ['drawn'],
  otherwise: { committed: 'not-drawn', '*': 'already-done' },
  input: replaceInput,
  refuses: ['no-alternate', 'already-done'],
  barred: ({ body }) =>
    over(body) ?? (body.alternates.every((left) => left.length === 0) ? { code: 'no-alternate' } : null),
  refuse: ({ body }, { expert }) => {
    const barred = over(body);
    if (barred) return barred;
    const group = body.drawn.findIndex((ids) => ids.includes(expert));
    if (group < 0) return { code: 'invalid', pointer: '/expert', detail: '抽取结果中没有该专家，请核对编号' };
    return body.alternates[group]?.length ? null : { code: 'no-alternate' };
  },
  apply: ({ body }, { expert, reason }) => {
    const group = body.drawn.findIndex((ids) => ids.includes(expert));
    const [by = '', ...left] = body.alternates[group] ?? [];
    return {
      body: {
        ...body,
        drawn: body.drawn.map((ids, g) => (g === group ? ids.map((id) => (id === expert ? by : id)) : ids)),
        alternates: body.alternates.map((ids, g) => (g === group ? left : ids)),
        replacements: [...body.replacements, { group, expert, reason, by }],
      },
    };
  },
};

/** What is public is not changed any more. */
function over({ stage }: DrawBody): Refusal | null {
  const isOver = stage === 'concluded' || stage === 'cancelled';
  return isOver ? { code: 'already-done', detail: '所属事项已经办结或取消，不能再替补。' } : null;
}

const abandonInput = lazily(() => z.strictObject({ reason: text(500).meta({ title: '理由' }) }));

export const abandon: Act<Checked<typeof abandonInput>> = {
  ...CONVENOR,
  label: '终止抽取',
  from: ['committed'],
  otherwise: COMMITTED,
  to: 'abandoned',
  danger: true,
  input: abandonInput,
  apply: ({ body }, { reason }) => ({ set: { clock: null }, body: { ...body, reason } }),
};

/**
 * Somebody invited has said nothing until the end of the next working day: the office is told, and may say it instead.
 */
export const tellSilence: ClockAct<DrawBody, DrawState> = {
  label: '随机数期满',
  article: '°',
  by: 'clock',
  from: ['committed'],
  apply: (record, _input, { county }) => {
    const silent = silentIn(record).length > 0;
    const office = governmentOfficeOf(county).code;
    return {
      set: { clock: null },
      body: { ...record.body, silent },
      also: silent ? [{ do: 'mail', org: office, section: null, type: 'draw-silent' }] : [],
      detail: {},
    };
  },
};

/** True from the end of the day until the office has said a number in place of those who are silent, or they have. */
export function isForOffice(record: Draw): boolean {
  const { from, participants, body } = record;
  const invited = [from, ...participants];
  return body.silent && silentIn(record).length > 0 && body.contributions.every(({ org }) => invited.includes(org));
}

function silentIn({ from, participants, body }: Draw): string[] {
  return [from, ...participants].filter((org) => !body.contributions.some((one) => one.org === org));
}

export const proceed: Caused<'draw.proceed'> = {
  label: '随所属事项推进',
  article: '14',
  by: 'system',
  from: ['committed', 'drawn', 'abandoned'],
  apply: ({ body }, { stage }) => ({ body: { ...body, stage } }),
};

export const end: Caused<'draw.end'> = {
  label: '随所属事项终止',
  article: '14',
  by: 'system',
  from: ['committed'],
  to: 'abandoned',
  apply: ({ body }, { reason }) => ({ set: { clock: null }, body: { ...body, reason } }),
};

export const join: Caused<'draw.join'> = {
  label: '增加参加单位',
  article: '14',
  by: 'system',
  from: ['committed', 'drawn'],
  apply: ({ participants, state }, { org }) => ({
    set: { participants: [...participants, org] },
    also: state === 'committed' ? [{ do: 'mail', org, section: null, type: 'draw-opened' }] : [],
  }),
};

export const quarantine = quarantineBy<DrawBody, DrawState>({ by: 'sender', roles: PEOPLE, scope: CONVENOR.scope });

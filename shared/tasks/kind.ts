/**
 * The bureau's task after a supervision result (art. 17(2)): keep, change, withdraw, revoke or cancel the licence. Its
 * outcome goes back to whoever reported the result, as a `document` push, and a copy to whoever supervises the licence
 * by then.
 */

import * as z from 'zod';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { TimelineKeys } from '../exchange/keyed.ts';
import type { PersonAct, SystemAct } from '../exchange/kind.ts';
import { SIDES } from '../exchange/menu.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import type { Asked, SystemActs } from '../exchange/seams.ts';
import { identifier, optional, toSealNumber } from '../fields.ts';
import { comparable } from '../identifier.ts';
import { derivedId, digest } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import type { Copy } from '../pushes/addressing.ts';
import { documentDraft } from '../pushes/document.ts';
import { isSealed, shownNumber } from '../seal.ts';
import { OUTCOMES, type TaskBody, taskBody } from './body.ts';

type State = 'open' | 'done' | 'ended';

declare module '../exchange/seams.ts' {
  interface Openings {
    task: TaskOpening;
  }
  interface SystemActs {
    /** What it is about has been corrected, or the licence has ended. */
    'task.end': { correctedBy: string } | { endedBy: string };
    /** That has been undone. */
    'task.resume': { by: string };
  }
}
declare module '../errors.ts' {
  interface Conflicts {
    'result-corrected': true;
  }
}

export interface TaskOpening {
  /** Made from the push where left out. */
  id?: string;
  push: string;
  /** The broken promise that it is about; absent after a supervision result. */
  commitment?: string;
  /** The bureau, whose task it is. */
  from: string;
  reportedBy: string;
  section: string | null;
  matter: string | null;
  matterName: string | null;
  licence: string | null;
  /** By what the licence is found where its number is sealed; `licence` then has the form that is shown. */
  licenceKey?: string;
  /** By what else the timeline finds it: what its push is found by. */
  keys: Omit<TimelineKeys, 'licence'>;
}

const decideInput = lazily(() => {
  const { outcome, note } = taskBody().shape;
  return z.strictObject({
    outcome: outcome.unwrap(),
    documentNumber: optional(toSealNumber(identifier(100))).meta({ title: '文书号' }),
    note: note.unwrap(),
  });
});

type Decide = Checked<typeof decideInput>;

const decide: PersonAct<TaskBody, State, Decide> = {
  label: '作出处理',
  article: '17(2)',
  by: 'addressee',
  scope: 'tasks:decide',
  inSection: true,
  from: ['open'],
  otherwise: { ended: 'result-corrected', '*': 'already-done' },
  to: 'done',
  hint: '处理结果作出后不能更改，并告知报送单位和该证照现在的监管单位。变更、撤回、撤销、注销许可的，填写决定的文书号，并另行推送该决定；监管台账随该推送变更。',
  input: decideInput,
  refuses: ['result-corrected'],
  reads: (task) => ({ ...correctionAsked(task), licenceStands: { push: task.body.push } }),
  // What the author has corrected already is not decided on before the bureau has taken the correction over.
  barred: (_task, _actor, { found }) => (found?.standingCorrection ? { code: 'result-corrected' } : null),
  apply: (task, input, facts) => {
    const answer = answerOf(task, input, facts);
    return {
      body: { ...task.body, ...input, decidedAt: facts.now, answer: answer.draft.id },
      also: [{ do: 'open', kind: 'push', input: answer }],
    };
  },
};

/**
 * The result is another one now: the push that says so has a task of its own. Or the promise was that of a licence
 * which was corrected, or has ended: then there is nothing left to decide.
 */
const end: SystemAct<TaskBody, State, SystemActs['task.end']> = {
  label: '随更正或者终止而终止',
  article: '17(2)',
  by: 'system',
  from: ['open'],
  to: 'ended',
  apply: ({ body }, input) => ({ body: { ...body, ...input } }),
};

const resume: SystemAct<TaskBody, State, SystemActs['task.resume']> = {
  label: '恢复',
  article: '17(2)',
  by: 'system',
  from: ['ended'],
  to: 'open',
  refuse: ({ body }, { by }) => (by === body.correctedBy || by === body.endedBy ? null : { code: 'already-done' }),
  apply: ({ body: { correctedBy: _corrected, endedBy: _ended, ...body }, to, section }) => ({
    body,
    also: [{ do: 'mail', org: to as string, section, type: 'arrival' }],
  }),
};

function correctionAsked({ state, body }: Exchange<TaskBody, State>): Asked {
  return state === 'open' ? { standingCorrection: body.push } : {};
}

/** What the decision says, with the push that carried it back; what was reported goes with its own push. */
const quarantine = quarantineBy<TaskBody, State>({ by: 'addressee', scope: 'tasks:decide' });

export const task = declareKind<'task', TaskBody, State>({
  kind: 'task',
  label: '审批处理任务',
  article: '17(2)',
  path: 'tasks',
  menu: {
    under: 'pushes',
    of: SIDES,
    daily: ['approval-bureau'],
    comes: '监管处理信息要求对许可作出处理的，由审批部门在这里办理。',
  },
  ...keeps(taskBody),
  mails: () => import('./mails.ts'),
  states: {
    open: { label: '待处理', open: true },
    done: { label: '已处理', open: false },
    ended: { label: '已终止', open: false },
  },
  open: (
    { id, push, commitment, from, reportedBy, section, matter, matterName, licence, licenceKey, keys },
    facts,
  ) => ({
    id: id ?? derivedId(facts.county.jurisdiction, 'task', push),
    from: reportedBy,
    to: from,
    section,
    handler: null,
    participants: [],
    source: 'system',
    reference: commitment ?? push,
    state: 'open',
    claimBy: null,
    clock: null,
    ...keys,
    licence: licenceKey ?? (licence === null ? null : comparable(licence)),
    body: {
      ...(commitment !== undefined && { commitment }),
      ...{ push, reportedBy, matter, matterName, licence },
      ...{ outcome: null, documentNumber: null, note: null, decidedAt: null, answer: null },
    },
    content: digest({ push, commitment }),
  }),
  acts: { decide, end, resume, quarantine },
  codes: {
    'result-corrected': {
      meaning: '所依据的监管处理信息或者许可已经更正，或者许可已经终止',
      detail:
        '所依据的监管处理信息或者许可已经更正，或者许可已经终止，不能再据此作出处理。监管处理信息更正的，请认领更正后的推送，在由其形成的任务中办理。',
    },
  },
  asks: correctionAsked,
  wholeTo: ({ from, to, body }, { org }) => isSealed(body.documentNumber) && (org === from || org === to),
  title: ({ body }) => `审批处理任务：${body.matterName ?? '监管处理信息'}`,
});

/** Whoever supervises the licence by now gets a copy, where that is neither who reported nor the bureau. */
function holderOf({ to: bureau, body }: Exchange<TaskBody, State>, { found }: Facts): { copyTo?: Copy[] } {
  const { to = null, section = null } = found?.licenceStands?.at(-1) ?? {};
  return to === null || to === bureau || to === body.reportedBy ? {} : { copyTo: [{ org: to, section }] };
}

function answerOf(task: Exchange<TaskBody, State>, { outcome, note, documentNumber }: Decide, facts: Facts) {
  const number = documentNumber ? `，文书号：${shownNumber(documentNumber)}` : '';
  return documentDraft(
    {
      from: task.to as string,
      to: task.body.reportedBy,
      reference: `${task.reference}/outcome`,
      id: derivedId(task.id, 'answer'),
      matter: task.body.matter,
      matterName: task.body.matterName,
      ...holderOf(task, facts),
      summary: `${task.body.commitment === undefined ? '监管处理信息' : '未履行告知承诺'}的审批处理结果：${OUTCOMES[outcome]}${number}。${note}`,
    },
    facts,
  );
}

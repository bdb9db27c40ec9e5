/**
 * The letter (函): one kind for all asking between equals (党政机关公文处理工作条例 art. 8), on policy, gatekeeping, written
 * opinions, or anything else (arts. 10, 11, 12, 20, 21). Without a document number it is shown as 工作联系, not as 函.
 */

import { assignIn } from '../exchange/assign.ts';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Stage } from '../exchange/kind.ts';
import { SIDES } from '../exchange/menu.ts';
import { quotedAgain } from '../exchange/quarantine.ts';
import type { Effect } from '../exchange/seams.ts';
import { filesOf } from '../files/named.ts';
import { isSealed } from '../seal.ts';
import { comment, conclude, quarantine, reply, withdraw } from './acts.ts';
import { beside } from './beside.ts';
import { type LetterBody, type LetterState, letterBody, PURPOSES } from './body.ts';
import { end, openCaused, succeeded } from './caused.ts';
import { opening } from './opening.ts';

declare module '../exchange/seams.ts' {
  interface MailTypes {
    'letter-replied': 'letter';
    'letter-withdrawn': 'letter';
  }
}

declare module '../errors.ts' {
  interface Conflicts {
    'already-replied': true;
    'not-replied': true;
    'reply-running': true;
    'notice-too-short': true;
  }
}

/** Of the other purposes it is neither. */
const STAGE_OF: Readonly<Partial<Record<LetterBody['purpose'], Stage>>> = {
  ...{ policy: 'before', guidance: 'before', gatekeeping: 'during', 'written-opinion': 'during' },
};

export const letter = declareKind<'letter', LetterBody, LetterState>({
  kind: 'letter',
  label: '函件',
  article: '10, 12, 20, 21',
  path: 'letters',
  menu: {
    under: 'letters',
    daily: [...SIDES, 'government-office', 'township'],
    comes: '单位之间的函件和工作联系。',
  },
  ...keeps(letterBody, beside),
  states: {
    pending: { label: '待答复', open: true },
    replied: { label: '已答复，待办结', open: true, waits: 'sender' },
    concluded: { label: '已办结', open: false },
    withdrawn: { label: '已撤回', open: false },
    // Announced by hand: no reply is owed.
    informed: { label: '已函告', open: false, informs: true },
  },
  clock: { pending: { annex: 'repliesLate', causes: silences } },
  takenBack: ({ state }) => state === 'withdrawn',
  unreadable: true,
  settable: true,
  mails: () => import('./mails.ts'),
  requotes: ({ case: of, to, body: { repliedAt, position, reply } }) =>
    repliedAt === null ? [] : quotedAgain(of, { org: to as string, position, text: reply }),
  opening,
  open: openCaused,
  succeeded,
  files: ({ attachments, thirdParty, replyAttachments }) => [
    ...attachments.map(({ file }, i) => {
      // The report of a third party is the last of them.
      const pointer =
        thirdParty !== null && i === attachments.length - 1 ? '/thirdParty/file' : `/attachments/${i}/file`;
      return { file, pointer };
    }),
    ...filesOf(replyAttachments),
  ],
  acts: {
    ...{ reply, comment, conclude, withdraw, assign: assignIn<LetterBody, LetterState>(['pending', 'replied']) },
    ...{ quarantine, end },
  },
  codes: {
    'already-replied': { meaning: '已经答复', detail: '该函件已经答复，不能再次答复或撤回。请查看答复。' },
    'not-replied': {
      meaning: '尚未答复',
      detail: '该函件尚未答复，不能办结。请等待答复或催办；期满未获答复的，可径行办结。',
    },
    'reply-running': { meaning: '答复期限未满', detail: '答复期限未满，不能径行办结。请等待答复或催办。' },
    'notice-too-short': {
      meaning: '函告距施行日期不足规定的工作日',
      detail: '须在施行之前提前函告有关单位，施行日期过早。请填写最早可用的日期或更晚的日期。',
    },
  },
  // An inquiry ends with its reply; concluding it stays possible. A reply to a draft waits for the draft.
  waits: ({ state, body }) => {
    if (state === 'pending') return 'addressee';
    return state === 'replied' && body.purpose !== 'inquiry' && body.purpose !== 'matter-change' ? 'sender' : null;
  },
  over: ({ state, body }) => state === 'replied' && body.purpose === 'inquiry',
  document: async (exchange, facts) => (await import('./document.ts')).letterDocument(exchange, facts),
  // Without a number it is no 函, and stands below the letter alone.
  replyDocument: (exchange) =>
    exchange.body.repliedAt === null || exchange.body.replyNumber === null
      ? null
      : async (facts) => (await import('./document.ts')).replyDocument(exchange, facts),
  stage: ({ body: { purpose } }) => STAGE_OF[purpose] ?? 'after',
  wholeTo: ({ from, to, body: { documentNumber, replyNumber } }, { org }) =>
    (isSealed(documentNumber) || isSealed(replyNumber)) && (org === from || org === to),
  title: ({ body }) => `${body.documentNumber ? '函' : '工作联系'}（${PURPOSES[body.purpose]}）：${body.title ?? ''}`,
});

/** Silence past its day stands in the draft that asked. */
function silences({ id, to, case: of, clock, body }: Exchange<LetterBody>): Effect[] {
  if (body.purpose !== 'matter-change' || of === undefined || clock === null) return [];
  const input = { org: to as string, letter: id, at: clock.deadline };
  return [{ do: 'act', on: of, act: 'list-draft.silence', input }];
}

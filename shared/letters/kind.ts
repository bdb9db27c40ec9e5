/**
 * The letter (函): one kind for all asking between equals (党政机关公文处理工作条例 art. 8), on policy, gatekeeping, written
 * opinions, or anything else (arts. 10, 11, 12, 20, 21). Without a document number it is shown as 工作联系, not as 函.
 */
import { assignIn } from '../exchange/assign.ts';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import { comment, conclude, reply, withdraw } from './acts.ts';
import { type LetterBody, type LetterState, letterBody, PURPOSES } from './body.ts';
import { opening } from './opening.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'already-replied': true;
    'not-replied': true;
    'reply-running': true;
  }
}

export const letter = declareKind<'letter', LetterBody, LetterState>({
  kind: 'letter',
  label: '函件',
  article: '10, 12, 20, 21',
  path: 'letters',
  ...keeps(letterBody),
  states: {
    pending: { label: '待答复', open: true },
    replied: { label: '已答复，待办结', open: true, waits: 'sender' },
    concluded: { label: '已办结', open: false },
    withdrawn: { label: '已撤回', open: false },
  },
  clock: { pending: { annex: 'repliesLate' } },
  settable: true,
  opening,
  files: ({ attachments, replyAttachments }) => [
    ...attachments.map(({ file }, i) => ({ file, pointer: `/attachments/${i}/file` })),
    ...replyAttachments.map(({ file }, i) => ({ file, pointer: `/attachments/${i}/file` })),
  ],
  acts: {
    ...{ reply, comment, conclude, withdraw, assign: assignIn<LetterBody, LetterState>(['pending', 'replied']) },
    quarantine: quarantineBy<LetterBody, LetterState>({
      by: 'sender',
      roles: ['officer', 'section-head', 'government-office'],
      scope: 'letters:write',
    }),
  },
  codes: {
    'already-replied': { meaning: '已经答复', detail: '该函件已经答复，不能再次答复或撤回。请查看答复。' },
    'not-replied': {
      meaning: '尚未答复',
      detail: '该函件尚未答复，不能办结。请等待答复或催办；期满未获答复的，可径行办结。',
    },
    'reply-running': { meaning: '答复期限未满', detail: '答复期限未满，不能径行办结。请等待答复或催办。' },
  },
  // An inquiry ends with its reply; concluding it stays possible.
  waits: ({ state, body }) =>
    state === 'pending' ? 'addressee' : state === 'replied' && body.purpose !== 'inquiry' ? 'sender' : null,
  title: ({ body }) => `${body.documentNumber ? '函' : '工作联系'}（${PURPOSES[body.purpose]}）：${body.title ?? ''}`,
});

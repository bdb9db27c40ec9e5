/**
 * A draft of the boundary list (art. 4, 9, 20): changed row by row or by workbook, confirmed by those whom it concerns,
 * settled where they differ, published from a day that was announced.
 */
import { eraseSheet } from '../boundary/sheet.ts';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import { SIDES } from '../exchange/menu.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import { OF_BUREAU } from './act.ts';
import { abandon, revise, settle, submit } from './acts.ts';
import { type DraftBody, type DraftState, listDraftBody } from './body.ts';
import { missing } from './confirmations.ts';
import { consequences, lettersThatRun } from './consequences.ts';
import { opening } from './opening.ts';
import { post, publish } from './publishing.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'draft-open': true;
    'draft-quarantined': true;
    'not-editing': true;
    'already-editing': true;
    'nothing-changed': true;
    'too-many-concerned': true;
    'nothing-to-settle': true;
    'not-confirmed': true;
    'notice-too-short': true;
    'not-published': true;
  }
}

export const listDraft = declareKind<'list-draft', DraftBody, DraftState>({
  kind: 'list-draft',
  label: '边界清单草案',
  article: '9, 20',
  path: 'boundary-list/drafts',
  menu: {
    under: 'standards',
    of: [...SIDES, 'government-office'],
    comes: '正在起草和已经发布的审管互动边界清单草案。',
  },
  ...keeps(listDraftBody),
  mails: () => import('./mails.ts'),
  states: {
    editing: { label: '起草中', open: true, waits: 'sender' },
    confirming: { label: '确认中', open: true },
    confirmed: { label: '已确认，待发布', open: true, waits: 'sender' },
    published: { label: '已发布', open: false },
    abandoned: { label: '已终止', open: false },
  },
  // The government office's: what it has to settle is late by its own clock, and counted in no figure.
  clock: { confirming: { annex: null } },
  settable: true,
  unaddressed: true,
  // The rows of what was published are the list's, for everybody to read.
  leaves: ({ id, state }, held) => (held || state === 'published' ? null : id),
  erase: ({ ports, jurisdiction }, draft) => eraseSheet(ports.store, jurisdiction, draft),
  opening,
  hangsOn: lettersThatRun,
  acts: {
    ...{ submit, revise, abandon, settle, publish, posted: post },
    quarantine: quarantineBy<DraftBody, DraftState>(OF_BUREAU),
    ...consequences,
  },
  codes: {
    'draft-open': {
      meaning: '已有未办结的清单草案',
      detail: '已有一份清单草案尚未发布或终止。请在该草案中修改，或先终止该草案。',
    },
    'draft-quarantined': {
      meaning: '草案已隔离',
      detail: '该草案已隔离，事项不再可见，不能提交、退回修改或发布。请终止该草案，重新起草。',
    },
    'not-editing': { meaning: '草案不在起草中', detail: '草案已经提交确认，不能修改。需要修改的，请先退回修改。' },
    'already-editing': { meaning: '草案已在起草中', detail: '草案正在起草，可以直接修改；改完后提交确认。' },
    'nothing-changed': { meaning: '草案没有改动', detail: '草案与现行清单相同，没有需要确认的改动。请先修改事项。' },
    'too-many-concerned': {
      meaning: '涉及的单位过多（concerned，最多 most 个）',
      detail: '草案的改动涉及的单位超过一次可以函告的数量。请先提交其中一部分事项，发布后再起草其余的。',
    },
    'nothing-to-settle': {
      meaning: '没有需要裁定的意见',
      detail: '该单位没有不同意，也没有逾期未答复，不需要裁定。请等待答复，或核对单位。',
    },
    'not-confirmed': {
      meaning: '还有单位没有确认',
      detail:
        '草案尚未提交确认，或尚未得到有关单位的确认，不能发布。请先提交，或等待答复；不同意或逾期未答复的，由县政府办公室裁定。',
    },
    'notice-too-short': {
      meaning: '函告距施行日期不足规定的工作日',
      detail: '须在施行之前提前函告有关单位，施行日期过早。请把施行日期推迟到最早可用的日期或更晚。',
    },
    'not-published': { meaning: '草案尚未发布', detail: '草案尚未发布，不能登记公示。请先发布。' },
  },
  refused: ({ body, state }) =>
    state === 'editing' || state === 'confirming' || state === 'confirmed' ? { open: missing(body) } : {},
  // At the government office only where it has to settle; else it waits for letters, which are in inboxes of their own.
  waits: ({ state, to }) => {
    if (state === 'confirming') return to === null ? null : 'addressee';
    return state === 'editing' || state === 'confirmed' ? 'sender' : null;
  },
  title: ({ body }) => `边界清单草案（拟自 ${body.validFrom} 起施行）`,
});

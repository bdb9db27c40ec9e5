/**
 * The credit record (信用记录, art. 19): a licence, a penalty or an inspection's result, on its way to the credit platform
 * within 7 working days of the decision, by whoever decided. One decision has one record, whoever tells of it.
 */
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import { SIDES, SUPERVISORS } from '../exchange/menu.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import { acts } from './acts.ts';
import { type CreditRecordBody, type CreditRecordState, creditRecordBody } from './body.ts';
import { end, join } from './caused.ts';
import { fieldOf, missingOf } from './completeness.ts';
import { missing as missingFields } from './missing-answer.ts';
import { opened, opening } from './opening.ts';
import { decisionOf } from './record.ts';
import { RECORD_TYPES } from './table.ts';

const missing = ({ body }: { body: CreditRecordBody }) => (body.fields ? missingOf(body.type, body.fields) : []);

export const creditRecord = declareKind<'credit-record', CreditRecordBody, CreditRecordState>({
  kind: 'credit-record',
  label: '信用记录',
  article: '19',
  path: 'credit-records',
  menu: {
    under: 'supervision',
    of: SIDES,
    daily: SUPERVISORS,
    comes: '需要报送的行政许可、行政处罚、检查和处理结果的信用记录。',
  },
  ...keeps(creditRecordBody, { fields: missingFields, of: (record) => ({ missing: missing(record as never) }) }),
  states: {
    incomplete: { label: '待补全', open: true },
    ready: { label: '待报送', open: true },
    rejected: {
      ...{ label: '已退回', open: true },
      asks: { act: 'complete', words: '信用平台退回了该记录，原因见“退回原因”。请改正或补全字段，再重新报送。' },
    },
    retracting: { label: '待撤下', open: true },
    sent: { label: '已报送', open: true, waits: null },
    accepted: { label: '已接收', open: false },
    withdrawn: { label: '已撤下', open: false },
  },
  clock: {
    ...{ incomplete: { annex: 'creditLate' }, ready: { annex: 'creditLate' } },
    ...{ rejected: { annex: 'creditLate' }, retracting: { annex: 'creditLate', anew: true } },
  },
  pauses: ['sent'],
  backdated: true,
  // What was sent, late, was owed; what never had to be sent was not.
  takenBack: ({ state, body }) => state === 'withdrawn' && body.sentAt === null,
  opening,
  open: opened,
  // Whoever enters a decision needs no mail that it has one to send.
  tellsArrival: ({ source }) => source === 'system',
  acts: {
    ...{ ...acts, join, end },
    quarantine: quarantineBy<CreditRecordBody, CreditRecordState>({ by: 'sender', scope: 'credit:write' }),
  },
  // What is public may have to be taken back, by whoever has its owner's place then.
  livesOn: ({ state }) => state === 'accepted',
  only: {
    of: decisionOf,
    joins: 'join',
    joining: ({ about = [], body }) => ({ about, decidedOn: body.decidedOn, fields: body.fields ?? {} }),
    taken: 'credit-record-exists',
  },
  codes: {
    'record-incomplete': {
      meaning: '字段尚未补全（缺少的见 missing），或被信用平台退回后尚未修改',
      detail: '该记录还不能报送：请先补全缺少的字段；被退回的，请按退回原因修改。',
    },
    'already-sent': { meaning: '已经报送', detail: '该记录已经报送，不能再改。有误的请撤下后重新登记。' },
    'already-answered': { meaning: '已经登记答复', detail: '信用平台的答复已经登记。退回的，请修改后重新报送。' },
    'not-sent': { meaning: '尚未报送', detail: '该记录尚未报送，没有信用平台的答复。请先报送。' },
    'credit-record-exists': {
      meaning: '同一单位就同一相对人、同一文书号已有一条记录（编号见 record）',
      detail: '同一决定已有一条信用记录。请在该记录中办理，或核对文书号和相对人。',
    },
  },
  refused: (record) => ({ missing: missing(record) }),
  columns: [
    { title: '文书号', fields: ['licence.documentNumber'], link: true },
    { title: '类型', fields: ['type'] },
    { title: '相对人', fields: ['party.name'] },
    { title: '决定日期', fields: ['decidedOn'] },
  ],
  documentNumber: ({ body }) => fieldOf(body.fields, 'WSH'),
  title: ({ body }) => `${RECORD_TYPES[body.type]}记录：${fieldOf(body.fields, 'WSH') ?? body.decidedOn}`,
});

/**
 * The caution letter (提醒, art. 23: 超期认领情况严重的部门，由县行政审批服务局进行提醒). The platform drafts one for each organisation that a
 * circular calls serious; the bureau signs and sends it, or the government office where the bureau itself is the one
 * (art. 25). Until it is sent it has no addressee, so nobody but its sender and the government office can see it; and
 * it may be dropped with a reason (不予提醒°), of which the government office is told. Whether what was wrong has been put
 * right, the government office finds: if not, it talks (约谈).
 */

import { bureauOf, governmentOfficeOf } from '../county.ts';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { Draft } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { SIDES } from '../exchange/menu.ts';
import { derivedId, digest } from '../keys.ts';
import { type Quarter, quarterName } from '../time.ts';
import { type CautionState, drop, expire, FOUND_IN, judge, quarantine, report, send, tell } from './acts.ts';
import { type CautionBody, type CautionOpening, cautionBody } from './body.ts';

declare module '../exchange/seams.ts' {
  interface Openings {
    caution: CautionOpening;
  }
  interface MailTypes {
    'caution-drafted': 'caution';
    'caution-dropped': 'caution';
    'caution-sent': 'caution';
    'caution-reported': 'caution';
    'caution-judged': 'caution';
    'caution-overdue': 'caution';
  }
}

/** One letter an organisation and circular. */
export function cautionId(jurisdiction: string, quarter: Quarter, org: string): string {
  return derivedId(jurisdiction, 'caution', quarter, org);
}

export const caution = declareKind<'caution', CautionBody, CautionState>({
  kind: 'caution',
  label: '提醒函',
  article: '23',
  path: 'cautions',
  menu: {
    under: 'reports',
    of: [...SIDES, 'government-office'],
    comes: '通报印发后，发给超期认领严重的单位的提醒函。',
  },
  // While it is a draft it has no addressee: of several nothing else tells which is whose.
  columns: [
    { title: '被提醒单位', fields: ['org'], link: true },
    { title: '事项', fields: ['heading'] },
    { title: '文号', fields: ['documentNumber'] },
    { title: '发出单位', fields: ['from.org'] },
    { title: '产生时间', fields: ['createdAt'] },
  ],
  ...keeps(cautionBody),
  mails: async () => ({ mails: (await import('./mails.ts')).cautionMails }),
  states: {
    drafted: { label: '待签发', open: true, waits: 'sender' },
    dropped: { label: '不予提醒', open: false },
    sent: { label: '整改中', open: true },
    overdue: { label: '整改期满未报告', open: true },
    'rectification-reported': { label: '已报告整改，待认定', open: true, waits: null },
    rectified: { label: '整改到位', open: false },
    'not-rectified': { label: '整改不力', open: false },
  },
  clock: { sent: 'expire' },
  finds: ({ state }) => FOUND_IN.includes(state),
  open: draftOf,
  opens: (drafted) => [tell(drafted.from, 'caution-drafted')],
  acts: { send, drop, report, judge, expire, quarantine },
  title: ({ body }) => `提醒函：${quarterName(body.quarter)}通报`,
  document: async (letter, facts) => (await import('./letter.ts')).cautionLetter(letter, facts),
  codes: {
    'not-sent': { meaning: '提醒函尚未签发', detail: '该提醒函尚未签发，不能进行此操作。请等待签发。' },
    'already-sent': {
      meaning: '提醒函已经签发',
      detail: '该提醒函已经签发，不能再次签发，也不能改为不予提醒。请查看整改情况。',
    },
    'already-dropped': {
      meaning: '提醒函已经决定不予提醒',
      detail: '该提醒函已经决定不予提醒，不能再办理。请查看不予提醒的理由。',
    },
    'already-reported': { meaning: '整改情况已经报告', detail: '整改情况已经报告，等待县政府办公室认定。' },
    'rectification-running': {
      meaning: '整改期限未满，且尚未报告整改情况',
      detail: '整改期限未满，且尚未报告整改情况，不能认定整改结果。',
    },
  },
});

function draftOf(
  { org, quarter, circular, figures }: CautionOpening,
  { county }: Facts,
): Draft<CautionBody, CautionState> {
  const [bureau, office] = [bureauOf(county).code, governmentOfficeOf(county).code];
  const from = org === bureau ? office : bureau;
  const unsigned = { documentNumber: null, signedBy: null, sentAt: null, dropReason: null, droppedAt: null };
  return {
    id: cautionId(county.jurisdiction, quarter, org),
    from,
    to: null,
    section: null,
    handler: null,
    participants: [office].filter((party) => party !== from),
    source: 'system',
    reference: `${quarter}/${org}`,
    state: 'drafted',
    claimBy: null,
    clock: null,
    party: null,
    licence: null,
    body: {
      ...{ org, quarter, circular, figures, ...unsigned, rectification: null, reportedAt: null },
      ...{ overdueAt: null, finding: null, judgedAt: null, talk: null },
    },
    content: digest({ org, quarter, circular, figures }),
  };
}

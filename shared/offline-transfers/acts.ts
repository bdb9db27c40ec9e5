/** What the addressee says of an offline transfer: received, or not received; and what each side takes from sight. */
import * as z from 'zod';
import type { FieldError } from '../errors.ts';
import type { PersonAct } from '../exchange/kind.ts';
import { quarantineBy, takenWhole } from '../exchange/quarantine.ts';
import { optional } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf } from '../time.ts';
import { CONFIDENTIAL, type TransferBody, type TransferState, transferBody, UNANSWERED } from './body.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'not-answered': true;
  }
}

type Act<Input> = PersonAct<TransferBody, TransferState, Input>;

const receiveInput = lazily(() => {
  const { receivedOn, receivedBy, matches } = transferBody().shape;
  return z.strictObject({
    on: receivedOn.unwrap().meta({ description: '不早于发出日期，不晚于今天' }),
    by: receivedBy.unwrap(),
    matches: matches.unwrap().meta({ description: '与发出单位登记的各件、份数和摘要相符' }),
  });
});

export const receive: Act<Checked<typeof receiveInput>> = {
  label: '登记收到',
  article: '18',
  by: 'addressee',
  inSection: true,
  from: ['sent'],
  otherwise: { '*': 'already-done' },
  to: 'received',
  input: receiveInput,
  refuse: ({ body: { sentOn } }, { on }, _actor, { now }): FieldError[] => {
    if (on > civilDateOf(now)) return [{ pointer: '/on', detail: '收到日期不能晚于今天' }];
    return on < sentOn ? [{ pointer: '/on', detail: `收到日期不能早于发出日期 ${sentOn}` }] : [];
  },
  apply: ({ body, from }, { on, by: receivedBy, matches }, { now, by }) => ({
    body: { ...body, receivedOn: on, receivedBy, matches, answeredBy: by, answeredAt: now },
    ...(!matches && { also: [{ do: 'mail', org: from, section: null, type: 'transfer-differs' }] }),
  }),
};

const missInput = lazily(() => {
  const { reason } = transferBody().shape;
  return z.strictObject({
    reason: optional(reason.unwrap()).meta({ title: '理由', description: '未收到的说明；机要渠道不填，其他渠道必填' }),
  });
});

export const miss: Act<Checked<typeof missInput>> = {
  label: '登记未收到',
  article: '18',
  by: 'addressee',
  inSection: true,
  from: ['sent'],
  otherwise: { '*': 'already-done' },
  to: 'not-received',
  input: missInput,
  refuse: ({ body: { channel } }, { reason }) => {
    const confidential = channel === CONFIDENTIAL;
    if (confidential === (reason === null)) return null;
    const detail = confidential ? '走机要渠道的，不得在本平台说明，请删除，另行联系发出单位' : '请填写未收到的理由';
    return { code: 'invalid', pointer: '/reason', detail };
  },
  apply: ({ body, from }, { reason }, { now, by }) => ({
    body: { ...body, reason, answeredBy: by, answeredAt: now },
    also: [{ do: 'mail', org: from, section: null, type: 'transfer-missed' }],
  }),
};

/** The sender takes the whole from sight, the addressee what it said itself. */
export const quarantine = quarantineBy<TransferBody, TransferState>({
  by: 'participant',
  roles: ['officer', 'section-head', 'government-office', 'discipline'],
  refuses: ['not-answered'],
  barred: ({ to, body }, { org }) =>
    org === to && body.answeredAt === null
      ? { code: 'not-answered', detail: '本单位尚未登记是否收到，没有可隔离的内容。请联系发出单位。' }
      : null,
  apply: (exchange, input, facts) =>
    facts.org === exchange.to
      ? { body: { ...exchange.body, ...UNANSWERED }, detail: input }
      : takenWhole(exchange, input, facts),
  spares: ({ to }, { org }) => (org === to ? (entry) => entry.act !== 'receive' && entry.act !== 'miss' : null),
});

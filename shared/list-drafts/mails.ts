/**
 * What is told of a draft: to the government office, that it has to settle. Those concerned are told by their letters.
 */

import { cited } from '../citing.ts';
import type { MailWriter } from '../exchange/mails.ts';
import { lastMoment, nameOf, recordPath } from '../mail/words.ts';
import type { DraftBody, DraftState } from './body.ts';
import { isOpen } from './confirmations.ts';

const unsettled: MailWriter<DraftBody, DraftState> = ({ exchange, path, facts }) => {
  const open = exchange.body.confirmations.filter(isOpen);
  if (exchange.quarantined || exchange.state !== 'confirming' || open.length === 0) return null;
  const said = open.map(({ org, state }) => `${nameOf(facts, org)}（${state === 'silent' ? '逾期未答复' : '不同意'}）`);
  return {
    subject: '待裁定：边界清单草案',
    opening: '有单位不同意边界清单草案，或逾期未答复。请登录平台查看草案与理由，逐一裁定。',
    details: [
      ['施行日期', exchange.body.validFrom],
      ['待裁定的单位', said.join('、')],
      ...(exchange.clock ? [['办理期限', lastMoment(exchange.clock)] as const] : []),
    ],
    groups: [],
    link: { label: '查看并裁定', path: recordPath(path, exchange.id) },
    basis: cited(facts.county, '25'),
    remarks: [],
  };
};

export const mails = { 'draft-unsettled': unsettled };

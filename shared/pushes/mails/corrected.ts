/** What an addressee is told where what it has claimed was another organisation's: another push has its place. */
import { cite } from '../../citing.ts';
import type { MailAbout, MailWords } from '../../exchange/mails.ts';
import { nameOf, recordPath } from '../../mail/words.ts';
import type { PushBody } from '../body.ts';
import { PUSH_KINDS } from '../fields.ts';

/** Null where it is gone. */
export function correctedWords({ exchange, facts, matterName, path }: MailAbout<PushBody>): MailWords | null {
  if (exchange.quarantined) return null;
  const from = nameOf(facts, exchange.from);
  return {
    subject: `推送已更正，不再由本单位监管：${matterName ?? PUSH_KINDS[exchange.body.kind]}`,
    opening: `${from}更正了本单位已认领的一条推送，更正后的推送由其他单位认领。本单位监管台账中的该条目已终止，请核对。`,
    details: [
      ['事项', matterName ?? '（不对应具体事项）'],
      ['推送单位', from],
      ['编号', exchange.reference],
    ],
    groups: [],
    link: { label: '查看该推送', path: recordPath(path, exchange.id) },
    basis: cite(facts.county, '°'),
    remarks: [],
  };
}

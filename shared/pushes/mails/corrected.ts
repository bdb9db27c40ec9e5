/** What an addressee is told of which something else has become: another push has its place elsewhere. */
import { cited } from '../../citing.ts';
import type { MailAbout, MailWords } from '../../exchange/mails.ts';
import { nameOf, recordPath } from '../../mail/words.ts';
import type { PushBody } from '../body.ts';
import { PUSH_KINDS } from '../fields.ts';

type About = MailAbout<PushBody>;

/** What it has claimed was another organisation's. Null where it is gone. */
export function correctedWords(about: About): MailWords | null {
  const from = nameOf(about.facts, about.exchange.from);
  return wordsOf(about, {
    subject: '推送已更正，不再由本单位监管',
    opening: `${from}更正了本单位已认领的一条推送，更正后的推送由其他单位认领。本单位监管台账中的该条目已终止，请核对。`,
    article: '°',
  });
}

/** What came to it with the list, or after another organisation, has gone to a third by the outcome of a dispute. */
export function transferredWords(about: About): MailWords | null {
  const opening =
    '移交贵单位之前提出的认领异议已经处理，该事项移交其他单位监管。贵单位监管台账中的该条目已标为“已移交其他单位”，请做好工作交接。';
  return wordsOf(about, { subject: '认领异议已处理，不再由本单位监管', opening, article: '21' });
}

/** Another push of the licence, which it had given away, was claimed elsewhere: the licence is there as a whole. */
export function followedWords(about: About): MailWords | null {
  const opening =
    '该证照的另一条推送经改派已由其他单位认领，该证照由其监管。贵单位监管台账中的该条目已标为“已移交其他单位”，请做好工作交接。';
  return wordsOf(about, { subject: '证照已由其他单位监管', opening, article: '17' });
}

interface Said {
  readonly subject: string;
  readonly opening: string;
  readonly article: string;
}

function wordsOf({ exchange, facts, matterName, path }: About, { subject, opening, article }: Said): MailWords | null {
  if (exchange.quarantined) return null;
  return {
    subject: `${subject}：${matterName ?? PUSH_KINDS[exchange.body.kind]}`,
    opening,
    details: [
      ['事项', matterName ?? '（不对应具体事项）'],
      ['推送单位', nameOf(facts, exchange.from)],
      ['编号', exchange.reference],
    ],
    groups: [],
    link: { label: '查看该推送', path: recordPath(path, exchange.id) },
    basis: cited(facts.county, article),
    remarks: [],
  };
}

/** What only the bureau's administrator is told: that something does not go as it should at another organisation. */
import type { RunningClock } from '../../calendar/types.ts';
import { cited } from '../../citing.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import type { MailAbout, MailWords } from '../../exchange/mails.ts';
import { lastMoment, nameOf, PROVISIONAL, recordPath } from '../../mail/words.ts';
import type { PushBody } from '../body.ts';
import { PUSH_KINDS } from '../fields.ts';

/** A returned push that its sender has not readdressed in time; null once it has, or where it is gone. */
export function readdressOverdueWords(about: MailAbout<PushBody>): MailWords | null {
  const push = about.exchange;
  if (push.quarantined || push.state !== 'returned' || push.body.supersededBy !== null) return null;
  if (push.body.correctedBy !== undefined) return null;
  const clock = push.body.readdressClock;
  const from = nameOf(about.facts, push.from);
  return {
    ...common(about, push),
    subject: `退回推送超期未改派：${titleOf(about, push)}`,
    opening: `${nameOf(about.facts, push.to)}退回的推送，${from}未在期限内改派。请督促${from}尽快改派。`,
    details: [
      ...detailsOf(about, push),
      ['退回单位', nameOf(about.facts, push.to)],
      ...(clock ? [['改派期限', `${lastMoment(clock)}（已过）`] as const] : []),
    ],
    basis: cited(about.facts.county, '°'),
  };
}

/**
 * A push whose clock runs at an organisation in which nobody can see it; null once somebody can, or where it is gone.
 */
export function withoutAccountsWords(about: MailAbout<PushBody>, hasAccounts: boolean): MailWords | null {
  const push = about.exchange;
  if (hasAccounts || push.quarantined || !['pending', 'deemed-claimed'].includes(push.state)) return null;
  const to = nameOf(about.facts, push.to);
  const clock = push.state === 'pending' ? (push.clock as RunningClock) : null;
  const until = clock ? `，认领期限为 ${lastMoment(clock)}` : '，已视为认领';
  return {
    ...common(about, push),
    subject: `接收单位没有可用账号：${to}`,
    opening: `${to}收到一条推送，但没有可用账号，期限照常计算${until}。请尽快为该单位配备账号，或以其他方式通知该单位。`,
    details: [
      ...detailsOf(about, push),
      ['接收单位', to],
      ...(clock ? [['认领期限', lastMoment(clock)] as const] : []),
    ],
    basis: cited(about.facts.county, '16'),
    remarks: clock?.provisional ? [PROVISIONAL] : [],
  };
}

function common({ path }: MailAbout<PushBody>, push: Exchange<PushBody>) {
  return { groups: [], link: { label: '查看', path: recordPath(path, push.id) }, remarks: [] };
}

function detailsOf(about: MailAbout<PushBody>, push: Exchange<PushBody>): [string, string][] {
  return [
    ['事项', about.matterName ?? '（不对应具体事项）'],
    ['推送单位', nameOf(about.facts, push.from)],
    ['编号', push.reference],
  ];
}

function titleOf({ matterName }: MailAbout<PushBody>, push: Exchange<PushBody>): string {
  return matterName ?? PUSH_KINDS[push.body.kind];
}

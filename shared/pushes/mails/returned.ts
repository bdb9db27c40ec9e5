/** What the sender is told when a push comes back: until when to readdress it. The reason stays on the platform. */
import { cited } from '../../citing.ts';
import type { MailAbout, MailWords } from '../../exchange/mails.ts';
import { lastMoment, nameOf, PROVISIONAL, recordPath } from '../../mail/words.ts';
import type { PushBody } from '../body.ts';
import { PUSH_KINDS } from '../fields.ts';

const PROBLEM = '同一信息已多次被退回，平台已就此开启问题。请登录平台，从该推送进入，一并查看处理。';

/**
 * Null once it has been readdressed, or where it is gone. Says that a problem was opened, too: it has no mail of its
 * own.
 */
export function returnedWords({ exchange, facts, matterName, path }: MailAbout<PushBody>): MailWords | null {
  const push = exchange;
  const clock = push.body.readdressClock;
  if (push.quarantined || push.state !== 'returned' || push.body.supersededBy !== null || !clock) return null;
  const problem = push.body.problem === null ? [] : [PROBLEM];
  const by = nameOf(facts, push.to);
  const suggested =
    push.body.suggestedOrg === null ? [] : [['建议接收单位', nameOf(facts, push.body.suggestedOrg)] as const];
  return {
    subject: `推送被退回，请改派：${matterName ?? PUSH_KINDS[push.body.kind]}（改派期限 ${clock.by}）`,
    opening: `${by}退回了一条推送。请在 ${lastMoment(clock)} 前登录平台查看退回理由，改派其他单位，或说明理由后仍派原单位。`,
    details: [
      ['事项', matterName ?? '（不对应具体事项）'],
      ['退回单位', by],
      ['编号', push.reference],
      ...suggested,
      ['改派期限', lastMoment(clock)],
    ],
    groups: [],
    link: { label: '查看并改派', path: recordPath(path, push.id) },
    basis: cited(facts.county, '°'),
    remarks: [...problem, ...(clock.provisional ? [PROVISIONAL] : [])],
  };
}

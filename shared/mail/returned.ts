/** What the sender is told when a push comes back: until when to readdress it. The reason stays on the platform. */
import type { Exchange } from '../exchange/exchange.ts';
import type { PushBody } from '../pushes/body.ts';
import { quote } from './articles.ts';
import { type Letter, lastMoment, nameOf, PROVISIONAL, recordPath, type Subject } from './letter.ts';
import { PUSH_LABELS } from './push-arrival.ts';

/** Null once it has been readdressed, or where it is gone. */
export function returnedLetter({ exchange, facts, matterName, path }: Subject): Letter | null {
  const push = exchange as Exchange<PushBody>;
  const clock = push.body.readdressClock;
  if (push.quarantined || push.state !== 'returned' || push.body.supersededBy !== null || !clock) return null;
  const by = nameOf(facts, push.to);
  const suggested =
    push.body.suggestedOrg === null ? [] : [['建议接收单位', nameOf(facts, push.body.suggestedOrg)] as const];
  return {
    subject: `推送被退回，请改派：${matterName ?? PUSH_LABELS[push.body.kind]}（改派期限 ${clock.by}）`,
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
    basis: quote('°'),
    remarks: clock.provisional ? [PROVISIONAL] : [],
  };
}

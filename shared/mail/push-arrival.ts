/** The mail that tells of a push (art. 17): to be claimed, or for information; as it stands when the mail goes out. */
import type { RunningClock } from '../calendar/types.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { PushBody } from '../pushes/body.ts';
import type { PushKind } from '../pushes/fields.ts';
import { quote, quoteClaim } from './articles.ts';
import { type Letter, lastMoment, nameOf, PROVISIONAL, recordPath, type Subject } from './letter.ts';

type Arrived = Subject & { exchange: Exchange<PushBody> };

/** What is pushed, in words. */
export const PUSH_LABELS: Readonly<Record<PushKind, string>> = {
  approval: '审批信息',
  risk: '监管风险点',
  supervision: '监管处理信息',
  document: '文件资料',
};

/** Null for what was returned or withdrawn before anybody was told of it. */
export function pushArrival(arrived: Arrived): Letter | null {
  switch (arrived.exchange.state) {
    case 'pending':
      return toBeClaimed(arrived, arrived.exchange.clock as RunningClock);
    case 'claimed':
      return alreadyClaimed(arrived);
    case 'deemed-claimed':
      return alreadyDeemed(arrived);
    case 'for-information':
      return forInformation(arrived);
    default:
      return null;
  }
}

function toBeClaimed(arrived: Arrived, clock: RunningClock): Letter {
  const { exchange, facts } = arrived;
  const what = PUSH_LABELS[exchange.body.kind];
  const from = nameOf(facts, exchange.from);
  return {
    ...common(arrived, [['认领期限', lastMoment(clock)]]),
    subject: `新推送待认领：${titleOf(arrived)}（认领期限 ${clock.by}）`,
    opening:
      `${from}推送了一条${what}，请在 ${lastMoment(clock)} 前登录平台认领。` +
      '不属于本单位职责的，请在期限内退回并说明理由。到期未认领的，视为已认领，并计为超期。',
    link: { label: '查看并认领', path: recordPath(arrived.path, exchange.id) },
    basis: quoteClaim(clock),
    remarks: clock.provisional ? [PROVISIONAL] : [],
  };
}

function alreadyClaimed(arrived: Arrived): Letter {
  return {
    ...common(arrived, []),
    subject: `新推送（本单位已认领）：${titleOf(arrived)}`,
    opening: `${nameOf(arrived.facts, arrived.exchange.from)}的推送已由本单位认领。请登录平台查看，并按职责办理。`,
  };
}

function alreadyDeemed(arrived: Arrived): Letter {
  const { claimBy } = arrived.exchange;
  return {
    ...common(arrived, claimBy === null ? [] : [['认领期限', `${claimBy}（已过）`]]),
    subject: `推送已视为认领，请确认责任人：${titleOf(arrived)}`,
    opening: `${nameOf(arrived.facts, arrived.exchange.from)}的推送因到期未认领，已视为认领。请登录平台确认责任人。`,
    link: { label: '确认责任人', path: recordPath(arrived.path, arrived.exchange.id) },
  };
}

function forInformation(arrived: Arrived): Letter {
  const { exchange, facts } = arrived;
  const what = exchange.body.copyOf === null ? '推送供知悉' : '抄送供知悉';
  return {
    ...common(arrived, []),
    subject: `${what}：${titleOf(arrived)}`,
    opening: `${nameOf(facts, exchange.from)}发来一条${PUSH_LABELS[exchange.body.kind]}，供知悉，不需要认领。请登录平台查看。`,
    basis: quote(exchange.body.kind === 'document' ? '20' : '17'),
  };
}

/** Without the party: mail leaves the platform. */
function common({ exchange, path, matterName, facts }: Arrived, more: [string, string][]) {
  const details: [string, string][] = [
    ['事项', matterName ?? '（不对应具体事项）'],
    ['类型', PUSH_LABELS[exchange.body.kind]],
    ['推送单位', nameOf(facts, exchange.from)],
    ['编号', exchange.reference],
    ...more,
  ];
  const link = { label: '查看', path: recordPath(path, exchange.id) };
  return { details, groups: [], link, basis: quote('17'), remarks: [] };
}

function titleOf({ exchange, matterName }: Arrived): string {
  return matterName ?? PUSH_LABELS[exchange.body.kind];
}

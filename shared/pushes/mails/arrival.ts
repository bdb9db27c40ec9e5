/** The mail that tells of a push by itself (art. 17), where it is dangerous: as it stands when the mail goes out. */
import type { RunningClock } from '../../calendar/types.ts';
import { basisAt, type Cited, cited, measuresOf, wordsIn } from '../../citing.ts';
import { articleOf, CLOCKS } from '../../clocks/clocks.ts';
import type { County } from '../../county.ts';
import type { MailAbout, MailWords } from '../../exchange/mails.ts';
import { lastMoment, nameOf, PROVISIONAL, recordPath } from '../../mail/words.ts';
import type { PushBody } from '../body.ts';
import { PUSH_KINDS } from '../fields.ts';
import { isHandedOver } from '../handed-over.ts';

type Arrived = MailAbout<PushBody>;

/** Null for what was returned or withdrawn before anybody was told of it. */
export function pushArrival(arrived: Arrived): MailWords | null {
  if (arrived.exchange.quarantined) return null;
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

/**
 * The article of a clock for claiming. Where its words say another length than a rule set has set since, they would
 * mislead.
 */
function citeClaim(county: County, clock: Pick<RunningClock, 'rule' | 'article' | 'length'>): Cited {
  const { article, length } = clock;
  if (saysSo(county, article, length)) return cited(county, article);
  const places = articleOf(county, clock);
  return { words: `认领期限为${length}个工作日（${basisAt(county, places)}）`, path: measuresOf(county, places) };
}

/** Whether the words of an article fit a length: they say it, or no length at all and it is the usual one. */
function saysSo(county: County, article: string, length: number): boolean {
  const said = [...(wordsIn(county, article) ?? '').matchAll(/(\d{1,3})\s*个工作日/g)].map(([, days]) => Number(days));
  return said.length > 0 ? said.includes(length) : length === CLOCKS['claim-approval'].length;
}

function toBeClaimed(arrived: Arrived, clock: RunningClock): MailWords {
  const { exchange, facts } = arrived;
  const what = PUSH_KINDS[exchange.body.kind];
  const from = nameOf(facts, exchange.from);
  return {
    ...common(arrived, [['认领期限', lastMoment(clock)]]),
    subject: `新推送待认领：${titleOf(arrived)}（认领期限 ${clock.by}）`,
    opening:
      `${from}推送了一条${what}，请在 ${lastMoment(clock)} 前登录平台认领。` +
      '不属于本单位职责的，请在期限内退回并说明理由。到期未认领的，视为已认领，并计为超期。',
    link: { label: '查看并认领', path: recordPath(arrived.path, exchange.id) },
    basis: citeClaim(facts.county, clock),
    remarks: clock.provisional ? [PROVISIONAL] : [],
  };
}

function alreadyClaimed(arrived: Arrived): MailWords {
  return {
    ...common(arrived, []),
    subject: `新推送（本单位已认领）：${titleOf(arrived)}`,
    opening: `${nameOf(arrived.facts, arrived.exchange.from)}的推送已由本单位认领。请登录平台查看，并按职责办理。`,
  };
}

function alreadyDeemed(arrived: Arrived): MailWords {
  const { claimBy } = arrived.exchange;
  return {
    ...common(arrived, claimBy === null ? [] : [['认领期限', `${claimBy}（已过）`]]),
    subject: `推送已视为认领，请确认责任人：${titleOf(arrived)}`,
    opening: `${nameOf(arrived.facts, arrived.exchange.from)}的推送因到期未认领，已视为认领。请登录平台确认责任人。`,
    link: { label: '确认责任人', path: recordPath(arrived.path, arrived.exchange.id) },
  };
}

function forInformation(arrived: Arrived): MailWords {
  const { exchange, facts } = arrived;
  if (isHandedOver(exchange)) return handedOver(arrived);
  const what = exchange.body.copyOf === null ? '推送供知悉' : '抄送供知悉';
  return {
    ...common(arrived, []),
    subject: `${what}：${titleOf(arrived)}`,
    opening: `${nameOf(facts, exchange.from)}发来一条${PUSH_KINDS[exchange.body.kind]}，供知悉，不需要认领。请登录平台查看。`,
    basis: cited(facts.county, exchange.body.kind === 'document' ? '20' : '17'),
  };
}

/** Another organisation has claimed it first: it is about a licence that this one supervises. */
function handedOver(arrived: Arrived): MailWords {
  const { exchange, facts } = arrived;
  return {
    ...common(arrived, []),
    subject: `监管台账有变动：${titleOf(arrived)}`,
    opening: `${nameOf(facts, exchange.from)}就贵单位监管的证照推送了一条${PUSH_KINDS[exchange.body.kind]}，由其他单位认领后移交贵单位，已记入监管台账，不需要认领。请登录平台查看。`,
  };
}

/** Without the party: mail leaves the platform. */
function common({ exchange, path, matterName, facts }: Arrived, more: [string, string][]) {
  const details: [string, string][] = [
    ['事项', matterName ?? '（不对应具体事项）'],
    ['类型', PUSH_KINDS[exchange.body.kind]],
    ['推送单位', nameOf(facts, exchange.from)],
    ['编号', exchange.reference],
    ...more,
  ];
  const link = { label: '查看', path: recordPath(path, exchange.id) };
  return { details, groups: [], link, basis: cited(facts.county, '17'), remarks: [] };
}

function titleOf({ exchange, matterName }: Arrived): string {
  return matterName ?? PUSH_KINDS[exchange.body.kind];
}

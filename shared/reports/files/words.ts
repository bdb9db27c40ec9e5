/** The words that all files of a circular share: one figure reads the same in mail, Word, Excel and chart. */

import { dateText } from '../../documents/text.ts';
import { FIGURES } from '../../exchange/figures.ts';
import { civilDateOf, formatInstant, type Instant, quarterName, startOfDay } from '../../time.ts';
import type { Annex, Circular, CorrectionSubject, OrganisationFigures, PushNames } from '../circular.ts';

/** What this platform does not count yet: never 0. */
export const NOT_COUNTED = '未统计';
export const NOT_RANKED = '未排名';
/** A rate or a time of nothing. */
export const NOTHING = '—';

export const ANNEX = Object.entries(FIGURES) as readonly (readonly [key: keyof Annex, label: string])[];

/** The figures of a circular's annex: those of before are without what came later. */
export function annexOf({ organisations }: Pick<Circular, 'organisations'>): typeof ANNEX {
  return ANNEX.filter(([key]) => organisations.some(({ annex }) => annex[key] !== undefined));
}

/** 冠县行政审批服务局: the bureau issues the circular (art. 23). */
export function issuerOf({ county, rules }: Circular): string {
  return rules?.issuer ?? `${county}行政审批服务局`;
}

/** What the file is, as long as it is not the issued circular. */
export function stageMark({ stage, asOf }: Circular): string {
  if (stage === 'issued') return '';
  return stage === 'running' ? `（实时数据，截至${minuteText(asOf)}，未定稿）` : '（征求意见稿）';
}

export function titleOf(circular: Circular): string {
  return titleLinesOf(circular).join('');
}

/** What a file of it is called, without its ending. */
export function fileNameOf(circular: Circular): string {
  const { county, quarter, stage } = circular;
  const mark = stage === 'issued' ? '' : stage === 'running' ? '（未定稿）' : '（征求意见稿）';
  return `${county}${quarterName(quarter)}审管互动通报${mark}`;
}

/** Signs of 二号 that a line of a title holds, figures counted as half. */
const TITLE_WIDTH = 20;

/** The title where it may be broken: issuing organ, matter, type of document (公文处理工作条例 art. 9). */
export function titleLinesOf(circular: Circular): string[] {
  const [issuer, about] = [issuerOf(circular), `关于${quarterName(circular.quarter)}`];
  const width = [...issuer, ...about].reduce((sum, sign) => sum + (/[0-9]/.test(sign) ? 0.5 : 1), 0);
  const first = width <= TITLE_WIDTH ? [issuer + about] : [issuer, about];
  return [...first, '审管互动信息认领情况的通报', stageMark(circular)].filter((line) => line !== '');
}

/** One decimal, as ranked figures are printed; 100.0 only where nothing was deemed (the figure itself sees to that). */
export function rateText(rate: number | null): string {
  return rate === null ? NOTHING : `${rate.toFixed(1)}%`;
}

export function hoursText(hours: number | null): string {
  return hours === null ? NOTHING : hours.toFixed(1);
}

export function rankText(rank: number | null): string {
  return rank === null ? NOT_RANKED : String(rank);
}

export function countText(count: number | null): string {
  return count === null ? NOT_COUNTED : String(count);
}

/** `92.5%（第3名）`, or that there was none. */
export function previousText({ previous }: OrganisationFigures): string {
  if (previous === null) return NOTHING;
  const rank = previous.rank === null ? NOT_RANKED : `第${previous.rank}名`;
  return `${rateText(previous.onTimeRatePercent)}（${rank}）`;
}

/** 2026年10月8日9:00 */
export function minuteText(instant: Instant): string {
  return `${dateText(instant)}${formatInstant(instant).slice(11, 16).replace(/^0/, '')}`;
}

/** The end of a time, as people say it: 2026年10月15日24:00, not the first instant of the day after. */
export function endText(instant: Instant): string {
  const whole = instant === startOfDay(civilDateOf(instant));
  return whole ? `${dateText(instant - 1)}24:00` : minuteText(instant);
}

/** What corrections are called in their states. */
export const CORRECTION_STATES: Readonly<Record<string, string>> = {
  open: '待决定',
  accepted: '已采纳',
  rejected: '未采纳',
};

export const TYPED = ['reason', 'decision'] as const;

/** What was typed into a correction; that it has been taken from sight, where its digest is all that is left. */
export function typedIn(
  { digests }: Circular,
  correction: string,
  which: (typeof TYPED)[number],
  text: string | null,
): string {
  const digest = digests.find((one) => one.correction === correction)?.[which] ?? null;
  return text ?? (digest === null ? '' : '（内容已隔离）');
}

/** How the figures come about, in a line each. */
export const notesOf = ({ rules }: Pick<Circular, 'rules'>): readonly string[] => [
  '接收＝按期认领＋视为认领＋退回＋撤回，均为原始数据，不因更正而改变。',
  '按期认领率＝按期认领÷（按期认领＋视为认领），计算时剔除已采纳更正的推送；按精确比值排名，相同者视为认领少的在前，仍相同者名次并列。',
  `认领和视为认领合计不足${rules?.rankedFrom === undefined ? '规定件数' : `${rules.rankedFrom}件`}的单位，以及县行政审批服务局，只列出、不排名。`,
  '认领用时为按期认领的推送从推送到认领经过的工作时间（小时）。',
  '附表所列其他超期情况按到期日统计，不参与排名；“未统计”表示平台尚未统计该项，并非没有。',
  '“—”表示没有可供计算的数据。',
];

/** Names of organisations by code, as the circular has them. */
export function namesOf({ organisations }: Circular): (org: string) => string {
  const names = new Map(organisations.map(({ org, name }) => [org, name]));
  return (org) => names.get(org) ?? org;
}

/** What a correction is about, in the tables of corrections: the push, or the figure of the annex and its record. */
export function subjectText(names: PushNames, { push, record, figure }: CorrectionSubject): string {
  if (push !== undefined) return names.get(push) ?? push;
  const name = names.get(record as string) ?? (record as string);
  return figure === undefined ? name : `${FIGURES[figure]}：${name}`;
}

/**
 * The one picture of a circular: the rate of every organisation, this quarter against the last, where there is one. It
 * is read in grey as well: this quarter's bars are dark and full, the last one's white with a dark edge. Drawn on the
 * server, with a font of our own, so that the same figures give the same bytes on every machine.
 *
 * It has two forms. On a page of Word names stand beside the bars, and all of it fits the page. On a screen it is
 * narrow and names stand above the bars, so that a phone, which shows it at most a little smaller, leaves it legible.
 */
import type { BarSeriesOption, EChartsOption } from 'echarts';
import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { xmlText } from '../../documents/text.ts';
import { previousQuarter, quarterName } from '../../time.ts';
import type { Circular, OrganisationFigures } from '../circular.ts';
import { organisationsOf } from './body.ts';
import { rateText, stageMark } from './words.ts';

use([BarChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

export type ChartForm = 'page' | 'screen';

export const CHART_FONT = 'Noto Sans SC';
/** The type area of a page (156 mm) at 96 pixels to the inch; somewhat more than a phone is wide. */
const WIDTH: Readonly<Record<ChartForm, number>> = { page: 588, screen: 400 };
/** What the type area holds below an attachment's title. */
const PAGE_HEIGHT = 650;
/** Above and below the bars: title, legend, axis. */
const FRAME = { top: 84, bottom: 30 };
const LONGEST_NAME = 14;
/**
 * Bars of fewer pixels are too thin for a rate beside each: this quarter's stands beside the name, and all in the
 * table.
 */
const THIN = 8;
const DARK = '#1f2937';
const LIGHT = '#e5e7eb';

/** How an organisation's row is drawn, in pixels. */
interface Row {
  height: number;
  bar: number;
  text: number;
}

/** Width and height in pixels. */
export function chartSize(circular: Circular, form: ChartForm): { width: number; height: number } {
  const count = Math.max(circular.organisations.length, 1);
  return { width: WIDTH[form], height: FRAME.top + FRAME.bottom + Math.round(count * rowOf(circular, form).height) };
}

/** On a page rows grow narrower where there are many: forty organisations still fit. */
function rowOf(circular: Circular, form: ChartForm): Row {
  const bars = hasBefore(circular) ? 2 : 1;
  if (form === 'screen') return { height: 24 + 17 * bars, bar: 14, text: 15 };
  const room = (PAGE_HEIGHT - FRAME.top - FRAME.bottom) / Math.max(circular.organisations.length, 1);
  const height = Math.min(Math.max(room, 13), 22 * bars);
  const text = Math.min(Math.max(height * 0.65, 9), 13);
  return { height, bar: Math.min((height * 0.72) / bars, 13), text };
}

/** The picture as SVG. Nothing in it is loaded from elsewhere. */
export function chartSvg(circular: Circular, form: ChartForm): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...chartSize(circular, form) });
  try {
    chart.setOption(optionOf(circular, form));
    return withoutCounters(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/** 各单位按期认领率对比图, where there is something to compare with. */
export function chartName(circular: Circular): string {
  return `各单位按期认领率${hasBefore(circular) ? '对比' : ''}图`;
}

/** What the picture says, for those who do not see it. */
export function chartAlt(circular: Circular): string {
  const compared = hasBefore(circular) ? '与上季度对比图' : '';
  return `各单位按期认领率：${quarterName(circular.quarter)}${compared}，数据见表`;
}

function hasBefore({ organisations }: Circular): boolean {
  return organisations.some((found) => rateBefore(found) !== null);
}

function optionOf(circular: Circular, form: ChartForm): EChartsOption {
  const row = rowOf(circular, form);
  const names = organisationsOf(circular).map((found) => (isThin(row) ? nameAndRate(found) : nameOf(found)));
  const beside = form === 'page';
  return {
    animation: false,
    textStyle: { fontFamily: CHART_FONT, color: DARK },
    title: titleOf(circular),
    legend: { top: 50, itemWidth: 22, itemHeight: 11, textStyle: textOf(13), data: seriesNames(circular) },
    grid: { left: beside ? roomFor(names, row.text) : 12, right: 58, top: FRAME.top, bottom: FRAME.bottom },
    xAxis: { type: 'value', min: 0, max: 100, interval: 20, ...percent(beside ? 12 : 13) },
    yAxis: {
      ...{ type: 'category', inverse: true, data: names, axisTick: { show: false } },
      axisLabel: { show: beside, interval: 0, fontSize: row.text, color: DARK },
    },
    series: [...(beside ? [] : [namesAbove(names, row)]), ...seriesOf(circular, row)],
  };
}

function titleOf(circular: Circular) {
  const text = '各单位按期认领率';
  const subtext = stageMark(circular);
  return { text, subtext, left: 'center', top: 0, itemGap: 4, textStyle: textOf(18), subtextStyle: textOf(13) };
}

function percent(fontSize: number) {
  const axisLabel = { formatter: '{value}%', fontSize, color: DARK };
  return { splitLine: { show: true, lineStyle: { color: LIGHT } }, axisLabel };
}

function seriesNames(circular: Circular): string[] {
  const { quarter } = circular;
  const now = quarterName(quarter);
  return hasBefore(circular) ? [now, quarterName(previousQuarter(quarter))] : [now];
}

function seriesOf(circular: Circular, row: Row): BarSeriesOption[] {
  const organisations = organisationsOf(circular);
  const [now, before] = seriesNames(circular);
  // A rate that there is not yet is said: nothing was to be claimed. A last quarter that there is not is left out.
  const mine = organisations.map((found): Bar => {
    const rate = found.onTimeRatePercent;
    return { value: rate ?? 0, label: { formatter: rateText(rate) } };
  });
  const theirs = organisations.map((found): Bar => {
    const rate = rateBefore(found);
    return rate === null ? '-' : { value: rate, label: { formatter: rateText(rate) } };
  });
  const edged = { color: '#fff', borderColor: DARK, borderWidth: 1 };
  const label = isThin(row) ? { show: false } : labelOf(row.bar + 2);
  const first = barsOf(now as string, mine, { color: DARK }, row, label);
  return before === undefined ? [first] : [first, barsOf(before, theirs, edged, row, label)];
}

type Bar = '-' | { value: number; label: { formatter: string } };

function barsOf(name: string, data: Bar[], itemStyle: object, { bar }: Row, label: object): BarSeriesOption {
  return { ...{ type: 'bar', name, itemStyle, barWidth: bar, barGap: '15%', data, label } };
}

function isThin({ bar }: Row): boolean {
  return bar < THIN;
}

function nameAndRate(found: OrganisationFigures): string {
  return `${nameOf(found)}　${rateText(found.onTimeRatePercent)}`;
}

function labelOf(size: number) {
  return { show: true, position: 'right', distance: 4, fontSize: Math.min(size, 15), color: DARK } as const;
}

/** Bars of no length that say whose the bars below them are. */
function namesAbove(names: readonly string[], row: Row): BarSeriesOption {
  const data = names.map((name): Bar => ({ value: 0, label: { formatter: name } }));
  return barsOf('单位', data, {}, row, { ...labelOf(row.text), distance: 3 });
}

function rateBefore({ previous }: OrganisationFigures): number | null {
  return previous?.onTimeRatePercent ?? null;
}

function textOf(fontSize: number) {
  return { fontSize, fontWeight: 'normal' as const, color: DARK };
}

/** Chinese signs are as wide as they are high, so the longest name tells the room that names need. */
function roomFor(names: readonly string[], size: number): number {
  return 16 + size * Math.max(0, ...names.map(widthOf));
}

function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/[0-9.%]/.test(sign) ? 0.6 : 1), 0);
}

/** A long name is cut: the tables have it whole. Line breaks would break the row. */
function nameOf({ name }: OrganisationFigures): string {
  const signs = [...xmlText(name).replaceAll(/\s+/gu, ' ')];
  return signs.length > LONGEST_NAME ? `${signs.slice(0, LONGEST_NAME - 1).join('')}…` : signs.join('');
}

/** The library numbers its drawings and their parts: from the second on, the same figures would give other bytes. */
function withoutCounters(svg: string): string {
  const seen = new Map<string, string>();
  return svg.replaceAll(/zr\d+-([a-z]+)-?\d*/g, (id) => {
    if (!seen.has(id)) seen.set(id, `part-${seen.size}`);
    return seen.get(id) as string;
  });
}

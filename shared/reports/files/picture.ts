/** The chart as PNG, for mail and Word: mail programs show no SVG. */
import { readFile } from 'node:fs/promises';
import type { Circular } from '../circular.ts';
import { CHART_FONT, chartSvg } from './chart.ts';
import { fontFile, wasmFile } from './chart-files.ts';

/** Pixels of the PNG for one of the drawing: sharp on a phone and on paper. */
const SCALE = 2;

type Renderer = typeof import('@resvg/resvg-wasm');

export async function chartPng(circular: Circular): Promise<Uint8Array> {
  const { Resvg } = await renderer();
  const font = { fontBuffers: [await fontBytes()], defaultFontFamily: CHART_FONT, sansSerifFamily: CHART_FONT };
  const drawing = new Resvg(chartSvg(circular), { font, fitTo: { mode: 'zoom', value: SCALE }, background: '#fff' });
  const picture = drawing.render();
  try {
    return picture.asPng();
  } finally {
    picture.free();
    drawing.free();
  }
}

let font: Promise<Uint8Array> | undefined;
function fontBytes(): Promise<Uint8Array> {
  font ??= readFile(fontFile());
  return font;
}

let loaded: Promise<Renderer> | undefined;
/** It can be initialised once a process. */
function renderer(): Promise<Renderer> {
  loaded ??= (async () => {
    const module = await import('@resvg/resvg-wasm');
    await module.initWasm(await readFile(wasmFile()));
    return module;
  })();
  return loaded;
}

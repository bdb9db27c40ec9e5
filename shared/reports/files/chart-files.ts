/**
 * Where the chart's two binary files are: the font beside this file, the renderer in its package. In a bundle both lie
 * beside the bundle, under the names below; whoever bundles copies them there.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const FONT_NAME = 'noto-sans-sc.ttf';
export const WASM_NAME = 'resvg.wasm';

/** The folder of this file, or of the bundle. */
const here = import.meta.dirname;

export function fontFile(): string {
  return bundled(FONT_NAME) ?? join(here, 'font', FONT_NAME);
}

export function wasmFile(): string {
  return bundled(WASM_NAME) ?? createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
}

function bundled(name: string): string | undefined {
  const file = join(here, name);
  return existsSync(file) ? file : undefined;
}

/**
 * `/assets/<name>-<hash>`: the console's style sheet, its one script, and what that loads for forms with files. They
 * lie in `assets/` beside this file; in a bundle, beside the bundle. The hash stands in the address, so that a browser
 * keeps them for good.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notFound } from '../../shared/errors.ts';
import { lazily } from '../../shared/lazily.ts';
import { publicRoute, type Route } from '../http/route.ts';

const SCRIPT = 'text/javascript; charset=utf-8';
const TYPES = { 'console.css': 'text/css; charset=utf-8', 'console.js': SCRIPT, 'files.js': SCRIPT } as const;
export type AssetName = keyof typeof TYPES;
export const ASSET_NAMES = Object.keys(TYPES) as readonly AssetName[];

interface Asset {
  readonly address: string;
  readonly type: string;
  readonly text: string;
}

const assets = lazily(() => new Map(ASSET_NAMES.map((name) => [name, read(name)])));

/** Where an asset is: `/assets/console-1a2b3c4d.css`. */
export function assetAddress(name: AssetName): string {
  return (assets().get(name) as Asset).address;
}

const KEPT = 'public, max-age=31536000, immutable';

export const assetRoute: Route = publicRoute({
  method: 'GET',
  path: '/assets/{file}',
  id: 'readAsset',
  summary: '网页的样式与脚本',
  tag: '公开信息',
  sameOrigin: true,
  hidden: true,
  answers: { 200: { description: '文件', contentType: 'text/css' }, 404: { description: '没有该文件' } },
  handle: async ({ params }) => {
    const found = [...assets().values()].find(({ address }) => address === `/assets/${params.file}`);
    if (!found) throw notFound('该文件');
    const { type, text } = found;
    return { status: 200, content: { type, data: text }, headers: { 'cache-control': KEPT } };
  },
});

function read(name: AssetName): Asset {
  const beside = join(import.meta.dirname, name);
  const text = readFileSync(existsSync(beside) ? beside : join(import.meta.dirname, 'assets', name), 'utf8');
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const [stem, kind] = name.split('.');
  return { address: `/assets/${stem}-${hash}.${kind}`, type: TYPES[name], text };
}

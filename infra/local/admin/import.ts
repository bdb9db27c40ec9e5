/** `npm run admin -- import`: an exported county into an empty data folder or an empty deployed table. */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { FileSeals } from '../../../shared/adapters/file-seals.ts';
import { systemRandom } from '../../../shared/adapters/system-random.ts';
import type { Attachments, Item, Put, Seals } from '../../../shared/ports.ts';
import { type Marker, markerPut } from '../home/marker.ts';
import { sealKeyFile, unusable } from '../home/seals.ts';
import { loadBytes, withoutBytes } from '../moving/bytes.ts';
import type { Header } from '../moving/format.ts';
import { intoFolder } from '../moving/into-folder.ts';
import { readItems } from '../moving/reading.ts';
import { type Command, dataDir } from './command.ts';
import { fileOptions, filesSaid, type GivenFile, keptOf, surveyed } from './exported-file.ts';
import { webAddress } from './fitting.ts';
import { importTable } from './import-table.ts';
import { type GivenIssuer, issuerErrors, issuerOf, issuerOptions, type WholeIssuer } from './issuer-options.ts';
import { givenOptions, WrongOptions } from './options.ts';
import { type GivenKey, importKey, keyOptions } from './seal-key.ts';

const { issuer, audience, jwks, algorithms } = issuerOptions;
const options = {
  'data-dir': dataDir,
  ...fileOptions,
  ...keyOptions,
  issuer: {
    ...{ ...issuer, value: '<https://…>', needed: false, check: webAddress },
    help: `统一身份认证（OIDC）的 issuer；从 AWS 移来的数据必填，其他数据省略时不变`,
  },
  audience: { ...audience, needed: false },
  ...{ jwks, algorithms },
} as const;

type Given = GivenFile & GivenKey & Partial<GivenIssuer> & { 'data-dir': string };

export const importCounty: Command = {
  name: 'import',
  summary: '把导出的文件导入空的数据目录',
  options,
  aws: importTable,
  async run(args) {
    const { values, named, reasons } = givenOptions(options, args);
    const wrong = [...reasons, ...issuerAlone(values, named)];
    if (wrong.length > 0) throw new WrongOptions(wrong);
    const given = values as Given;
    const path = resolve(given.in);
    const folder = resolve(given['data-dir']);
    const found = await surveyed(path, given);
    const { survey, header, marker, lost } = found;
    const fresh = await freshMarker(given, header, marker);
    const rekeyed = await importKey(survey, header.jurisdiction, given, () => newSeals(folder));
    const items = rekeyed(withoutBytes(itemsBut(path, fresh?.item.key), lost));
    const bytes = (into: Attachments) => loadBytes(path, keptOf(found), into);
    await intoFolder(folder, { items, last: fresh, bytes });
    return [
      `已将 ${header.county}（${header.jurisdiction}，${header.exportedAt} 导出）的 ${survey.items} 项数据导入 ${folder}，全部办理记录校验通过。`,
      survey.said(),
      ...filesSaid(found),
      `等待到期的 ${survey.waking} 项由平台启动时自动接续。启动：DATA_DIR=${folder} npm start`,
    ].join('\n');
  },
};

/** An issuer without its audience, and what says more of one that is not given. */
function issuerAlone(given: Partial<GivenIssuer>, named: ReadonlySet<string>): string[] {
  if (named.has('issuer')) return issuerErrors(given);
  return ['audience', 'jwks', 'algorithms']
    .filter((name) => named.has(name))
    .map((name) => `--${name} 须与 --issuer 同时填写；不更换统一身份认证的，请删去`);
}

/** The folder's key, made where there is none: what it wraps comes with the import. */
async function newSeals(folder: string): Promise<Seals> {
  const file = sealKeyFile(folder, process.env.SEAL_KEY_FILE);
  const seals = new FileSeals({ file, random: systemRandom });
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    seals.make();
    // A file that is there and no key is told now: it is not the data that was sealed elsewhere.
    await seals.wrap(new Uint8Array(32), 'check');
  } catch (error) {
    throw unusable(file, error);
  }
  return seals;
}

/** The marker to write, or null where the file's own stays. */
async function freshMarker(given: Partial<GivenIssuer>, header: Header, marker?: Marker): Promise<Put | null> {
  if (given.issuer === undefined) {
    if (marker) return null;
    throw new WrongOptions(['这份数据来自 AWS，请用 --issuer、--audience（必要时 --jwks）给出统一身份认证的设置']);
  }
  const known = await issuerOf(given as WholeIssuer);
  return markerPut({ home: 'county', jurisdiction: header.jurisdiction, issuers: known ? [known] : [] });
}

async function* itemsBut(path: string, key: string | undefined): AsyncGenerator<Item> {
  for await (const item of readItems(path)) if (item.key !== key) yield item;
}

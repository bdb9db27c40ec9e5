/** `npm run admin -- init`: a real county, in a data folder or a deployed table. */
import { resolve } from 'node:path';
import { countyKey } from '../../../shared/accounts/directory.ts';
import type { SqliteStore } from '../../../shared/adapters/sqlite-store.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { systemRandom } from '../../../shared/adapters/system-random.ts';
import { plainItem } from '../../../shared/change.ts';
import type { Issuer } from '../../../shared/platform.ts';
import { openFolder } from '../home/folder.ts';
import { HOME_KEY, type Marker } from '../home/marker.ts';
import { openSeals, sealKeyFile } from '../home/seals.ts';
import { unusable } from '../home/unusable.ts';
import { Refused } from '../refused.ts';
import { type Command, dataDir } from './command.ts';
import { countyPuts, listPut } from './counties.ts';
import { countyOptions, type FirstCounty, firstCounty, type GivenCounty, saidOf } from './first-county.ts';
import { initTable } from './init-table.ts';
import { idleErrors, issuerErrors, issuerOf, issuerOptions, type WholeIssuer } from './issuer-options.ts';
import { addressOption, linkFor } from './link.ts';
import { givenOptions } from './options.ts';

/** What says something of one sort of issuer alone. */
const IDLE = {
  ofIssuers: [
    ...['audience', 'client-id', 'jwks', 'algorithms', 'tokens'],
    ...['admin-subject', 'office-subject', 'discipline-subject'],
  ],
  ofBuiltin: ['address'],
};

const options = { 'data-dir': dataDir, ...countyOptions, ...issuerOptions, address: addressOption } as const;

export const init: Command = {
  name: 'init',
  summary: '建立一个县（市、区）的数据目录，或在已有的数据目录中增加一个县（平台须先停止）',
  options,
  aws: initTable,
  async run(args) {
    const { values, named, reasons } = givenOptions(options, args);
    const wrong = [...reasons, ...issuerErrors(values), ...idleErrors(values.issuer, named, IDLE)];
    const given = values as GivenCounty & WholeIssuer & { 'data-dir': string; address: string };
    const first = await firstCounty(given, wrong);
    const issuer = await issuerOf(given);
    const folder = resolve(given['data-dir']);
    const links = await write(folder, first, issuer, given.address);
    return [
      `已在 ${folder} 建立 ${saidOf(first)}。`,
      `启动：DATA_DIR=${folder} npm start（对外服务时另设 HOST、PORT、ADDRESS、PROXIES、SMTP_URL、MAIL_FROM，并置于 HTTPS 反向代理之后）`,
      '随后由审批局管理员登录，录入各单位账号和审管互动边界清单。',
      ...links,
    ].join('\n');
  },
};

/** All in one commit: a folder is a county's, or empty. `issuer`: null for the builtin one, whose people get links. */
async function write(path: string, first: FirstCounty, issuer: Issuer | null, address: string): Promise<string[]> {
  const folder = await openFolder(path);
  const { jurisdiction } = first.county;
  try {
    const { store } = folder;
    const before = store.count() === 0 ? null : await store.get(HOME_KEY);
    const marker = await markerWith(path, store, before?.value as Marker | undefined, { jurisdiction, issuer });
    await openSeals(sealKeyFile(path, process.env.SEAL_KEY_FILE), store, [jurisdiction]);
    const home = { item: plainItem(HOME_KEY, marker), expected: before?.head ?? null };
    const listed = before ? [await listPut(store, jurisdiction)] : [];
    const puts = [...(await countyPuts(store, first)), ...listed, home];
    if (!(await store.commit(puts)).committed) throw alreadyThere(path);
    if (issuer) return [];
    const lines = ['设置口令的链接（三日内有效，用一次即失效，请只交给本人）：'];
    for (const { account } of first.accounts) {
      const at = { jurisdiction, account: account.account };
      lines.push(`${account.account}：${await linkFor(store, systemRandom, at, address, systemClock.now())}`);
    }
    return lines;
  } catch (error) {
    throw unusable(path, error) ?? error;
  } finally {
    folder.close();
  }
}

/**
 * What the folder is with the county in it. Throws `Refused` where it may not be added: it is there, or all is a
 * demonstration.
 */
async function markerWith(
  path: string,
  store: SqliteStore,
  marker: Marker | undefined,
  { jurisdiction, issuer }: { jurisdiction: string; issuer: Issuer | null },
): Promise<Marker> {
  if (!marker && store.count() === 0) {
    const by = issuer ? { issuers: [issuer] } : { issuers: [], builtin: true as const };
    return { home: 'county', jurisdiction, ...by };
  }
  if (marker?.home !== 'county' || (await store.get(countyKey(jurisdiction)))) throw alreadyThere(path);
  if (issuer === null) return { ...marker, builtin: true };
  const known = marker.issuers.find((one) => one.issuer === issuer.issuer);
  if (!known) return { ...marker, issuers: [...marker.issuers, issuer] };
  if (known.audience === issuer.audience) return marker;
  throw new Refused(
    `数据目录 ${path} 中 ${issuer.issuer} 的 aud 是 ${known.audience}，不是 ${issuer.audience}，未作任何改动。请以 --audience ${known.audience} 再试。`,
    `In ${path} the audience of ${issuer.issuer} is ${known.audience}, not ${issuer.audience}; nothing was changed.`,
  );
}

function alreadyThere(path: string): Refused {
  return new Refused(
    `数据目录 ${path} 中已有本平台的数据，未作任何改动。请用 --data-dir 指定其他目录。`,
    `The folder ${path} has data of this platform already; nothing was changed. Choose another --data-dir.`,
  );
}

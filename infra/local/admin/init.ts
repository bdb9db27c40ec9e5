/** `npm run admin -- init`: a real county, in a data folder or a deployed table. */
import { resolve } from 'node:path';
import { identityKey } from '../../../shared/accounts/directory.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { systemRandom } from '../../../shared/adapters/system-random.ts';
import { plainItem } from '../../../shared/change.ts';
import type { Issuer } from '../../../shared/platform.ts';
import { openFolder } from '../home/folder.ts';
import { markerPut } from '../home/marker.ts';
import { openSeals, sealKeyFile } from '../home/seals.ts';
import { Refused } from '../refused.ts';
import { type Command, dataDir } from './command.ts';
import { countyOptions, type FirstCounty, firstCounty, type GivenCounty, saidOf } from './first-county.ts';
import { initTable } from './init-table.ts';
import { type GivenIssuer, issuerOf, issuerOptions } from './issuer-options.ts';
import { addressOption, linkFor } from './link.ts';
import { readOptions } from './options.ts';

const options = { 'data-dir': dataDir, ...countyOptions, ...issuerOptions, address: addressOption } as const;

export const init: Command = {
  name: 'init',
  summary: '建立一个县（市、区）的数据目录',
  options,
  aws: initTable,
  async run(args) {
    const given = readOptions(options, args) as GivenCounty & GivenIssuer & { 'data-dir': string; address: string };
    const first = await firstCounty(given);
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
async function write(
  path: string,
  { county, accounts, items }: FirstCounty,
  issuer: Issuer | null,
  address: string,
): Promise<string[]> {
  const folder = await openFolder(path);
  try {
    if (folder.store.count() > 0) {
      throw new Refused(
        `数据目录 ${path} 中已有本平台的数据，未作任何改动。请用 --data-dir 指定其他目录。`,
        `The folder ${path} has data of this platform already; nothing was changed. Choose another --data-dir.`,
      );
    }
    const { jurisdiction } = county;
    const identities = accounts.map(({ org, account }) => {
      const memberships = [{ jurisdiction, org, account: account.account }];
      return plainItem(identityKey(account.issuer, account.subject), { memberships });
    });
    const puts = [...items, ...identities].map((item) => ({ item, expected: null }));
    await openSeals(sealKeyFile(path, process.env.SEAL_KEY_FILE), folder.store, jurisdiction);
    const by = issuer ? { issuers: [issuer] } : { issuers: [], builtin: true as const };
    await folder.store.commit([...puts, markerPut({ home: 'county', jurisdiction, ...by })]);
    if (issuer) return [];
    const lines = ['设置口令的链接（三日内有效，用一次即失效，请只交给本人）：'];
    for (const { account } of accounts) {
      const at = { jurisdiction, account: account.account };
      lines.push(`${account.account}：${await linkFor(folder.store, systemRandom, at, address, systemClock.now())}`);
    }
    return lines;
  } finally {
    folder.close();
  }
}

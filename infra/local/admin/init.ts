/** `npm run admin -- init`: the data folder of a real county. */
import { resolve } from 'node:path';
import { type Account, accountId } from '../../../shared/accounts/account.ts';
import { accountsKey, countyKey, identityKey, plainItem } from '../../../shared/accounts/directory.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { bureauOf, type County } from '../../../shared/county.ts';
import type { Issuer } from '../../../shared/platform.ts';
import type { Item } from '../../../shared/ports.ts';
import { civilDateOf, isCivilDate } from '../../../shared/time.ts';
import { isLoopback } from '../environment.ts';
import { openFolder } from '../folder.ts';
import { markerPut } from '../marker.ts';
import { Refused } from '../refused.ts';
import { type Command, dataDir } from './command.ts';
import { discoverKeys } from './discovery.ts';
import { readOptions } from './options.ts';
import { readOrganisations } from './organisations-file.ts';

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

const options = {
  'data-dir': dataDir,
  jurisdiction: {
    value: '<代码>',
    help: '六位行政区划代码',
    needed: true,
    check: matching(/^[1-9]\d{5}$/, '应为六位数字'),
  },
  name: {
    value: '<名称>',
    help: '县（市、区）名称',
    needed: true,
    check: matching(/^\P{Cc}{1,50}$/u, '应为 1 至 50 个字符'),
  },
  organisations: { value: '<文件.json>', help: '单位清单', needed: true },
  'admin-account': { value: '<账号>', help: '首个审批局管理员的账号', needed: true, check: accountName },
  'admin-name': {
    value: '<姓名>',
    help: '其姓名',
    preset: '平台管理员',
    check: matching(/^\P{Cc}{1,50}$/u, '应为 1 至 50 个字符'),
  },
  'admin-subject': { value: '<sub>', help: '其在统一身份认证（OIDC）中的 sub', needed: true },
  issuer: { value: '<https://…>', help: '统一身份认证（OIDC）的 issuer', needed: true, check: webAddress },
  audience: { value: '<aud>', help: '凭证的 aud', needed: true },
  jwks: { value: '<https://…>', help: '公钥地址；省略时从 issuer 的说明文档中读取', check: webAddress },
  algorithms: { value: '<RS256,…>', help: '接受的签名算法', preset: 'RS256,ES256', check: algorithms },
  since: { value: '<YYYY-MM-DD>', help: '平台启用之日', preset: civilDateOf(systemClock.now()), check: day },
} as const;

export const init: Command = {
  name: 'init',
  summary: '建立一个县（市、区）的数据目录',
  options,
  async run(args) {
    const given = readOptions(options, args) as Record<keyof typeof options, string>;
    const organisations = await readOrganisations(given.organisations);
    const { jurisdiction, name, since } = given;
    const county: County = { jurisdiction, name, since, organisations };
    const issuer: Issuer = {
      issuer: given.issuer,
      audience: given.audience,
      jwksUri: given.jwks ?? (await discoverKeys(given.issuer)),
      algorithms: given.algorithms.split(','),
    };
    const account = administrator(given['admin-account'], given['admin-name'], issuer.issuer, given['admin-subject']);
    const folder = resolve(given['data-dir']);
    await write(folder, county, issuer, account);
    return said(folder, county, account);
  },
};

function administrator(account: string, name: string, issuer: string, subject: string): Account {
  const roles: Account['roles'] = ['bureau-admin', 'org-admin'];
  return { account, name, roles, sections: 'all', scopes: null, issuer, subject, active: true };
}

/** All in one commit: a folder is a county's, or empty. */
async function write(path: string, county: County, issuer: Issuer, account: Account): Promise<void> {
  const folder = await openFolder(path);
  try {
    if (folder.store.count() > 0) {
      throw new Refused(
        `数据目录 ${path} 中已有本平台的数据，未作任何改动。请用 --data-dir 指定其他目录。`,
        `The folder ${path} has data of this platform already; nothing was changed. Choose another --data-dir.`,
      );
    }
    const { jurisdiction } = county;
    const org = bureauOf(county).code;
    const memberships = [{ jurisdiction, org, account: account.account }];
    const items: Item[] = [
      plainItem(countyKey(jurisdiction), county),
      plainItem(accountsKey(jurisdiction, org), { org, accounts: [account] }),
      plainItem(identityKey(issuer.issuer, account.subject as string), { memberships }),
    ];
    const marker = markerPut({ home: 'county', jurisdiction, issuers: [issuer] });
    await folder.store.commit([...items.map((item) => ({ item, expected: null })), marker]);
  } finally {
    folder.close();
  }
}

function said(folder: string, county: County, { account }: Account): string {
  return [
    `已在 ${folder} 建立 ${county.name}（${county.jurisdiction}）的数据目录：${county.organisations.length} 个单位，审批局管理员 ${account}。`,
    `启动：DATA_DIR=${folder} npm start（对外服务时另设 HOST、PORT、ADDRESS、SMTP_URL、MAIL_FROM，并置于 HTTPS 反向代理之后）`,
    '随后由审批局管理员登录，通过接口录入各单位账号和审管互动边界清单。',
  ].join('\n');
}

function matching(pattern: RegExp, wrong: string): (value: string) => string | null {
  return (value) => (pattern.test(value) ? null : wrong);
}

function accountName(value: string): string | null {
  return accountId.safeParse(value).success ? null : '账号由小写字母、数字、点、横线组成，最长 50 位';
}

function webAddress(value: string): string | null {
  const url = URL.canParse(value) ? new URL(value) : null;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  return safe ? null : '应为 https:// 开头的地址（本机地址可用 http://）';
}

function algorithms(value: string): string | null {
  return value.split(',').every((name) => ALGORITHMS.includes(name))
    ? null
    : `应为 ${ALGORITHMS.join('、')} 中的一个或几个`;
}

function day(value: string): string | null {
  return isCivilDate(value) ? null : '日期不存在或格式不对，应为 YYYY-MM-DD';
}

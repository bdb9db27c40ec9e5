/** `npm run admin -- secret`: a client secret, by which a machine account gets tokens of the local issuer. */
import { resolve } from 'node:path';
import { putAccount } from '../../../shared/accounts/directory.ts';
import { systemRandom } from '../../../shared/adapters/system-random.ts';
import type { Store } from '../../../shared/ports.ts';
import { findAccount } from '../issuer/account-search.ts';
import { LOCAL_ISSUER } from '../issuer/issuer.ts';
import { makeSecret } from '../issuer/secrets.ts';
import { Refused } from '../refused.ts';
import { type Command, dataDir } from './command.ts';
import { inFolder } from './existing-folder.ts';
import { readOptions } from './options.ts';

const options = {
  'data-dir': dataDir,
  account: { value: '<账号>', help: '系统账号（system）', needed: true },
} as const;

export const secret: Command = {
  name: 'secret',
  summary: '为系统账号生成客户端密钥（平台须先停止；旧密钥随即失效）',
  options,
  async run(args) {
    const given = readOptions(options, args) as Record<keyof typeof options, string>;
    const made = await inFolder(resolve(given['data-dir']), async (store, { jurisdiction }) => {
      await useLocalIssuer(store, jurisdiction, given.account);
      return makeSecret(store, systemRandom, jurisdiction, given.account);
    });
    return [
      `系统账号 ${given.account} 的客户端密钥（只显示这一次，请妥善保存）：`,
      made,
      '取得凭证：POST /issuer/token，application/x-www-form-urlencoded：grant_type=client_credentials&client_id=…&client_secret=…',
    ].join('\n');
  },
};

/** The account's identity becomes that of the local issuer, unless somebody else vouches for it. */
async function useLocalIssuer(store: Store, jurisdiction: string, name: string): Promise<void> {
  const found = await findAccount(store, jurisdiction, name);
  if (!found) throw new Refused(`没有账号 ${name}。请先通过接口建立系统账号。`, `There is no account ${name}.`);
  const { county, org, account } = found;
  const { account: id, ...input } = account;
  if (!account.roles.includes('system')) {
    throw new Refused(`账号 ${name} 不是系统账号（system），不能使用客户端密钥。`, `${name} is no machine account.`);
  }
  if (account.issuer !== null && account.issuer !== LOCAL_ISSUER) {
    throw new Refused(
      `账号 ${name} 由 ${account.issuer} 认证。改用客户端密钥前，请先通过接口清空其 issuer 和 subject。`,
      `${name} belongs to ${account.issuer}. Take away its issuer and subject first.`,
    );
  }
  if (account.subject !== id) await putAccount(store, county, org, id, { ...input, issuer: LOCAL_ISSUER, subject: id });
}

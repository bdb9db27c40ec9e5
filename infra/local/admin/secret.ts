/** `npm run admin -- secret`: a client secret, by which a machine account gets tokens. */
import { resolve } from 'node:path';
import { findAccount } from '../../../shared/accounts/search.ts';
import { makeSecret } from '../../../shared/accounts/secrets.ts';
import type { Membership } from '../../../shared/accounts/stored.ts';
import { systemRandom } from '../../../shared/adapters/system-random.ts';
import type { Room } from '../../../shared/audit/entry.ts';
import { OPERATOR } from '../../../shared/audit/operations.ts';
import { roomOfAccounts } from '../../../shared/audit/rooms.ts';
import type { Store } from '../../../shared/ports.ts';
import { Refused } from '../refused.ts';
import { latestInstant } from '../timers/clock.ts';
import { type Command, countyIn, dataDir } from './command.ts';
import { inFolder } from './existing-folder.ts';
import { readOptions } from './options.ts';

const options = {
  'data-dir': dataDir,
  jurisdiction: countyIn,
  account: { value: '<账号>', help: '系统账号（system）', needed: true },
} as const;

export const secret: Command = {
  name: 'secret',
  summary: '为系统账号生成客户端密钥（平台须先停止；旧密钥 24 小时后失效。运行中的平台由管理员通过接口生成）',
  options,
  async run(args) {
    const given = readOptions(options, args) as Record<keyof typeof options, string> & {
      jurisdiction?: string;
    };
    const made = await inFolder(resolve(given['data-dir']), async (store, marker) => {
      const { jurisdiction = marker.jurisdiction } = given;
      const at = await machineAt(store, jurisdiction, given.account);
      const who = { by: OPERATOR, at: await latestInstant(store), room: at.room };
      return makeSecret(store, systemRandom, at, who);
    });
    return [
      `系统账号 ${given.account} 的客户端密钥（只显示这一次，请妥善保存）：`,
      made.secret,
      '取得凭证：POST /oauth/token，application/x-www-form-urlencoded：grant_type=client_credentials&client_id=…&client_secret=…',
    ].join('\n');
  },
};

/** Where the machine account is. Throws `Refused` where there is none, or it is a person's. */
async function machineAt(store: Store, jurisdiction: string, name: string): Promise<Membership & { room: Room }> {
  const found = await findAccount(store, jurisdiction, name);
  if (!found) throw new Refused(`没有账号 ${name}。请先通过接口建立系统账号。`, `There is no account ${name}.`);
  if (!found.account.roles.includes('system')) {
    throw new Refused(`账号 ${name} 不是系统账号（system），不能使用客户端密钥。`, `${name} is no machine account.`);
  }
  return { jurisdiction, org: found.org.code, account: name, room: roomOfAccounts(found.org.type) };
}

/**
 * `npm run admin -- link`: the link by which a person of the builtin issuer sets his password, from whoever runs the
 * machine.
 */
import { resolve } from 'node:path';
import { findAccount } from '../../../shared/accounts/search.ts';
import { systemRandom } from '../../../shared/adapters/system-random.ts';
import { operated } from '../../../shared/audit/operations.ts';
import type { Random, Store } from '../../../shared/ports.ts';
import type { Instant } from '../../../shared/time.ts';
import { BUILTIN_ISSUER, makeLink, subjectOf } from '../builtin/credentials.ts';
import { linkAddress } from '../builtin/link-pages.ts';
import { Refused } from '../refused.ts';
import { latestInstant } from '../timers/clock.ts';
import { type Command, countyIn, dataDir } from './command.ts';
import { inFolder } from './existing-folder.ts';
import { webAddress } from './fitting.ts';
import { readOptions } from './options.ts';

export const addressOption = {
  value: '<https://…>',
  help: '平台的访问地址',
  preset: process.env.ADDRESS || 'http://127.0.0.1:8787',
  check: webAddress,
} as const;

const options = {
  'data-dir': dataDir,
  jurisdiction: countyIn,
  account: { value: '<账号>', help: '个人账号，由本平台登录（builtin）', needed: true },
  address: addressOption,
} as const;

export const link: Command = {
  name: 'link',
  summary: '为个人账号生成设置口令的一次性链接（平台须先停止；运行中的平台由管理员在页面或通过接口生成）',
  options,
  async run(args) {
    const given = readOptions(options, args) as Record<keyof typeof options, string> & {
      jurisdiction?: string;
    };
    const made = await inFolder(resolve(given['data-dir']), async (store, marker) => {
      const { jurisdiction = marker.jurisdiction } = given;
      const found = await findAccount(store, jurisdiction, given.account);
      if (!found || found.account.issuer !== BUILTIN_ISSUER) {
        throw new Refused(
          `没有由本平台登录的账号 ${given.account}。`,
          `No account ${given.account} of the builtin issuer.`,
        );
      }
      return linkFor(
        store,
        systemRandom,
        { jurisdiction, account: given.account },
        given.address,
        await latestInstant(store),
      );
    });
    return `账号 ${given.account} 设置口令的链接（三日内有效，用一次即失效，请只交给本人）：\n${made}`;
  },
};

/** A new link for an account. */
export async function linkFor(
  store: Store,
  random: Random,
  { jurisdiction, account }: { jurisdiction: string; account: string },
  address: string,
  now: Instant,
): Promise<string> {
  const subject = subjectOf(jurisdiction, account);
  await operated(store, jurisdiction, 'make-link', { account }, now);
  return linkAddress(address.replace(/\/+$/, ''), subject, await makeLink({ store, random }, subject, now));
}

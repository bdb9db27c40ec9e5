/** `npm run admin -- rotate-key`: a new signing key for the local issuer. */
import { resolve } from 'node:path';
import { systemRandom } from '../../../shared/adapters/system-random.ts';
import { operated } from '../../../shared/audit/operations.ts';
import { rotate } from '../issuer/issuer.ts';
import { latestInstant } from '../timers/clock.ts';
import { type Command, dataDir } from './command.ts';
import { inFolder } from './existing-folder.ts';
import { readOptions } from './options.ts';

const options = {
  'data-dir': dataDir,
  revoke: { value: 'yes', help: '旧密钥疑似泄露时：立即停用，已签发的凭证全部失效', check: yes },
} as const;

export const rotateKey: Command = {
  name: 'rotate-key',
  summary: '更换本机签发凭证的密钥（平台须先停止；已签发的凭证在到期前仍然有效）',
  options,
  async run(args) {
    const given = readOptions(options, args);
    return inFolder(resolve(given['data-dir'] as string), async (store, { jurisdiction }) => {
      const now = await latestInstant(store);
      const revoked = given.revoke === 'yes';
      const keys = await rotate(store, systemRandom, now, revoked);
      await operated(store, jurisdiction, 'rotate-key', { kid: keys[0]?.kid ?? null, revoked }, now);
      return `已更换密钥，新密钥编号 ${keys[0]?.kid}；仍公布的旧密钥 ${keys.length - 1} 个。`;
    });
  },
};

function yes(value: string): string | null {
  return value === 'yes' ? null : '只能为 yes';
}

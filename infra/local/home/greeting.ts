/** What whoever started the platform reads at the terminal. */
import { readCounty } from '../../../shared/accounts/directory.ts';
import { allAccounts, type Found } from '../../../shared/accounts/search.ts';
import { formatInstant } from '../../../shared/time.ts';
import { countiesOf } from './counties.ts';
import type { Home } from './home.ts';

/** The console's address and, in a demonstration, its accounts: one line for each organisation. */
export async function greetingOf({ platform: { ports, settings }, marker, standing }: Home): Promise<string> {
  const counties = await countiesOf(ports.store, marker);
  const names = await Promise.all(counties.map(async (code) => (await readCounty(ports.store, code))?.name ?? code));
  const lines = [`审管互动平台 · ${names.join('、')}`, `工作台：${settings.address}/console`];
  if (standing) lines.push(`时钟停在 ${formatInstant(ports.clock.now())}（演示用；POST /__dev/clock 向前拨动）`);
  if (marker.home === 'demonstration') {
    lines.push(
      '打开工作台，点选账号即可登录，无需密码。调用接口：POST /__dev/tokens {"account": "scjg.officer"} 取得凭证。',
    );
    lines.push('演示账号：', ...accountLines(await allAccounts(ports.store, marker.jurisdiction)));
    for (const [i, code] of counties.slice(1).entries()) {
      lines.push(`${names[i + 1]}的演示账号（取得凭证时另加 "jurisdiction": "${code}"）：`);
      lines.push(...accountLines(await allAccounts(ports.store, code)));
    }
  }
  return `${lines.join('\n')}\n`;
}

function accountLines(found: readonly Found[]): string[] {
  const byOrg = Map.groupBy(found, ({ org }) => org);
  return [...byOrg].map(([org, accounts]) => {
    const names = accounts.filter(({ account }) => account.active).map(({ account }) => account.account);
    return `  ${org.code.padEnd(5)} ${org.name}：${names.join('  ')}`;
  });
}

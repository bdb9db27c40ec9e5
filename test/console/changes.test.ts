/** The page of a change says by whom it can be confirmed, also where that is nobody but the operator. */
import { expect, it } from 'vitest';
import { sweep } from '../../functions/timers/sweep.ts';
import type { Accounts } from '../../shared/accounts/account.ts';
import { accountsKey } from '../../shared/accounts/stored.ts';
import { plainItem } from '../../shared/change.ts';
import type { Item } from '../../shared/ports.ts';
import { JURISDICTION } from '../in-process/county.ts';
import { inProcess } from '../in-process.ts';
import { browserOf } from './browser.ts';

const OFFICE = {
  ...{ name: '督办', roles: ['government-office'], sections: 'all', issuer: null, subject: null, scopes: null },
  active: true,
};

it('names the operator’s command where no account may confirm it', async () => {
  const home = await inProcess();
  const { store } = home.platform.ports;
  const asked = await home.call('PUT', '/organisations/ZFB/accounts/zfb.second', { as: 'spj.admin', body: OFFICE });
  expect(asked.status, asked.text).toBe(202);
  const told = async () => {
    const { json } = await home.call('GET', '/changes', { as: 'spj.admin' });
    const list = (await (await browserOf(home, 'spj.admin')).get('/console/changes')).text;
    await sweep(home.platform, { window: 0, timeLimit: 10_000 });
    return { confirmer: json.items[0].confirmer, list, mail: home.mails.at(-1)?.text ?? '' };
  };
  const page = async () => (await (await browserOf(home, 'spj.admin')).get(`/console/changes/${asked.json.id}`)).text;
  const command = `npm run admin -- confirm ${asked.json.id}`;
  expect(await page()).not.toContain(command);
  expect((await home.call('GET', '/changes', { as: 'spj.admin' })).json.items[0].confirmer).toBe('government-office');
  const key = accountsKey(JURISDICTION, 'ZFB');
  const before = (await store.get(key)) as Item;
  const { accounts, ...others } = before.value as Accounts;
  const closed = { ...others, accounts: accounts.map((one) => ({ ...one, active: false })) };
  await store.commit([{ item: plainItem(key, closed), expected: before.head }]);
  expect(await page()).toContain(command);
  expect(await page()).toMatch(/由谁确认<\/dt><dd[^>]*>平台运维人员/);
  const { confirmer, list, mail } = await told();
  expect(confirmer).toBe('operator');
  expect(list).toContain('平台运维人员（npm run admin -- confirm 编号）');
  expect(mail).toContain(command);
});

it('says that it is confirmed, or refused', async () => {
  const home = await inProcess();
  const office = await browserOf(home, 'zfb.office');
  const ask = async (account: string): Promise<string> =>
    (await home.call('PUT', `/organisations/ZFB/accounts/${account}`, { as: 'spj.admin', body: OFFICE })).json.id;
  const [first, second] = [await ask('zfb.second'), await ask('zfb.third')];
  await office.get(`/console/changes/${first}`);
  const confirmed = await office.follow(await office.post(`/console/changes/${first}/confirm`));
  expect(confirmed.text).toContain('✓ 变更已确认，即刻生效。');
  await office.get(`/console/changes/${second}/refuse`);
  const refused = await office.follow(
    await office.post(`/console/changes/${second}/refuse`, { reason: '不需要', key: 'c-1' }),
  );
  expect(refused.text).toContain('✓ 变更已拒绝，不会生效。');
});

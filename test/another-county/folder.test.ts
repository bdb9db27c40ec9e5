/** Several counties in one data folder: a demonstration of two, and a second county added to a real folder. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inFolder } from '../../infra/local/admin/existing-folder.ts';
import { init } from '../../infra/local/admin/init.ts';
import { link } from '../../infra/local/admin/link.ts';
import { countiesOf, mustBeThese } from '../../infra/local/home/counties.ts';
import { readEnvironment } from '../../infra/local/home/environment.ts';
import { readCounty } from '../../shared/accounts/directory.ts';
import { allAccounts } from '../../shared/accounts/search.ts';
import { type Product, startProduct } from '../home/product.ts';
import { folder } from '../home/products.ts';

const BOTH = { DEMONSTRATIONS: '371525,371522' };

describe('DEMONSTRATIONS', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['371525,371522', ['371525', '371522']],
    ['371522', ['371522']],
  ])('%s', (DEMONSTRATIONS, found) => expect(readEnvironment({ DEMONSTRATIONS }).demonstrations).toEqual(found));

  it.each(['371523', '冠县', '371525,371525', ','])('refuses %s and says which there are', (DEMONSTRATIONS) => {
    expect(() => readEnvironment({ DEMONSTRATIONS })).toThrow(/371525、371522/);
  });

  it.each([
    [null, 'demonstration', ['371525'], false],
    [['371522', '371525'], 'demonstration', ['371525', '371522'], false],
    [['371525', '371522'], 'demonstration', ['371525'], true],
    [['371522'], 'county', ['371522'], true],
  ] as const)('%j at a start of a %s folder of %j', (demonstrations, home, counties, refused) => {
    const environment = { ...readEnvironment({}), demonstrations };
    const begin = () => mustBeThese(environment, { path: '/data' }, { home }, counties);
    if (refused) expect(begin).toThrow('只用于新的目录');
    else begin();
  });
});

describe('a demonstration of both', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ clock: '2026-09-28T09:10:00+08:00', env: BOTH });
  });
  afterAll(() => product.stop());
  const tokenOf = async (account: string, jurisdiction?: string) =>
    (await product.call('POST', '/__dev/tokens', { body: { account, ...(jurisdiction && { jurisdiction }) } })).body;
  const subjectOf = (token: string): string =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub;

  it('says so, with the accounts of each', async () => {
    expect(product.output()).toContain('审管互动平台 · 冠县、莘县');
    expect(product.output()).toContain('莘县的演示账号（取得凭证时另加 "jurisdiction": "371522"）');
    const accounts = (await product.call('GET', '/__dev/accounts?jurisdiction=371522')).body.items;
    expect(accounts.find(({ account }: { account: string }) => account === 'gcj.officer').orgName).toBe(
      '莘县瓜菜菌产业发展中心',
    );
  });

  it('gives tokens of each: the second’s subjects begin with its code', async () => {
    expect(subjectOf((await tokenOf('scjg.officer')).token)).toBe('scjg.officer');
    const { token } = await tokenOf('scjg.officer', '371522');
    expect(subjectOf(token)).toBe('371522:scjg.officer');
    expect((await product.call('GET', '/me', { token })).body).toMatchObject({
      county: '莘县',
      orgName: '莘县市场监督管理局',
    });
    expect((await tokenOf('wjj.officer', '371522')).errors[0].detail).toContain('/__dev/accounts?jurisdiction=371522');
  });

  it('keeps each one’s deadlines, office hours and pages', async () => {
    const approval = {
      kind: 'approval',
      reference: 'P',
      party: { name: '甲' },
      summary: '准予',
      occurredAt: '2026-09-28T09:00:00+08:00',
    };
    const due = async (jurisdiction: string) => {
      const { token } = await tokenOf('spj.officer', jurisdiction);
      return (
        await product.call('POST', '/pushes', { token, body: { ...approval, matter: `${jurisdiction}-SCJG-001` } })
      ).body.claimDeadline;
    };
    expect([await due('371525'), await due('371522')]).toEqual([
      '2026-10-01T00:00:00+08:00',
      '2026-10-08T18:00:00+08:00',
    ]);
    const page = (await product.call('GET', '/public/boundary-list?jurisdiction=371522')).text;
    expect([page.includes('莘县审管互动边界清单'), /冠/.test(page)]).toEqual([true, false]);
    await product.clock('2026-09-28T11:00:00+08:00');
    const told = (await product.mail()).filter(({ to }) => to.startsWith('scjg-'));
    expect(told.map(({ at, to }) => [at.slice(11, 16), to.split('@')[1]])).toEqual([
      ['09:30', 'guanxian.example'],
      ['11:00', 'shenxian.example'],
    ]);
  });
});

describe('npm run admin -- init', () => {
  const organisations = (name: string) => [
    { code: 'SPJ', name: `${name}行政审批服务局`, type: 'approval-bureau' },
    { code: 'ZFB', name: `${name}政府办公室`, type: 'government-office' },
  ];
  const given = async (dir: string, jurisdiction: string, name: string) => {
    const file = join(await folder(), 'organisations.json');
    await writeFile(file, JSON.stringify(organisations(name)));
    const options = {
      jurisdiction,
      name,
      organisations: file,
      'admin-account': 'wang.admin',
      issuer: 'builtin',
      'data-dir': dir,
    };
    return Object.entries(options).flatMap(([option, value]) => [`--${option}`, value]);
  };

  it('adds a county to a real folder, and no county twice', async () => {
    const dir = await folder();
    await init.run(await given(dir, '371522', '莘县'));
    expect(await init.run(await given(dir, '371523', '茌平区'))).toContain('茌平区（371523）：2 个单位');
    await expect(init.run(await given(dir, '371523', '茌平区'))).rejects.toThrow('已有本平台的数据');
    const found = await inFolder(dir, async (store, marker) => {
      const counties = await countiesOf(store, marker);
      const names = await Promise.all(counties.map(async (code) => (await readCounty(store, code))?.name));
      const admins = await Promise.all(
        counties.map(async (code) => (await allAccounts(store, code))[0]?.account.subject),
      );
      return { marker, counties, names, admins };
    });
    expect(found).toEqual({
      marker: { home: 'county', jurisdiction: '371522', issuers: [], builtin: true },
      ...{ counties: ['371522', '371523'], names: ['莘县', '茌平区'] },
      admins: ['371522/wang.admin', '371523/wang.admin'],
    });
    expect(await link.run(['--data-dir', dir, '--account', 'wang.admin', '--jurisdiction', '371523'])).toContain(
      'wang.admin',
    );
    await expect(link.run(['--data-dir', dir, '--account', 'wang.admin', '--jurisdiction', '371524'])).rejects.toThrow(
      '没有由本平台登录的账号',
    );
  });
});

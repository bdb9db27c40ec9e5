/** What administrators do by pages: all of it by the API's own routes, once, and with what was typed kept. */
import { beforeAll, describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { PAGES, ROUTES } from '../../functions/catalog.ts';
import { makeLinkRoute } from '../../infra/local/builtin/making-links.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { type Browser, browserOf } from './browser.ts';
import { sentForm } from './sent-form.ts';

const AT = '/console/organisations';
let home: InProcess;
let bureau: Browser;
let own: Browser;
beforeAll(async () => {
  home = await inProcess({ routes: [...ROUTES, ...PAGES, makeLinkRoute], now: '2026-10-09T09:00:00+08:00' });
  [bureau, own] = [await browserOf(home, 'spj.admin'), await browserOf(home, 'scjg.admin')];
});

const read = async (path: string, as = 'spj.admin') => (await home.call('GET', path, { as })).json;

/** What a form begins with: its controls by name. */
function filledIn(text: string): Record<string, string | string[]> {
  const form = text.slice(text.indexOf('<form class="form"'));
  const pairs: [string, string][] = [
    ...[...form.matchAll(/<input type="(?:text|hidden|date)"[^>]* name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name, value]): [string, string] => [name as string, value as string],
    ),
    ...[...form.matchAll(/<input type="checkbox"[^>]* name="([^"]+)"(?: value="([^"]*)")? checked/g)].map(
      ([, name, value]): [string, string] => [name as string, value ?? 'on'],
    ),
    ...[...form.matchAll(/<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</g)].map(([, name, value]): [string, string] => [
      name as string,
      value as string,
    ]),
    ...[...form.matchAll(/<select[^>]* name="([^"]+)"[^>]*>(.*?)<\/select>/gs)].map(
      ([, name, inside]): [string, string] => [
        name as string,
        /value="([^"]*)" selected/.exec(inside as string)?.[1] ?? '',
      ],
    ),
  ];
  const all = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    [...all].map(([name, found]) => [name, found.map(([, value]) => value.replaceAll('&quot;', '"'))]),
  );
}

describe('an organisation', () => {
  const made = {
    org: 'XSDW',
    active: 'on',
    name: '冠县新设单位',
    type: 'department',
    'sections/0/code': 'zhk',
    'sections/0/name': '综合科',
  };

  it('is made by the bureau, with its sections; what is wrong stands at its field', async () => {
    await bureau.get(`${AT}/new`);
    const wrong = await bureau.post(`${AT}/new`, { ...made, key: 'o-1' });
    expect([wrong.status, wrong.text.includes('value="综合科"')]).toEqual([422, true]);
    expect(wrong.text).toContain('href="#f-sections-0-code">科室 1，科室代码：代码由大写字母和数字组成');
    const good = { ...made, 'sections/0/code': 'ZHK', defaultSection: 'ZHK', key: 'o-1' };
    const page = await bureau.follow(await bureau.post(`${AT}/new`, good));
    for (const words of ['冠县新设单位', '综合科', '修改单位和科室…', '核定账号数量…', '新增单位'])
      expect(page.text).toContain(words);
    expect((await read('/organisations/XSDW')).defaultSection).toBe('ZHK');
  });

  it('that is there already is not made again', async () => {
    const again = await bureau.post(`${AT}/new`, { ...made, org: 'SCJG', 'sections/0/code': 'ZHK', key: 'o-2' });
    expect([again.status, again.text.includes('该单位代码已经使用')]).toEqual([422, true]);
  });

  it('is changed from what it is, and sent unchanged stays as it is', async () => {
    const before = await read('/organisations/XSDW');
    const form = await bureau.get(`${AT}/XSDW/edit`);
    expect((await bureau.post(`${AT}/XSDW/edit`, { ...filledIn(form.text), key: 'o-3' })).status).toBe(303);
    expect(await read('/organisations/XSDW')).toEqual(before);
    const more = {
      ...filledIn((await bureau.get(`${AT}/XSDW/edit`)).text),
      'sections/1/code': 'ZFK',
      'sections/1/name': '执法科',
    };
    await bureau.post(`${AT}/XSDW/edit`, { ...more, key: 'o-4' });
    expect((await read('/organisations/XSDW')).sections.map(({ code }: { code: string }) => code)).toEqual([
      'ZHK',
      'ZFK',
    ]);
    const stale = await bureau.post(`${AT}/XSDW/edit`, { ...more, name: '别名', key: 'o-5' });
    expect([stale.status, stale.text.includes('已被他人更新')]).toEqual([412, true]);
    expect((await bureau.get(`${AT}/XSDW`)).text).toContain('执法科');
    // What the other has changed stands beside what was typed, and the form can be sent now.
    const { 'sections/1/code': _code, 'sections/1/name': _name, ...less } = filledIn(form.text);
    const behind = await bureau.post(`${AT}/XSDW/edit`, { ...less, name: '别名', key: 'o-6' });
    expect(behind.text).toMatch(/现在的内容与您填写的.*科室.*data-label="现为".*执法科.*data-label="您填写的"/s);
    expect(behind.text).not.toMatch(/现在的内容与您填写的.*<th scope="row">单位类型.*<form class="form"/s);
    const again = { ...filledIn(behind.text), 'sections/1/code': 'ZFK', 'sections/1/name': '执法科' };
    const saved = await bureau.post(`${AT}/XSDW/edit`, again);
    expect([saved.status, (await read('/organisations/XSDW')).name]).toEqual([303, '别名']);
    expect((await bureau.follow(saved)).text).toContain('还没有账号的，下一步');
  });

  it('has a quota, set once and changed', async () => {
    for (const [accounts, key] of [
      ['3', 'q-1'],
      ['4', 'q-2'],
    ]) {
      const form = await bureau.get(`${AT}/XSDW/quota`);
      expect(
        (
          await bureau.post(`${AT}/XSDW/quota`, {
            ...filledIn(form.text),
            accounts: accounts as string,
            key: key as string,
          })
        ).status,
      ).toBe(303);
    }
    expect((await read('/organisations/XSDW/quota')).accounts).toBe(4);
    expect((await own.get(`${AT}/XSDW/quota`)).status).toBe(403);
  });

  it('confirms its accounts each quarter, after they were shown', async () => {
    const form = await own.get(`${AT}/SCJG/confirm`);
    for (const words of ['第四季度的账号', 'scjg.officer', '核对无误，确认']) expect(form.text).toContain(words);
    await own.post(`${AT}/SCJG/confirm`, { key: 'c-1' });
    expect((await read('/organisations/SCJG')).confirmed).toMatchObject({ quarter: '2026Q4', by: 'scjg.admin' });
    expect((await own.get(`${AT}/SCJG`)).text).toContain('再次确认账号…');
  });
});

describe('an account', () => {
  const list = `${AT}/SCJG/accounts`;
  const li = { account: 'scjg.li', name: '李某', roles: 'officer', sections: ['SPXK', 'SPSC'], active: 'on' };

  it('is made with sections that are ticked, and changed', async () => {
    const form = await own.get(`${AT}/SCJG/new-account`);
    expect(form.text).toContain('value="all" checked>全部科室');
    expect(form.text).not.toContain('系统账号的权限');
    expect(form.text).not.toContain('value="government-office"');
    expect((await own.post(`${AT}/SCJG/new-account`, { ...li, key: 'a-1' })).status).toBe(303);
    expect(await read('/organisations/SCJG/accounts/scjg.li')).toMatchObject({
      sections: ['SPXK', 'SPSC'],
      active: true,
      scopes: null,
    });
    const page = await own.get(`${list}/scjg.li`);
    for (const words of [
      '李某（scjg.li）',
      '食品经营安全监督管理科',
      '修改账号…',
      '移交、离岗…',
      '登录链接（设置或重置口令）…',
    ]) {
      expect(page.text).toContain(words);
    }
    const edit = await own.get(`${list}/scjg.li/edit`);
    await own.post(`${list}/scjg.li/edit`, { ...filledIn(edit.text), sections: 'all', key: 'a-2' });
    expect((await read('/organisations/SCJG/accounts/scjg.li')).sections).toBe('all');
  });

  it('stands in the list with its roles in words, for whom the API lists it', async () => {
    expect((await own.get(list)).text).toMatch(/李某<\/a>.*经办人员.*全部科室/s);
    expect((await (await browserOf(home, 'scjg.officer')).get(list)).status).toBe(403);
    expect((await own.get(`${AT}/SPJ/accounts`)).status).toBe(404);
  });

  it('has a deputy on some days, taken back by a button', async () => {
    const days = { account: 'scjg.head', from: '2026-10-12', to: '2026-10-16' };
    await own.get(`${list}/scjg.li/deputy`);
    const wrong = await own.post(`${list}/scjg.li/deputy`, { ...days, to: '2026-10-11', key: 'd-1' });
    expect([wrong.status, wrong.text.includes('终止日期不能早于起始日期')]).toEqual([422, true]);
    await own.post(`${list}/scjg.li/deputy`, { ...days, key: 'd-1' });
    expect((await own.get(`${list}/scjg.li`)).text).toContain('取消 AB 角');
    expect((await own.get(`${list}/scjg.li/deputy`)).text).toContain('value="scjg.head"');
    await own.post(`${list}/scjg.li/deputy/drop`);
    expect((await read('/organisations/SCJG/accounts/scjg.li')).deputy).toBeUndefined();
  });

  it('leaves: its work is handed over and it is closed by one form', async () => {
    await own.get(`${list}/scjg.li/hand-over`);
    const told = await own.post(`${list}/scjg.li/hand-over`, {
      to: 'scjg.head',
      leave: 'on',
      reason: '调离',
      key: 'h-1',
    });
    const page = await own.follow(told);
    for (const words of ['已移交', '已移交件数']) expect(page.text).toContain(words);
    expect((await read('/organisations/SCJG/accounts/scjg.li')).active).toBe(false);
    expect((await own.get(`${list}/scjg.li`)).text).toContain('已停用');
  });

  it('gets a link that is shown once, printed or mailed', async () => {
    await own.post(`${AT}/SCJG/new-account`, { ...li, account: 'scjg.zhao', key: 'a-3' });
    const at = `${list}/scjg.zhao/link`;
    await own.get(at);
    const wrong = await own.post(at, { mail: 'x', key: 'l-1' });
    expect([wrong.status, wrong.text.includes('电子邮箱格式不对')]).toEqual([422, true]);
    const made = await own.post(at, { mail: 'zhao@example.gov.cn', key: 'l-1' });
    expect(made.text).toMatch(/\/issuer\/link\?account=[^"<]+&amp;link=/);
    expect([made.status, made.text.includes('已发送'), made.headers['cache-control']]).toEqual([200, true, 'no-store']);
    expect(home.mails.at(-1)?.to).toBe('zhao@example.gov.cn');
    const again = await own.post(at, { mail: 'zhao@example.gov.cn', key: 'l-1' });
    expect([again.status, again.text.includes('/issuer/link?')]).toEqual([409, false]);
  });

  it('is bound to none of those by which nobody signs in, and issuers have names', async () => {
    const local = 'urn:shenguan:issuer:local';
    const { issuers } = home.platform.settings;
    const machines = { issuer: local, audience: 'shenguan', jwksUri: 'https://x.example/jwks', algorithms: ['ES256'] };
    Object.assign(home.platform.settings, { issuers: [...issuers, machines] });
    expect((await own.get(`${AT}/SCJG/new-account`)).text).not.toContain(local);
    const bound = { ...li, account: 'scjg.bound', issuer: local, subject: 'scjg.bound', key: 'a-7' };
    const page = await own.follow(await own.post(`${AT}/SCJG/new-account`, bound));
    expect(page.text).toMatch(/<dt>认证中心<\/dt><dd>本平台<\/dd>/);
    expect(page.text).not.toContain(local);
    Object.assign(home.platform.settings, { issuers });
  });

  it('offers no link where people sign in elsewhere', async () => {
    expect((await own.get(`${list}/scjg.officer`)).text).not.toContain('/link"');
    const elsewhere = await inProcess();
    const admin = await browserOf(elsewhere, 'scjg.admin');
    expect((await admin.get(`${list}/scjg.officer/link`)).status).toBe(404);
  });

  it('of a machine has secrets, made and taken back by the bureau', async () => {
    const machine = {
      account: 'scjg.machine',
      name: '监管系统',
      roles: 'system',
      scopes: ['pushes:read'],
      sections: 'all',
      active: 'on',
    };
    await bureau.get(`${AT}/SCJG/new-account`);
    await bureau.post(`${AT}/SCJG/new-account`, { ...machine, key: 'm-1' });
    const at = `${list}/scjg.machine/secret`;
    expect((await bureau.get(`${list}/scjg.machine`)).text).toContain('密钥…');
    await bureau.get(at);
    const made = await bureau.post(at, { key: 's-1' });
    const secret = /<dt>密钥<\/dt><dd><code>([^<]+)/.exec(made.text)?.[1] as string;
    expect(secret.length).toBeGreaterThan(20);
    const again = await bureau.post(at, { key: 's-1' });
    expect([again.status, again.text.includes('只显示一次')]).toEqual([409, true]);
    const grant = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'scjg.machine',
      client_secret: secret,
    });
    const token = () => home.call('POST', '/oauth/token', { body: grant });
    expect((await token()).status).toBe(200);
    await bureau.get(`${at}/drop`);
    expect((await bureau.post(`${at}/drop`, { key: 's-2' })).status).toBe(303);
    expect((await token()).status).toBe(401);
  });

  it('that is an office’s waits for a second person, who sees what differs', async () => {
    const all = (await read('/organisations/ZFB/accounts')).items as { account: string; roles: string[] }[];
    const zfb = `${AT}/ZFB/accounts/${all.find(({ roles }) => roles.includes('government-office'))?.account}`;
    const edit = await bureau.get(`${zfb}/edit`);
    const { roles: _, ...rest } = filledIn(edit.text);
    const waits = await bureau.post(`${zfb}/edit`, {
      ...rest,
      roles: ['government-office', 'officer'],
      subject: 'another',
      key: 'w-1',
    });
    expect(waits.headers.location).toMatch(/^\/console\/changes\/[0-9a-f]{32}$/);
    const page = await bureau.follow(waits);
    for (const words of ['变更的内容', '登录身份', 'another']) expect(page.text).toContain(words);
    expect(page.text).not.toContain('确认，即刻生效');
    expect(page.text).not.toContain('{');
  });
});

it('an organisation is succeeded by another, once a second person has confirmed it', async () => {
  const at = `${AT}/WLJ`;
  expect((await bureau.get(at)).text).toContain('由其他单位承接…');
  // Of the other organisations only those that may take its place.
  const { text: form } = await bureau.get(`${at}/succeed`);
  for (const [code, may] of [
    ...([
      ['JTYJ', true],
      ['WLJ', false],
    ] as const),
    ...([
      ['QQJD', false],
      ['JW', false],
      ['SPJ', false],
    ] as const),
  ]) {
    expect([code, form.includes(`value="${code}"`)]).toEqual([code, may]);
  }
  const said = { by: 'JTYJ', on: '2026-10-09', documentNumber: '冠发〔2026〕18号' };
  const wrong = await bureau.post(`${at}/succeed`, { ...said, by: 'WLJ', key: 'u-1' });
  expect([wrong.status, wrong.text.includes(said.documentNumber)]).toEqual([422, true]);
  const asked = await bureau.post(`${at}/succeed`, { ...said, key: 'u-1' });
  expect(asked.headers.location).toMatch(/^\/console\/changes\//);
  const office = await browserOf(home, 'zfb.office');
  // It stands on the second person's desk, and on nobody else's.
  const note = `<a href="${asked.headers.location}">须由第二人确认的变更 1 件</a>：请于`;
  expect((await office.get('/console/inbox')).text).toContain(note);
  expect((await bureau.get('/console/inbox')).text).not.toContain(note);
  const page = await office.get(asked.headers.location as string);
  for (const words of ['冠县教育和体育局', said.documentNumber, '确认，即刻生效']) expect(page.text).toContain(words);
  await office.post(`${asked.headers.location}/confirm`);
  expect((await office.get('/console/inbox')).text).not.toContain('须由第二人确认的变更 1 件');
  expect((await bureau.get(`${at}/succession`)).text).toContain('冠县教育和体育局');
  expect((await own.get(`${at}/succession`)).status).toBe(404);
});

it('forms of what is another organisation’s are not there', async () => {
  const stranger = await browserOf(home, 'wjj.admin');
  const account = `${AT}/SCJG/accounts/scjg.officer`;
  for (const path of [
    ...['edit', 'hand-over', 'deputy', 'secret', 'secret/drop', 'link'].map((form) => `${account}/${form}`),
    ...['new-account', 'import', 'confirm'].map((form) => `${AT}/SCJG/${form}`),
    '/console/sharing/grants/none/edit',
  ]) {
    expect([path, (await stranger.get(path)).status]).toEqual([path, 404]);
  }
  const office = await browserOf(home, 'zfb.office');
  for (const path of ['sealed/0/restore', 'sealed/0/destroy', 'changes/0/refuse']) {
    const id = '0'.repeat(32);
    expect([path, (await office.get(`/console/${path.replace('/0/', `/${id}/`)}`)).status]).toEqual([path, 404]);
  }
});

describe('accounts from a workbook', () => {
  const path = `${AT}/SCJG/import`;
  const workbook = async (name: string) =>
    new Uint8Array(
      await writeXlsxFile(
        [
          ['账号', '姓名', '角色', '科室'],
          ['scjg.sun', name, '经办人员', '全部'],
        ].map((line) => line.map((value) => ({ value }))),
        { sheet: '账号' },
      ).toBuffer(),
    );

  it('are there to begin with, in the workbook that is read', async () => {
    const page = await own.get(path);
    expect(page.text).toContain(`<a href="${path}/workbook">下载现有账号的表格</a>`);
    const { status, bytes } = await own.get(`${path}/workbook`);
    expect(status).toBe(200);
    const checked = await sentForm(home, own, path, { key: 'i-0' }, [['file:file', '账号.xlsx', bytes]]);
    const people = ((await read('/organisations/SCJG/accounts')).items as { roles: string[] }[]).filter(
      ({ roles }) => !roles.includes('system'),
    );
    expect(checked.text).toContain(`新增 0 个，修改 0 个，不变 ${people.length} 个`);
    expect((await (await browserOf(home, 'scjg.officer')).get(`${path}/workbook`)).status).toBe(403);
    expect((await own.get(`${AT}/WJJ/import/workbook`)).status).toBe(404);
  });

  it('are checked with row and column, counted, and imported as they were checked', async () => {
    const wrong = await sentForm(home, own, path, { key: 'i-1' }, [['file:file', '账号.xlsx', await workbook('')]]);
    expect([wrong.status, wrong.text.includes('第 2 行，姓名：')]).toEqual([422, true]);
    const none = await sentForm(home, own, path, { key: 'i-2' }, []);
    expect([none.status, none.text.includes('请选择要导入的工作簿')]).toEqual([422, true]);
    const other = await sentForm(home, own, path, { key: 'i-3' }, [['file:file', '账号.pdf', Buffer.from('%PDF-')]]);
    expect([other.status, other.text.includes('应为 XLSX 工作簿')]).toEqual([422, true]);
    const checked = await sentForm(home, own, path, { key: 'i-4' }, [
      ['file:file', '账号.xlsx', await workbook('孙某')],
    ]);
    expect([checked.status, checked.text.includes('新增 1 个，修改 0 个')]).toEqual([200, true]);
    expect((await read('/organisations/SCJG/accounts/scjg.sun')).code).toBe('not-found');
    const { file, checked: was } = filledIn(checked.text) as { file: string[]; checked: string[] };
    const imported = await own.post(path, {
      file: file as string[],
      checked: was as string[],
      import: '1',
      key: 'i-4',
    });
    expect(imported.headers.location).toBe(`${AT}/SCJG/accounts`);
    expect((await read('/organisations/SCJG/accounts/scjg.sun')).name).toBe('孙某');
  });
});

/**
 * A county without an issuer of its own: its people sign in by the one in the process itself, from the first link on.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeAt } from '../../infra/local/builtin/one-time-code.ts';
import { type Product, runProgram, startProduct, temporaryFolder } from './product.ts';

const ORGANISATIONS = [
  { code: 'SPJ', name: '行政审批服务局', type: 'approval-bureau', mail: null, sections: [], defaultSection: null },
  { code: 'SCJG', name: '市场监督管理局', type: 'department', mail: null, sections: [], defaultSection: null },
  { code: 'ZFB', name: '县政府办公室', type: 'government-office', mail: null, sections: [], defaultSection: null },
];
const PASSWORD = '梧桐 clavier 42 雨';

let folder: string;
let printed: string;
let home: Product;

beforeAll(async () => {
  folder = await temporaryFolder();
  const organisations = join(folder, 'organisations.json');
  await writeFile(organisations, JSON.stringify(ORGANISATIONS));
  const { code, output } = await runProgram([
    ...['infra/local/admin.ts', 'init', '--data-dir', join(folder, 'data'), '--issuer', 'builtin'],
    ...['--jurisdiction', '371525', '--name', '冠县', '--organisations', organisations],
    ...['--admin-account', 'spj.admin', '--office-account', 'zfb.office'],
  ]);
  expect([code, output]).toEqual([0, expect.stringContaining('设置口令的链接')]);
  printed = output;
  home = await startProduct({ dataDir: join(folder, 'data') });
});

afterAll(() => home?.stop());

/** A browser: cookies are kept, redirections followed until a page is there. */
function browser() {
  const cookies = new Map<string, string>();
  const asked = async (
    address: string,
    init: RequestInit = {},
  ): Promise<{ status: number; text: string; url: string }> => {
    const url = new URL(address.replace('http://127.0.0.1:8787', home.url), home.url);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location !== null) return asked(new URL(location, url).href);
    return { status: answer.status, text: await answer.text(), url: url.pathname };
  };
  const send = (path: string, fields: Record<string, string>) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    return asked(path, { method: 'POST', headers, body: String(new URLSearchParams(fields)) });
  };
  return { cookies, get: (path: string) => asked(path), send };
}

function linkIn(text: string, account: string): URLSearchParams {
  const [, link = ''] = new RegExp(`(http\\S+account=371525%2F${account}&link=\\S+)`).exec(text) ?? [];
  return new URL(link).searchParams;
}

/** Sets a password by a link; answers the page that follows. */
function setPassword(link: URLSearchParams, password: string, more: Record<string, string> = {}) {
  return browser().send('/issuer/link', { ...Object.fromEntries(link), password, again: password, ...more });
}

/** Signs in; answers the browser and the page that it is shown then. */
async function signIn(account: string, password: string, code = '') {
  const person = browser();
  const form = await person.get('/console');
  const page = await person.send(form.url, { account, password, code });
  return { ...person, form, page };
}

describe('the first link', () => {
  it('leads to a page that looking at does not use up', async () => {
    const link = linkIn(printed, 'spj.admin');
    for (let i = 0; i < 2; i++) expect((await browser().get(`/issuer/link?${link}`)).text).toContain('新口令');
  });

  it.each([
    ['短口令', '口令至少 10 位'],
    ['1234567890123', '该口令过于常见'],
    ['password2026!', '该口令过于常见'],
    ['spj.admin2026', '该口令过于常见'],
    ['aaaaaaaaaaaa', '重复过多'],
  ])('takes no %s', async (password, why) => {
    const answer = await setPassword(linkIn(printed, 'spj.admin'), password);
    expect([answer.status, answer.text.includes(why)]).toEqual([422, true]);
  });

  it('sets the password once, and lets its owner in', async () => {
    const link = linkIn(printed, 'spj.admin');
    expect((await setPassword(link, PASSWORD)).text).toContain('已设置');
    expect((await setPassword(link, `${PASSWORD}!`)).status).toBe(404);
    const { page, form, cookies } = await signIn('spj.admin', PASSWORD);
    expect(form.text).toContain('口令');
    expect([page.status, page.url]).toEqual([200, '/console']);
    expect(page.text).toContain('平台管理员');
    expect(cookies.has('__Host-session')).toBe(true);
  });
});

describe('signing in', () => {
  it.each([
    ['a wrong password', 'spj.admin', '梧桐 clavier 42 雷'],
    ['an account that is not there', 'nobody', PASSWORD],
    ['an account of nobody’s form', '../../etc', PASSWORD],
  ])('says the same of %s', async (_what, account, password) => {
    const { page, cookies } = await signIn(account, password);
    expect([page.status, cookies.has('__Host-session')]).toEqual([422, false]);
    expect(page.text).toContain('账号、口令或动态口令不对');
  });

  it('asks again who it is after signing out, on a computer that others use', async () => {
    const { get, send, page } = await signIn('spj.admin', PASSWORD);
    const token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] as string;
    expect((await send('/console/sign-out', { token })).text).toContain('已退出登录');
    expect((await get('/console')).text).toContain('动态口令');
  });

  it('lets in long texts of those who are signed in, and of nobody else', async () => {
    const { get, send, page } = await signIn('spj.admin', PASSWORD);
    const token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] as string;
    const address = `/console/drafts?${new URLSearchParams({ form: '/console/drafts', title: '长文' })}`;
    expect((await send(address, { token, text: '长'.repeat(6_000) })).status).toBe(204);
    expect((await get('/console/drafts')).text).toContain('长文');
    expect((await browser().send(address, { token, text: '长'.repeat(6_000) })).text).not.toContain('长长长');
  });

  it('gives nobody a token for the API', async () => {
    const answer = await fetch(`${home.url}/issuer/token`, {
      method: 'POST',
      body: new URLSearchParams({ code: 'x' }),
    });
    expect(answer.status).toBe(400);
  });

  it('asks nobody for a password whose browser did not begin the attempt: another would be let in by it', async () => {
    const attacker = browser();
    const sent = (await attacker.get('/console')).url;
    const official = browser();
    const shown = await official.get(sent);
    const taken = await official.send(sent, { account: 'spj.admin', password: PASSWORD, code: '' });
    for (const { status, text } of [shown, taken]) {
      expect([status, text.includes('登录用时过长'), text.includes('name="password"')]).toEqual([400, true, false]);
    }
    const again = await attacker.get(sent.replace('sign-in', 'auth'));
    expect([again.text.includes('平台管理员'), again.text.includes('name="password"')]).toEqual([false, true]);
    expect((await attacker.send(again.url, { account: 'spj.admin', password: PASSWORD, code: '' })).url).toBe(
      '/console',
    );
  });

  it('takes the answer of no other attempt', async () => {
    const person = browser();
    await person.get('/console');
    const answer = await browser().get('/console/signed-in?code=x&state=00000000.x');
    expect([answer.status, answer.text.includes('登录没有完成')]).toEqual([400, true]);
  });
});

describe('a second factor', () => {
  it('is asked for once it is set up, and its codes are good once', async () => {
    const link = linkIn(printed, 'zfb.office');
    const begun = await setPassword(link, PASSWORD, { factor: 'yes' });
    const field = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(begun.text)?.[1] ?? '';
    const secret = bytesOf(field('shown'));
    const fields = { account: field('account'), setup: field('setup'), shown: field('shown') };
    expect((await browser().send('/issuer/factor', { ...fields, code: '000000' })).text).toContain('动态口令不对');
    const step = Math.floor(Date.now() / 30_000);
    const ended = await browser().send('/issuer/factor', { ...fields, code: codeAt(secret, step - 1) });
    expect(ended.text).toContain('已设置');
    expect((await signIn('zfb.office', PASSWORD)).page.text).toContain('并填写动态口令');
    expect((await signIn('zfb.office', PASSWORD, codeAt(secret, step - 1))).page.status).toBe(422);
    const code = codeAt(secret, step);
    expect((await signIn('zfb.office', PASSWORD, code)).page.url).toBe('/console');
    expect((await signIn('zfb.office', PASSWORD, code)).page.status).toBe(422);
  });
});

describe('another password', () => {
  const NEXT = '海棠 Bremen 17 雪';
  const change = (next: string, again = next, password = PASSWORD) =>
    browser().send('/issuer/password', { account: 'spj.admin', password, code: '', next, again });

  it.each([
    ['is typed twice the same', () => change(NEXT, `${NEXT}!`), '两次输入的新口令不一致'],
    ['needs the one before', () => change(NEXT, NEXT, '梧桐 clavier 42 雷'), '账号、口令或动态口令不对'],
    ['is not easy to guess', () => change('password2026!'), '过于常见'],
  ])('%s', async (_what, asked, says) => {
    const answer = await asked();
    expect([answer.status, answer.text.includes(says)]).toEqual([422, true]);
  });

  it('ends what was signed in by the one before, wherever', async () => {
    const before = await signIn('spj.admin', PASSWORD);
    expect((await before.get('/console')).text).toContain('平台管理员');
    expect((await change(NEXT)).text).toContain('各处的登录都已退出');
    expect((await before.get('/console')).text).toContain('动态口令');
    expect((await signIn('spj.admin', PASSWORD)).page.status).toBe(422);
    expect((await signIn('spj.admin', NEXT)).page.url).toBe('/console');
    expect((await change(PASSWORD, PASSWORD, NEXT)).status).toBe(200);
  });
});

describe('guessing', () => {
  it('is slowed after five, and shuts nobody out', async () => {
    const answers = [];
    for (let i = 0; i < 6; i++) answers.push((await signIn('scjg.officer', `错误的口令第 ${i} 次`)).page);
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422, 429]);
    expect(answers.at(-1)?.text).toContain('账号没有被锁定');
    expect((await signIn('371525/SCJG.officer ', '错误的口令')).page.status).toBe(429);
    expect((await signIn('1/371525/scjg.officer', '错误的口令')).page.status).toBe(422);
    expect((await signIn('371525/spj.admin', PASSWORD)).page.url).toBe('/console');
    expect((await signIn('1/371525/spj.admin', PASSWORD)).page.status).toBe(422);
    expect((await signIn('spj.admin', PASSWORD)).page.url).toBe('/console');
  });
});

it('starts at no address where passwords would go in the clear', async () => {
  const env = { DATA_DIR: join(folder, 'data'), ADDRESS: 'http://platform.example', PORT: '0' };
  await home.stop();
  const { code, output } = await runProgram(['infra/local/main.ts'], env);
  expect([code, output]).toEqual([1, expect.stringContaining('口令会以明文传送')]);
});

it('starts on no clock but the machine’s', async () => {
  const env = { DATA_DIR: join(folder, 'data'), CLOCK: '2026-12-01T09:00:00+08:00', PORT: '0' };
  const { code, output } = await runProgram(['infra/local/main.ts'], env);
  expect([code, output]).toEqual([1, expect.stringContaining('正式的县（市、区）按本机时间运行，不接受 CLOCK')]);
});

function bytesOf(base32: string): Uint8Array {
  const bits = [...base32].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  return Uint8Array.from(bits.join('').match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** Files without a script: a form with the file in it, hashed here; what is wrong is said at the field. */
import { beforeEach, expect, it } from 'vitest';
import { type InProcess, inProcess } from '../in-process.ts';
import { type Browser, browserOf } from './browser.ts';

let home: InProcess;
let browser: Browser;
beforeEach(async () => {
  home = await inProcess();
  browser = await browserOf(home, 'scjg.officer');
});

async function upload(name: string, bytes: Uint8Array, more: { token?: string; site?: string } = {}) {
  const shown = await browser.get('/console/files');
  const form = new FormData();
  form.set('token', more.token ?? (/name="token" value="([^"]+)"/.exec(shown.text)?.[1] as string));
  form.set('file', new File([bytes as Uint8Array<ArrayBuffer>], name));
  const sent = new Response(form);
  const body = new Uint8Array(await sent.arrayBuffer());
  const cookie = `__Host-session=${browser.cookies.get('__Host-session')}`;
  const headers = {
    ...{ cookie, 'content-type': sent.headers.get('content-type') as string },
    'sec-fetch-site': more.site ?? 'same-origin',
  };
  return home.call('POST', '/console/files', { body, headers });
}

const PDF = Buffer.from('%PDF-1.7\n许可决定书');

it('is there for the forms that take it, for whoever uploaded it', async () => {
  expect((await upload('许可决定书.pdf', PDF)).status).toBe(303);
  expect((await browser.get('/console/files')).text).toContain('许可决定书.pdf');
  expect((await (await browserOf(home, 'scjg.head')).get('/console/files')).text).not.toContain('许可决定书.pdf');
});

it.each([
  ['of another type than its name says', 'x.pdf', Buffer.from('MZ…'), 422, '文件的内容不是 pdf'],
  ['of a type that is not taken', 'x.exe', Buffer.from('MZ'), 422, '不接收该类型的文件'],
  ['that is empty', 'x.pdf', new Uint8Array(), 422, '请选择要上传的文件'],
  ['over 4 MB', 'x.pdf', Buffer.alloc(4 * 1_048_576 + 1, '%PDF-'), 413, '文件超过 4 MB'],
])('a file %s is refused at its field', async (_what, name, bytes, status, why) => {
  const answer = await upload(name, bytes);
  expect([answer.status, answer.text.includes(why), answer.text.includes('id="file-error"')]).toEqual([
    status,
    true,
    true,
  ]);
});

it('is taken from our own page alone, with its token', async () => {
  expect((await upload('a.pdf', PDF, { token: 'x' })).status).toBe(403);
  expect((await upload('a.pdf', PDF, { site: 'cross-site' })).status).toBe(403);
  expect((await browser.get('/console/files')).text).not.toContain('a.pdf');
});

it('an upload that was cut off says so', async () => {
  const cookie = `__Host-session=${browser.cookies.get('__Host-session')}`;
  const headers = { cookie, 'content-type': 'multipart/form-data; boundary=x', 'sec-fetch-site': 'same-origin' };
  const answer = await home.call('POST', '/console/files', { body: Buffer.from('--x\r\nContent-Disp'), headers });
  expect([answer.status, answer.text.includes('上传没有完成')]).toEqual([422, true]);
});

/** Files that the script sends before the form: declared, sent where the platform says, and then named by the form. */
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { FolderAttachments } from '../../shared/adapters/folder-attachments.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { type Browser, browserOf } from './browser.ts';

const FORM = '/console/letters/new';
const PDF = Buffer.from('%PDF-1.7\n许可决定书');
const LARGE = Buffer.alloc(5 * 1_048_576, '%PDF-');

let home: InProcess;
let browser: Browser;
let token = '';
async function begin(more: Parameters<typeof inProcess>[0] = {}): Promise<void> {
  home = await inProcess(more);
  browser = await browserOf(home, 'scjg.officer');
  await shown();
}
beforeEach(() => begin());

async function shown(): Promise<string> {
  const { text } = await browser.get(`${FORM}?purpose=inquiry`);
  token = /name="token" value="([^"]+)"/.exec(text)?.[1] as string;
  return text;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const ASKS = { accept: 'application/json' };

function declare(name: string, bytes: Uint8Array, more: Record<string, string> = {}) {
  const fields = { token, key: 'k-1', name, sha256: sha256(bytes), size: String(bytes.length), ...more };
  return browser.post('/console/files/declared', fields, ASKS);
}

function put(url: string, bytes: Uint8Array, more: Record<string, string> = {}) {
  const cookie = `__Host-session=${browser.cookies.get('__Host-session')}`;
  const headers = { cookie, 'content-type': 'application/pdf', 'sec-fetch-site': 'same-origin', ...ASKS };
  return home.call('PUT', url, { body: bytes, headers: { ...headers, 'x-form-token': token, ...more } });
}

it('is larger than a form may be, is there when it is asked again, and goes with the letter that names it', async () => {
  const first = await declare('踏勘录像说明.pdf', LARGE);
  const { id, stored, upload } = first.json;
  expect([first.status, stored, upload]).toEqual([
    200,
    false,
    { url: `/console/files/${id}/content`, headers: { 'content-type': 'application/pdf' } },
  ]);
  expect((await put(upload.url, LARGE)).json).toMatchObject({ id, stored: true, upload: null });
  // Pressed twice, or sent again after the line was cut: the same file, and nothing left to send.
  expect((await declare('踏勘录像说明.pdf', LARGE)).json).toEqual({ id, stored: true, upload: null });
  await shown();
  const typed = { purpose: 'inquiry', to: 'SPJ', title: '关于许可情况的函', text: '请予函复。', key: 'k-1' };
  const named = { 'attachments/0/file': id, 'attachments/0/name': '踏勘录像说明.pdf' };
  const sent = await browser.post(FORM, { ...typed, ...named });
  expect((await browser.follow(sent)).text).toContain('踏勘录像说明.pdf</a>');
});

it.each([
  ['of a type that is not taken', 'x.exe', {}, 422, /^不接收该类型的文件。可以上传：pdf、/],
  ['over the limit', 'x.pdf', { size: String(101 * 1_048_576) }, 422, /^文件不能超过 100 MB/],
  ['whose hash is none', 'x.pdf', { sha256: 'x' }, 422, /./],
  ['of a form of another session', 'x.pdf', { token: 'x' }, 403, /^该页面打开之后您重新登录过/],
])('a file %s is refused in words', async (_what, name, more, status, detail) => {
  const { status: told, json } = await declare(name, PDF, more);
  expect([told, json.errors?.[0]?.detail ?? json.detail]).toEqual([status, expect.stringMatching(detail)]);
});

it.each([
  ['other bytes than were declared', () => Buffer.from('%PDF-1.7\n许可决定节'), {}, 422],
  ['fewer bytes than were declared', () => PDF.subarray(1), {}, 422],
  ['bytes without the token of a form', () => PDF, { 'x-form-token': '' }, 403],
  ['bytes from another site', () => PDF, { 'sec-fetch-site': 'cross-site' }, 403],
])('does not take %s; the form can send the file again', async (_what, bytes, more, status) => {
  const { upload } = (await declare('决定书.pdf', PDF)).json;
  expect((await put(upload.url, bytes(), more)).status).toBe(status);
  expect((await put(upload.url, PDF)).json.stored).toBe(true);
});

it('says whose session has ended that it has', async () => {
  home.clock.advance(2 * HOUR);
  const { status, json } = await declare('决定书.pdf', PDF);
  expect([status, json.code]).toEqual([401, 'unauthenticated']);
});

it('takes a file again whose time is over, under the same form: a draft is taken up later', async () => {
  const first = (await declare('决定书.pdf', PDF)).json;
  home.clock.advance(20 * 60_000);
  await shown();
  const second = (await declare('决定书.pdf', PDF)).json;
  expect([second.stored, second.id === first.id, second.upload.url]).toEqual([
    false,
    false,
    `/console/files/${second.id}/content`,
  ]);
  await put(second.upload.url, PDF);
  home.clock.advance(8 * DAY);
  browser = await browserOf(home, 'scjg.officer');
  await shown();
  expect((await declare('决定书.pdf', PDF)).json).toMatchObject({ stored: false });
});

it('says at the control how large a file may be, with the script and without', async () => {
  await begin({ settings: { files: { limit: 30 * 1_048_576 } } });
  const text = await shown();
  expect(text).toContain(
    '<span data-most="30" data-words="每个不超过 30 MB">合计不超过 4 MB</span>；涉密文件不得上传。',
  );
  expect(text).toMatch(/<form [^>]*enctype="multipart\/form-data" data-files="\/assets\/files-[0-9a-f]{12}\.js"/);
});

it('goes straight to where the bytes lie elsewhere, whose origin alone the page may reach besides', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shenguan-elsewhere-'));
  const elsewhere = new FolderAttachments({ folder, random: systemRandom });
  const checksum = createHash('sha256').update(PDF).digest('base64');
  const place = { url: 'https://files.example/one?signed', headers: { 'x-amz-checksum-sha256': checksum } };
  const attachments = Object.assign(elsewhere, { addressFor: async () => place });
  await begin({ ports: { attachments }, settings: { filesTo: 'https://files.example' } });
  const { headers } = await browser.get('/console');
  expect(headers['content-security-policy']).toContain("; connect-src 'self' https://files.example;");
  const { id, upload } = (await declare('决定书.pdf', PDF)).json;
  expect(upload).toEqual(place);
  // The browser sends it there; here it lies as if it had.
  const declared = { key: `371525/${id}`, sha256: sha256(PDF), size: PDF.length, mediaType: 'application/pdf' };
  await elsewhere.put(
    declared,
    (async function* () {
      yield PDF;
    })(),
  );
  expect((await declare('决定书.pdf', PDF)).json).toEqual({ id, stored: true, upload: null });
});

it('whose beginning is of another type is refused once it is there', async () => {
  const other = Buffer.from('MZ…');
  const { upload } = (await declare('决定书.pdf', other)).json;
  expect((await put(upload.url, other)).status).toBe(422);
  const { status, json } = await declare('决定书.pdf', other);
  expect([status, json.detail]).toEqual([422, '文件的内容与文件名所示的类型不符，请检查后重新选择']);
});

/** Files without a script: a form with the file in it, hashed here; what is wrong is said at the field. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type InProcess, inProcess } from '../in-process.ts';
import { type Browser, browserOf } from './browser.ts';
import { filledForm, sentForm } from './sent-form.ts';

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
  // Whoever took the wrong one can look at it, and sees until when it lies there.
  const { text } = await browser.get('/console/files');
  const [, href = ''] = /href="(\/console\/files\/[0-9a-f]{32})">许可决定书\.pdf</.exec(text) ?? [];
  expect([...(await browser.get(href)).bytes]).toEqual([...PDF]);
  expect(text).toMatch(/2026-09-28 09:00<.*2026-10-05 09:00</);
  expect((await browser.get('/console/letters/new?purpose=inquiry')).text).toContain(
    '许可决定书.pdf（2026-09-28 09:00 上传）',
  );
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

describe('a letter with a file in its form', () => {
  const path = '/console/letters/new';
  const typed = { purpose: 'inquiry', to: 'SPJ', title: '关于许可情况的函', text: '请予函复。', key: 'k-1' };
  const AT = 'files:attachments';

  it('has a control for it, and is sent with it', async () => {
    const form = await browser.get(`${path}?purpose=inquiry`);
    expect(form.text).toContain('enctype="multipart/form-data"');
    expect(form.text).toMatch(
      /<input type="file" multiple id="f-attachments-new" name="files:attachments" accept="\.pdf,/,
    );
  });

  it('opens the letter with the file, and once however often it is sent', async () => {
    const [first, again] = [
      await sentForm(home, browser, path, typed, [[AT, '附件一.pdf', PDF]]),
      await sentForm(home, browser, path, typed, [[AT, '附件一.pdf', PDF]]),
    ];
    expect([first.status, again.status, again.headers.location]).toEqual([303, 303, first.headers.location]);
    expect((await browser.follow(first)).text).toContain('附件一.pdf</a>');
  });

  it('comes back with what was typed and the good file ticked, and says at the field what is wrong with the other', async () => {
    const back = await sentForm(home, browser, path, typed, [
      [AT, '附件一.pdf', PDF],
      [AT, '附件二.pdf', Buffer.from('MZ…')],
    ]);
    expect(back.status).toBe(422);
    expect(back.text).toContain('href="#f-attachments">附件：文件的内容不是 pdf，请检查文件后重新上传（附件二.pdf）');
    for (const words of ['关于许可情况的函', '请予函复。', 'checked>附件一.pdf']) expect(back.text).toContain(words);
    const ids = [...back.text.matchAll(/name="(attachments\/\d+\/\w+)" value="([^"]+)"/g)].map(([, name, value]) => [
      name,
      value,
    ]);
    const sent = await browser.post(path, { ...typed, ...Object.fromEntries(ids) });
    expect((await browser.follow(sent)).text).toContain('附件一.pdf</a>');
  });

  it('keeps a small file beside one that is too large, and names that one alone', async () => {
    const large = Buffer.alloc(6 * 1_048_576, '%PDF-');
    const back = await sentForm(home, browser, path, typed, [
      [AT, '大.pdf', large],
      [AT, '小.pdf', PDF],
    ]);
    expect([back.status, back.text.includes('checked>小.pdf')]).toEqual([413, true]);
    expect(back.text).toContain('（大.pdf）');
    expect(back.text).not.toContain('（小.pdf）');
  });

  it('that is refused for another reason keeps the file', async () => {
    const back = await sentForm(home, browser, path, { ...typed, title: '' }, [[AT, '附件一.pdf', PDF]]);
    expect([back.status, back.text.includes('checked>附件一.pdf')]).toEqual([422, true]);
  });

  it.each([
    ['too large', [[AT, '大.pdf', Buffer.alloc(4 * 1_048_576 + 1, '%PDF-')]], 0, 413, '文件超过 4 MB'],
    ['cut off', [[AT, '断.pdf', Buffer.alloc(100_000, '%PDF-')]], 50_000, 422, '上传没有完成'],
  ] as const)('keeps what was typed where a file is %s', async (_what, files, cut, status, why) => {
    const back = await sentForm(home, browser, path, typed, files as never, cut);
    expect([back.status, back.text.includes(why), back.text.includes('请予函复。')]).toEqual([status, true, true]);
  });

  it('is there again where the session ended meanwhile, and is acted on after signing in alone', async () => {
    const sending = await filledForm(home, browser, path, typed, [[AT, '附件一.pdf', PDF]]);
    home.clock.advance(61 * 60_000);
    const ended = await sending();
    expect([ended.status, ended.text.includes('<button>继续</button>')]).toEqual([401, true]);
    for (const words of ['请予函复。', '文件没有保留，请重新选择']) expect(ended.text).toContain(words);
  });

  it('as a draft keeps what was typed and no name of a file', async () => {
    await browser.get(path);
    await browser.post(`/console/drafts?form=${path}&title=x`, { ...typed, [AT]: '附件一.pdf' });
    const again = await browser.get(path);
    expect([again.text.includes('请予函复。'), again.text.includes('附件一.pdf')]).toEqual([true, false]);
    expect(again.text).toContain('附件不随草稿保存，请重新选择');
  });

  it('as a draft has the files that were uploaded before, and does not ask for them again', async () => {
    const attached = { 'attachments/0/file': 'f'.repeat(32), 'attachments/0/name': '附件一.pdf' };
    await browser.get(path);
    await browser.post(`/console/drafts?form=${path}&title=x`, { ...typed, ...attached });
    const again = await browser.get(path);
    expect(again.text).toMatch(/value="f{32}" checked>附件一.pdf/);
    expect(again.text).toContain('已勾选的附件已经上传，不必再选');
  });
});

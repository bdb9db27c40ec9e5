/** 密封留存的证据 by pages: said to those who may open it, opened with an entry in its log, decided by forms. */
import { expect, it } from 'vitest';
import { countyHere } from '../contract-http/county.ts';
import { upload } from '../files/sample.ts';
import { browserOf } from './browser.ts';

const SECRET = '绝密内容';

async function disputed() {
  const here = await countyHere();
  const file = await upload(here.call, 'spj.officer');
  const { id } = (await here.push('A', { summary: SECRET, attachments: [{ file }] })).json;
  await here.act(id, 'claim', 'scjg.officer');
  const { problem } = (await here.act(id, 'dispute', 'scjg.officer', { reason: '不属本单位' })).json;
  await here.act(id, 'quarantine', 'spj.officer', { reason: '误传' });
  const office = await browserOf(here, 'zfb.office');
  return { here, id, problem, file, office };
}

it('leads the office from the record to what lies sealed, and tells nobody else of it', async () => {
  const { here, id, problem, office } = await disputed();
  const at = /href="(\/console\/sealed\/[0-9a-f]{32})"/;
  for (const page of [`/console/pushes/${id}`, `/console/problems/${problem}`, '/console/sealed']) {
    const { text } = await office.get(page);
    expect([page, at.test(text), text.includes('记入日志'), text.includes(SECRET)]).toEqual([page, true, true, false]);
  }
  // It waits for the office's word, and stands on its desk until then.
  const note = '密封留存的证据 1 件</a>待决定';
  expect((await office.get('/console/inbox')).text).toContain(note);
  const officer = await browserOf(here, 'scjg.officer');
  expect((await officer.get('/console/inbox')).text).not.toContain(note);
  expect((await officer.get(`/console/pushes/${id}`)).text).not.toMatch(at);
  expect((await officer.get('/console/sealed')).status).toBe(403);
});

it('shows the content with its file, and logs each opening', async () => {
  const { here, file, office } = await disputed();
  const [held] = (await here.call('GET', '/sealed', { as: 'zfb.office' })).json.items;
  const page = await office.get(`/console/sealed/${held.id}`);
  for (const words of [SECRET, '您本次打开已经记入日志', '打开</strong>', '恢复…', '销毁…', '已验证'])
    expect(page.text).toContain(words);
  const [, href] = new RegExp(`href="(/console/files/${file}[^"]*)"`).exec(page.text) as unknown as [string, string];
  expect((await office.get(href)).headers['content-type']).toBe('application/pdf');
  const { history } = (await here.call('GET', `/sealed/${held.id}`, { as: 'zfb.office' })).json;
  expect(history.map(({ by, act }: { by: string; act: string }) => [by, act])).toEqual(
    Array(3).fill(['zfb.office', 'read']),
  );
  expect((await (await browserOf(here, 'scjg.officer')).get(`/console/sealed/${held.id}`)).status).toBe(403);
});

it('is put back or destroyed by a form', async () => {
  const { here, id, office } = await disputed();
  const [held] = (await here.call('GET', '/sealed', { as: 'zfb.office' })).json.items;
  const at = `/console/sealed/${held.id}`;
  await office.get(`${at}/restore`);
  expect((await office.post(`${at}/restore`, { key: 'r-1' })).text).toContain('理由');
  await office.follow(await office.post(`${at}/restore`, { reason: '并非误传', key: 'r-1' }));
  expect((await office.get(`/console/pushes/${id}`)).text).toContain(SECRET);
  const late = await office.post(`${at}/destroy`, { key: 'd-1' });
  expect(late.status).toBe(409);
});

it('who has read a record is shown to whom the API tells it', async () => {
  const { here, id } = await disputed();
  await here.call('GET', `/pushes/${id}`, { as: 'zfb.office' });
  const officer = await browserOf(here, 'scjg.officer');
  expect((await officer.get(`/console/pushes/${id}`)).text).toContain(`/console/pushes/${id}/readings`);
  expect((await officer.get(`/console/pushes/${id}/readings`)).text).toContain('冠县人民政府办公室');
  expect((await (await browserOf(here, 'wjj.officer')).get(`/console/pushes/${id}/readings`)).status).toBe(404);
});

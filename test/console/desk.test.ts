/** 工作台: what the reader has not opened is marked. */
import { expect, it } from 'vitest';
import { countyHere } from '../contract-http/county.ts';
import { browserOf } from './browser.ts';

it('marks what others have sent and the reader has not opened, for each reader', async () => {
  const here = await countyHere();
  const { json } = await here.push('D-1');
  const [officer, head] = [await browserOf(here, 'scjg.officer'), await browserOf(here, 'scjg.head')];
  const marked = async (browser: typeof officer): Promise<boolean> =>
    /<tr class="unread">.*?未读<\/span><\/span>冠县/s.test((await browser.get('/console/inbox')).text);
  expect([await marked(officer), await marked(head)]).toEqual([true, true]);
  await officer.get(`/console/pushes/${json.id}`);
  expect([await marked(officer), await marked(head)]).toEqual([false, true]);
});

it('does not mark what comes back to its own sender', async () => {
  const here = await countyHere();
  const { json } = await here.push('D-2');
  await here.act(json.id, 'return', 'scjg.officer', { reason: '不属于本单位职责' });
  const { text } = await (await browserOf(here, 'spj.officer')).get('/console/inbox');
  expect([text.includes(json.id), text.includes('未读')]).toEqual([true, false]);
});

it('names a working day as the next on which one may remind again', async () => {
  const here = await countyHere();
  // 2026-10-23 is a Friday.
  here.clock.set('2026-10-23T09:00:00+08:00');
  const body = { purpose: 'inquiry', to: [{ org: 'SCJG' }], title: '商洽', text: '请告知。' };
  const { id } = (await here.call('POST', '/letters', { as: 'spj.officer', body })).json.items[0];
  for (const channel of ['notice', 'phone']) {
    await here.call('POST', `/letters/${id}/nudge`, { as: 'spj.officer', body: { channel } });
  }
  const { text } = await (await browserOf(here, 'spj.officer')).get(`/console/letters/${id}`);
  expect(text.replaceAll(/<[^>]+>/g, '')).toContain('自 10 月 26 日起可以催办');
});

/** What a batch says of what could not be done: who was faster, when, and what to do now. */
import { expect, it } from 'vitest';
import { countyHere } from '../contract-http/county.ts';
import { browserOf } from './browser.ts';

const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

it('names who was faster, and when', async () => {
  const here = await countyHere();
  const ids: string[] = [];
  for (const reference of ['R1', 'R2', 'R3']) ids.push((await here.push(reference)).json.id);
  const [open, claimed, withdrawn] = ids as [string, string, string];
  const officer = await browserOf(here, 'scjg.officer');
  await officer.get('/console/pushes');
  await here.act(claimed, 'claim', 'scjg.head');
  await here.act(withdrawn, 'withdraw', 'spj.officer', { reason: '录错' });
  const { text } = await officer.post('/console/pushes/batch', { act: 'claim', ids, key: 'b'.repeat(32) });
  const words = textOf(text);
  expect(words).toContain('认领：1 件已办理，2 件未完成');
  expect(words).toMatch(/不能认领（现为“已认领”）。最近一次办理：认领，[^。]*2026-09-28 \d\d:\d\d。请打开该件/);
  expect(words).toMatch(/不能认领（现为“已撤回”）。最近一次办理：撤回，[^。]*。请打开该件/);
  expect((await here.call('GET', `/pushes/${open}`, { as: 'scjg.officer' })).json.status).toBe('claimed');
});

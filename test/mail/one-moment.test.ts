/** What happens in one moment is told to one organisation by one mail; and nobody is told of what no person changed. */
import { expect, it } from 'vitest';
import { type Post, post } from './post.ts';

const act = (county: Post, id: string, name: string, as: string, body: object) =>
  county.call('POST', `/pushes/${id}/${name}`, { as, body });

/** A push that SCJG has returned and the bureau readdressed to WJJ. */
async function readdressed(county: Post): Promise<string> {
  const { id } = await county.push('A-1', { riskPoints: [] });
  await act(county, id, 'return', 'scjg.officer', { reason: '不归我局' });
  return (await act(county, id, 'readdress', 'spj.officer', { org: 'WJJ' })).json.id;
}

it('a second return opens a problem for the sender: the mail of the return tells of it', async () => {
  const county = await post('2026-09-28T09:00');
  const id = await readdressed(county);
  await act(county, id, 'return', 'wjj.officer', { reason: '不归我局' });
  const { problem } = (await county.call('GET', `/pushes/${id}`, { as: 'spj.officer' })).json;
  expect((await county.call('GET', `/problems/${problem}`, { as: 'spj.officer' })).json.to.org).toBe('SPJ');
  await county.until('2026-09-28T09:01');
  expect(county.outbox()).toEqual([
    '2026-09-28T09:00 spj@guanxian.example 【审管互动】推送被退回，请改派：食品经营许可（改派期限 2026-09-29）',
  ]);
  expect(county.sent[0]?.text).toContain('平台已就此开启问题');
});

it('readdressed before offices open, the problem has its own mail', async () => {
  const county = await post('2026-09-28T07:00');
  const id = await readdressed(county);
  await act(county, id, 'return', 'wjj.officer', { reason: '不归我局' });
  await act(county, id, 'readdress', 'spj.officer', { org: 'WJJ' });
  await county.until('2026-09-28T08:31');
  const told = county.outbox().filter((line) => line.includes('spj@'));
  expect(told).toEqual(['2026-09-28T08:30 spj@guanxian.example 【审管互动】新问题待处理：食品经营许可']);
});

it('a problem for the government office is told to it, the return to the sender', async () => {
  const county = await post('2026-09-28T09:00');
  const id = await readdressed(county);
  await act(county, id, 'return', 'wjj.officer', { reason: '不归我局', suggestedOrg: 'SPJ' });
  await county.until('2026-09-28T09:01');
  expect(county.sent.map(({ to }) => to).sort()).toEqual(['spj@guanxian.example', 'zfb@guanxian.example']);
});

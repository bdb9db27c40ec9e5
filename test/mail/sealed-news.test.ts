/** Evidence under seal that waits for a second person stands in the government office's digest until it is decided. */
import { expect, it } from 'vitest';
import { post } from './post.ts';

it('each morning, without what it says, until it has been decided on', async () => {
  const county = await post('2026-09-28T09:00');
  const { call } = county;
  const { id } = await county.push('A', { summary: '绝密内容' });
  const act = (as: string, name: string, body: object) => call('POST', `/pushes/${id}/${name}`, { as, body });
  await act('scjg.officer', 'claim', {});
  await act('scjg.officer', 'dispute', { reason: '不属本单位' });
  await act('spj.officer', 'quarantine', { reason: '误传' });
  const office = () =>
    county.sent.filter(({ to, at }) => to === 'zfb@guanxian.example' && at.endsWith('T08:30:00+08:00'));
  await county.hour('2026-09-29T08:30');
  const [told] = office();
  expect(told?.subject).toBe('【审管互动】待办提醒：密封留存、待决定的证据 1 件');
  expect(told?.text).toContain('2026-09-28 09:00 隔离，冠县行政审批服务局');
  expect(told?.text).toMatch(/\/console\/sealed\/[0-9a-f]{32}/);
  expect(told?.text).not.toContain('绝密内容');
  await county.hour('2026-09-30T08:30');
  expect(office()).toHaveLength(2);
  const [held] = (await call('GET', '/sealed', { as: 'zfb.office' })).json.items;
  const body = { reason: '并非误传' };
  expect((await call('POST', `/sealed/${held.id}/restore`, { as: 'zfb.office', body })).status).toBe(200);
  await county.hour('2026-10-08T08:30');
  expect(office()).toHaveLength(2);
});

/** Mails of experts: for which specialty and pool, until when, and never by name. */
import { expect, it } from 'vitest';
import { post } from '../mail/post.ts';

it('tells of an expert by specialty, pool and days, not by name', async () => {
  const county = await post('2026-09-28T09:00');
  const expert = {
    ...{ name: '欧阳建国', level: 'county', specialties: ['食品安全', '特种设备'], employer: { name: '某大学' } },
    ...{ title: '教授', phone: '1', avoid: [], termTo: '2026-11-02', reviewBy: '2027-06-01' },
  };
  const { id } = (await county.call('POST', '/experts', { as: 'scjg.officer', body: expert })).json;
  await county.until('2026-09-28T09:30');
  await county.call('POST', `/experts/${id}/admit`, { as: 'spj.admin', body: {} });
  await county.until('2026-10-16T09:30');
  const told = county.sent.filter(({ subject }) => subject.includes('专家'));
  expect(told.map(({ subject }) => subject.replace('【审管互动】', ''))).toEqual([
    ...['新的专家推荐待入库', '专家推荐已办理', '专家聘期或复核日期将至'],
  ]);
  for (const { text } of told) {
    expect(text).toMatch(/专业.*食品安全、特种设备/);
    expect(text).toMatch(/专家库.*县级/);
    expect(text).not.toContain('欧阳');
  }
  expect(told[2]?.text).toMatch(/聘期至.*2026-11-02/);
});

/** What the bureau's administrator is told of accounts in the digest of 08:30 (art. 16). */
import { expect, it } from 'vitest';
import { SCHEDULES } from '../../functions/timers/schedules.ts';
import { post, type Sent } from './post.ts';

it('changes stand in the next digest, unconfirmed organisations in the first after their day, each once', async () => {
  const county = await post('2026-10-17T10:00');
  const { call } = county;
  const digest = async (time: string): Promise<Sent[]> => {
    await county.until(time);
    const before = county.sent.length;
    for (const schedule of SCHEDULES) await schedule.run(county.platform);
    await county.until(time);
    return county.sent.slice(before);
  };
  const account = { name: '新人', roles: ['officer'], sections: ['SPXK'], scopes: null, issuer: null, subject: null };

  // A Saturday on which nobody works: it waits for Monday.
  const at = '/organisations/SCJG/accounts/scjg.new';
  expect((await call('PUT', at, { as: 'scjg.admin', body: account })).status).toBe(201);
  const [monday, ...others] = await digest('2026-10-19T08:30');
  expect(others).toEqual([]);
  expect([monday?.to, monday?.subject]).toEqual(['spj@guanxian.example', '【审管互动】账号管理：账号变动 1 件']);
  expect(monday?.text).toContain('：新增账号 scjg.new（scjg.admin 办理）');
  expect(monday?.text).not.toContain('新人');

  // The quarter's confirmation is due on 10-20; SCJG is in time.
  const confirmed = { as: 'scjg.admin', body: { quarter: '2026Q4' } };
  expect((await call('POST', '/organisations/SCJG/confirmations', confirmed)).status).toBe(201);
  expect(await digest('2026-10-20T08:30')).toEqual([]);
  const [told] = await digest('2026-10-21T08:30');
  expect(told?.subject).toMatch(/账号管理：2026Q4 未按期确认账号的单位 \d+ 个$/);
  expect(told?.text).toContain('农业农村局：尚未确认');
  expect(told?.text).not.toContain('市场监督管理局：尚未确认');

  // The only officers of NYNC leave: its sections are the heads'.
  for (const name of ['nync.officer', 'nync.head']) {
    const left = { as: 'spj.admin', body: { leave: true, reason: '调离' } };
    expect((await call('POST', `/organisations/NYNC/accounts/${name}/hand-over`, left)).status).toBe(200);
  }
  const [last] = await digest('2026-10-22T08:30');
  expect(last?.subject).toContain('账号变动 2 件，1 个单位有科室没有经办人员');
  expect(last?.text).not.toContain('未按期确认');
  expect(await digest('2026-10-23T08:30')).toEqual([]);
});

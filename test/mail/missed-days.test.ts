/**
 * Days on whose hours nothing ran: what they had to tell is told once the platform is up again. A is deemed claimed at
 * the end of Wednesday 2026-09-16, in whose evening a document comes and an account is changed.
 */
import { expect, test } from 'vitest';
import { makeUp, runDue } from '../../functions/timers/making-up.ts';
import { SCHEDULES } from '../../functions/timers/schedules.ts';
import { formatInstant } from '../../shared/time.ts';
import { at, type Post, post } from './post.ts';

const HOURS = ['08:30', '09:30', '10:30', '11:30', '14:30', '15:30', '16:30', '17:30'];
const SECTION = 'scjg-spxk@guanxian.example';
const HEADS = 'scjg@guanxian.example';

async function hours(county: Post, day: string, from = '08:30'): Promise<void> {
  for (const hour of HOURS.filter((one) => one >= from)) {
    await county.until(`${day}T${hour}`);
    for (const schedule of SCHEDULES) await runDue(county.platform, schedule);
    await county.until(`${day}T${hour}`);
  }
}

/** Up again, what was missed is made up for. */
async function up(county: Post, time: string): Promise<void> {
  await county.until(time);
  await makeUp(county.platform, at(time), () => false);
  await county.until(time);
}

/** For information: it falls due never, so that no digest lists it twice. */
async function document(county: Post, reference: string): Promise<void> {
  const said = { kind: 'document', reference, to: { org: 'SCJG' }, summary: '文件' };
  const body = { ...said, occurredAt: formatInstant(county.clock.now()) };
  expect((await county.call('POST', '/pushes', { as: 'spj.officer', body })).status).toBe(201);
}

async function before(): Promise<Post> {
  const county = await post('2026-09-14T09:00');
  await county.push('A-due', { riskPoints: [] });
  for (const day of ['2026-09-14', '2026-09-15', '2026-09-16']) await hours(county, day, '09:30');
  await county.until('2026-09-16T18:00');
  await document(county, 'D-came');
  const account = { name: '新人', roles: ['officer'], sections: ['SPXK'], scopes: null, issuer: null, subject: null };
  const made = await county.call('PUT', '/organisations/SCJG/accounts/scjg.new', { as: 'scjg.admin', body: account });
  expect(made.status, made.text).toBeLessThan(300);
  county.sent.length = 0;
  return county;
}

const told = (county: Post, what: string): string[] =>
  county.sent
    .filter(({ text }) => text.includes(what))
    .map(({ at: when, to }) => `${when.slice(0, 16)} ${to}`)
    .sort();

test.each([
  ['the same day', '2026-09-17T09:10', '2026-09-17T09:10'],
  ['the next day worked', '2026-09-18T09:10', '2026-09-18T09:10'],
  ['on a day off', '2026-09-19T09:10', '2026-09-20T08:30'],
])('up again %s, all is told, once', async (_name, time, opening) => {
  const county = await before();
  await up(county, time);
  await hours(county, time.slice(0, 10), '09:30');
  for (const day of ['2026-09-20', '2026-09-21', '2026-09-22']) await hours(county, day);
  expect(told(county, 'A-due')).toEqual([`${opening} ${SECTION}`, `${opening} ${HEADS}`]);
  expect(told(county, 'D-came')).toHaveLength(1);
  expect(told(county, 'scjg.new')).toHaveLength(1);
});

test('what came in the course of a day, before the platform went down', async () => {
  const county = await post('2026-09-16T09:29');
  await county.until('2026-09-16T09:30');
  for (const schedule of SCHEDULES) await runDue(county.platform, schedule);
  await document(county, 'D-came');
  county.clock.set('2026-09-18T16:00:00+08:00');
  await up(county, '2026-09-18T16:00');
  await hours(county, '2026-09-18', '16:30');
  expect(told(county, 'D-came')).toEqual(['2026-09-18T16:00 scjg-xyjl@guanxian.example']);
});

/** What one opening sent to several organisations goes from sight with the first of its records that is quarantined. */
import { expect, it } from 'vitest';
import { wakeKey } from '../../functions/timers/wake.ts';
import { countyHere, type Here } from '../contract-http/county.ts';

const SECRET = '绝密';
const REASON = { reason: '误发，应予隔离' };
const TO = [{ org: 'SCJG' }, { org: 'WJJ' }, { org: 'JTJ' }];

type Record = { id: string; series: string };
async function sent(here: Here, path: string, as: string, body: object, headers = {}): Promise<Record[]> {
  const answer = await here.call('POST', path, { as, body: { to: TO, title: `${SECRET}标题`, ...body }, headers });
  expect(answer.status, answer.text).toBe(201);
  return answer.json.items;
}

async function told(here: Here, path: string, items: readonly Record[]): Promise<string> {
  const reads = items.flatMap(({ id }) => [`${path}/${id}`, `${path}/${id}/history`]);
  const answers = await Promise.all(reads.map((address) => here.call('GET', address, { as: 'zfb.office' })));
  expect(answers.map(({ status }) => status)).toEqual(reads.map(() => 200));
  return answers.map(({ text }) => text).join();
}

const LETTER = { purpose: 'inquiry', text: `${SECRET}内容` };

it.each([
  ['/letters', 'spj.officer', LETTER],
  ['/letters', 'spj.officer', { ...LETTER, reference: '商洽-1' }],
  ['/instructions', 'zfb.office', { task: `${SECRET}任务`, workingDays: 5 }],
  [
    '/offline-transfers',
    'spj.officer',
    { channel: 'person', sentOn: '2026-09-28', items: [{ name: SECRET, copies: 1 }] },
  ],
])('%s of one opening', async (path, as, body) => {
  const here = await countyHere();
  const items = await sent(here, path, as, body);
  const [, second] = items as [Record, Record];
  const done = await here.call('POST', `${path}/${second.id}/quarantine`, { as, body: REASON });
  expect(done.json).toMatchObject({ quarantined: true });
  expect(await told(here, path, items)).not.toContain(SECRET);
});

it('goes along after its sender’s place has been taken, by the request that opened it', async () => {
  const here = await countyHere();
  const items = await sent(here, '/letters', 'scjg.officer', { ...LETTER, to: TO.slice(1) });
  const reform = { by: 'NYNC', on: '2026-09-28', documentNumber: '冠编〔2026〕3号' };
  const asked = await here.call('POST', '/organisations/SCJG/succeed', { as: 'spj.admin', body: reform });
  await here.call('POST', `/changes/${asked.json.id}/confirm`, { as: 'zfb.office', body: {} });
  await wakeKey(here.platform, '371525#succession#SCJG');
  const [first] = items as [Record];
  const done = await here.call('POST', `/letters/${first.id}/quarantine`, { as: 'nync.officer', body: REASON });
  expect(done.json).toMatchObject({ quarantined: true, from: { org: 'NYNC' } });
  expect(await told(here, '/letters', items)).not.toContain(SECRET);
});

it('lies under seal with the one that somebody rests on', async () => {
  const here = await countyHere();
  const items = await sent(here, '/letters', 'spj.officer', LETTER);
  const [first, second] = items as [Record, Record];
  const raised = { type: 'other', with: ['SPJ'], title: '问题', text: '说明', about: [first.id] };
  const problem = await here.call('POST', '/problems', { as: 'scjg.officer', body: raised });
  expect(problem.status, problem.text).toBe(201);
  await here.call('POST', `/letters/${second.id}/quarantine`, { as: 'spj.officer', body: REASON });
  const [held] = (await here.call('GET', '/sealed', { as: 'zfb.office' })).json.items;
  const ids = held.records.map(({ id }: Record) => id).sort();
  expect(ids).toEqual(items.map(({ id }) => id).sort());
  const restored = await here.call('POST', `/sealed/${held.id}/restore`, { as: 'zfb.office', body: REASON });
  expect(restored.status, restored.text).toBe(200);
  expect(await told(here, '/letters', items)).toContain(`${SECRET}内容`);
});

it('an addressee’s own words go alone', async () => {
  const here = await countyHere();
  const items = await sent(here, '/letters', 'spj.officer', LETTER);
  const [first] = items as [Record];
  await here.call('POST', `/letters/${first.id}/reply`, { as: 'scjg.officer', body: { text: '误答' } });
  await here.call('POST', `/letters/${first.id}/quarantine`, { as: 'scjg.officer', body: REASON });
  const [one, ...others] = await Promise.all(items.map((item) => told(here, '/letters', [item])));
  expect(one).not.toContain('误答');
  for (const text of [one, ...others]) expect(text).toContain(`${SECRET}内容`);
});

/**
 * The real stack, deployed by the real command line to an emulator: what a county does with it from outside, a timer
 * that fires, a message that cannot be delivered, a second deployment, the end.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { countyKey } from '../../shared/accounts/directory.ts';
import { DynamoDbStore, dynamoDbClient } from '../../shared/adapters/dynamodb-store.ts';
import { timerName } from '../../shared/adapters/scheduler-timers.ts';
import type { Matter } from '../../shared/boundary/matter.ts';
import { putVersion } from '../../shared/boundary/versions.ts';
import { lawDays } from '../../shared/calendar/law.ts';
import type { County } from '../../shared/county.ts';
import { jobItem, LEASE, newJob } from '../../shared/retiming/job.ts';
import { civilDateOf, DAY, formatInstant, MINUTE, startOfDay } from '../../shared/time.ts';
import { type Cdk, openCdk } from '../emulator/cdk.ts';
import { demonstrationMatters, JURISDICTION } from '../in-process/county.ts';
import { testIssuer } from '../in-process/issuer.ts';
import { addressAt, type DeployedCounty, deployedCounty } from './county.ts';

let cdk: Cdk;
let county: DeployedCounty;
let address = '';
/** Entries in the county's calendar so far. */
let entered = 0;
const table = 'shenguan-dev';
const store = () => new DynamoDbStore({ table, client: dynamoDbClient() });
const scheduler = new SchedulerClient({});
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
let settings: Record<string, string> = {};

const call = (method: string, path: string, as?: string, body?: unknown, headers?: Record<string, string>) =>
  county.call(method, path, { as, body, headers });

const push = (reference: string) => ({
  kind: 'approval',
  reference,
  matter: '371525-SCJG-001',
  party: { name: '冠县某某食品有限公司' },
  licence: { documentNumber: `冠审批许字${reference}`, number: 'JY1' },
  occurredAt: formatInstant(Date.now() - MINUTE),
  summary: '准予许可',
});

beforeAll(async () => {
  const { issuer, key } = await testIssuer();
  settings = {
    issuer: issuer.issuer,
    audience: issuer.audience,
    jwksUri: issuer.jwksUri,
    algorithms: 'ES256',
    mailFrom: 'noreply@example.gov.cn',
  };
  const endpoint = inject('ministack');
  cdk = openCdk(endpoint);
  await Promise.all([cdk.synth(settings), cdk.bootstrap()]);
  const { outputs } = await cdk.deploy();
  address = addressAt(endpoint, outputs);
  county = await deployedCounty({ address, endpoint, table, issuer, key }, JURISDICTION);
}, 300_000);

afterAll(() => cdk?.close());

/** Has today worked, as the county's administrator would: by a notice of this year that says so. */
async function workToday(today: string): Promise<void> {
  const year = today.slice(0, 4);
  const { json, headers } = await call('GET', `/calendar/${year}`);
  if (json.days.find(({ date }: { date: string }) => date === today).working) return;
  const off = [...new Set(lawDays(Number(year)).map(({ date }) => date))];
  const days = [
    ...off.map((date) => ({ date, working: false, name: '放假' })),
    // A weekday is worked without a word of the notice.
    ...([0, 6].includes(new Date(today).getUTCDay()) ? [{ date: today, working: true, name: '上班' }] : []),
  ];
  entered += 1;
  const match = { 'if-match': headers.etag as string };
  expect(await call('PUT', `/calendar/${year}`, 'spj.admin', { source: '测试', days }, match)).toMatchObject({
    status: 200,
  });
}

describe('the deployed platform', () => {
  it('answers what is public, and 401, 404 and 405 as problem documents', async () => {
    expect(await call('GET', '/health')).toMatchObject({ status: 200 });
    expect((await call('GET', '/public/boundary-list.json')).json.items.length).toBeGreaterThan(5);
    expect(await call('GET', '/pushes')).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
    expect(await call('GET', '/no-such')).toMatchObject({ status: 404, json: { code: 'not-found' } });
    expect(await call('DELETE', '/pushes')).toMatchObject({ status: 405, json: { code: 'method-not-allowed' } });
    expect(await call('GET', '/__dev/accounts')).toMatchObject({ status: 404, json: { code: 'not-found' } });
  });

  it('takes a push once, lets its addressee claim it, and keeps a verified history', async () => {
    const body = push('E2E-1');
    const made = await call('POST', '/pushes', 'spj.officer', body);
    expect(made).toMatchObject({ status: 201, json: { status: 'pending', to: { org: 'SCJG' } } });
    expect(await call('POST', '/pushes', 'spj.officer', body)).toMatchObject({
      status: 200,
      json: { id: made.json.id },
    });
    const changed = await call('POST', '/pushes', 'spj.officer', { ...body, summary: '另一内容' });
    expect(changed).toMatchObject({ status: 409, json: { code: 'reference-reused' } });
    const path = `/pushes/${made.json.id}`;
    expect(await call('GET', path, 'wjj.officer')).toMatchObject({ status: 404 });
    const inbox = await call('GET', '/pushes?box=in&status=pending', 'scjg.officer');
    expect(inbox.json.items.map((item: { id: string }) => item.id)).toEqual([made.json.id]);
    expect(await call('POST', `${path}/claim`, 'spj.officer', {})).toMatchObject({ status: 403 });
    const claims = await Promise.all(
      Array.from({ length: 8 }, () => call('POST', `${path}/claim`, 'scjg.officer', {})),
    );
    expect(claims.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
    const history = await call('GET', `${path}/history`, 'spj.officer');
    expect(history.json.verified).toBe(true);
    expect(history.json.items.map(({ act }: { act: string }) => act)).toEqual(['open', 'claim']);
  });

  it('deems a push claimed when its timer fires, with nobody looking', async ({ skip }) => {
    const left = startOfDay(civilDateOf(Date.now())) + DAY - Date.now();
    if (left < 3 * MINUTE) await pause(left);
    // A rule set of the county's own: claimed on the same day, which ends within two minutes and is worked.
    const now = Date.now();
    const today = civilDateOf(now);
    const holiday = lawDays(Number(today.slice(0, 4))).some(({ date }) => date === today);
    skip(holiday, 'On a day of the law no deadline ends, whatever a notice says.');
    await workToday(today);
    const end = formatInstant(Math.ceil((now + 45_000) / MINUTE) * MINUTE);
    const rules = {
      ...{ source: '测试', from: today, superior: false, replaces: null, endOfDay: end.slice(11, 16) },
      clocks: { 'claim-approval': { article: '17(1)', length: 0 } },
    };
    entered += 1;
    expect(await call('POST', '/rule-sets', 'spj.admin', rules)).toMatchObject({ status: 200 });
    const made = await call('POST', '/pushes', 'spj.officer', push('E2E-2'));
    expect(made.json).toMatchObject({ status: 'pending', claimDeadline: end });
    const key = `${JURISDICTION}#exchange#${made.json.id}`;
    const state = async () => ((await store().get(key)) as { value: { state: string } }).value.state;
    const timer = new GetScheduleCommand({ GroupName: 'shenguan-dev-timers', Name: timerName(key, Date.parse(end)) });
    expect((await scheduler.send(timer)).ActionAfterCompletion).toBe('DELETE');
    while (Date.now() < Date.parse(end)) await pause(1000);
    for (let i = 0; i < 240 && (await state()) === 'pending'; i++) await pause(1000);
    expect(await state()).toBe('deemed-claimed');
    await expect(scheduler.send(timer)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const seen = await call('GET', `/pushes/${made.json.id}`, 'scjg.officer');
    expect(seen.json).toMatchObject({ status: 'deemed-claimed', claimMode: 'deemed', claimedAt: end, claimedBy: null });
  }, 600_000);

  it('follows an entry in the calendar by a job, which a message has the wake function go on with', async () => {
    const day = civilDateOf(Date.now() + 40 * DAY);
    const extension = { from: day, to: day, documentNumber: '测试〔1〕号', reason: '测试' };
    const answer = await call('POST', '/calendar/extensions', 'spj.admin', extension);
    expect(answer).toMatchObject({ status: 200, json: { retimed: 0, spared: [] } });
    const nth = ++entered;
    // As a request leaves it whose time was spent before it had looked at anything.
    const job = newJob(JURISDICTION, nth, Date.now() - LEASE);
    const item = jobItem(job);
    const before = await store().get(item.key);
    expect(await store().commit([{ item, expected: before?.head ?? '' }])).toEqual({ committed: true });
    const seen = () => call('GET', `/calendar/jobs/${nth}`, 'spj.admin');
    expect((await seen()).json).toMatchObject({ state: 'running', retimed: 0 });
    const { QueueUrl } = queueNamed('shenguan-dev-wake');
    const MessageBody = JSON.stringify({ key: item.key, at: job.wakes });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    for (let i = 0; i < 480 && (await seen()).json.state === 'running'; i++) await pause(500);
    expect((await seen()).json).toMatchObject({ id: String(nth), state: 'done', failed: 0, spared: [] });
  }, 300_000);

  it('answers what is over 4 MB by an address of its bucket, with all of it under its name', async () => {
    const organisations = (await store().get(countyKey(JURISDICTION)))?.value as County;
    const [row] = demonstrationMatters() as [Matter, ...Matter[]];
    const duty = '审'.repeat(2000);
    const items = Array.from({ length: 400 }, (_, n) => {
      return { ...row, code: `${row.code}-${n}`, approvalDuty: duty, supervisionDuty: duty };
    });
    const list = { validFrom: '2099-01-01', items };
    const { made } = await putVersion(store(), organisations, list, { by: 'test', at: Date.now() });
    const asked = (format: string) =>
      fetch(`${address}/public/boundary-list.${format}?version=${made.version}`, { redirect: 'manual' });
    const json = await asked('json');
    expect([json.status, json.headers.get('cache-control')]).toEqual([303, 'no-store']);
    const fetched = await fetch(json.headers.get('location') as string);
    expect([fetched.status, fetched.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(((await fetched.json()) as { items: object[] }).items).toHaveLength(400);
    const csv = await fetch((await asked('csv')).headers.get('location') as string);
    expect(csv.headers.get('content-disposition')).toContain(`boundary-list-${JURISDICTION}-${made.version}.csv`);
    expect((await csv.text()).split('\r\n')).toHaveLength(402);
  });

  it('keeps a message that nobody can make sense of where somebody is told', async () => {
    const { QueueUrl: dead } = queueNamed('shenguan-dev-dead');
    await sqs.send(new SendMessageCommand({ QueueUrl: dead, MessageBody: '{' }));
    const asked = new GetQueueAttributesCommand({ QueueUrl: dead, AttributeNames: ['ApproximateNumberOfMessages'] });
    expect((await sqs.send(asked)).Attributes?.ApproximateNumberOfMessages).toBe('1');
  });

  it('is deployed again: without a change nothing, with a changed setting that alone', async () => {
    expect((await cdk.deploy()).said).toContain('no changes');
    await cdk.synth({ ...settings, mailFrom: 'platform@example.gov.cn' });
    expect((await cdk.deploy()).said).not.toContain('no changes');
    expect(await call('GET', '/pushes', 'scjg.officer')).toMatchObject({ status: 200 });
    expect((await call('GET', '/pushes', 'scjg.officer')).json.items).toHaveLength(2);
  }, 240_000);

  it('is destroyed', async () => {
    await cdk.destroy();
    expect((await fetch(`${address}/health`)).status).toBeGreaterThanOrEqual(400);
    await expect(store().get('any')).rejects.toThrow();
  }, 300_000);
});

function queueNamed(name: string): { QueueUrl: string } {
  return { QueueUrl: `${inject('ministack')}/000000000000/${name}` };
}

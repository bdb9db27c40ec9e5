/**
 * The real stack, deployed by the real command line to an emulator: what a county does with it from outside, a timer
 * that fires, a message that cannot be delivered, a second deployment, the end.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DynamoDbStore, dynamoDbClient } from '../../shared/adapters/dynamodb-store.ts';
import { timerName } from '../../shared/adapters/scheduler-timers.ts';
import { enter } from '../../shared/calendar/store.ts';
import { jobItem, LEASE, newJob } from '../../shared/retiming/job.ts';
import { civilDateOf, DAY, formatInstant, MINUTE } from '../../shared/time.ts';
import { type Cdk, openCdk } from '../emulator/cdk.ts';
import {
  demonstrationMatters,
  demonstrationOrganisations,
  JURISDICTION,
  seedCounty,
  subjectOf,
} from '../in-process/county.ts';
import { testIssuer } from '../in-process/issuer.ts';

interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers have every shape
  json: any;
}

let cdk: Cdk;
let base = '';
const table = 'shenguan-dev';
const store = () => new DynamoDbStore({ table, client: dynamoDbClient() });
const scheduler = new SchedulerClient({});
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
let settings: Record<string, string> = {};

async function call(method: string, path: string, as?: string, body?: unknown): Promise<Answer> {
  const issuer = await testIssuer();
  const token = as && (await issuer.token(subjectOf(JURISDICTION, as), Date.now()));
  const answer = await fetch(`${base}${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json = answer.headers.get('content-type')?.includes('json') && text ? JSON.parse(text) : null;
  return { status: answer.status, headers: answer.headers, json };
}

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
  const { issuer } = await testIssuer();
  settings = {
    issuer: issuer.issuer,
    audience: issuer.audience,
    jwksUri: issuer.jwksUri,
    algorithms: 'ES256',
    mailFrom: 'noreply@example.gov.cn',
  };
  cdk = openCdk(inject('ministack'));
  await Promise.all([cdk.synth(settings), cdk.bootstrap()]);
  const { outputs } = await cdk.deploy();
  const id = /^https?:\/\/([^.]+)\./.exec(outputs.Address ?? '')?.[1];
  base = `${inject('ministack')}/_aws/execute-api/${id}/$default`;
  await seedCounty(store(), {
    jurisdiction: JURISDICTION,
    since: '2022-09-02',
    organisations: demonstrationOrganisations(),
    matters: demonstrationMatters(),
    issuer: issuer.issuer,
  });
}, 300_000);

afterAll(() => cdk?.close());

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

  it('deems a push claimed when its timer fires, with nobody looking', async () => {
    // A rule set of the county's own: claimed on the same day, which ends within two minutes and is worked.
    const now = Date.now();
    const end = formatInstant(Math.ceil((now + 45_000) / MINUTE) * MINUTE);
    const today = civilDateOf(now);
    const entry = { at: now, by: 'spj.admin', source: '测试' };
    const working = [{ date: today, working: true, name: '上班', source: '测试' }];
    const rule = { article: '17(1)', length: 0 };
    await enter(
      store(),
      JURISDICTION,
      { ...entry, type: 'notice', year: Number(today.slice(0, 4)), days: working },
      { request: 'n', said: '' },
    );
    await enter(
      store(),
      JURISDICTION,
      {
        ...entry,
        type: 'rules',
        from: today,
        superior: false,
        replaces: null,
        endOfDay: end.slice(11, 16),
        clocks: { 'claim-approval': rule },
      },
      { request: 'r', said: '' },
    );
    const made = await call('POST', '/pushes', 'spj.officer', push('E2E-2'));
    expect(made.json).toMatchObject({ status: 'pending', claimDeadline: end });
    const key = `${JURISDICTION}#exchange#${made.json.id}`;
    const state = async () => ((await store().get(key)) as { value: { state: string } }).value.state;
    const timer = new GetScheduleCommand({ GroupName: 'shenguan-dev-timers', Name: timerName(key, Date.parse(end)) });
    expect((await scheduler.send(timer)).ActionAfterCompletion).toBe('DELETE');
    while (Date.now() < Date.parse(end)) await pause(1000);
    for (let i = 0; i < 45 && (await state()) === 'pending'; i++) await pause(1000);
    expect(await state()).toBe('deemed-claimed');
    await expect(scheduler.send(timer)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const seen = await call('GET', `/pushes/${made.json.id}`, 'scjg.officer');
    expect(seen.json).toMatchObject({ status: 'deemed-claimed', claimMode: 'deemed', claimedAt: end, claimedBy: null });
  }, 240_000);

  it('follows an entry in the calendar by a job, which a message has the wake function go on with', async () => {
    const day = civilDateOf(Date.now() + 40 * DAY);
    const extension = { from: day, to: day, documentNumber: '测试〔1〕号', reason: '测试' };
    const entered = await call('POST', '/calendar/extensions', 'spj.admin', extension);
    expect(entered).toMatchObject({ status: 200, json: { retimed: 0, spared: [] } });
    // As a request leaves it whose time was spent before it had looked at anything.
    const job = newJob(JURISDICTION, 3, Date.now() - LEASE);
    const item = jobItem(job);
    const before = await store().get(item.key);
    expect(await store().commit([{ item, expected: before?.head ?? '' }])).toEqual({ committed: true });
    const seen = () => call('GET', '/calendar/jobs/3', 'spj.admin');
    expect((await seen()).json).toMatchObject({ state: 'running', retimed: 0 });
    const { QueueUrl } = queueNamed('shenguan-dev-wake');
    const MessageBody = JSON.stringify({ key: item.key, at: job.wakes });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    for (let i = 0; i < 60 && (await seen()).json.state === 'running'; i++) await pause(500);
    expect((await seen()).json).toMatchObject({ id: '3', state: 'done', failed: 0, spared: [] });
  }, 120_000);

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
    expect((await fetch(`${base}/health`)).status).toBeGreaterThanOrEqual(400);
    await expect(store().get('any')).rejects.toThrow();
  }, 120_000);
});

function queueNamed(name: string): { QueueUrl: string } {
  return { QueueUrl: `${inject('ministack')}/000000000000/${name}` };
}

/**
 * A quarter on DynamoDB, told by the same script as on SQLite: running, drafted after every timer was lost, objected
 * to, issued, mailed, cautions drafted. Every figure, mail and hash must be the same, also where the indexes lag.
 */
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { DynamoDbStore, dynamoDbClient } from '../../shared/adapters/dynamodb-store.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import type { Store } from '../../shared/ports.ts';
import { REGION } from '../emulator/emulators.ts';
import { createTable } from '../emulator/table.ts';
import type { IndexLag } from '../faulty-store/lagging-index.ts';
import { FaultyStore } from '../faulty-store/store.ts';
import { demonstrationMatters, demonstrationOrganisations } from '../in-process/county.ts';
import type { Called } from '../in-process.ts';
import { at } from '../mail/post.ts';
import { type ReportingCounty, reportingCounty } from './county.ts';

const QUARTER = '/reports/quarters/2026Q3';
const FEW = ['SPJ', 'SCJG', 'WJJ', 'ZFB', 'JW'];
/** Few organisations: more would only add mails. */
const SMALL = {
  organisations: demonstrationOrganisations().filter(({ code }) => FEW.includes(code)),
  matters: demonstrationMatters()
    .filter(({ department }) => department && FEW.includes(department))
    .map((matter) => ({ ...matter, enforcementAgency: null, candidates: [] })),
};

type Json = Called['json'];

/** What a run has shown of each stage. */
interface Told {
  running: Json;
  draft: Json;
  reviewed: Json;
  issued: Json;
  cautions: Json;
  evidence: string;
  mails: readonly string[];
}

/** Pushes in every state, of two departments and the bureau. */
async function quarterOfPushes(county: ReportingCounty): Promise<{ ids: string[] }> {
  const ids = await county.pushes('SCJG', 13, 9);
  const others = await county.pushes('WJJ', 14, 12);
  const act = async (path: string, as: string, body: object): Promise<void> => {
    const { status, text } = await county.call('POST', path, { as, body });
    if (status >= 300) throw new Error(`${path}: ${text}`);
  };
  await act(`/pushes/${others[12]}/return`, 'wjj.officer', { reason: '不属本局职责' });
  await act(`/pushes/${others[13]}/withdraw`, 'spj.officer', { reason: '重复' });
  await county.push(
    'V-1',
    { kind: 'supervision', matter: '371525-SCJG-001', licence: { number: 'JY1' } },
    'scjg.officer',
  );
  return { ids };
}

/** The script. `lag` is what the indexes hold back while a draft is made and figures are taken. */
async function tell(store: FaultyStore, lag: IndexLag): Promise<Told> {
  const county = await reportingCounty('2026-09-14T09:00', { ...SMALL, store });
  const { call, clock } = county;
  const json = async (path: string, as = 'spj.admin') => (await call('GET', path, { as })).json;
  const { ids } = await quarterOfPushes(county);
  await county.until('2026-09-14T12:00');
  clock.set(at('2026-09-14T13:30'));
  const running = await json(QUARTER);
  const lagging = async <T>(work: () => Promise<T>): Promise<T> => {
    store.lag(lag);
    const result = await work();
    store.lag();
    return result;
  };
  // No timer fires: what is due is settled by whoever counts.
  clock.set(at('2026-10-08T09:00'));
  await lagging(() => county.nine());
  const draft = await lagging(() => json(QUARTER, 'scjg.officer'));
  await county.until('2026-10-08T10:00');
  const decided = ['accept', 'reject'];
  for (const [i, decision] of decided.entries()) {
    const body = { push: ids[11 + i], reason: '系统故障，无法认领' };
    const made = await call('POST', `${QUARTER}/corrections`, { as: 'scjg.officer', body });
    expect(made.status).toBe(201);
    const decide = { as: 'spj.admin', body: { reason: '已核实' } };
    expect((await call('POST', `/corrections/${made.json.id}/${decision}`, decide)).status).toBe(200);
  }
  await county.until('2026-10-15T09:00');
  const reviewed = await lagging(() => json(QUARTER, 'wjj.officer'));
  const signed = { documentNumber: '冠审批通〔2026〕3号', signedBy: '张三' };
  const issued = await lagging(() => call('POST', `${QUARTER}/issue`, { as: 'spj.admin', body: signed }));
  expect(issued.status).toBe(200);
  await county.until('2026-10-15T10:00');
  const evidence = (await call('GET', `${QUARTER}/evidence.csv`, { as: 'spj.officer' })).text;
  const cautions = await json('/cautions?box=out');
  const mails = county.sent.map(({ at: when, to, subject, messageId }) => `${when} ${to} ${subject} ${messageId}`);
  return { running, draft, reviewed, issued: issued.json, cautions, evidence, mails: mails.sort() };
}

let tables = 0;
async function onDynamoDb(): Promise<Store> {
  const client = dynamoDbClient({ endpoint: inject('dynamoDbLocal'), region: REGION });
  const table = `quarter-${++tables}`;
  await createTable(client, table);
  return new DynamoDbStore({ table, client });
}

describe('a quarter', () => {
  let home: Told;
  beforeAll(async () => {
    home = await tell(new FaultyStore(openSqliteStore(':memory:')), {});
  });

  it('is told by figures that are right, worked out by hand', async () => {
    const { draft, issued, cautions, mails } = home;
    const of = (circular: Json, org: string) => circular.organisations.find((one: { org: string }) => one.org === org);
    expect(draft.stage).toBe('under-review');
    expect(of(draft, 'SCJG')).toMatchObject({
      received: 13,
      claimedInTime: 9,
      deemedClaimed: 4,
      onTimeRatePercent: 69.2,
    });
    expect(of(issued, 'SCJG')).toMatchObject({ corrected: 1, onTimeRatePercent: 75, serious: true, rank: 2 });
    expect(of(issued, 'WJJ')).toMatchObject({ received: 14, claimedInTime: 12, returned: 1, withdrawn: 1, rank: 1 });
    expect(of(issued, 'SPJ')).toMatchObject({ received: 1, deemedClaimed: 1, rank: null });
    expect(cautions.items).toMatchObject([{ status: 'drafted' }]);
    expect(mails.filter((mail) => mail.includes('情况通报'))).toHaveLength(2 * FEW.length);
  });

  it.each<[string, IndexLag]>([
    ['as it should be', {}],
    ['with indexes that are three commits behind', { commits: 3 }],
    ['with the last two commits in no index', { hidden: 2 }],
  ])('is the same on DynamoDB: %s', async (_name, lag) => {
    expect(await tell(new FaultyStore(await onDynamoDb(), undefined, {}), lag)).toEqual(home);
  });
});

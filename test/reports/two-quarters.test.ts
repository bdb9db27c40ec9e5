/**
 * A record that two quarters count as late, such as a penalty that was sent late and, annulled, taken back late: each
 * quarter is objected to by itself, and the first objection lies where it lay before that.
 */
import { beforeAll, expect, it } from 'vitest';
import { keepKindsSince } from '../../shared/accounts/kinds-since.ts';
import { lateCorrectionId } from '../../shared/exchange/figures.ts';
import { countedNames } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { startOfDay } from '../../shared/time.ts';
import { at } from '../mail/post.ts';
import { type ReportingCounty, reportingCounty } from './county.ts';

const DEPT = 'scjg.officer';
const FIELDS = {
  ...{ CF_WSH: '冠市监罚〔2026〕1号', CF_XDR_MC: '甲', CF_XDR_LB: '自然人', CF_WFXW: '某', CF_SY: '某', CF_YJ: '某' },
  ...{ CF_CFLB: '警告', CF_NR: '警告', CF_CFJGDM: '11371525MB28000015', CF_SJLYDM: '11371525MB28000015' },
};

let county: ReportingCounty;
let record: string;

const post = async (path: string, as: string, body: object) => {
  const { status, json, text } = await county.call('POST', path, { as, body });
  if (status >= 400) throw new Error(`${path}: ${text}`);
  return json;
};
const object = async (quarter: string, reason: string) =>
  county.call('POST', `/reports/quarters/${quarter}/corrections`, { as: DEPT, body: { record, reason } });
const creditLate = async (quarter: string): Promise<number> =>
  (await county.circular(quarter)).organisations.find(({ org }: { org: string }) => org === 'SCJG').annex.creditLate;
const accept = (id: string) => post(`/corrections/${id}/accept`, 'spj.admin', { reason: '已核实' });

beforeAll(async () => {
  county = await reportingCounty('2026-09-14T09:00');
  await keepKindsSince(county.platform.ports.store, '371525', countedNames(KINDS), startOfDay('2026-07-01'));
  const said = { type: 'penalty', decidedOn: '2026-09-14', publish: true, fields: FIELDS };
  record = (await post('/credit-records', DEPT, said)).id;
  county.clock.set(at('2026-09-28T09:00'));
  await post(`/credit-records/${record}/send`, DEPT, { channel: 'export', receipt: '1' });
  await post(`/credit-records/${record}/answer`, DEPT, { accepted: true });
  await county.nineAt('2026-10-08');
});

it('in the first, it is one less', async () => {
  expect(await creditLate('2026Q3')).toBe(1);
  const { status, json } = await object('2026Q3', '信用平台停机');
  expect([status, json.id]).toEqual([201, lateCorrectionId('371525', record, 'creditLate', 'SCJG')]);
  await accept(json.id);
  expect(await creditLate('2026Q3')).toBe(0);
});

it('in the second, in the same words, it is an objection of its own', async () => {
  county.clock.set(at('2026-10-15T09:00'));
  await post('/reports/quarters/2026Q3/issue', 'spj.admin', {
    documentNumber: '冠审批通〔2026〕3号',
    signedBy: '张三',
  });
  const annulled = { reason: 'annulled', on: '2026-10-15', text: '复议撤销' };
  await post(`/credit-records/${record}/withdraw`, DEPT, annulled);
  county.clock.set(at('2026-10-26T09:00'));
  await post(`/credit-records/${record}/send`, DEPT, { channel: 'export', receipt: '2' });
  await county.nineAt('2027-01-04');
  expect(await creditLate('2026Q4')).toBe(1);
  const first = await object('2026Q4', '信用平台停机');
  expect([first.status, first.json.quarter, first.json.state]).toEqual([201, '2026Q4', 'open']);
  expect((await object('2026Q4', '信用平台停机')).json.id).toBe(first.json.id);
  expect((await object('2026Q4', '别的')).json.code).toBe('already-objected');
  await accept(first.json.id);
  expect([await creditLate('2026Q3'), await creditLate('2026Q4')]).toEqual([0, 0]);
  expect((await county.circular('2026Q4')).corrections).toMatchObject([{ id: first.json.id, record }]);
});

it('a quarantine of the record takes what both quote', async () => {
  await post(`/credit-records/${record}/quarantine`, DEPT, { reason: '误录' });
  const reasons = await Promise.all(
    ['2026Q3', '2026Q4'].map(async (quarter) => (await county.circular(quarter)).corrections[0].reason),
  );
  expect(reasons).toEqual([null, null]);
});

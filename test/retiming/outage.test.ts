/**
 * An outage of the platform's own on Saturday 2026-10-10, a make-up day, entered on Monday 12: what had its last day in
 * it stays deemed or late, is listed, and the platform opens a correction for each figure.
 */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { keepKindsSince } from '../../shared/accounts/kinds-since.ts';
import { quarterPartition } from '../../shared/exchange/item.ts';
import { countedNames } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { startOfDay } from '../../shared/time.ts';
import { type ReportingCounty, reportingCounty } from '../reports/county.ts';

let county: ReportingCounty;
const ids: Record<string, string> = {};

const OUTAGE = { from: '2026-10-10', to: '2026-10-10', documentNumber: '冠审批〔2026〕8号', reason: '机房停电' };
const LATE = { due: '2026-10-10', at: '2026-10-11T00:00:00+08:00' };

const read = async (path: string, as = 'spj.officer') => (await county.call('GET', path, { as })).json;
const post = async (path: string, as: string, body: object) => {
  const { status, json, text } = await county.call('POST', path, { as, body });
  expect([status < 300, text]).toEqual([true, text]);
  return json;
};
const letter = async (name: string, more: object = {}) => {
  const body = { purpose: 'inquiry', to: [{ org: 'SCJG' }], title: '某', text: '某', workingDays: 1, ...more };
  const { items } = await post('/letters', 'spj.officer', body);
  ids[name] = items[0].id;
};
const push = async (name: string, more: object = {}) => {
  ids[name] = (await county.push(name, more)).id;
};
const annexOf = async (org: string, quarter = '2026Q4') =>
  (await county.circular(quarter)).organisations.find((one: { org: string }) => one.org === org).annex;
const corrections = async (as = 'spj.admin') => {
  const { items } = await read('/corrections?box=in&limit=200', as);
  const all = [];
  for (const { id } of items) all.push(await read(`/corrections/${id}`, as));
  return all;
};
const accept = (id: string) => post(`/corrections/${id}/accept`, 'spj.admin', { reason: '平台故障，属实' });

async function begun(): Promise<void> {
  county = await reportingCounty('2026-10-08T09:00');
  await keepKindsSince(county.platform.ports.store, '371525', countedNames(KINDS), startOfDay('2026-10-01'));
  await push('deemed');
  await push('returned');
  const fields = { JC_XDR_MC: '冠县某店', JC_SX: '食品', JC_JG: '合格', JC_CL: '无' };
  const record = { type: 'inspection', decidedOn: '2026-09-23', publish: true, fields };
  ids.credit = (await post('/credit-records', 'scjg.officer', record)).id;
  county.clock.set('2026-10-09T09:00:00+08:00');
  await post(`/pushes/${ids.returned}/return`, 'scjg.officer', { reason: '不属本单位' });
  await letter('letter');
  await letter('monday', { workingDays: 2 });
  await letter('withdrawn');
  county.clock.set('2026-10-12T09:00:00+08:00');
  await push('late', { occurredAt: '2026-10-10T10:00:00+08:00', matter: '371525-WJJ-001' });
  await push('earlier', { occurredAt: '2026-10-09T10:00:00+08:00', matter: '371525-WJJ-001' });
  await post(`/letters/${ids.withdrawn}/withdraw`, 'spj.officer', { reason: '发错' });
}

const enter = (more: object = {}) => post('/calendar/extensions', 'spj.admin', { ...OUTAGE, outage: true, ...more });

describe('in the quarter that runs', () => {
  let spared: string[];
  beforeAll(async () => {
    await begun();
    spared = (await enter()).spared;
  });

  it('deemed claims and lateness with their last day in it are listed, and nothing else', () => {
    const names = Object.entries(ids).flatMap(([name, id]) => (spared.includes(id) ? [name] : []));
    expect(names.sort()).toEqual(['credit', 'deemed', 'late', 'letter', 'returned']);
    expect(spared).toHaveLength(5);
  });

  it('the job lists them as pushes and as other records', async () => {
    const { items } = await read('/calendar/jobs/1/spared', 'spj.admin');
    expect(items).toContainEqual({ record: ids.letter });
    expect(items).toContainEqual({ push: ids.late });
  });

  it('all of it stays as it was; what still runs moves', async () => {
    expect(await read(`/letters/${ids.letter}`)).toMatchObject({ status: 'pending', late: LATE });
    expect(await read(`/credit-records/${ids.credit}`, 'scjg.officer')).toMatchObject({ late: LATE });
    expect(await read(`/pushes/${ids.deemed}`)).toMatchObject({ status: 'deemed-claimed', claimBy: '2026-10-10' });
    expect(await read(`/pushes/${ids.late}`)).toMatchObject({ pushedLate: true, pushDue: '2026-10-10' });
    expect(await read(`/letters/${ids.monday}`)).toMatchObject({ due: '2026-10-13', late: null });
    const { items } = await read(`/letters/${ids.letter}/history`);
    expect(items.map(({ act }: { act: string }) => act)).toEqual(['open', 'overdue']);
  });

  it('a correction of the circular is opened for each, of whoever the figure is counted against, to be decided', async () => {
    const all = await corrections();
    const about = all.map(({ push, record, figure, quarter, org, from, to, status }) => {
      const name = Object.keys(ids).find((one) => ids[one] === (push ?? record));
      return [name, figure, quarter, org, from.org, to.org, status].join(' ');
    });
    expect(about.sort()).toEqual([
      'credit creditLate 2026Q4 SCJG SCJG SPJ open',
      'deemed   SCJG SCJG SPJ open',
      'letter repliesLate 2026Q4 SCJG SCJG SPJ open',
    ]);
    for (const { reason } of all) expect(reason).toContain('平台故障期间');
    // Of what counts against the bureau the government office decides.
    const theirs = await corrections('zfb.office');
    expect(theirs.map(({ figure, org }) => `${figure} ${org}`).sort()).toEqual([
      'pushedLate SPJ',
      'readdressedLate SPJ',
    ]);
  });

  it('entered again it opens none a second time', async () => {
    const again = await enter({ documentNumber: '冠审批〔2026〕9号' });
    expect(again.spared.toSorted()).toEqual(spared.toSorted());
    expect(await corrections()).toHaveLength(3);
  });

  it('accepted, the figure is one less, in the quarter that runs and in its draft', async () => {
    const before = await annexOf('SCJG');
    expect(before).toMatchObject({ repliesLate: 1, creditLate: 1 });
    for (const { id, record } of await corrections()) if (record) await accept(id);
    expect(await annexOf('SCJG')).toMatchObject({ repliesLate: 0, creditLate: 0 });
    await post(`/letters/${ids.letter}/withdraw`, 'spj.officer', { reason: '不再需要' });
    county.clock.set('2027-01-04T09:00:00+08:00');
    await county.nine();
    // Withdrawn before the draft it counts for nobody, and its correction takes nothing from what does: the letter of
    // Monday.
    expect(await annexOf('SCJG')).toMatchObject({ repliesLate: 1, creditLate: 0 });
  });
});

it('in a draft under review: one that the organisation has asked for itself stands for it', async () => {
  await begun();
  county.clock.set('2026-12-30T09:00:00+08:00');
  await letter('asked');
  await letter('silent');
  county.clock.set('2027-01-04T09:00:00+08:00');
  await county.nine();
  expect((await annexOf('SCJG')).repliesLate).toBe(4);
  const body = { record: ids.asked, reason: '平台打不开' };
  await post('/reports/quarters/2026Q4/corrections', 'scjg.officer', body);
  const { spared } = await enter({ from: '2026-12-31', to: '2026-12-31' });
  expect(spared.toSorted()).toEqual([ids.asked, ids.silent].toSorted());
  const all = (await corrections()).filter(({ figure }) => figure === 'repliesLate');
  expect(all.map(({ record, reason }) => [record, reason === '平台打不开']).toSorted()).toEqual(
    [
      [ids.asked, true],
      [ids.silent, false],
    ].toSorted(),
  );
  for (const { id } of all) await accept(id);
  expect((await annexOf('SCJG')).repliesLate).toBe(2);
  // Withdrawn after the draft it stays in it.
  await post(`/letters/${ids.letter}/withdraw`, 'spj.officer', { reason: '不再需要' });
  expect((await annexOf('SCJG')).repliesLate).toBe(2);
});

it('more than one look takes at once: all are listed, and the inbox is read through once', async () => {
  county = await reportingCounty('2026-10-09T09:00');
  const letters = [];
  for (let n = 0; n < 205; n++) {
    await letter('one of many', { workingDays: 1 });
    letters.push(ids['one of many']);
  }
  county.clock.set('2026-10-12T09:00:00+08:00');
  // Nothing of them waits for a clock any more.
  for (const id of letters) await read(`/letters/${id}`);
  const query = vi.spyOn(county.platform.ports.store, 'query');
  expect((await enter()).spared.toSorted()).toEqual(letters.toSorted());
  const inbox = quarterPartition('371525', 'SCJG', 'letter', '2026Q4');
  const begun = query.mock.calls.filter(([, partition, { after }]) => partition === inbox && after === undefined);
  expect(begun).toHaveLength(1);
});

/**
 * Matters that need the department's guidance (art. 5): its opinion before publication, the public list, what is asked
 * beside it.
 */

import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal } from '../contract-http/county.ts';
import { demonstrationMatters } from '../in-process/county.ts';
import { drafting, FOOD, rowOf } from './story.ts';

const GUIDED = '371525-WJJ-001';
const AT = '/public/guided-matters';
const guidance = { reason: 'high-later-risk', explanation: '后续监管风险较大' };
const all = demonstrationMatters().filter((row) => row.guidance !== null);

describe('opinions', async () => {
  const here = await drafting();
  await here.change('371525-WJJ-003', { guidance });
  await here.change('371525-WJJ-004', { name: '改' });
  await here.act('submit');
  const opinion = (...codes: string[]) => codes.map((code) => ({ code, text: '同意列入，建议联合审查' }));

  it('are needed of each guided row of its own that is new or changed, or never had one', async () => {
    expectRefusal(await here.reply('WJJ'), 422, 'invalid', ['/opinions']);
    const one = { position: 'agree', opinions: opinion('371525-WJJ-003') };
    const refused = await here.reply('WJJ', one);
    expectRefusal(refused, 422, 'invalid', ['/opinions']);
    // The demonstration's list came without any.
    expect(refused.json.errors[0].detail).toContain(GUIDED);
    const foreign = { position: 'agree', opinions: opinion(GUIDED, '371525-WJJ-003', '371525-WJJ-004') };
    expectRefusal(await here.reply('WJJ', foreign), 422, 'invalid', ['/opinions/2/code']);
    const both = { position: 'agree', opinions: opinion(GUIDED, '371525-WJJ-003') };
    expect((await here.reply('WJJ', both)).json.opinions).toEqual(both.opinions);
  });

  it('are recorded by the publication, and shown in public by their day', async () => {
    const before = (await here.call('GET', `${AT}.json`)).json.items;
    expect(before.every(({ consulted }: { consulted: [] }) => consulted.length === 0)).toBe(true);
    await here.act('publish', { documentNumber: '冠政办字〔2026〕8号' });
    here.clock.set('2026-10-20T09:00:00+08:00');
    const items = (await here.call('GET', `${AT}.json`)).json.items as { code: string; consulted: object[] }[];
    expect(items).toHaveLength(all.length + 1);
    expect(items.filter(({ consulted }) => consulted.length > 0)).toMatchObject([
      { code: GUIDED, consulted: [{ org: 'WJJ', on: '2026-09-28' }] },
      { code: '371525-WJJ-003', ...guidance, consulted: [{ org: 'WJJ', on: '2026-09-28' }] },
    ]);
  });

  it('are not asked again of rows that stay as they are', async () => {
    const made = await here.call('POST', '/boundary-list/drafts', {
      as: 'spj.admin',
      body: { validFrom: '2026-11-20' },
    });
    const at = `/boundary-list/drafts/${made.json.id}`;
    const { json, headers } = await here.call('GET', `${at}/rows/371525-WJJ-004`, { as: 'spj.admin' });
    const put = { as: 'spj.admin', body: { ...json, name: '再改' }, headers: { 'if-match': headers.etag as string } };
    await here.call('PUT', `${at}/rows/371525-WJJ-004`, put);
    const { confirmations } = (await here.call('POST', `${at}/submit`, { as: 'spj.admin', body: {} })).json;
    const body = { position: 'agree' };
    const replied = await here.call('POST', `/letters/${confirmations[0].letter}/reply`, { as: 'wjj.admin', body });
    expect(replied.status).toBe(200);
  });
});

it('the list is a page, JSON, CSV and a workbook', async () => {
  const here = await countyHere();
  expect((await here.call('GET', AT)).text).toContain(rowOf(GUIDED).name);
  expect((await here.call('GET', AT)).text).not.toContain(rowOf(FOOD).name);
  const { text } = await here.call('GET', `${AT}.csv`);
  expect(text.trim().split('\r\n')).toHaveLength(all.length + 1);
  const { bytes, headers } = await here.call('GET', `${AT}.xlsx`);
  const [sheet] = await readXlsxFile(Buffer.from(bytes));
  expect(sheet?.data.slice(2).map(([code]) => code)).toEqual(all.map(({ code }) => code).sort());
  const again = await here.call('GET', `${AT}.xlsx`, { headers: { 'if-none-match': headers.etag as string } });
  expect(again.status).toBe(304);
});

describe('gatekeeping', async () => {
  const here = await countyHere();
  const letter = (matter: string, org: string, more: object = {}) =>
    here.call('POST', '/letters', {
      as: 'spj.officer',
      body: {
        ...{ purpose: 'gatekeeping', to: [{ org }], title: '请把关', text: '请审查' },
        matter,
        application: 'BJ-1',
        ...more,
      },
    });
  const figures = async (as: string) => {
    const { status, json } = await here.call('GET', '/reports/matters/2026Q3', { as });
    return { status, items: json.items as { matter: string }[], json };
  };

  it('needs a justification where the matter is not on the list, and is counted as such', async () => {
    expectRefusal(await letter(FOOD, 'SCJG'), 422, 'invalid', ['/justification']);
    const [unlisted] = (await letter(FOOD, 'SCJG', { justification: '首次办理' })).json.items;
    const [listed] = (await letter(GUIDED, 'WJJ')).json.items;
    expect([unlisted.unlisted, unlisted.justification, listed.unlisted]).toEqual([true, '首次办理', false]);
    const inquiry = { purpose: 'inquiry', application: null, justification: '多余' };
    expectRefusal(await letter(FOOD, 'SCJG', inquiry), 422, 'invalid', ['/justification']);
  });

  it('stands with what was granted in the quarter’s figures: each department sees its own', async () => {
    // Pushed at 09:00 of Monday the 28th: ten minutes, and one office hour after they were completed; the median is the
    // lower.
    await here.push('G-1');
    await here.push('G-2', { occurredAt: '2026-09-25T17:00:00+08:00', corrects: null });
    await here.push('G-3', { decision: 'refused' });
    await here.push('G-4', { corrects: 'G-1' });
    const { items, json } = await figures('spj.admin');
    expect([items.length, json.quarter]).toEqual([81, '2026Q3']);
    expect(items.find(({ matter }) => matter === FOOD)).toEqual({
      ...{ matter: FOOD, name: rowOf(FOOD).name, granted: 2, medianWorkingHoursToPush: 0.2 },
      ...{ medianWorkingDaysToCertificate: null, gatekeeping: 1, unlisted: 1 },
    });
    expect(items.find(({ matter }) => matter === GUIDED)).toMatchObject({ granted: 0, gatekeeping: 1, unlisted: 0 });
    const own = await figures('wjj.officer');
    expect(own.items.map(({ matter }) => matter.slice(7, 10))).toEqual(Array(7).fill('WJJ'));
    expect((await figures('zfb.office')).items).toHaveLength(81);
    expect([(await figures('jw.discipline')).status, (await figures('spj.officer')).status]).toEqual([403, 403]);
    expectRefusal(await here.call('GET', '/reports/matters/2031Q1', { as: 'spj.admin' }), 404, 'not-found');
  });
});

it('how long certificates take stands there too: by their entry, wherever the push went', async () => {
  const CLINIC = '371525-WJJ-002';
  const here = await countyHere();
  const push = async (reference: string, more: object = {}) =>
    (await here.push(reference, { matter: CLINIC, ...more })).json;
  const issue = (certificate: string, as: string) =>
    here.call('POST', `/certificates/${certificate}/issue`, {
      as,
      body: { number: certificate.slice(0, 8), issuedOn: '2026-09-28', method: '窗口领取' },
    });
  const median = async () => {
    const { json } = await here.call('GET', '/reports/matters/2026Q3', { as: 'spj.admin' });
    return json.items.find(({ matter }: { matter: string }) => matter === CLINIC).medianWorkingDaysToCertificate;
  };
  const [first, second, third, corrected] = [
    await push('M-1'),
    await push('M-2'),
    await push('M-3'),
    await push('M-4'),
  ];
  expect(await median()).toBeNull();
  await issue(first.certificate, 'wjj.officer');
  await here.act(second.id, 'return', 'wjj.officer', { reason: '不归' });
  const elsewhere = (await here.act(second.id, 'readdress', 'spj.officer', { org: 'SCJG' })).json;
  here.clock.set('2026-10-09T09:00:00+08:00');
  // 09-29, 09-30, 10-08, 10-09.
  await issue(elsewhere.certificate, 'scjg.officer');
  here.clock.set('2026-10-13T09:00:00+08:00');
  // And 10-10, a Saturday that is worked, 10-12, 10-13.
  await issue(third.certificate, 'wjj.officer');
  await issue(corrected.certificate, 'wjj.officer');
  await push('M-5', { corrects: 'M-4', occurredAt: '2026-10-13T08:50:00+08:00' });
  expect(await median()).toBe(4);
});

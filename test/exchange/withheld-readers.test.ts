/**
 * Who shows records as they lie in the store, without settling each, shows nothing that a quarantine withholds which is
 * not everywhere yet: the credit query, the register, the circular with its corrections.
 */
import { expect, it } from 'vitest';
import { deskAt } from '../../functions/desk.ts';
import { logKey } from '../../shared/calendar/store.ts';
import { plainItem } from '../../shared/change.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { draftDue } from '../../shared/reports/drafting.ts';
import { countyHere, type Here, TODAY } from '../contract-http/county.ts';
import { JURISDICTION } from '../in-process/county.ts';

const CODE = '91371525MA3C00001R';
const SECRET = '绝密';

/** As a quarantine of more records than one commit writes leaves it, before any of the others has been blanked. */
async function withhold(here: Here, id: string): Promise<void> {
  const { store } = here.platform.ports;
  const log = await store.get(logKey(JURISDICTION));
  const record = (await store.get(exchangeKey(JURISDICTION, id)))?.value as { history: object[] };
  const one = { id: 'f'.repeat(32), at: here.clock.now(), org: 'SPJ', by: 'spj.officer', request: 'r', said: '' };
  const withheld = [{ ...one, reason: '误传', records: { [id]: record.history.length }, named: [] }];
  const item = plainItem(logKey(JURISDICTION), { ...(log?.value as object), withheld });
  await store.commit([{ item, expected: log?.head ?? null }]);
}

it('the credit query', async () => {
  const here = await countyHere();
  const entries = [
    { creditCode: CODE, name: '某', effect: 'incentive', basis: '某', measures: '某', from: TODAY, until: null },
  ];
  await here.call('PUT', '/credit/lists/red', { as: 'spj.admin', body: { entries } });
  const fields = { JC_XDR_SHXYM: CODE, JC_XDR_MC: '某', JC_JG: SECRET };
  const body = { type: 'inspection', decidedOn: TODAY, publish: false, fields };
  const made = await here.call('POST', '/credit-records', { as: 'scjg.officer', body });
  const asked = async () => (await here.call('GET', `/credit?creditCode=${CODE}`, { as: 'scjg.officer' })).text;
  expect([made.status, (await asked()).includes(SECRET)]).toEqual([201, true]);
  await withhold(here, made.json.id);
  expect(await asked()).not.toContain(SECRET);
});

it('the register', async () => {
  const here = await countyHere();
  const { id } = (await here.push('A', { party: { name: SECRET } })).json;
  await here.act(id, 'claim', 'scjg.officer');
  const read = async () => (await here.call('GET', '/register', { as: 'scjg.officer' })).text;
  expect(await read()).toContain(SECRET);
  await withhold(here, id);
  expect(await read()).not.toContain(SECRET);
});

it('the circular', async () => {
  const here = await countyHere();
  const { id } = (await here.push('A')).json;
  here.clock.set('2026-10-08T09:30:00+08:00');
  await draftDue(deskAt(here.platform, JURISDICTION), here.platform.settings);
  const asked = { as: 'spj.officer', body: { push: id, reason: SECRET } };
  const made = await here.call('POST', '/reports/quarters/2026Q3/corrections', asked);
  const read = async () => (await here.call('GET', '/reports/quarters/2026Q3', { as: 'zfb.office' })).text;
  expect([made.status, (await read()).includes(SECRET)]).toEqual([201, true]);
  await withhold(here, made.json.id);
  expect(await read()).not.toContain(SECRET);
});

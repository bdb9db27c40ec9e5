/**
 * Records of decisions that others tell of (art. 19): pushes, feedback, broken promises, and licences where the county
 * says so.
 */
import { describe, expect, it } from 'vitest';
import { approval, countyHere, expectRefusal, type Here, supervision } from '../contract-http/county.ts';

const DEPT = 'scjg.officer';
const PARTY = { type: 'organisation', name: '冠县某某食品有限公司', creditCode: '91371525MA3C00001R' };
const HANDLING = { type: 'penalty', documentNumber: '冠市监罚〔2026〕1号', decidedOn: '2026-09-28' };
const records = async (here: Here, as = DEPT) =>
  (await here.call('GET', '/credit-records', { as })).json.items as Row[];
interface Row {
  id: string;
  status: string;
  decidedOn: string;
  type: string;
  about: string[];
  warnings: object[];
  fields: Record<string, string>;
}
const push = (here: Here, reference: string, more: object = {}, as = DEPT) =>
  here.call('POST', '/pushes', { as, body: supervision(reference, { party: PARTY, ...more }) });

describe('a supervision result that was handled', async () => {
  const here = await countyHere();

  it('opens the penalty of its department, with what is known; nothing where it was not handled', async () => {
    await push(here, 'V-0');
    expect(await records(here)).toEqual([]);
    const { status, json } = await push(here, 'V-1', { handling: HANDLING });
    expect([status, json.handling]).toEqual([201, HANDLING]);
    const [record] = await records(here);
    expect(record).toMatchObject({
      status: 'incomplete',
      type: 'penalty',
      due: '2026-10-13',
      about: [json.id],
      publish: true,
    });
    expect(record).toMatchObject({
      from: { org: 'SCJG' },
      fields: { CF_WSH: HANDLING.documentNumber, CF_XDR_MC: PARTY.name },
    });
    expect(await records(here, 'spj.officer')).toEqual([]);
    expect((await here.call('GET', '/inbox', { as: DEPT })).json.items).toMatchObject([{ kind: 'credit-record' }]);
  });

  it('joins the record of the same decision; the earlier day counts', async () => {
    const second = await push(here, 'V-2', { handling: { ...HANDLING, decidedOn: '2026-09-25' } });
    // The push itself says so, too: its sender need not look at the record to know.
    const said = { code: 'credit-record-exists', pointer: '/handling/documentNumber' };
    expect(second.json.warnings).toMatchObject([said]);
    const all = await records(here);
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ decidedOn: '2026-09-25', due: '2026-10-12' });
    expect(all[0]?.about).toContain(second.json.id);
    expect(all[0]?.warnings).toMatchObject([{ code: 'credit-record-exists' }]);
  });

  it('is the same push without and with nothing said; refuses what does not fit', async () => {
    expect((await push(here, 'V-0', { handling: null })).status).toBe(200);
    expectRefusal(
      await here.call('POST', '/pushes', { as: 'spj.officer', body: approval('A-9', { handling: HANDLING }) }),
      ...([422, 'invalid', ['/handling']] as const),
    );
    const future = { ...HANDLING, decidedOn: '2026-09-29' };
    expectRefusal(await push(here, 'V-3', { handling: future }), 422, 'invalid', ['/handling/decidedOn']);
  });

  it('two at once have one record', async () => {
    const handling = { ...HANDLING, documentNumber: '冠市监罚〔2026〕2号' };
    const both = await Promise.all(['V-4', 'V-5'].map((reference) => push(here, reference, { handling })));
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    const found = (await records(here)).filter(({ fields }) => fields.CF_WSH === handling.documentNumber);
    expect(found).toHaveLength(1);
    expect(found[0]?.about).toHaveLength(2);
  });
});

describe('feedback', async () => {
  const here = await countyHere();
  const { id } = (await here.push('A-1', { licence: { number: 'JY-1' } })).json;
  await here.act(id, 'claim', DEPT);
  const [entry] = (await here.call('GET', '/register', { as: DEPT })).json.items;
  const say = (body: object) =>
    here.call('POST', `/register/${entry.id}/feedback`, {
      as: DEPT,
      body: { day: '2026-09-28', detail: '某', ...body },
    });

  it('that all is well opens none, and takes no number', async () => {
    expect((await say({ result: 'compliant' })).json.documentNumber).toBeNull();
    expectRefusal(await say({ result: 'compliant', documentNumber: '1' }), 422, 'invalid', ['/documentNumber']);
    expect(await records(here)).toEqual([]);
  });

  it('of a penalty opens one; without a number none where there is one of that day', async () => {
    expect((await say({ result: 'penalised', documentNumber: '冠罚1' })).json.documentNumber).toBe('冠罚1');
    await say({ result: 'rectification-ordered', detail: '同日' });
    expect(await records(here)).toMatchObject([{ type: 'penalty', status: 'incomplete', fields: { CF_WSH: '冠罚1' } }]);
    await say({ result: 'rectification-ordered', day: '2026-09-27', detail: '前一日' });
    expect((await records(here)).map(({ type }) => type).sort()).toEqual(['inspection', 'penalty']);
    expect((await here.call('GET', `/register/${entry.id}`, { as: DEPT })).json.feedback).toHaveLength(4);
  });

  it('opens one beside what was withdrawn as wrong that day; beside what was withdrawn otherwise none', async () => {
    const day = '2026-09-26';
    const ofDay = async () => (await records(here)).filter(({ decidedOn }) => decidedOn === day);
    const withdrawn = async (reason: string) => {
      await say({ result: 'penalised', day, detail: reason });
      const { id: record } = (await ofDay()).find(({ status }) => status !== 'withdrawn') as Row;
      await here.call('POST', `/credit-records/${record}/withdraw`, { as: DEPT, body: { reason } });
      return (await ofDay()).length;
    };
    expect(await withdrawn('wrong')).toBe(1);
    expect(await withdrawn('not-public')).toBe(2);
    await say({ result: 'penalised', day, detail: '再次' });
    expect(await ofDay()).toHaveLength(2);
  });
});

it('a decision is told of again while the record that was wrong is still to be taken back: it has its own', async () => {
  const here = await countyHere();
  const required = {
    ...{ CF_XDR_LB: '法人及非法人组织', CF_FRDB: '甲', CF_WFXW: '某', CF_SY: '某', CF_YJ: '某', CF_CFLB: '警告' },
    ...{ CF_NR: '某', CF_CFJGDM: '11371525MB2857000X', CF_SJLYDM: '11371525MB2857000X' },
  };
  await push(here, 'V-1', { handling: HANDLING });
  const [{ id }] = (await records(here)) as [Row];
  const act = (name: string, body: object) => here.call('POST', `/credit-records/${id}/${name}`, { as: DEPT, body });
  await act('complete', { fields: required });
  await act('send', { channel: 'export', receipt: '1' });
  expect((await act('withdraw', { reason: 'wrong' })).json.status).toBe('retracting');
  await push(here, 'V-2', { handling: HANDLING });
  expect((await records(here)).map(({ status }) => status).sort()).toEqual(['incomplete', 'retracting']);
  const annulled = { reason: 'annulled', on: '2026-09-28', text: '撤销' };
  expectRefusal(await act('withdraw', annulled), 409, 'credit-record-exists');
  expect((await act('send', { channel: 'export', receipt: '2' })).json.status).toBe('withdrawn');
});

describe('a record that feedback opened', async () => {
  const here = await countyHere();
  const party = { type: 'organisation', name: '密级某某工程公司', creditCode: null };
  const licence = { number: 'JY-9' };
  const entered = async (reference: string, more: object = {}) => {
    const { id } = (await here.push(reference, { licence, party, ...more })).json;
    await here.act(id, 'claim', DEPT);
    return id as string;
  };
  const penalised = async (documentNumber: string) => {
    const { items } = (await here.call('GET', '/register', { as: DEPT })).json;
    const entry = items.find((one: { licence: { number: string } | null }) => one.licence?.number === licence.number);
    const body = { day: '2026-09-28', detail: '某', result: 'penalised', documentNumber };
    await here.call('POST', `/register/${entry.id}/feedback`, { as: DEPT, body });
    return (await records(here)).find(({ fields }) => fields?.CF_WSH === documentNumber) as Row;
  };
  const quarantined = async (id: string) =>
    (await here.call('POST', `/pushes/${id}/quarantine`, { as: 'construction', body: { reason: '误录' } })).status;

  it('stays while another push of the entry names the party, and goes with the last', async () => {
    const [first, second] = [await entered('Q-1'), await entered('Q-2', { decision: 'renewed' })];
    const { id, fields } = await penalised('冠罚9');
    expect(fields.CF_XDR_MC).toBe(party.name);
    expect(await quarantined(second)).toBe(200);
    expect((await here.call('GET', `/credit-records/${id}`, { as: DEPT })).text).toContain(party.name);
    expect(await quarantined(first)).toBe(200);
    for (const path of ['/credit-records', `/credit-records/${id}`, '/inbox']) {
      expect((await here.call('GET', path, { as: DEPT })).text).not.toContain(party.name);
    }
  });
});

it('a broken promise is an inspection that its owner may withdraw as not public', async () => {
  const here = await countyHere();
  const { id } = (await here.push('A-1', { commitment: true, licence: { number: 'JY-1' } })).json;
  const { verification } = (await here.act(id, 'claim', DEPT)).json;
  const body = { outcome: 'broken', on: '2026-09-28', text: '某' };
  await here.call('POST', `/commitments/${verification}/verify`, { as: DEPT, body });
  const [record] = await records(here);
  expect(record).toMatchObject({
    type: 'inspection',
    due: '2026-10-13',
    about: [verification],
    fields: { JC_JG: '未履行承诺' },
  });
  const withdraw = `/credit-records/${record?.id}/withdraw`;
  expect((await here.call('POST', withdraw, { as: DEPT, body: { reason: 'not-public' } })).json.status).toBe(
    'withdrawn',
  );
});

it('licences only where the county says so', async () => {
  const here = await countyHere();
  await here.push('A-1', { licence: { documentNumber: '冠许1', name: '食品经营许可证', number: 'JY-1' } });
  expect(await records(here, 'spj.officer')).toEqual([]);
  const read = await here.call('GET', '/county/settings', { as: 'spj.admin' });
  expect(Object.keys(read.json)).not.toContain('creditLicences');
  const headers = { 'if-match': read.headers.etag as string };
  const body = { ...read.json, creditLicences: true };
  expect((await here.call('PUT', '/county/settings', { as: 'spj.admin', headers, body })).json.creditLicences).toBe(
    true,
  );
  await here.push('A-2', { licence: { documentNumber: '冠许2', name: '食品经营许可证', number: 'JY-2' } });
  await here.push('A-3', { decision: 'refused', licence: { documentNumber: '冠许3' } });
  const [record, ...others] = await records(here, 'spj.officer');
  expect(others).toEqual([]);
  expect(record).toMatchObject({
    type: 'licence',
    fields: { XK_WSH: '冠许2', XK_XKBH: 'JY-2' },
    application: null,
    party: { name: expect.any(String) },
  });
  expect(record).toMatchObject({ from: { org: 'SPJ' }, licence: { number: 'JY-2', documentNumber: '冠许2' } });
  // A number with an identity number in it is handed on as it lies in the push: sealed.
  await here.push('A-4', { licence: { documentNumber: '冠许4', name: '某证', number: 'T371525199001012346' } });
  const sealed = (await records(here, 'spj.officer')).find(({ fields }) => fields.XK_WSH === '冠许4');
  expect(sealed?.fields.XK_XKBH).toBe('T371525********2346');
});

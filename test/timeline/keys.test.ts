/** What every opening takes beside its own fields: what the record is about, and the timeline's keys (art. 8). */
import { beforeAll, describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';

/** Made up. */
const identityNumber = '371525199001011239';
const NOTHING = { about: [], party: null, licence: null, application: null, project: null };
const PARTY = { type: 'organisation', name: '冠县某某食品有限公司', creditCode: '91371525MA3C00001R' };
const KEYS = {
  party: PARTY,
  licence: { number: 'JY13715250000123', documentNumber: null },
  application: '2026-0917',
  project: '2309-371525-04-01-123456',
};
const letter = (more: object = {}) => ({
  ...{ purpose: 'inquiry', to: [{ org: 'SCJG' }], title: '核实经营地址', text: '请核实。', ...more },
});

describe('a letter', () => {
  let here: Here;
  beforeAll(async () => {
    here = await countyHere();
  });
  const send = (body: object, as = 'spj.officer') => here.call('POST', '/letters', { as, body });
  const read = async (id: string, as: string) => (await here.call('GET', `/letters/${id}`, { as })).json;
  const idOf = async (body: object, as?: string) => (await send(body, as)).json.items[0].id as string;

  it('takes them, and shows them to both sides and in lists', async () => {
    const id = await idOf(letter(KEYS));
    for (const as of ['spj.officer', 'scjg.officer']) expect(await read(id, as)).toMatchObject({ ...NOTHING, ...KEYS });
    const { items } = (await here.call('GET', '/letters', { as: 'scjg.officer' })).json;
    expect(items.find((item: { id: string }) => item.id === id)).toMatchObject(KEYS);
  });

  it('shows nothing where nothing was said', async () => {
    expect(await read(await idOf(letter()), 'scjg.officer')).toMatchObject(NOTHING);
  });

  it('is the same sent again without them, with null for them; with others it is another', async () => {
    const first = await send(letter({ reference: 'H-1' }));
    const same = await send(letter({ reference: 'H-1', about: null, party: null, project: null, licence: {} }));
    expect([same.status, same.json.items[0].id]).toEqual([200, first.json.items[0].id]);
    expectRefusal(await send(letter({ reference: 'H-1', application: '2' })), 409, 'reference-reused');
  });

  it('is about what its writer may see, and no other', async () => {
    const seen = await idOf(letter());
    const foreign = await idOf(letter({ to: [{ org: 'WJJ' }] }), 'jtj.officer');
    expect(await read(await idOf(letter({ about: [seen] })), 'scjg.officer')).toMatchObject({ about: [seen] });
    const about = [seen, foreign, '0'.repeat(32), seen];
    expectRefusal(await send(letter({ about, title: '' })), 422, 'invalid', ['/title']);
    expectRefusal(await send(letter({ about })), 422, 'invalid', ['/about/1', '/about/2', '/about/3']);
  });

  it('tells each reader only of those that it may see', async () => {
    const between = await idOf(letter({ to: [{ org: 'WJJ' }] }));
    const id = await idOf(letter({ about: [between] }));
    expect(await read(id, 'spj.officer')).toMatchObject({ about: [between] });
    expect(await read(id, 'scjg.officer')).toMatchObject({ about: [] });
    expect(await read(id, 'zfb.office')).toMatchObject({ about: [between] });
    const { items } = (await here.call('GET', '/letters', { as: 'scjg.officer' })).json;
    expect(items.find((item: { id: string }) => item.id === id).about).toEqual([]);
  });

  it('keeps no identity number of a licence', async () => {
    const number = `T${identityNumber}`;
    const id = await idOf(letter({ licence: { number } }));
    const shown = (await read(id, 'spj.officer')).licence.number;
    expect(shown).toMatch(/^T\d{6}\*{8}[\dX]{4}$/);
    const items = [...(here.platform.ports.store as never as { all(): Iterable<object> }).all()];
    expect(JSON.stringify(items)).not.toContain(identityNumber);
  });

  it('has none of them left once it is quarantined', async () => {
    const id = await idOf(letter(KEYS));
    await here.call('POST', `/letters/${id}/quarantine`, { as: 'spj.officer', body: { reason: '误录' } });
    expect(await read(id, 'scjg.officer')).toMatchObject(NOTHING);
  });
});

it.each([
  ['a credit code that is none', { party: { name: '某', creditCode: '123' } }, '/party/creditCode'],
  ['a project code of another length', { project: '2309-371525' }, '/project'],
  ['a record that is no id', { about: ['x'] }, '/about/0'],
  ['a field of a licence that is not a key', { licence: { name: '许可证' } }, '/licence/name'],
])('takes no %s', async (_what, more, pointer) => {
  const here = await countyHere();
  const answer = await here.call('POST', '/letters', { as: 'spj.officer', body: letter(more) });
  expectRefusal(answer, 422, 'invalid', [pointer]);
});

it('a push gains what it is about, application and project; without them it is the same content as before', async () => {
  const here = await countyHere();
  const push = (reference: string, more: object = {}) => ({
    ...{ kind: 'approval', reference, matter: '371525-SCJG-001', party: { name: '冠县某店' }, summary: '准予' },
    ...{ occurredAt: '2026-09-28T08:00:00+08:00', ...more },
  });
  const send = (body: object) => here.call('POST', '/pushes', { as: 'spj.officer', body });
  const { json } = await send(push('P-1'));
  expect(json).toMatchObject({ about: [], application: null, project: null });
  const again = await send(push('P-1', { about: [], application: null, project: null }));
  expect([again.status, again.json.id]).toEqual([200, json.id]);
  const { application, project } = KEYS;
  const second = await send(push('P-2', { application, project, about: [json.id] }));
  expect(second.json).toMatchObject({ application, project, about: [json.id] });
  const readdressed = async () => {
    await here.call('POST', `/pushes/${second.json.id}/return`, { as: 'scjg.officer', body: { reason: '不归' } });
    return here.call('POST', `/pushes/${second.json.id}/readdress`, { as: 'spj.officer', body: { org: 'WJJ' } });
  };
  expect((await readdressed()).json).toMatchObject({ application, project });
  expectRefusal(await send(push('P-3', { about: ['0'.repeat(32)] })), 422, 'invalid', ['/about/0']);
});

/** Offline transfers (breadth C6, art. 18): the fact and the receipt, never what it says; of what is 机要, nothing. */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';

const SHA = 'a'.repeat(64);
const SENT = {
  ...{
    channel: 'official-document',
    documentNumber: '冠审批函〔2026〕8号',
    title: '关于移交档案的函',
    sentOn: '2026-09-28',
  },
  items: [{ name: '许可档案', sha256: SHA, copies: 2 }],
};
const send = (here: Here, more: object = {}, as = 'spj.officer') =>
  here.call('POST', '/offline-transfers', { as, body: { to: [{ org: 'SCJG' }], ...SENT, ...more } });
const act = (here: Here, id: string, name: string, as: string, body: object) =>
  here.call('POST', `/offline-transfers/${id}/${name}`, { as, body });
/** What the record owes to be told, and whom. */
async function told(here: Here, id: string): Promise<string[][]> {
  const item = await here.platform.ports.store.get(`371525#exchange#${id}`);
  const { mails = [] } = (item?.value ?? {}) as { mails?: { type: string; org: string }[] };
  return mails.map(({ type, org }) => [type, org]);
}
const GOT = { on: '2026-09-28', by: '张三', matches: true };

describe('an offline transfer', async () => {
  const here = await countyHere();
  const { status, json } = await send(here, { to: [{ org: 'SCJG' }, { org: 'QQJD' }], reference: 'XX-1' });
  const [toDepartment, toTownship] = json.items;

  it('is one record an addressee, without a clock', () => {
    expect([status, json.items.length, toDepartment.series]).toEqual([201, 2, toTownship.series]);
    expect(toDepartment).toMatchObject({ ...SENT, status: 'sent', due: null, receivedOn: null, matches: null });
  });

  it('sent again by its number it is the same', async () => {
    const again = await send(here, { to: [{ org: 'SCJG' }, { org: 'QQJD' }], reference: 'XX-1' });
    expect([again.status, again.json.items[0].id]).toEqual([200, toDepartment.id]);
  });

  it('waits in the inbox of its addressee, and exists for both sides and the government office alone', async () => {
    const inbox = (await here.call('GET', '/inbox?kind=offline-transfer', { as: 'scjg.officer' })).json.items;
    expect(inbox.map(({ id }: { id: string }) => id)).toEqual([toDepartment.id]);
    const read = async (as: string) => (await here.call('GET', `/offline-transfers/${toDepartment.id}`, { as })).status;
    expect([await read('spj.head'), await read('scjg.officer'), await read('zfb.office')]).toEqual([200, 200, 200]);
    expect([await read('wjj.officer'), await read('qqjd.officer'), await read('jw.discipline')]).toEqual([
      404, 404, 404,
    ]);
  });

  it.each<[object, string[]]>([
    [{ ...GOT, on: '2026-09-29' }, ['/on']],
    [{ ...GOT, on: '2026-09-27' }, ['/on']],
    [{ on: '2026-09-28' }, ['/by', '/matches']],
  ])('%j is no receipt', async (body, pointers) => {
    expectRefusal(await act(here, toDepartment.id, 'receive', 'scjg.officer', body), 422, 'invalid', pointers);
  });

  it('is received once, by its addressee', async () => {
    expectRefusal(await act(here, toDepartment.id, 'receive', 'spj.officer', GOT), 403, 'not-allowed');
    const { json: got } = await act(here, toDepartment.id, 'receive', 'scjg.officer', GOT);
    expect(got).toMatchObject({
      ...{
        status: 'received',
        receivedOn: '2026-09-28',
        receivedBy: '张三',
        matches: true,
        answeredBy: 'scjg.officer',
      },
    });
    expectRefusal(await act(here, toDepartment.id, 'miss', 'scjg.officer', { reason: '某' }), 409, 'already-done');
  });

  it('or not received, which its sender is told', async () => {
    expectRefusal(await act(here, toTownship.id, 'miss', 'qqjd.officer', {}), 422, 'invalid', ['/reason']);
    const { json: missed } = await act(here, toTownship.id, 'miss', 'qqjd.officer', { reason: '公文系统没有收到' });
    expect(missed).toMatchObject({ status: 'not-received', reason: '公文系统没有收到' });
    expect(await told(here, toTownship.id)).toContainEqual(['transfer-missed', 'SPJ']);
  });

  it('each side takes from sight what it wrote', async () => {
    expect((await act(here, toTownship.id, 'quarantine', 'qqjd.officer', { reason: '误登' })).json).toMatchObject({
      ...{ reason: null, title: SENT.title },
    });
    expect((await act(here, toTownship.id, 'quarantine', 'spj.officer', { reason: '误登' })).json).toMatchObject({
      ...{ title: null, documentNumber: null, items: [], quarantined: true },
    });
  });
});

describe('what it may say', async () => {
  const here = await countyHere();
  const CONFIDENTIAL = { channel: 'confidential', documentNumber: undefined, title: undefined, items: undefined };

  it('of the confidential channel only to whom, when and how many', async () => {
    const { status, json } = await send(here, { ...CONFIDENTIAL, copies: 1 });
    expect([status, json.items[0].heading]).toEqual([201, '线下传输（机要）']);
    expect(json.items[0]).toMatchObject({ documentNumber: null, title: null, items: [], copies: 1 });
    const refused = await send(here, { channel: 'confidential', copies: 1 });
    expectRefusal(refused, 422, 'invalid', ['/documentNumber', '/title', '/items']);
    expect(refused.json.errors[0].detail).toContain('机要');
    expectRefusal(await send(here, CONFIDENTIAL), 422, 'invalid', ['/copies']);
  });

  it.each<[string, unknown]>([
    ['reference', '密级文件名称'],
    ['party', { name: '密' }],
    ['licence', { number: '密-1' }],
    ['application', '密-2'],
    ['project', '2309-370000-04-01-123456'],
  ])('nor anything that could tell what it is: %s', async (name, value) => {
    const refused = await send(here, { ...CONFIDENTIAL, copies: 1, [name]: value });
    expectRefusal(refused, 422, 'invalid', [`/${name}`]);
    expect(refused.json.errors[0].detail).toContain('机要');
    const { id } = (await here.push(`ABOUT-${name}`)).json;
    expectRefusal(await send(here, { ...CONFIDENTIAL, copies: 1, about: [id] }), 422, 'invalid', ['/about']);
  });

  it('nor why it did not arrive', async () => {
    const { id } = (await send(here, { ...CONFIDENTIAL, copies: 1 })).json.items[0];
    const miss = (body: object) => act(here, id, 'miss', 'scjg.officer', body);
    expectRefusal(await miss({ reason: '密级内容未到' }), 422, 'invalid', ['/reason']);
    expect((await miss({})).json).toMatchObject({ status: 'not-received', reason: null });
  });

  it.each<[object, string[]]>([
    [{ title: undefined }, ['/title']],
    [{ items: [] }, ['/items']],
    [{ copies: 2 }, ['/copies']],
    [{ sentOn: '2026-09-29' }, ['/sentOn']],
    [{ channel: 'fax' }, ['/channel']],
    [{ items: [{ name: '某', sha256: 'x', copies: 1 }] }, ['/items/0/sha256']],
    [{ items: [{ name: '某', copies: 0 }] }, ['/items/0/copies']],
    [{ to: [{ org: 'SPJ' }] }, ['/to/0/org']],
    [{ to: [{ org: 'SCJG' }, { org: 'SCJG' }] }, ['/to/1/org']],
    [{ to: [] }, ['/to']],
    [{ text: '内容' }, ['/text']],
  ])('%j does not fit', async (more, pointers) => {
    expectRefusal(await send(here, more), 422, 'invalid', pointers);
  });

  it('is written by officers, not by administrators or machines', async () => {
    for (const as of ['spj.admin', 'construction']) expectRefusal(await send(here, {}, as), 403, 'not-allowed');
    for (const as of ['qqjd.officer', 'jw.discipline', 'zfb.office'])
      expect((await send(here, {}, as)).status).toBe(201);
  });

  it('what does not match is told', async () => {
    const { id } = (await send(here)).json.items[0];
    await act(here, id, 'receive', 'scjg.officer', { ...GOT, matches: false });
    expect(await told(here, id)).toContainEqual(['transfer-differs', 'SPJ']);
  });
});

/** Sent again after what it named has ended, or has been followed by another: answered as it was. */
import { describe, expect, it } from 'vitest';
import { putAgain } from '../put.ts';
import { countyHere, expectRefusal } from './county.ts';

describe('to an organisation that has ended since', async () => {
  const here = await countyHere();
  const organisation = { name: '新局', type: 'department', mail: null, sections: [], defaultSection: null };
  const put = (more = {}) => {
    return putAgain(here.call, '/organisations/NEU', { as: 'spj.admin', body: { ...organisation, ...more } });
  };
  await put();
  const letter = () => {
    const body = { purpose: 'inquiry', title: '询问', text: '请函告', to: [{ org: 'NEU' }] };
    return here.call('POST', '/letters', { as: 'spj.officer', body, headers: { 'idempotency-key': 'l' } });
  };
  const sent = await letter();
  const [{ id }] = sent.json.items;
  await here.call('POST', `/letters/${id}/withdraw`, { as: 'spj.officer', body: { reason: '误发' } });
  const push = (await here.push('MOVED')).json.id;
  await here.act(push, 'return', 'scjg.officer', { reason: '不属本局' });
  const readdress = () => here.act(push, 'readdress', 'spj.officer', { org: 'NEU' });
  const moved = await readdress();
  await here.act(moved.json.id, 'withdraw', 'spj.officer', { reason: '误改派' });
  const ended = await put({ active: false });

  it('is answered as it was, and refused where it is new', async () => {
    expect([moved.status, ended.status]).toEqual([201, 200]);
    const again = await letter();
    expect([again.status, again.json.items[0].id]).toEqual([201, id]);
    expect([(await readdress()).status, (await readdress()).json.id]).toEqual([200, moved.json.id]);
    const other = (await here.push('OTHER')).json.id;
    await here.act(other, 'return', 'scjg.officer', { reason: '不属本局' });
    expectRefusal(await here.act(other, 'readdress', 'spj.officer', { org: 'NEU' }), 422, 'invalid', ['/org']);
    expectRefusal(await here.act('f'.repeat(32), 'readdress', 'spj.officer', { org: 'NEU' }), 422, 'invalid');
    expectRefusal(await here.act(push, 'readdress', 'scjg.officer', { org: 'NEU' }), 403, 'not-allowed');
  });
});

it('a list that was published under a key is that version, whatever has been published since', async () => {
  const here = await countyHere();
  const { items } = (await here.call('GET', '/public/boundary-list.json')).json;
  const publish = (documentNumber: string, key: string, rows = items) => {
    const body = { validFrom: '2026-10-08', items: rows, superior: { documentNumber, reason: '上级调整事项' } };
    return here.call('POST', '/boundary-list/versions', { as: 'spj.admin', body, headers: { 'idempotency-key': key } });
  };
  const first = await publish('1', 'a');
  const second = await publish('2', 'b', items.slice(1));
  expect([first.status, second.status]).toEqual([201, 201]);
  const again = await publish('1', 'a');
  expect([again.status, again.json.version]).toEqual([200, first.json.version]);
  expectRefusal(await publish('1', 'b'), 409, 'idempotency-key-reused');
  const { items: versions } = (await here.call('GET', '/boundary-list/versions', { as: 'spj.admin' })).json;
  expect(versions.map(({ version }: { version: string }) => version).slice(-2)).toEqual([
    first.json.version,
    second.json.version,
  ]);
});

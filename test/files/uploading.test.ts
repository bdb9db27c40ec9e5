/** A file is declared, sent and fetched; what is not what was declared is never stored. */
import { describe, expect, it } from 'vitest';
import { wakeKey } from '../../functions/timers/wake.ts';
import { putAccount, readCounty } from '../../shared/accounts/directory.ts';
import { type County, type Organisation, organisationOf } from '../../shared/county.ts';
import { countyHere, expectRefusal } from '../contract-http/county.ts';
import { JURISDICTION, subjectOf } from '../in-process/county.ts';
import { declaration, declare, oneChanged, PDF, send, sha256Of, upload } from './sample.ts';

const here = await countyHere();
const { call } = here;
const BUREAU = 'spj.officer';
const PNG = Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1');
const OFFICE = 'application/vnd.openxmlformats-officedocument';

describe('declaring', () => {
  it('answers where to send the bytes, until when', async () => {
    const { status, json, headers } = await declare(call, BUREAU, PDF);
    expect(status).toBe(201);
    expect(headers.location).toBe(`/files/${json.id}`);
    expect(json).toMatchObject({
      ...{ state: 'awaiting', name: '许可决定书.pdf', sha256: sha256Of(PDF), size: PDF.length, from: { org: 'SPJ' } },
      ...{ createdAt: '2026-09-28T09:00:00+08:00', storedAt: null },
      upload: {
        method: 'PUT',
        url: `http://127.0.0.1:8787/files/${json.id}/content`,
        headers: { 'content-type': 'application/pdf' },
        expires: '2026-09-28T09:15:00+08:00',
      },
    });
    expect((await call('GET', `/files/${json.id}`, { as: 'spj.head' })).json).toEqual(json);
  });

  it.each([
    ['no length', { size: 0 }, ['/size']],
    ['more than 100 MB', { size: 100 * 1_048_576 + 1 }, ['/size']],
    ['a type that is not taken', { mediaType: 'text/html' }, ['/mediaType']],
    ['a name that ends as another type does', { name: 'run.exe' }, ['/name']],
    ['an image named as a document', { name: '现场.pdf', mediaType: 'image/jpeg' }, ['/name']],
    ['more than anybody may declare', { size: 5_000 * 1_048_576 + 1 }, ['/size']],
    ['a path for a name', { name: '../a.pdf' }, ['/name']],
    ['half a hash', { sha256: 'ab' }, ['/sha256']],
    [
      'all of it wrong',
      { name: '', sha256: 'x', size: -1, mediaType: '' },
      ['/mediaType', '/name', '/sha256', '/size'],
    ],
    ['a state of its own', { state: 'stored' }, ['/state']],
  ])('refuses %s', async (_name, wrong, pointers) => {
    expectRefusal(await declare(call, BUREAU, PDF, wrong), 422, 'invalid', pointers);
  });

  it('may be sent again under its key, and not with another content', async () => {
    const asked = { as: BUREAU, body: declaration(PDF), headers: { 'idempotency-key': 'F-1' } };
    const first = await call('POST', '/files', asked);
    const again = await call('POST', '/files', asked);
    expect([first.status, again.status, again.json]).toEqual([201, 200, first.json]);
    const other = { ...asked, body: declaration(PDF, { name: 'b.pdf' }) };
    expectRefusal(await call('POST', '/files', other), 409, 'idempotency-key-reused');
    // Another account's key is another one.
    expect((await call('POST', '/files', { ...asked, as: 'spj.head' })).json.id).not.toBe(first.json.id);
  });

  it.each(['scjg.admin', 'spj.admin', 'zfb.office', 'jw.discipline'])('%s may too', async (as) => {
    expect((await declare(call, as, PDF)).status).toBe(201);
  });

  it('needs a scope of machines, with which they upload and look, and read no content', async () => {
    expectRefusal(await declare(call, 'construction', PDF), 403, 'not-allowed');
    const { ports, settings } = here.platform;
    const county = (await readCounty(ports.store, JURISDICTION)) as County;
    const own = { issuer: settings.issuers[0]?.issuer as string, subject: subjectOf(JURISDICTION, 'scanner') };
    const machine = { name: '扫描系统', roles: ['system' as const], sections: 'all' as const, active: true, ...own };
    const scanner = { ...machine, scopes: ['files:write' as const] };
    const who = { by: 'spj.admin', at: here.clock.now() };
    await putAccount(ports.store, county, organisationOf(county, 'SPJ') as Organisation, 'scanner', scanner, who);
    const id = await upload(call, 'scanner');
    expect((await call('GET', `/files/${id}`, { as: 'scanner' })).json.state).toBe('stored');
    expectRefusal(await call('GET', `/files/${id}/content`, { as: 'scanner' }), 403, 'not-allowed');
    expect((await call('GET', `/files/${id}/content`, { as: BUREAU })).status).toBe(200);
  });
});

describe('sending', () => {
  it('stores what was declared, and takes the very same again', async () => {
    const { json } = await declare(call, BUREAU, PDF);
    const sent = await send(call, BUREAU, json.id, PDF);
    expect([sent.status, sent.json.state, sent.json.upload]).toEqual([200, 'stored', null]);
    expect((await send(call, BUREAU, json.id, PDF)).json).toEqual(sent.json);
    expectRefusal(await send(call, BUREAU, json.id, oneChanged(PDF)), 422, 'invalid', ['']);
    expect((await call('GET', `/files/${json.id}`, { as: BUREAU })).json.state).toBe('stored');
  });

  it.each([
    ['one byte changed', oneChanged(PDF)],
    ['one byte less', PDF.subarray(0, -1)],
    ['one byte more', Buffer.concat([PDF, Buffer.from('x')])],
    ['nothing', Buffer.alloc(0)],
    ['another file', PNG],
  ])('never stores %s, and takes the right bytes afterwards', async (_name, bytes) => {
    const { json } = await declare(call, BUREAU, PDF);
    expectRefusal(await send(call, BUREAU, json.id, bytes), 422, 'invalid', ['']);
    expect((await call('GET', `/files/${json.id}`, { as: BUREAU })).json.state).toBe('awaiting');
    expectRefusal(await call('GET', `/files/${json.id}/content`, { as: BUREAU }), 409, 'file-awaiting');
    expect((await send(call, BUREAU, json.id, PDF)).json.state).toBe('stored');
  });

  it.each([
    ['a picture', PNG, 'image/png', 'application/pdf'],
    ['a page', Buffer.from('<!doctype html>'), 'text/html', 'application/pdf'],
    [
      'a document of 2003',
      Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'),
      '',
      `${OFFICE}.wordprocessingml.document`,
    ],
    ['an archive', Buffer.from('PK\x03\x04'), '', 'image/jpeg'],
  ])('refuses for good %s that says it is of another type', async (_name, bytes, _is, mediaType) => {
    const { json } = await declare(call, BUREAU, bytes, { mediaType });
    const headers = { 'content-type': mediaType };
    expectRefusal(await send(call, BUREAU, json.id, bytes, headers), 422, 'invalid', ['']);
    expect((await call('GET', `/files/${json.id}`, { as: BUREAU })).json).toMatchObject({
      state: 'refused',
      upload: null,
    });
    expectRefusal(await send(call, BUREAU, json.id, bytes, headers), 409, 'file-refused');
    expectRefusal(await call('GET', `/files/${json.id}/content`, { as: BUREAU }), 409, 'file-refused');
  });

  it.each([
    ['pdf', 'application/pdf', Buffer.from('\ufeff%PDF-1.4')],
    ['ofd', 'application/ofd', Buffer.from('PK\x03\x04OFD.xml')],
    ['docx', `${OFFICE}.wordprocessingml.document`, Buffer.from('PK\x03\x04')],
    ['xlsx', `${OFFICE}.spreadsheetml.sheet`, Buffer.from('PK\x03\x04')],
    ['doc', 'application/msword', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1')],
    ['xls', 'application/vnd.ms-excel', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1')],
    ['jpg', 'image/jpeg', Buffer.from('\xff\xd8\xff\xe0', 'latin1')],
    ['png', 'image/png', PNG],
    ['mp4', 'video/mp4', Buffer.from('\x00\x00\x00\x20ftypisom', 'latin1')],
    ['zip', 'application/zip', Buffer.from('PK\x05\x06')],
  ])('takes %s', async (ending, mediaType, bytes) => {
    expect(await upload(call, BUREAU, bytes, { mediaType, name: `文件.${ending}` })).toMatch(/^[0-9a-f]{32}$/);
  });

  it('wants the declared type, and 15 minutes at most', async () => {
    const { json } = await declare(call, BUREAU, PDF);
    const wrong = await send(call, BUREAU, json.id, PDF, { 'content-type': 'image/png' });
    expectRefusal(wrong, 415, 'unsupported-media-type');
    const later = await countyHere();
    const { json: late } = await declare(later.call, BUREAU, PDF);
    later.clock.set('2026-09-28T09:15:00+08:00');
    expect((await later.call('GET', `/files/${late.id}`, { as: BUREAU })).json.upload).toBe(null);
    expectRefusal(await send(later.call, BUREAU, late.id, PDF), 409, 'upload-over');
  });

  it('is for the organisation alone that declared it', async () => {
    const { json } = await declare(call, BUREAU, PDF);
    for (const as of ['scjg.officer', 'zfb.office']) {
      expectRefusal(await send(call, as, json.id, PDF), 404, 'not-found');
      expectRefusal(await call('GET', `/files/${json.id}`, { as }), 404, 'not-found');
      expectRefusal(await call('GET', `/files/${json.id}/content`, { as }), 404, 'not-found');
    }
    expectRefusal(await send(call, BUREAU, 'f'.repeat(32), PDF), 404, 'not-found');
    expectRefusal(await send(call, BUREAU, 'x', PDF), 404, 'not-found');
  });
});

describe('fetching', () => {
  it.each([
    ['许可决定书.pdf', 'filename="file.pdf"; filename*=UTF-8\'\'%E8%AE%B8%E5%8F%AF%E5%86%B3%E5%AE%9A%E4%B9%A6.pdf'],
    ['a (1).pdf', 'filename="a (1).pdf"; filename*=UTF-8\'\'a%20%281%29.pdf'],
    ['v1.2', 'filename="v1.2.pdf"; filename*=UTF-8\'\'v1.2.pdf'],
    ['say "it".PDF', 'filename="file.pdf"; filename*=UTF-8\'\'say%20%22it%22.PDF'],
  ])('gives the bytes back to be saved: %s', async (name, disposition) => {
    const id = await upload(call, BUREAU, PDF, { name });
    const got = await call('GET', `/files/${id}/content`, { as: 'spj.admin' });
    expect([got.status, sha256Of(got.bytes)]).toEqual([200, sha256Of(PDF)]);
    expect(got.headers).toMatchObject({
      ...{ 'content-type': 'application/pdf', 'content-length': String(PDF.length) },
      ...{ 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store' },
      'content-disposition': `attachment; ${disposition}`,
    });
    const head = await call('HEAD', `/files/${id}/content`, { as: BUREAU });
    expect([head.status, head.bytes.length, head.headers['content-length']]).toEqual([200, 0, String(PDF.length)]);
  });
});

describe('what an organisation may have that no record names', () => {
  it('is 2 GB; what records name does not count', async () => {
    const county = await countyHere();
    const large = { size: 100 * 1_048_576 };
    for (let n = 0; n < 20; n++) expect((await declare(county.call, BUREAU, PDF, large)).status).toBe(201);
    expectRefusal(await declare(county.call, BUREAU, PDF, large), 409, 'storage-full');
    expect((await declare(county.call, 'scjg.officer', PDF, large)).status).toBe(201);
    // An hour after their time they are given up.
    county.clock.set('2026-09-28T10:15:00+08:00');
    for (const { key } of county.timers.splice(0)) await wakeKey(county.platform, key);
    expect((await declare(county.call, BUREAU, PDF, large)).status).toBe(201);
  });

  it('is nothing where the disk has less than 1 GB left', async () => {
    const county = await countyHere();
    const { attachments } = county.platform.ports;
    attachments.room = async () => 1_024 * 1_048_576 + PDF.length - 1;
    expectRefusal(await declare(county.call, BUREAU, PDF), 507, 'disk-full');
    attachments.room = async () => 1_024 * 1_048_576 + PDF.length;
    const { json } = await declare(county.call, BUREAU, PDF);
    attachments.room = async () => 0;
    expectRefusal(await send(county.call, BUREAU, json.id, PDF), 507, 'disk-full');
  });
});

it('takes what a deployment is set to, and no more', async () => {
  const county = await countyHere({ settings: { files: { limit: 2 * 1_048_576, types: ['png'] } } });
  expectRefusal(await declare(county.call, BUREAU, PDF), 422, 'invalid', ['/mediaType']);
  const png = { mediaType: 'image/png' };
  expect((await declare(county.call, BUREAU, PNG, { ...png, size: 2 * 1_048_576 })).status).toBe(201);
  const refused = await declare(county.call, BUREAU, PNG, { ...png, size: 2 * 1_048_576 + 1 });
  expectRefusal(refused, 422, 'invalid', ['/size']);
  expect(refused.json.errors[0].detail).toContain('2 MB');
});

/**
 * A file on the deployed stack: declared, sent to the bucket by its address, noticed there, named by a push, fetched.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { approval, countyAnywhere } from '../../contract-http/county.ts';
import { declaration, oneChanged, PDF, sha256Of } from '../../files/sample.ts';
import { patiently } from '../county.ts';

const county = await countyAnywhere();
const call: typeof county.call = (...asked) => patiently(() => county.call(...asked));
const BUREAU = 'spj.officer';

async function declared(bytes: Uint8Array = PDF, more = {}) {
  const { status, json } = await call('POST', '/files', { as: BUREAU, body: declaration(bytes, more) });
  expect(status).toBe(201);
  return json as { id: string; upload: { method: string; url: string; headers: Record<string, string> } };
}

const send = (
  { url, method, headers }: { url: string; method: string; headers: Record<string, string> },
  body: Buffer,
) => fetch(url, { method, headers, body: body as unknown as ArrayBuffer });
const stateOf = async (id: string) => (await call('GET', `/files/${id}`, { as: BUREAU })).json.state;

/** What becomes of it, without being asked in between. */
async function became(id: string, wanted: string): Promise<string> {
  for (let n = 0; n < 480 && (await stateOf(id)) !== wanted; n++) await pause(500);
  return stateOf(id);
}

it('is sent to the bucket, stored, named, and fetched from there by who may read the record', async () => {
  const { id, upload } = await declared();
  expect(new URL(upload.url).pathname).toContain(`/files/`);
  expect((await send(upload, PDF)).status).toBe(200);
  const body = approval(`FILE-${id}`, { attachments: [{ file: id }] });
  const { status, json } = await call('POST', '/pushes', { as: BUREAU, body });
  expect(status).toBe(201);
  expect(json.attachments[0]).toMatchObject({ file: id, sha256: sha256Of(PDF) });
  const got = await call('GET', `/files/${id}/content?record=${json.id}`, { as: 'scjg.officer' });
  expect([got.status, got.headers['cache-control']]).toEqual([303, 'no-store']);
  const fetched = await fetch(got.headers.location as string);
  expect(fetched.headers.get('content-disposition')).toMatch(/^attachment; /);
  expect(sha256Of(new Uint8Array(await fetched.arrayBuffer()))).toBe(sha256Of(PDF));
  expect((await call('GET', `/files/${id}/content?record=${json.id}`, { as: 'wjj.officer' })).status).toBe(404);

  const quarantined = await call('POST', `/pushes/${json.id}/quarantine`, { as: BUREAU, body: { reason: '误传' } });
  expect(quarantined.status).toBe(200);
  expect(await stateOf(id)).toBe('gone');
  for (let n = 0; n < 480 && (await fetch(got.headers.location as string)).status === 200; n++) await pause(500);
  expect((await fetch(got.headers.location as string)).status).toBe(404);
}, 300_000);

it('of other bytes is never stored; of another type it is refused', async () => {
  const other = await declared();
  await send(other.upload, oneChanged(PDF));
  expect(['awaiting', 'refused']).toContain(await stateOf(other.id));
  const wrong = await declared(PDF, { mediaType: 'image/png' });
  expect((await send(wrong.upload, PDF)).status).toBe(200);
  expect(await became(wrong.id, 'refused')).toBe('refused');
}, 300_000);

it('may also be sent through the platform, while it is small', async () => {
  const { id } = await declared();
  const headers = { 'content-type': 'application/pdf' };
  const sent = await call('PUT', `/files/${id}/content`, { as: BUREAU, body: PDF, headers });
  expect([sent.status, sent.json.state]).toEqual([200, 'stored']);
});

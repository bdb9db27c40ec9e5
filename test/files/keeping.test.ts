/** What may not be kept: bytes of quarantined records, bytes that no record names, and what never came. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { queueHandler } from '../../functions/timers/queue.ts';
import { sweep } from '../../functions/timers/sweep.ts';
import { wakeKey } from '../../functions/timers/wake.ts';
import { FolderAttachments } from '../../shared/adapters/folder-attachments.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import { unavailable } from '../../shared/errors.ts';
import { declaredOf, fileKey, type KeptFile } from '../../shared/files/file.ts';
import type { Attachments } from '../../shared/ports.ts';
import { approval, countyHere, document, expectRefusal, type Here } from '../contract-http/county.ts';
import { JURISDICTION } from '../in-process/county.ts';
import { declare, filesUnder, PDF, send, upload } from './sample.ts';

const BUREAU = 'spj.officer';
const folders: string[] = [];
let folder: string;
let attachments: Attachments;
let here: Here;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shenguan-keeping-'));
  folders.push(folder);
  attachments = new FolderAttachments({ folder, random: systemRandom });
  here = await countyHere({ ports: { attachments } });
});
afterAll(() => Promise.all(folders.map((one) => rm(one, { recursive: true, force: true }))));

const state = async (id: string, as = BUREAU) => (await here.call('GET', `/files/${id}`, { as })).json?.state;
const stored = async (id: string): Promise<KeptFile> =>
  (await here.platform.ports.store.get(fileKey(JURISDICTION, id)))?.value as KeptFile;
const wake = (id: string): Promise<void> => wakeKey(here.platform, fileKey(JURISDICTION, id));
const pushed = async (reference: string, file: string, more = {}): Promise<string> =>
  (await here.push(reference, { attachments: [{ file }], ...more })).json.id;

describe('a quarantine', () => {
  it('takes the bytes from every record that names them, at once for everybody, and keeps the hash', async () => {
    const file = await upload(here.call, BUREAU);
    const [one, other] = [await pushed('Q-1', file), await pushed('Q-2', file)];
    expect((await here.act(one, 'quarantine', BUREAU, { reason: '含涉密内容' })).status).toBe(200);
    for (const [record, as] of [
      [other, 'scjg.officer'],
      [other, 'zfb.office'],
      [other, BUREAU],
    ] as const) {
      expectRefusal(await here.call('GET', `/files/${file}/content?record=${record}`, { as }), 409, 'file-gone');
    }
    // The record itself names nothing any more.
    expectRefusal(await here.call('GET', `/files/${file}/content?record=${one}`, { as: BUREAU }), 404, 'not-found');
    expectRefusal(await here.call('GET', `/files/${file}/content`, { as: BUREAU }), 409, 'file-gone');
    const { json } = await here.call('GET', `/files/${file}`, { as: 'scjg.officer' });
    expect([json.state, json.name, json.sha256]).toEqual(['gone', null, (await stored(file)).sha256]);
    await wake(file);
    expect(await filesUnder(folder)).toEqual([]);
  });

  it('reaches the files of copies by the record that they are copies of', async () => {
    const file = await upload(here.call, 'zfb.office');
    const body = document('Q-3', { copyTo: [{ org: 'WJJ' }], attachments: [{ file }] });
    const { json } = await here.call('POST', '/pushes', { as: 'zfb.office', body });
    expect(await state(file, 'wjj.officer')).toBe('stored');
    await here.act(json.id, 'quarantine', 'zfb.office', { reason: '误发' });
    await wake(file);
    expect(await filesUnder(folder)).toEqual([]);
    expect((await here.read(json.copies[0], 'wjj.officer')).json.attachments).toEqual([]);
  });

  it('owes the deletion until it is done: timer, sweep and retries find it', async () => {
    const file = await upload(here.call, BUREAU);
    const id = await pushed('Q-4', file);
    here.timers.length = 0;
    await here.act(id, 'quarantine', BUREAU, { reason: '误传' });
    const key = fileKey(JURISDICTION, file);
    expect(here.timers.filter((timer) => timer.key === key)).toHaveLength(1);
    const { drop } = attachments;
    attachments.drop = () => Promise.reject(unavailable());
    for (const _ of [1, 2]) await expect(wake(file)).rejects.toMatchObject({ code: 'unavailable' });
    expect((await stored(file)).eraseAt).toBeDefined();
    expect((await filesUnder(folder)).length).toBe(1);
    // The sweep hands it to the queue, whose function alone may delete.
    here.timers.length = 0;
    expect((await sweep(here.platform, { window: 0, timeLimit: 10_000 })).failed).toBe(0);
    expect(here.timers.filter((timer) => timer.key === key)).toHaveLength(1);
    attachments.drop = drop;
    await wake(file);
    expect(await filesUnder(folder)).toEqual([]);
  });

  it('deletes once more what an upload allowed before brings again', async () => {
    const file = await upload(here.call, BUREAU);
    await here.act(await pushed('Q-5', file), 'quarantine', BUREAU, { reason: '误传' });
    await wake(file);
    // By an address for uploading that is still good.
    await attachments.put(
      declaredOf(await stored(file)),
      (async function* () {
        yield PDF;
      })(),
    );
    const body = JSON.stringify({ Records: [{ s3: { object: { key: `files/${JURISDICTION}/${file}` } } }] });
    const handled = await queueHandler(here.platform)({ Records: [{ messageId: '1', body }] as never });
    expect(handled.batchItemFailures).toEqual([]);
    expect(await filesUnder(folder)).toEqual([]);
    expect(await state(file)).toBe('gone');
    expectRefusal(await send(here.call, BUREAU, file, PDF), 409, 'file-gone');
    // And at the last, a day after that, whatever nobody was told of.
    await attachments.put(
      declaredOf(await stored(file)),
      (async function* () {
        yield PDF;
      })(),
    );
    here.clock.set('2026-09-29T09:15:00+08:00');
    await wake(file);
    expect(await filesUnder(folder)).toEqual([]);
    expect((await stored(file)).eraseAt).toBe(undefined);
  });
});

describe('what no record names', () => {
  it('is gone after seven days, on the second; what is named stays', async () => {
    const [unnamed, named] = [await upload(here.call, BUREAU), await upload(here.call, BUREAU)];
    const record = await pushed('U-1', named);
    here.clock.set('2026-10-05T08:59:59+08:00');
    await wake(unnamed);
    expect(await state(unnamed)).toBe('stored');
    here.clock.set('2026-10-05T09:00:00+08:00');
    // True before any timer has come.
    expect(await state(unnamed)).toBe('gone');
    const body = approval('U-2', { attachments: [{ file: unnamed }] });
    expectRefusal(await here.call('POST', '/pushes', { as: BUREAU, body }), 422, 'invalid', ['/attachments/0/file']);
    expect((await filesUnder(folder)).sort()).toEqual([unnamed, named].sort());
    await Promise.all([wake(unnamed), wake(named)]);
    expect(await filesUnder(folder)).toEqual([named]);
    here.clock.set('2027-10-05T09:00:00+08:00');
    await wake(named);
    const got = await here.call('GET', `/files/${named}/content?record=${record}`, { as: 'scjg.officer' });
    expect(got.status).toBe(200);
  });

  it('has one timer for what comes next, and none once it is named', async () => {
    const { json } = await declare(here.call, BUREAU, PDF);
    const key = fileKey(JURISDICTION, json.id);
    await send(here.call, BUREAU, json.id, PDF);
    const [end, week] = here.timers.filter((timer) => timer.key === key).map(({ at }) => new Date(at).toISOString());
    expect([end, week]).toEqual(['2026-09-28T02:15:00.000Z', '2026-10-05T01:00:00.000Z']);
    await pushed('U-3', json.id);
    expect((await here.platform.ports.store.get(key))?.places).toEqual({});
  });

  it('was never sent: gone an hour after its time', async () => {
    const { json } = await declare(here.call, BUREAU, PDF);
    here.clock.set('2026-09-28T10:14:59+08:00');
    expect(await state(json.id)).toBe('awaiting');
    here.clock.set('2026-09-28T10:15:00+08:00');
    expect(await state(json.id)).toBe('gone');
    await wake(json.id);
    expect((await stored(json.id)).state).toBe('gone');
  });
});

describe('bytes that came while nobody was told', () => {
  const came = async (bytes: Buffer, more = {}) => {
    const { json } = await declare(here.call, BUREAU, bytes, more);
    const file = await stored(json.id);
    await attachments.put(
      declaredOf(file),
      (async function* () {
        yield bytes;
      })(),
    );
    return json.id as string;
  };

  it('are found when a record names them, when somebody asks, and at the end of their time', async () => {
    const [named, asked, woken] = [await came(PDF), await came(PDF), await came(PDF)];
    await pushed('B-1', named);
    expect((await stored(named)).state).toBe('stored');
    expect((await here.call('GET', `/files/${asked}/content`, { as: BUREAU })).status).toBe(200);
    here.clock.set('2026-09-28T12:00:00+08:00');
    await wake(woken);
    expect((await stored(woken)).state).toBe('stored');
  });

  it('are refused and deleted where they are of another type than declared', async () => {
    const wrong = await came(PDF, { mediaType: 'image/png' });
    const body = approval('B-2', { attachments: [{ file: wrong }] });
    expectRefusal(await here.call('POST', '/pushes', { as: BUREAU, body }), 422, 'invalid', ['/attachments/0/file']);
    expect((await stored(wrong)).state).toBe('refused');
    await wake(wrong);
    expect(await filesUnder(folder)).toEqual([]);
  });

  it('are told by S3, also of files that are nobody’s, and of the test of its message', async () => {
    const file = await came(PDF);
    const said = (key: string) => JSON.stringify({ Records: [{ s3: { object: { key } } }] });
    const bodies = [
      said(`files/${JURISDICTION}/${file}`),
      said(`files/${JURISDICTION}/${'f'.repeat(32)}`),
      said('other'),
      JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' }),
    ];
    const Records = bodies.map((body, i) => ({ messageId: String(i), body })) as never;
    expect(await queueHandler(here.platform)({ Records })).toEqual({ batchItemFailures: [] });
    expect((await stored(file)).state).toBe('stored');
    expect(here.logged.filter(({ event }) => event === 'file-unknown')).toHaveLength(2);
  });
});

it('a scheduler that is down stops no upload and no quarantine', async () => {
  const { timers } = here.platform.ports;
  timers.set = () => Promise.reject(new Error('down'));
  const file = await upload(here.call, BUREAU);
  await here.act(await pushed('T-1', file), 'quarantine', BUREAU, { reason: '误传' });
  expect(await state(file)).toBe('gone');
});

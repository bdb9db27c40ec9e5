/** What a made-up kind does over HTTP, told against whichever store it is given: the same on both homes. */
import { describe, expect, it } from 'vitest';
import type { Entry, Exchange } from '../../shared/exchange/exchange.ts';
import { digest } from '../../shared/keys.ts';
import { expectRefusal } from '../contract-http/county.ts';
import { upload } from '../files/sample.ts';
import type { InProcess } from '../in-process.ts';

/** A made-up person's, with its right check digit. */
const NUMBER = '371525198501012348';
const OTHER = '371525198501012356';
const MASKED = '371525********2348';
const ANNOUNCED = { reference: 'V-1', purpose: '冷链企业联合走访', invite: ['SCJG', 'WJJ'] };

export function tellStory(start: () => Promise<InProcess>): void {
  const begun = start();

  describe('a made-up case', async () => {
    const here = await begun;
    const { call } = here;
    const made = await call('POST', '/visits', { as: 'spj.officer', body: ANNOUNCED });
    const visit: string = made.json?.id;
    const partOf = async (as: string): Promise<string> => (await call('GET', '/visit-parts', { as })).json.items[0].id;

    it('is opened once by its reference, with a part for each organisation invited', async () => {
      expect([made.status, made.headers.location]).toEqual([201, `/visits/${visit}`]);
      expect(made.json).toMatchObject({ status: 'announced', purpose: ANNOUNCED.purpose, summary: null });
      const again = await call('POST', '/visits', { as: 'spj.officer', body: ANNOUNCED });
      expect([again.status, again.json.id]).toEqual([200, visit]);
      const other = { ...ANNOUNCED, purpose: '另一件事' };
      expectRefusal(await call('POST', '/visits', { as: 'spj.officer', body: other }), 409, 'reference-reused');
      const nobody = { ...ANNOUNCED, reference: 'V-2', invite: ['NOBODY'] };
      expectRefusal(await call('POST', '/visits', { as: 'spj.officer', body: nobody }), 422, 'invalid', ['/invite/0']);
      expectRefusal(await call('POST', '/visits', { as: 'jw.discipline', body: ANNOUNCED }), 403, 'not-allowed');
    });

    it('is found by those who take part, in lists of their own, and by nobody else', async () => {
      const listed = async (as: string, box: string) =>
        (await call('GET', `/visits?box=${box}`, { as })).json.items.map(({ id }: { id: string }) => id);
      expect(await listed('scjg.officer', 'part')).toEqual([visit]);
      expect(await listed('spj.officer', 'out')).toEqual([visit]);
      expect(await listed('jtj.officer', 'part')).toEqual([]);
      expectRefusal(await call('GET', `/visits/${visit}`, { as: 'jtj.officer' }), 404, 'not-found');
    });

    it('waits in the inbox of each, and each sees the own part alone', async () => {
      const inbox = (await call('GET', '/inbox', { as: 'scjg.officer' })).json.items;
      expect(inbox).toMatchObject([{ kind: 'made-up-part', path: 'visit-parts', due: '2026-09-30' }]);
      const [mine, theirs] = [await partOf('scjg.officer'), await partOf('wjj.officer')];
      expect(mine).not.toBe(theirs);
      expectRefusal(await call('GET', `/visit-parts/${theirs}`, { as: 'scjg.officer' }), 404, 'not-found');
    });

    it('asks for its parts before it is closed', async () => {
      const close = () => call('POST', `/visits/${visit}/close`, { as: 'spj.officer', body: { summary: '均已反馈' } });
      expectRefusal(await close(), 409, 'parts-open');
      const file = await upload(call, 'scjg.officer');
      const body = { report: '温控设备正常', attachments: [{ file, name: '检查表.pdf' }] };
      const part = await partOf('scjg.officer');
      const foreign = await upload(call, 'wjj.officer');
      const wrong = { ...body, attachments: [{ file: foreign, name: '他人的.pdf' }] };
      expectRefusal(
        await call('POST', `/visit-parts/${part}/report`, { as: 'scjg.officer', body: wrong }),
        422,
        'invalid',
        ['/attachments/0/file'],
      );
      expect((await call('POST', `/visit-parts/${part}/report`, { as: 'scjg.officer', body })).status).toBe(200);
      const bytes = await call('GET', `/files/${file}/content?record=${part}`, { as: 'spj.officer' });
      expect([200, 303]).toContain(bytes.status);
      expectRefusal(await close(), 409, 'parts-open');
    });

    it('a part that nobody reported is late for good, and then no longer in the way', async () => {
      here.clock.set('2026-10-01T00:00:00+08:00');
      const part = await partOf('wjj.officer');
      const { json } = await call('GET', `/visit-parts/${part}`, { as: 'wjj.officer' });
      expect(json).toMatchObject({ status: 'invited', late: { due: '2026-09-30', at: '2026-10-01T00:00:00+08:00' } });
      const closed = await call('POST', `/visits/${visit}/close`, {
        as: 'spj.officer',
        body: { summary: '一家未反馈' },
      });
      expect(closed.json).toMatchObject({ status: 'closed', summary: '一家未反馈' });
      const { json: history } = await call('GET', `/visits/${visit}/history`, { as: 'scjg.officer' });
      expect([history.verified, history.items.map(({ act }: { act: string }) => act)]).toEqual([
        true,
        ['open', 'close'],
      ]);
    });

    it('quarantined, takes its parts and their files along', async () => {
      const part = await partOf('scjg.officer');
      const { attachments } = (await call('GET', `/visit-parts/${part}`, { as: 'scjg.officer' })).json;
      const taken = await call('POST', `/visits/${visit}/quarantine`, { as: 'spj.officer', body: { reason: '误发' } });
      expect([taken.status, taken.json.purpose, taken.json.quarantined]).toEqual([200, null, true]);
      expect((await call('GET', `/visit-parts/${part}`, { as: 'scjg.officer' })).json).toMatchObject({
        ...{ report: null, attachments: [], quarantined: true },
      });
      const gone = await call('GET', `/files/${attachments[0].file}/content`, { as: 'scjg.officer' });
      expect(gone.status).toBeGreaterThanOrEqual(404);
    });
  });
  describe('what lies sealed and what is hidden', async () => {
    const here = await begun;
    const { call } = here;
    const body = { report: '温控设备正常', inspector: NUMBER, estimate: '三百万元' };
    const key = { 'idempotency-key': 'report-1' };
    let part = '';
    const read = async (as: string, path = '') => (await call('GET', `/visit-parts/${part}${path}`, { as })).json;
    const report = (said: object) =>
      call('POST', `/visit-parts/${part}/report`, { as: 'jtj.officer', body: said, headers: key });
    const stored = async () =>
      (await here.platform.ports.store.get(`371525#exchange#${part}`))?.value as Exchange<Record<string, unknown>>;

    it('is taken, and the same sent again is the same', async () => {
      await call('POST', '/visits', { as: 'spj.officer', body: { ...ANNOUNCED, reference: 'V-S', invite: ['JTJ'] } });
      part = (await call('GET', '/visit-parts', { as: 'jtj.officer' })).json.items[0].id;
      const { status, json } = await report(body);
      expect([status, json.inspector, json.estimate]).toEqual([200, MASKED, null]);
      const again = await report(body);
      expect([again.status, again.json.status]).toEqual([200, 'reported']);
      expectRefusal(await report({ ...body, inspector: OTHER }), 409, 'idempotency-key-reused');
    });

    it('stands nowhere in the store as it is, and is guessed from no digest', async () => {
      const exchange = await stored();
      const text = JSON.stringify(exchange);
      expect([text.includes(NUMBER), text.includes(MASKED)]).toEqual([false, true]);
      const { detail, said, digest: ofDetail } = exchange.history[1] as Entry;
      const { salt, ...without } = detail as Record<string, unknown>;
      expect(salt).toMatch(/^[0-9a-f]{32}$/);
      expect(ofDetail).toBe(digest(detail));
      expect([ofDetail, said]).not.toContain(digest(without));
      expect(said).not.toBe(digest({ ...body, attachments: [] }));
      expect(exchange.body.estimate).toEqual({ value: '三百万元', salt });
    });

    it('is shown masked, and whole to whom the kind says, which is logged', async () => {
      expect((await read('jtj.officer')).inspector).toBe(MASKED);
      expect((await call('GET', '/visit-parts?box=out', { as: 'spj.officer' })).text).not.toContain(NUMBER);
      const opened = () => here.logged.filter(({ event }) => event === 'sealed-opened').map(({ fields }) => fields);
      expect(opened()).toEqual([]);
      expect((await read('spj.officer')).inspector).toBe(NUMBER);
      expect(opened()).toEqual([{ record: part, account: 'spj.officer', org: 'SPJ' }]);
      const { items } = (await call('GET', `/visit-parts/${part}/readings`, { as: 'jtj.officer' })).json;
      expect(items).toMatchObject([{ by: 'spj.officer', act: 'unseal', route: '/visit-parts/{id}', sight: 'own' }]);
    });

    it('stays out of answer and history until it is revealed, and then proves what was said', async () => {
      const hidden = (await read('spj.officer', '/history')).items[1];
      expect([(await read('jtj.officer')).estimate, hidden.detail]).toEqual([null, null]);
      await call('POST', `/visit-parts/${part}/compare`, { as: 'spj.officer', body: {} });
      expect((await read('jtj.officer')).estimate).toBe('三百万元');
      const { items, verified } = await read('jtj.officer', '/history');
      expect([verified, items[1].detail.estimate, items[1].digest]).toEqual([true, '三百万元', hidden.digest]);
      expect(digest(items[1].detail)).toBe(hidden.digest);
    });

    it('goes with a quarantine, salts too', async () => {
      await call('POST', `/visit-parts/${part}/quarantine`, { as: 'jtj.officer', body: { reason: '误填' } });
      expect(await read('spj.officer')).toMatchObject({ inspector: null, estimate: null, quarantined: true });
      const { salt } = ((await stored()).history[1]?.detail ?? {}) as { salt?: string };
      expect([salt, (await read('spj.officer', '/history')).verified]).toEqual([undefined, true]);
    });
  });
}

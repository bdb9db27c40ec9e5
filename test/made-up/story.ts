/** What a made-up kind does over HTTP, told against whichever store it is given: the same on both homes. */
import { describe, expect, it } from 'vitest';
import { expectRefusal } from '../contract-http/county.ts';
import { upload } from '../files/sample.ts';
import type { InProcess } from '../in-process.ts';

const ANNOUNCED = { reference: 'V-1', purpose: '冷链企业联合走访', invite: ['SCJG', 'WJJ'] };

export function tellStory(start: () => Promise<InProcess>): void {
  describe('a made-up case', async () => {
    const here = await start();
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
}

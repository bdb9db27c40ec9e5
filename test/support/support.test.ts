/** Support requests (art. 15): anyone to the bureau, five working days, referred to the superior platform. */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';

const ask = (here: Here, as = 'scjg.officer', more: object = {}) =>
  here.call('POST', '/support-requests', { as, body: { category: 'fault', text: '列表打不开。', ...more } });
const act = (here: Here, id: string, name: string, as: string, body: object = {}) =>
  here.call('POST', `/support-requests/${id}/${name}`, { as, body });
const referral = { platform: '山东省一体化平台', number: 'SD-2026-77', on: '2026-09-28' };

describe('a support request', async () => {
  const here = await countyHere();
  const { status, json } = await ask(here, 'scjg.officer', { reference: 'ZC-1' });

  it('goes to the bureau, to be answered within five working days', () => {
    expect(status).toBe(201);
    expect(json).toMatchObject({ status: 'open', from: { org: 'SCJG' }, to: { org: 'SPJ' }, due: '2026-10-10' });
  });

  it('sent again by its number it is the same', async () => {
    const again = await ask(here, 'scjg.head', { reference: 'ZC-1' });
    expect([again.status, again.json.id]).toEqual([200, json.id]);
    expectRefusal(await ask(here, 'scjg.officer', { reference: 'ZC-1', text: '别的' }), 409, 'reference-reused');
  });

  it('is answered once, by the bureau', async () => {
    expectRefusal(await act(here, json.id, 'answer', 'scjg.officer', { text: '某' }), 403, 'not-allowed');
    expectRefusal(await act(here, json.id, 'answer', 'wjj.officer', { text: '某' }), 404, 'not-found');
    expect((await act(here, json.id, 'answer', 'spj.admin', { text: '已修复。' })).json).toMatchObject({
      ...{ status: 'answered', answer: '已修复。', answeredBy: 'spj.admin', late: null },
    });
    expectRefusal(await act(here, json.id, 'answer', 'spj.officer', { text: '某' }), 409, 'already-replied');
    expectRefusal(await act(here, json.id, 'refer', 'spj.officer', referral), 409, 'already-done');
  });

  it.each(['qqjd.officer', 'zfb.office', 'jw.discipline', 'spj.officer', 'zjj.admin'])('%s may ask', async (as) => {
    expect((await ask(here, as)).status).toBe(201);
  });

  it.each([
    [{ category: 'other' }, ['/category']],
    [{ text: '' }, ['/text']],
    [{ to: 'SPJ' }, ['/to']],
  ])('%j does not fit', async (more, pointers) => {
    expectRefusal(await ask(here, 'scjg.officer', more), 422, 'invalid', pointers);
  });
});

describe('its clock', async () => {
  const here = await countyHere();
  const [waiting, referred] = [(await ask(here)).json.id, (await ask(here, 'wjj.officer')).json.id];

  it('stands still for good once it is referred, and not to a day that has not come', async () => {
    const tomorrow = { ...referral, on: '2026-09-29' };
    expectRefusal(await act(here, referred, 'refer', 'spj.officer', tomorrow), 422, 'invalid', ['/on']);
    expect((await act(here, referred, 'refer', 'spj.officer', referral)).json).toMatchObject({
      ...{ status: 'open', due: null, number: 'SD-2026-77' },
    });
  });

  it('makes late what was neither answered nor referred', async () => {
    here.clock.set('2026-10-20T09:00:00+08:00');
    const read = async (id: string, as: string) => (await here.call('GET', `/support-requests/${id}`, { as })).json;
    expect(await read(waiting, 'scjg.officer')).toMatchObject({ status: 'open', late: { due: '2026-10-10' } });
    expect(await read(referred, 'wjj.officer')).toMatchObject({ status: 'open', late: null });
    const answered = await act(here, referred, 'answer', 'spj.officer', { text: '上级平台已处理。' });
    expect(answered.json).toMatchObject({ status: 'answered', late: null });
  });
});

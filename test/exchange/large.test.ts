/** A record is one item of the store: what people write into it ends before what the clock still has to write does. */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, FOOD } from '../contract-http/county.ts';

const long = (length: number): string => '长'.repeat(length);

describe('more than one record holds', async () => {
  const here = await countyHere();
  const items = Array.from({ length: 200 }, () => ({ point: long(500), basis: long(200) }));
  const source = { documentNumber: '冠〔2026〕1号', issuer: '某局', level: 'county' };
  const standard = { type: 'checklist', matters: [FOOD], title: '某', items, source, validFrom: '2026-10-08' };

  it('is refused when it is opened, and says what to do', async () => {
    const answer = await here.call('POST', '/standards', { as: 'scjg.head', body: standard });
    expectRefusal(answer, 422, 'invalid', ['']);
    expect(answer.json.errors[0].detail).toContain('改为附件');
  });

  it('is refused to an act, which leaves room for its end, and for the clock', async () => {
    const affected = Array.from({ length: 50 }, (_, n) => ({ name: `甲${n}`, loss: long(1000), remedy: long(900) }));
    const problem = { type: 'other', title: '某', text: long(2000), affected };
    const { id } = (await here.call('POST', '/problems', { as: 'scjg.officer', body: problem })).json;
    const act = (name: string, as: string, body: object) => here.call('POST', `/problems/${id}/${name}`, { as, body });
    const affect = (n: number) =>
      act('affect', 'scjg.officer', { name: `乙${n}`, loss: long(1000), remedy: long(1000) });
    let n = 0;
    for (; n < 10; n++) if ((await affect(n)).status !== 200) break;
    expectRefusal(await affect(n), 409, 'history-full');
    const resolution = { outcome: 'resolution', resolution: long(1000) };
    expect((await act('resolve', 'spj.officer', resolution)).status).toBe(200);
    expect((await act('escalate', 'scjg.officer', { reason: long(1000) })).status).toBe(200);
    here.clock.set('2026-10-11T00:00:00+08:00');
    const { json } = await here.call('GET', `/problems/${id}`, { as: 'zfb.office' });
    expect(json).toMatchObject({ status: 'open', late: { due: '2026-10-10' } });
    expect((await act('resolve', 'zfb.office', resolution)).status).toBe(200);
  });
});

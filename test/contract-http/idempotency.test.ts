/** Sent again: by `reference` for ever, by `Idempotency-Key` for everything else; with another body refused. */
import { describe, expect, it } from 'vitest';
import { formatInstant, parseInstant } from '../../shared/time.ts';
import { approval, BEFORE, CLOCK_STANDS, countyAnywhere, expectRefusal, NAMED, TODAY, TOMORROW } from './county.ts';

const COMPLETED = parseInstant(BEFORE) as number;
/** The same instant as another zone writes it. */
const inZone = (minutes: number, zone: string): string =>
  new Date(COMPLETED + minutes * 60_000).toISOString().replace('.000Z', zone);

describe('a push by its reference', async () => {
  const here = await countyAnywhere();
  const post = (body: unknown, as = 'spj.officer') => here.call('POST', '/pushes', { as, body });
  const said = {
    party: { name: 'Caf\u00e9 冠县', creditCode: '91371525MA3C00001R' },
    occurredAt: BEFORE,
    attachments: [{ name: 'a.pdf', sha256: 'ab'.repeat(32) }],
  };
  const made = await post(approval('A', said));

  it.each<[string, Record<string, unknown>]>([
    ['the very same', {}],
    ['not composed', { party: { name: 'Cafe\u0301 冠县', creditCode: '91371525MA3C00001R' } }],
    ['in UTC', { occurredAt: inZone(0, 'Z') }],
    ['with milliseconds', { occurredAt: BEFORE.replace('+', '.000+') }],
    ['in Nepal', { occurredAt: inZone(345, '+05:45') }],
    ['with defaults said', { decision: 'granted', commitment: false, riskPoints: [], copyTo: [] }],
    ['with nulls said', { site: null, contact: null, conditions: null, corrects: null, to: null, licence: null }],
    ['with parts that say nothing', { site: {}, contact: { name: null }, licence: { number: null } }],
    ['with the type said', { party: { ...said.party, type: 'organisation' } }],
    ['the digest in capitals', { attachments: [{ name: 'a.pdf', sha256: 'AB'.repeat(32), size: null }] }],
  ])('%s: 200 and the same push', async (_name, more) => {
    const again = await post(approval('A', { ...said, ...more }));
    expect([again.status, again.json.id]).toEqual([200, made.json.id]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['another summary', { summary: '另一摘要' }],
    ['another second', { occurredAt: formatInstant(COMPLETED + 1000) }],
    ['another kind', { kind: 'risk' }],
    ['another decision', { decision: 'refused' }],
    ['one blank more', { summary: '准予食品经营许可 ' }],
  ])('%s: 409', async (_name, more) => {
    expectRefusal(await post(approval('A', { ...said, ...more })), 409, 'reference-reused');
  });

  it('another source has numbers of its own; a reference is composed as well', async () => {
    expect((await post(approval('A', said), 'construction')).status).toBe(201);
    expect((await post(approval('caf\u00e9'))).status).toBe(201);
    expect((await post(approval('cafe\u0301'))).status).toBe(200);
  });

  it('whatever has become of it, also when its list is gone', async () => {
    const withdrawn = await post(approval('B'));
    await here.act(withdrawn.json.id, 'withdraw', 'spj.officer', { reason: '重复' });
    const items = (await here.call('GET', `/public/boundary-list.json?jurisdiction=${here.jurisdiction}`)).json.items;
    const without = items.filter(({ code }: { code: string }) => code !== approval('B').matter && code !== NAMED);
    const superior = { documentNumber: '鲁政办字〔2026〕1号', reason: '上级取消事项' };
    const version = { validFrom: TODAY, items: without, superior };
    expect((await here.call('POST', '/boundary-list/versions', { as: 'spj.admin', body: version })).status).toBe(201);
    expectRefusal(await post(approval('C')), 422, 'invalid', ['/matter']);
    const again = await post(approval('B'));
    expect([again.status, again.json.id, again.json.status]).toEqual([200, withdrawn.json.id, 'withdrawn']);
    expect(again.json.warnings).toMatchObject([{ code: 'withdrawn', pointer: '/reference' }]);
    expect((await here.read(again.json.id, 'spj.officer')).json.warnings).toEqual([]);
  });

  it('who may no longer push is refused, replay or not', async () => {
    expectRefusal(await post(approval('A', said), 'spj.admin'), 403, 'not-allowed');
  });

  it('warns of a wrong check digit, and of the same document number from another source', async () => {
    const party = { name: '某', creditCode: '91371525MA3C00001A' };
    expect((await post(approval('W', { party, matter: '371525-WJJ-001' }))).json.warnings).toMatchObject([
      { code: 'check-digit', pointer: '/party/creditCode' },
    ]);
    const twice = { matter: '371525-WJJ-001', licence: { documentNumber: '冠审〔2026〕9号' } };
    expect((await post(approval('D-1', twice))).json.warnings).toEqual([]);
    expect((await post(approval('D-2', twice))).json.warnings).toEqual([]);
    expect((await post(approval('D-1', twice), 'construction')).json.warnings).toMatchObject([
      { code: 'possible-duplicate' },
    ]);
  });
});

describe('an act by its Idempotency-Key', async () => {
  const here = await countyAnywhere();
  const key = (value: string) => ({ 'Idempotency-Key': value });

  it.each<[string, string, Record<string, unknown>, Record<string, unknown>]>([
    ['claim', 'scjg.officer', { note: '收到' }, { note: '另一' }],
    ['return', 'scjg.officer', { reason: '不属本局' }, { reason: '另一' }],
    ['withdraw', 'spj.officer', { reason: '重复' }, { reason: '另一' }],
    ['assign', 'scjg.officer', { handler: 'scjg.head' }, { handler: 'scjg.officer' }],
  ])('%s: the same again, whatever the state; another body is refused', async (act, as, body, other) => {
    const { id } = (await here.push(`K-${act}`)).json;
    const first = await here.act(id, act, as, body, key('k 1'.replace(' ', '-')));
    const again = await here.act(id, act, as, body, key('k-1'));
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.json).toEqual(first.json);
    expectRefusal(await here.act(id, act, as, other, key('k-1')), 409, 'idempotency-key-reused');
    const { items } = (await here.call('GET', `/pushes/${id}/history`, { as })).json;
    expect(items.filter((entry: { act: string }) => entry.act === act).length).toBe(1);
  });

  it('a batch claim: the same again gives the same results; another batch under the key is refused', async () => {
    const [a, b] = [(await here.push('B-A')).json.id, (await here.push('B-B')).json.id];
    const claim = (ids: string[]) =>
      here.call('POST', '/pushes/claim', { as: 'scjg.officer', body: { ids }, headers: key('another-batch') });
    const first = await claim([a]);
    expect(first.json.results).toEqual([{ id: a, ok: true, code: null }]);
    expect((await claim([a])).json).toEqual(first.json);
    expectRefusal(await claim([b]), 409, 'idempotency-key-reused');
    expect((await here.call('GET', `/pushes/${b}`, { as: 'scjg.officer' })).json.status).toBe('pending');
  });

  it('a key belongs to its account, its act and its record', async () => {
    const [a, b] = [(await here.push('P-A')).json.id, (await here.push('P-B')).json.id];
    expect((await here.act(a, 'claim', 'scjg.officer', {}, key('same'))).status).toBe(200);
    expect((await here.act(b, 'claim', 'scjg.officer', {}, key('same'))).status).toBe(200);
    expectRefusal(await here.act(a, 'claim', 'scjg.head', {}, key('same')), 409, 'already-claimed');
  });

  it('the batch', async () => {
    const ids = [(await here.push('Q-A')).json.id, (await here.push('Q-B')).json.id];
    const claim = () =>
      here.call('POST', '/pushes/claim', { as: 'scjg.officer', body: { ids }, headers: key('batch') });
    const all = { results: ids.map((id) => ({ id, ok: true, code: null })) };
    expect([(await claim()).json, (await claim()).json]).toEqual([all, all]);
  });

  it('whole days that do not count', async () => {
    const body = { from: TOMORROW, to: TOMORROW, documentNumber: '冠政办〔2026〕1号', reason: '平台停运' };
    const extend = (more = {}) => {
      const asked = { as: 'spj.admin', body: { ...body, ...more }, headers: key('outage') };
      return here.call('POST', '/calendar/extensions', asked);
    };
    const first = await extend();
    expect([first.status, (await extend()).json]).toEqual([200, first.json]);
    expectRefusal(await extend({ reason: '另一' }), 409, 'idempotency-key-reused');
  });

  it('feedback on the register', async () => {
    await here
      .push('R', { licence: { number: 'JY-9' } })
      .then(({ json }) => here.act(json.id, 'claim', 'scjg.officer'));
    const entry = (await here.call('GET', '/register?licence=JY-9', { as: 'scjg.officer' })).json.items[0];
    const give = (detail: string) => {
      const body = { result: 'compliant', day: TODAY, detail };
      return here.call('POST', `/register/${entry.id}/feedback`, { as: 'scjg.officer', body, headers: key('f') });
    };
    const [first, again] = [await give('现场检查合格'), await give('现场检查合格')];
    expect([first.status, first.headers.location, again.json.id]).toEqual([
      201,
      `/feedback/${first.json.id}`,
      first.json.id,
    ]);
    expectRefusal(await give('另一'), 409, 'idempotency-key-reused');
  });

  // No client sends what no header can carry.
  it.each(['', 'a b', ...(CLOCK_STANDS ? ['钥'] : []), 'x'.repeat(201)])('%j is no key', async (value) => {
    const { id } = (await here.push(`N-${value.length}`)).json;
    expectRefusal(await here.act(id, 'claim', 'scjg.officer', {}, key(value)), 422, 'invalid', ['Idempotency-Key']);
  });
});

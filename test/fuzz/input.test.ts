/** Input that no client should send, one by one: a clear 4xx in Chinese, where it is wrong, and nothing written. */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal } from '../contract-http/county.ts';
import { approval } from '../home/push.ts';

const here = await countyHere();
const { id } = (await here.push('A')).json;
const text = (more: Record<string, unknown>): string => JSON.stringify(approval('X', more));
const post = async (body: string | Uint8Array, path = '/pushes', as = 'spj.officer') => {
  const before = (await here.call('GET', '/pushes?box=out', { as: 'spj.officer' })).text;
  const answer = await here.call('POST', path, { as, body });
  expect((await here.call('GET', '/pushes?box=out', { as: 'spj.officer' })).text).toBe(before);
  return answer;
};

describe('is no JSON', () => {
  it.each<[string, string | Uint8Array]>([
    ['broken', '{"kind":'],
    ['two values', '{}{}'],
    ['a comma too many', '{"kind":"approval",}'],
    ['single quotes', "{'kind':'approval'}"],
    ['NaN', '{"size":NaN}'],
    ['a bare NUL in a text', '{"reference":"a\u0000b"}'],
    ['UTF-8 cut off', Buffer.from([0x22, 0xe9, 0xa3])],
    ['GBK', Buffer.from([0x7b, 0x22, 0xc4, 0xe3, 0x22, 0x3a, 0x31, 0x7d])],
    ['UTF-16', Buffer.from('{"kind":"approval"}', 'utf16le')],
    ['an overlong slash', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ['an encoded surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ])('%s', async (_name, body) => expectRefusal(await post(body), 400, 'bad-json'));
});

describe('is JSON, but nested as no body is', () => {
  it.each<[string, string]>([
    ['10,000 arrays deep', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['10,000 objects deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    [
      '10,000 deep inside a field',
      text({ site: 0 }).replace('"site":0', `"site":${'['.repeat(10_000)}${']'.repeat(10_000)}`),
    ],
  ])('%s', async (_name, body) => expectRefusal(await post(body), 422, 'invalid'));
});

describe('does not fit', () => {
  it.each<[string, string, string[]]>([
    ['null', 'null', ['']],
    ['an array', '[]', ['']],
    ['a number', '1e999', ['']],
    ['__proto__ within', text({ site: 0 }).replace('"site":0', '"site":{"__proto__":{}}'), ['/site/__proto__']],
    ['__proto__', text({ site: 0 }).replace('"site":0', '"__proto__":{"kind":"risk"}'), ['/__proto__']],
    [
      '__proto__ written otherwise',
      text({ site: 0 }).replace('"site":0', '"\\u005f_proto__":{"kind":"risk"}'),
      ['/__proto__'],
    ],
    ['constructor', text({ constructor: { prototype: 1 } }), ['/constructor']],
    ['a slash and a tilde in a name', text({ 'a/b~c': 1 }), ['/a~1b~0c']],
    ['a lone surrogate', text({ summary: '\ud800' }), ['/summary']],
    ['a lone surrogate in a reference', text({ reference: 'a\udc00' }), ['/reference']],
    ['NUL', text({ summary: 'a\u0000b' }), ['/summary']],
    ['ESC and DEL', text({ party: { name: '\u001b[31m' }, conditions: '\u007f' }), ['/party/name', '/conditions']],
    ['a line break in a line', text({ reference: 'a\nb' }), ['/reference']],
    [
      'numbers for texts',
      text({ reference: 1, summary: 2, party: { name: 3 } }),
      ['/reference', '/summary', '/party/name'],
    ],
    [
      'texts for others',
      text({ commitment: 'true', riskPoints: 'none', attachments: [{ name: 'a', size: '1' }] }),
      ['/commitment', '/riskPoints', '/attachments/0/size'],
    ],
    ['a number too large', text({ attachments: [{ name: 'a', size: 1e300 }] }), ['/attachments/0/size']],
    [
      'a number of no end',
      text({ attachments: [{ name: 'a', size: 0 }] }).replace('"size":0', '"size":1e999'),
      ['/attachments/0/size'],
    ],
    ['a fraction', text({ attachments: [{ name: 'a', size: 0.5 }] }), ['/attachments/0/size']],
    ['below nothing', text({ attachments: [{ name: 'a', size: -1 }] }), ['/attachments/0/size']],
    ['an array for an object', text({ party: [], licence: [] }), ['/party', '/licence']],
    ['a text of a megabyte', text({ summary: '食'.repeat(300_000) }), ['/summary']],
    [
      '999 emoji where 500 fit',
      text({ riskPoints: [{ description: '😀'.repeat(999), severity: 'low' }] }),
      ['/riskPoints/0/description'],
    ],
    [
      'said twice, the second wrong',
      text({}).replace('{', '{"summary":"对",').replace('"summary":"准予食品经营许可"', '"summary":5'),
      ['/summary'],
    ],
    ['a matter of another county', text({ matter: '371524-SCJG-001' }), ['/matter']],
  ])('%s', async (_name, body, pointers) => expectRefusal(await post(body), 422, 'invalid', pointers));

  it.each([
    ...[
      '2026-09-28T08:50:00+25:00',
      '2026-09-28T08:50:00+08:99',
      '2026-09-28T08:50:00-13:00',
      '2026-09-28T08:50:00+14:01',
    ],
    ...['2026-02-29T08:50:00+08:00', '2026-04-31T08:50:00Z', '2026-13-01T00:00:00Z', '2026-09-28T24:00:00Z'],
    ...[
      '2026-09-28T23:59:60Z',
      '2026-09-28T08:60:00Z',
      '2026-09-28T08:50:00',
      '2026-09-28 08:50:00+08:00',
      '2026-09-28',
    ],
    ...['0000-01-01T00:00:00Z', '10000-01-01T00:00:00Z', '9999-12-31T23:59:59-01:00', '１２:00', '1790000000000', ''],
  ])('%s is no time', async (occurredAt) =>
    expectRefusal(await post(text({ occurredAt })), 422, 'invalid', ['/occurredAt']),
  );

  it.each([
    '2026-02-29',
    '2100-02-29',
    '2026-00-01',
    '2026-1-1',
    '20260928',
    '1899-12-31',
    '２０２６-09-28',
    '2026-09-28T00:00:00Z',
  ])('%s is no day', async (decidedOn) =>
    expectRefusal(await post(text({ licence: { decidedOn } })), 422, 'invalid', ['/licence/decidedOn']),
  );

  it('also where nothing but a note is said', async () => {
    const claim = (body: string) => post(body, `/pushes/${id}/claim`, 'scjg.officer');
    expectRefusal(await claim('{"note":5,"notes":"x"}'), 422, 'invalid', ['/note', '/notes']);
    expectRefusal(await claim(JSON.stringify({ note: '食'.repeat(501) })), 422, 'invalid', ['/note']);
    expect((await here.read(id, 'spj.officer')).json.status).toBe('pending');
  });
});

/** What the pushes of a circular's corrections are called: by matter, party and number, in page and files and mail. */
import { expect, test } from 'vitest';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { KINDS } from '../../shared/kinds.ts';
import type { PushBody } from '../../shared/pushes/body.ts';
import { pushName } from '../../shared/pushes/name.ts';
import type { Circular } from '../../shared/reports/circular.ts';
import { pushNames } from '../../shared/reports/push-names.ts';
import { type ReportingCounty, reportingCounty } from './county.ts';
import { paragraphsOf, partsOf } from './files/samples.ts';
import { record } from './records.ts';

const QUARTER = '/reports/quarters/2026Q3';
const NATURAL = { type: 'natural-person', name: '张三丰', creditCode: null };
const FIRM = { type: 'organisation', name: '冠县某某食品有限公司', creditCode: null };

const named = (body: object, quarantined = false, from = {}): string => {
  const plain = { kind: 'approval', matterName: '食品经营许可', party: FIRM, licence: null };
  const push = { source: 'SPJ', reference: 'GX-1', ...from, quarantined, body: { ...plain, ...body } };
  return pushName(push as unknown as Exchange<PushBody>);
};

test.each([
  [{ licence: { documentNumber: '冠审〔2026〕1号' } }, '食品经营许可，冠县某某食品有限公司，冠审〔2026〕1号'],
  [{ licence: { documentNumber: null } }, '食品经营许可，冠县某某食品有限公司，编号GX-1'],
  [{ party: NATURAL }, '食品经营许可，张某某，编号GX-1'],
  [{ party: { ...NATURAL, name: '李四' } }, '食品经营许可，李某，编号GX-1'],
  [{ party: { ...NATURAL, name: '𠮷' } }, '食品经营许可，𠮷某，编号GX-1'],
  [{ party: { ...NATURAL, name: '阿不都·热合曼' } }, '食品经营许可，阿某某，编号GX-1'],
  [{ party: { ...FIRM, type: 'individual-business' } }, '食品经营许可，冠县某某食品有限公司，编号GX-1'],
  [{ kind: 'risk', matterName: null, party: null }, '监管风险点，编号GX-1'],
])('%j', (body, name) => expect(named(body)).toBe(name));

test('of what the platform itself pushes, what it is, not a number that nobody gave it', () => {
  const from = { source: 'system', reference: `${'0'.repeat(32)}/outcome` };
  expect(named({ kind: 'document', party: null }, false, from)).toBe('食品经营许可，文件资料');
});

test('what a quarantine has taken is not said', () => {
  expect(named({ party: null, licence: null }, true)).toBe('食品经营许可（内容已隔离）');
});

test('nor what one that reaches more than a commit writes has still to take', async () => {
  const body = { matterName: '食品经营许可', party: NATURAL as unknown as PushBody['party'] };
  const items = ['a', 'b'].map((id) => ({ value: record({ id, body }) }));
  const withheld = [{ records: { a: 0 }, request: 'r' }];
  const desk = { jurisdiction: '371525', kinds: KINDS, facts: async () => ({ withheld }) };
  const store = { getMany: async () => items };
  const circular = { corrections: [{ push: 'a' }], errata: [{ record: 'b' }] } as unknown as Circular;
  expect([...(await pushNames({ ...desk, ports: { store } } as unknown as Desk, circular))]).toEqual([
    ['a', '食品经营许可（内容已隔离）'],
    ['b', '食品经营许可，张某某，编号b'],
  ]);
});

/** What page, Word and Excel say together. */
async function files(county: ReportingCounty): Promise<string> {
  const get = (format: string) => county.call('GET', `${QUARTER}.${format}`, { as: 'wjj.officer' });
  const docx = paragraphsOf((await get('docx')).bytes).join('\n');
  const xlsx = Object.values(partsOf((await get('xlsx')).bytes)).join('\n');
  return [(await get('html')).text, docx, xlsx].join('\n');
}

test('page, files and mail name the push of a correction; its id is in none of them, only in the JSON', async () => {
  const county = await reportingCounty('2026-09-14T09:00');
  await county.pushes('SCJG', 12, 10);
  const licence = { documentNumber: '冠审〔2026〕77号', number: 'JY77' };
  const { id } = await county.push('R-77', { party: { type: 'natural-person', name: '张三丰' }, licence });
  await county.nineAt('2026-10-08');
  const body = { push: id, reason: '平台停机' };
  const made = await county.call('POST', `${QUARTER}/corrections`, { as: 'scjg.officer', body });
  await county.until('2026-10-08T09:30');
  const asked = county.sent.find(({ subject }) => subject.includes('新的更正申请待决定'));
  expect(asked?.text).toContain('，张某某，冠审〔2026〕77号');
  expect(asked?.text).not.toContain(id);
  // It names a party, and must not say that it names none.
  expect(asked?.text).not.toContain('不含行政相对人');
  const decided = { as: 'spj.admin', body: { reason: '经核实，采纳' } };
  expect((await county.call('POST', `/corrections/${made.json.id}/accept`, decided)).status).toBe(200);
  const said = await files(county);
  expect(said.match(/，张某某，冠审〔2026〕77号/g)).toHaveLength(3);
  expect([said.includes('张三丰'), said.includes(id)]).toEqual([false, false]);

  await county.until('2026-10-15T09:00');
  const signed = { as: 'spj.admin', body: { documentNumber: '冠审批通〔2026〕3号', signedBy: '张三' } };
  const issued = await county.call('POST', `${QUARTER}/issue`, signed);
  await county.until('2026-10-15T10:00');
  const mail = county.sent.find(({ to, subject }) => to.startsWith('wjj') && subject.includes('冠审批通'));
  expect(mail?.html).toContain('，张某某，冠审〔2026〕77号');
  expect(mail?.html).not.toContain(id);
  expect(issued.json.corrections[0].push).toBe(id);

  await county.call('POST', `/pushes/${id}/quarantine`, { as: 'spj.officer', body: { reason: '误传，应予隔离' } });
  const after = await files(county);
  expect(after).not.toMatch(/张某某|冠审〔2026〕77号/);
  expect(after.match(/（内容已隔离）<|（内容已隔离）$/gm)?.length).toBeGreaterThan(2);
  expect((await county.circular('2026Q3')).contentHash).toBe(issued.json.contentHash);
});

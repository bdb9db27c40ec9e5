/** What derives from the schema of a body: what a reader sees of it, and what a quarantine leaves. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { answersOf } from '../../functions/http/answer-of.ts';
import { blankBy, said, shownBy } from '../../shared/exchange/body.ts';
import { choice, line, optional, person, text } from '../../shared/fields.ts';
import { KINDS } from '../../shared/kinds.ts';
import { meaningOf, titleOf } from '../../shared/meaning.ts';
import { moment, recordId } from '../../shared/record-fields.ts';

const body = z.strictObject({
  about: recordId(),
  note: said(text(100).meta({ title: '备注' })),
  heldAt: moment().nullable(),
  people: said(z.array(person())),
  parts: z.array(z.strictObject({ from: moment(), word: said(line(50)), size: z.int() })),
  inner: z.strictObject({ until: moment(), by: said(person()) }).nullable(),
  lateSince: moment().optional(),
  remark: said(text(100).optional()),
  tags: said(z.array(line(20)).optional()),
});
const NINE = Date.parse('2026-09-28T09:00:00+08:00');
const TEN = Date.parse('2026-09-28T10:00:00+08:00');
const kept = {
  about: 'a',
  note: '说明',
  heldAt: NINE,
  people: ['张三'],
  parts: [{ from: NINE, word: '甲', size: 1 }],
  inner: { until: TEN, by: '李四' },
};

describe('a reader sees', () => {
  const shown = (of: object) => shownBy(body)(of, {});

  it('instants as RFC 3339, however deep, and null or an empty list for what is absent', () => {
    expect(shown(kept)).toEqual({
      ...kept,
      heldAt: '2026-09-28T09:00:00+08:00',
      parts: [{ from: '2026-09-28T09:00:00+08:00', word: '甲', size: 1 }],
      inner: { until: '2026-09-28T10:00:00+08:00', by: '李四' },
      lateSince: null,
      remark: null,
      tags: [],
    });
  });

  it('null where there is nothing, and the record stays as it is', () => {
    const empty = { ...kept, heldAt: null, inner: null, lateSince: TEN, remark: '补充' };
    const before = structuredClone(empty);
    expect(shown(empty)).toMatchObject({ heldAt: null, inner: null, lateSince: '2026-09-28T10:00:00+08:00' });
    expect(empty).toEqual(before);
  });

  it('what the answer is declared to be', () => {
    const answer = z.strictObject(answersOf(body.shape));
    const id = 'f'.repeat(32);
    expect(answer.parse(shown({ ...kept, about: id }))).toMatchObject({ about: id, lateSince: null, tags: [] });
    expect(answer.safeParse({ ...kept, about: id, lateSince: null, remark: null }).success).toBe(false);
    expect(titleOf(answer.shape.note as z.ZodType)).toBe('备注');
  });
});

it('a quarantine makes null what people said, lists empty, and takes away what may be absent', () => {
  expect(blankBy(body)(kept)).toEqual({
    ...kept,
    note: null,
    people: [],
    parts: [{ from: NINE, word: null, size: 1 }],
    inner: { until: TEN, by: null },
  });
  const more = blankBy(body)({ ...kept, remark: '补充', tags: ['甲'], lateSince: TEN });
  expect(Object.keys(more as object)).toEqual([...Object.keys(kept), 'lateSince']);
});

/** As they were before they derived: nothing else is taken, and all of this is. */
it.each([
  ['problem', ['reason', 'resolution', 'title', 'text', 'affected', 'escalation']],
  ['task', ['licence', 'documentNumber', 'note']],
  ['correction', ['reason', 'decision']],
  ['caution', ['documentNumber', 'signedBy', 'dropReason', 'rectification', 'finding']],
  ['talk', ['letter', 'reason', 'place', 'participants', 'record']],
  ['accountability', ['conduct', 'harm', 'approver', 'statement', 'statementAttachments', 'responsibility', 'outcome']],
  ['feedback', ['detail', 'documentNumber']],
  [
    'push',
    [
      ...['party', 'licence', 'summary', 'site', 'contact', 'conditions', 'riskPoints', 'attachments'],
      ...['responsible', 'returnReason', 'document', 'handling', 'sealedNumbers', 'warnings'],
    ],
  ],
])('of a %s it takes what people said', (name, taken) => {
  const kind = KINDS.get(name);
  const full = Object.fromEntries(Object.keys(kind?.body().shape ?? {}).map((field) => [field, '内容']));
  const left = kind?.blank(full) as Record<string, unknown>;
  expect(Object.keys(full).filter((field) => left[field] !== '内容')).toEqual(taken);
});

it('what a field means is read through what wraps it, the outermost first', () => {
  const field = optional(choice({ a: '甲' }).meta({ title: '内' })).meta({ title: '外' });
  expect([titleOf(field), meaningOf(field)]).toEqual(['外', { words: { a: '甲' } }]);
  expect(meaningOf(said(person()).optional())).toEqual({ is: 'person', said: true });
  expect(titleOf(z.preprocess((value) => value, line(5).meta({ title: '线' })))).toBe('线');
});

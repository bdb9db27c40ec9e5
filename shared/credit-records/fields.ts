/** The fields of the table as schemas: what comes in, and what a record keeps. Identity numbers lie sealed. */
import * as z from 'zod';
import { creditCode } from '../credit-code.ts';
import { choice, civilDate, identifier, line, text, toSeal, toSealNumber } from '../fields.ts';
import { containsIdentityNumber } from '../identity-number.ts';
import { lazily } from '../lazily.ts';
import { meanings } from '../meaning.ts';
import { sealedText, sealedWhereNeeded } from '../record-fields.ts';
import type { Sealed } from '../seal.ts';
import { allCodes, RECORD_TYPES, type RecordType, type Row, rowsOf } from './table.ts';

/** What is said of a record: absent while unset, null where it is taken back. */
export type GivenFields = Readonly<Record<string, string | Sealed | null | undefined>>;
/** What a record keeps: absent while unset. */
export type KeptFields = Readonly<Record<string, string | Sealed | undefined>>;

const AMOUNT = /^(?:0|[1-9]\d{0,9})(?:\.(\d{1,6}))?$/;

export const fieldsInput = lazily(() =>
  z.strictObject(shapeOf((row) => given(row).nullish())).meta({
    title: '双公示字段',
    description: '按记录的类型填写；留空的清空',
    example: { XK_WSH: '冠审批许字〔2026〕123号' },
  }),
);

/**
 * Of one type of record alone, under titles without the type; `first`: the codes that stand before the others, as
 * missing.
 */
export function fieldsInputOf(type: RecordType, first: readonly string[] = []) {
  const all = rowsOf(type);
  const missing = all.filter(({ code }) => first.includes(code));
  const rows = [...missing, ...all.filter((row) => !missing.includes(row))].map((row): [string, z.ZodType] => {
    const field = row.form === 'sealed' ? (toSeal(line(30)) as z.ZodType) : plain(row);
    const lacks = missing.includes(row) ? '（缺少）' : '';
    return [row.code, field.nullish().meta({ title: `${row.name}${lacks}` })];
  });
  return z.strictObject(Object.fromEntries(rows)).meta({ title: '双公示字段', description: '没有的不填' });
}

export const keptFields = lazily(() =>
  z
    .strictObject(shapeOf((row) => kept(row).optional()))
    .register(meanings, { sparse: true })
    .meta({ title: '双公示字段', description: '只列已填写的；证件号码只显示首尾' }),
);

/** The parties' identity numbers are sealed; numbers of documents and licences where they contain one (特种作业操作证). */
function given(row: Row): z.ZodType<string | Sealed> {
  if (row.form === 'sealed') return toSeal(line(30));
  return row.form === 'number' ? toSealNumber(identifier(100)) : plain(row);
}

function kept(row: Row): z.ZodType<string | Sealed> {
  if (row.form === 'sealed') return sealedText();
  return row.form === 'number' ? sealedWhereNeeded(identifier(100)) : plain(row);
}

function shapeOf<T extends z.ZodType>(field: (row: Row) => T): Record<string, T> {
  return Object.fromEntries(
    [...allCodes()].map(([code, { row, types }]) => [code, field(row).meta({ title: titleOf(row, types) })]),
  );
}

function titleOf({ name }: Row, types: readonly RecordType[]): string {
  return types.length === 1 ? `${name}（${RECORD_TYPES[types[0] as RecordType]}）` : name;
}

/** Identity numbers belong in the fields that seal them, and in no other. */
function plain({ form, one, some }: Row): z.ZodType<string> {
  if (form === 'date') return civilDate();
  if (form === 'credit-code') return creditCode();
  if (form === 'amount') return amount();
  if (one) return choice(one);
  if (some) return several(some);
  return withoutIdentityNumber(form === 'text' ? text(4000) : line(200));
}

function withoutIdentityNumber(schema: z.ZodType<string>): z.ZodType<string> {
  return schema.refine((value) => !containsIdentityNumber(value.normalize('NFKC')), {
    error: '含有公民身份号码。身份号码只填写在证件号码一栏，或作为文号、编号的一部分，请从本栏删除',
  });
}

/** In 万元, six decimals: `1.5` is kept as `1.500000`. */
function amount(): z.ZodType<string> {
  return z
    .string({ error: '请填写金额' })
    .regex(AMOUNT, { error: '应为以万元为单位的金额，最多六位小数，例如 1.500000' })
    .transform((value) => {
      const [whole, decimals = ''] = value.split('.');
      return `${whole}.${decimals.padEnd(6, '0')}`;
    })
    .meta({ example: '1.500000' });
}

function several(words: readonly string[]): z.ZodType<string> {
  const error = `应为下列之一，有几项的以分号隔开：${words.join('；')}`;
  return z
    .string({ error })
    .transform((value) =>
      value
        .split(/[;；]/)
        .map((one) => one.trim())
        .join(';'),
    )
    .refine((value) => value.split(';').every((one, i, ones) => words.includes(one) && ones.indexOf(one) === i), {
      error,
    })
    .meta({ description: '有几项的以分号隔开', example: words[2] ?? '' });
}

/** 行政相对人: whom an approval, an inspection or a decision is about. */
import * as z from 'zod';
import { creditCode } from './credit-code.ts';
import { choice, line, optional } from './fields.ts';
import { lazily } from './lazily.ts';

const PARTY_TYPES = {
  organisation: '法人或其他组织',
  'individual-business': '个体工商户',
  'natural-person': '自然人',
} as const;

const partyFields = lazily(() => ({
  type: choice(PARTY_TYPES).meta({ title: '类型' }),
  name: line(200).meta({ title: '名称或姓名' }),
  creditCode: creditCode().meta({
    title: '统一社会信用代码',
    description: '18 位；自然人不填，也不要填身份证号码。校验位不符的照常接收并提醒',
  }),
}));

/** As somebody says it. */
export const partyInput = lazily(() => {
  const { type, name, creditCode } = partyFields();
  return z.strictObject({
    type: type
      .nullish()
      .transform((value) => value ?? 'organisation')
      .meta({ description: '默认法人或其他组织' }),
    name,
    creditCode: optional(creditCode),
  });
});

/** As a record keeps and answers it. */
export const keptParty = lazily(() => {
  const { type, name, creditCode } = partyFields();
  return z.strictObject({ type, name, creditCode: creditCode.nullable() });
});
export type Party = z.output<ReturnType<typeof keptParty>>;

/** A title with the company's name, where it is one: titles stand in inboxes and mails, where no person is named. */
export function withCompany(title: string, party: Party | undefined): string {
  return party && party.type !== 'natural-person' ? `${title}，${party.name}` : title;
}

/** Whom and which licence a record is about, as its head keeps it. */
export interface Subject {
  party?: Party;
  licence?: { number: string | null; documentNumber: string | null };
}

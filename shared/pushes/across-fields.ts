/** What is wrong with a push across its fields: which kind has which, and what contradicts what. */
import type { FieldError } from '../errors.ts';
import { isWhole, NOT_WHOLE } from '../fields.ts';
import { type CivilDate, isCivilDate } from '../time.ts';
import { documentErrors } from './circulated.ts';

/** What does not fit together. Fields may be missing or of any type: what is wrong with each is said elsewhere. */
export function acrossFields(push: Readonly<Record<string, unknown>>): FieldError[] {
  const errors: FieldError[] = [];
  const wrong = (pointer: string, detail: string): void => void errors.push({ pointer, detail });
  const document = push.kind === 'document';
  const known = document || ['approval', 'risk', 'supervision'].includes(push.kind as string);
  const copyTo = Array.isArray(push.copyTo) ? (push.copyTo as unknown[]) : [];
  const { type, creditCode: code } = part(push.party);
  const { validFrom, validTo } = part(push.licence);
  if (!document && push.matter == null) wrong('/matter', '请填写边界清单中的事项编码');
  if (!document && push.party == null) wrong('/party', '请填写行政相对人');
  if (known && push.kind !== 'approval' && push.decision != null) {
    wrong('/decision', '只有审批信息（approval）才填写决定类型');
  }
  if (known && !document && push.document != null) wrong('/document', '只有文件资料（document）才填写文件');
  if (known && push.kind !== 'supervision' && push.handling != null) {
    wrong('/handling', '只有监管处理信息（supervision）才填写处理决定');
  }
  if (document) errors.push(...documentErrors(part(push.document)));
  if (document && push.to == null) wrong('/to', '请填写接收单位');
  if (known && !document && copyTo.length > 0) wrong('/copyTo', '只有文件资料（document）才另行抄送');
  const orgs = [push.to, ...copyTo].map((target) => part(target).org);
  for (const [i, org] of orgs.slice(1).entries()) {
    if (org !== undefined && orgs.indexOf(org) <= i) wrong(`/copyTo/${i}/org`, '抄送单位与接收单位或其他抄送单位重复');
  }
  if (type === 'natural-person' && code != null) {
    wrong('/party/creditCode', '自然人不填写统一社会信用代码和身份证号码');
  }
  for (const name of ['number', 'documentNumber'] as const) {
    const number = part(push.licence)[name];
    if (typeof number === 'string' && !isWhole(number)) wrong(`/licence/${name}`, NOT_WHOLE);
  }
  if (isDate(validFrom) && isDate(validTo) && validTo < validFrom)
    wrong('/licence/validTo', '有效期止不能早于有效期起');
  return errors;
}

/** The members of an object; none of anything else. */
export function part(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isDate(value: unknown): value is CivilDate {
  return typeof value === 'string' && isCivilDate(value);
}

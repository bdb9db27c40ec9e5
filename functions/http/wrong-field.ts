/**
 * What is said of a field that does not fit, where its schema has no words of its own: which field it is, what is
 * wrong, and what to write instead. Chinese.
 */
import type * as z from 'zod';
import { layersOf, meaningOf, titleOf } from '../../shared/meaning.ts';

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

/** What zod calls a type, as people know it. */
const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: ' true 或 false',
  array: '数组',
  object: '对象（花括号内逐项填写）',
  record: '对象（花括号内逐项填写）',
  null: ' null',
  date: '日期',
};

/** The words for an issue of a schema: its own, where they are Chinese. */
export function wordsOf(schema: Schema, issue: Issue): string {
  if (!isEnglish(issue.message)) return issue.message;
  const name = nameAt(schema, issue.path);
  if (/received undefined$/.test(issue.message)) return `缺少${name}，请补充，${wanted(issue)}`;
  const found = schemaAt(schema, issue.path);
  if (found && meaningOf(found).is === 'record') return `${name}应为记录的编号；在网页上，打开该记录，复制其网址填写`;
  return `${name}${wanted(issue)}`;
}

function isEnglish(message: string): boolean {
  return /^[\x20-\x7e]*$/.test(message);
}

/** What stands at that place, in its own words where it has any. */
function nameAt(schema: Schema, path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return '提交的内容';
  if (typeof last === 'number') return `第 ${last + 1} 项`;
  const found = schemaAt(schema, path);
  const title = found && titleOf(found);
  return title === undefined ? `“${String(last)}”` : `“${title}”（${String(last)}）`;
}

/** The schema of what stands at that place; undefined where the way to it is not plain. */
export function schemaAt(schema: Schema, path: readonly PropertyKey[]): Schema | undefined {
  let at: Schema | undefined = schema;
  for (const part of path) at = at && memberOf(at, part);
  return at;
}

function memberOf(schema: Schema, part: PropertyKey): Schema | undefined {
  for (const layer of layersOf(schema)) {
    const { def } = (layer as z.core.$ZodTypes)._zod;
    if (def.type === 'object') return (def.shape as Record<PropertyKey, Schema | undefined>)[part];
    if (def.type === 'array') return def.element;
    if (def.type === 'record') return def.valueType;
    if (def.type === 'union') return def.options.map((option) => memberOf(option, part)).find((found) => found);
  }
  return undefined;
}

/** What is to stand there. */
function wanted(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `应为${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `应为${issue.values.length > 1 ? '下列之一：' : ' '}${issue.values.map(String).join('、')}`;
    case 'too_big':
      return `不能多于 ${issue.maximum}${unitOf(issue.origin)}，请减少`;
    case 'too_small':
      return `不能少于 ${issue.minimum}${unitOf(issue.origin)}，请补充`;
    case 'invalid_union':
      return eitherOf(issue.errors);
    case 'invalid_key':
      return '这个名称不能用，请核对名称的写法';
    default:
      return '的格式不对，请核对写法';
  }
}

function unitOf(origin: string): string {
  return origin === 'string' ? ' 个字' : origin === 'array' || origin === 'set' ? ' 项' : '';
}

/** Of several forms: what is wrong within the one that was meant, or which there are. */
function eitherOf(branches: readonly (readonly Issue[])[]): string {
  const meant = branches.find((issues) => issues.length > 0 && issues.every(({ path }) => path.length > 0));
  if (meant) return `中${meant.map((issue) => `“${issue.path.join('/')}”${said(issue)}`).join('；')}`;
  const forms = branches.flatMap((issues) => issues.filter(({ path }) => path.length === 0).map(said));
  return forms.length === 0 ? '不是规定的形式，请核对' : [...new Set(forms)].join('，或者');
}

function said(issue: Issue): string {
  return isEnglish(issue.message) ? wanted(issue) : issue.message;
}

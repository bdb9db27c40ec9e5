/** The columns of a workbook of pushes, known by their titles: which field each says, and of which kinds of push. */

import { meaningOf } from '../../shared/meaning.ts';
import { PUSH_KINDS, type PushKind } from '../../shared/pushes/fields.ts';
import { pushInput } from '../../shared/pushes/input.ts';

export { PUSH_KINDS, type PushKind };

import { schemaAt } from '../http/wrong-field.ts';

/** How a cell is read. `points`: risk points, one a line. `organisations`: several, with commas between. */
type Shape =
  | 'text'
  | 'number'
  | 'code'
  | 'date'
  | 'time'
  | 'choice'
  | 'yes-no'
  | 'organisation'
  | 'section'
  | 'points'
  | 'organisations';

export interface Column {
  readonly title: string;
  /** Of the field in `POST /pushes`, without the first slash. */
  readonly path: string;
  readonly shape: Shape;
  /** The kinds of push that have it; all where left out. */
  readonly kinds?: readonly PushKind[];
  /** The kinds that need it. */
  readonly needed?: readonly PushKind[];
  /** Beside what the field's own words say. */
  readonly help?: string;
}

const ALL = Object.keys(PUSH_KINDS) as readonly PushKind[];
const ABOUT_PARTY = ALL.filter((kind) => kind !== 'document');

const DAY = '如 2026-09-28';
const TIME = '如 2026-09-28 08:50；只有日期的，为当日零时';
const ORGANISATION = '单位的代码或名称';

export const REFERENCE = '编号';

/** In the order of the template. */
export const COLUMNS: readonly Column[] = [
  { title: REFERENCE, path: 'reference', shape: 'text', needed: ALL, help: '来源自己的编号，永久唯一' },
  { title: '信息类别', path: 'kind', shape: 'choice', help: '空白的，为表头以上写明的类别' },
  { title: '事项编码', path: 'matter', shape: 'code', needed: ABOUT_PARTY },
  { title: '审批决定', path: 'decision', shape: 'choice', kinds: ['approval'], help: '空白为准予' },
  { title: '相对人类型', path: 'party/type', shape: 'choice', help: '空白为法人或其他组织' },
  { title: '相对人名称', path: 'party/name', shape: 'text', needed: ABOUT_PARTY },
  { title: '统一社会信用代码', path: 'party/creditCode', shape: 'code', help: '自然人不填，也不要填身份证号码' },
  { title: '决定文书号', path: 'licence/documentNumber', shape: 'number' },
  { title: '证照名称', path: 'licence/name', shape: 'text' },
  { title: '证照编号', path: 'licence/number', shape: 'number' },
  { title: '决定日期', path: 'licence/decidedOn', shape: 'date', help: DAY },
  { title: '有效期起', path: 'licence/validFrom', shape: 'date', help: DAY },
  { title: '有效期止', path: 'licence/validTo', shape: 'date', help: DAY },
  { title: '办结时间', path: 'occurredAt', shape: 'time', needed: ALL, help: `${TIME}；监管处理信息为公布时间` },
  { title: '摘要', path: 'summary', shape: 'text', needed: ALL },
  { title: '乡镇（街道）', path: 'site/township', shape: 'text' },
  { title: '地址', path: 'site/address', shape: 'text' },
  { title: '联系人姓名', path: 'contact/name', shape: 'text' },
  { title: '联系电话', path: 'contact/phone', shape: 'text' },
  { title: '告知承诺', path: 'commitment', shape: 'yes-no', kinds: ['approval'], help: '是或否，空白为否' },
  { title: '许可附带的条件', path: 'conditions', shape: 'text', kinds: ['approval', 'risk'] },
  {
    ...{ title: '监管风险点', path: 'riskPoints', shape: 'points', kinds: ['approval', 'risk'] as const },
    help: '每行一个，写明程度：高、中或低，如“中：后厨面积偏小”',
  },
  { title: '处理方式', path: 'handling/type', shape: 'choice', kinds: ['supervision'] },
  { title: '处理文书号', path: 'handling/documentNumber', shape: 'number', kinds: ['supervision'] },
  { title: '处理决定日期', path: 'handling/decidedOn', shape: 'date', kinds: ['supervision'], help: DAY },
  { title: '文件类别', path: 'document/type', shape: 'choice', kinds: ['document'] },
  { title: '文号', path: 'document/number', shape: 'number', kinds: ['document'] },
  { title: '文件标题', path: 'document/title', shape: 'text', kinds: ['document'] },
  { title: '制发机关', path: 'document/issuer', shape: 'text', kinds: ['document'] },
  { title: '印发日期', path: 'document/issuedOn', shape: 'date', kinds: ['document'], help: DAY },
  { title: '收到日期', path: 'document/receivedOn', shape: 'date', kinds: ['document'], help: DAY },
  {
    ...{ title: '接收单位', path: 'to/org', shape: 'organisation', needed: ['document'] as const },
    help: `${ORGANISATION}；文件必填，其他仅清单为逐件指定的事项填写`,
  },
  { title: '接收科室', path: 'to/section', shape: 'section', help: '科室的代码或名称；空白为默认科室' },
  {
    ...{ title: '抄送单位', path: 'copyTo', shape: 'organisations', kinds: ['document'] as const },
    help: `${ORGANISATION}，以顿号分隔，最多 20 个`,
  },
  { title: '所更正的推送', path: 'corrects', shape: 'text', help: '本单位此前推送的编号' },
  { title: '办件编号', path: 'application', shape: 'text' },
  { title: '项目代码', path: 'project', shape: 'code' },
];

/** Those of one kind of push. */
export function columnsOf(kind: PushKind): readonly Column[] {
  return COLUMNS.filter(({ kinds = ALL }) => kinds.includes(kind));
}

/** Of a choice: its words, by what the API calls them. */
export function choicesOf(path: string): Readonly<Record<string, string>> {
  const schema = schemaAt(
    pushInput(),
    path.split('/').map((part) => (part === '0' ? 0 : part)),
  );
  return schema ? (meaningOf(schema).words ?? {}) : {};
}

/** The column that says the field of a pointer, or of what it is in; undefined where none does. */
export function columnAt(pointer: string): Column | undefined {
  const path = pointer.slice(1);
  return COLUMNS.find((one) => path === one.path || path.startsWith(`${one.path}/`));
}

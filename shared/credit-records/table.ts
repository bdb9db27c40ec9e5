/**
 * The fields of dual publicity (双公示, 发改办财金〔2018〕424号) as data: change a line, and forms, checks, answers and exports
 * follow. The codes and names were gathered from public systems that carry them; the notice's own annex was not at hand
 * (docs/credit.md). Inspection results have no national form: their codes (JC_…) are this system's own.
 */

export const RECORD_TYPES = { licence: '行政许可', penalty: '行政处罚', inspection: '检查和处理结果' } as const;
export type RecordType = keyof typeof RECORD_TYPES;

const PARTY_CLASSES = ['法人及非法人组织', '自然人', '个体工商户'] as const;
export type PartyClass = (typeof PARTY_CLASSES)[number];

const IDENTITY_DOCUMENTS = [
  '身份证',
  '护照号',
  '港澳居民来往内地通行证',
  '台湾居民来往大陆通行证',
  '外国人永久居留身份证',
] as const;

const LICENCE_CLASSES = ['普通', '特许', '认可', '核准', '登记', '其他'] as const;

/** 行政处罚法（2021）第九条. */
const PENALTY_CLASSES = [
  ...['警告', '通报批评', '罚款', '没收违法所得、没收非法财物', '暂扣许可证件', '降低资质等级', '吊销许可证件'],
  ...['限制开展生产经营活动', '责令停产停业', '责令关闭', '限制从业', '行政拘留', '其他'],
] as const;

const CONFISCATED = '没收违法所得、没收非法财物';
const WITHDRAWN = ['暂扣许可证件', '吊销许可证件'];

/**
 * At most so many months after the decision a penalty is public (信用修复管理办法, from 2026-04-01). Where nothing is said of
 * its severity, as long as the most serious.
 */
export const SEVERITIES = {
  minor: { label: '轻微', months: 3 },
  general: { label: '一般', months: 12 },
  serious: { label: '严重', months: 36 },
} as const;
export type Severity = keyof typeof SEVERITIES;

/** What an export has for a licence or a penalty without end. */
export const WITHOUT_END = { day: '2099-12-31', codes: ['XK_YXQZI', 'CF_YXQ'] } as const;

export type FieldForm = 'line' | 'text' | 'number' | 'date' | 'amount' | 'credit-code' | 'sealed';

/** When a field has to be there: always; for parties of these classes; or with one of these classes of penalty. */
export type Needed = 'always' | { readonly classes: readonly PartyClass[] } | { readonly penalties: readonly string[] };

export interface Row {
  /** Its code in records of licences, penalties and inspections; absent where they do not have it. */
  readonly licence?: string;
  readonly penalty?: string;
  readonly inspection?: string;
  readonly name: string;
  readonly form: FieldForm;
  /** The only values that it takes, each with its words. */
  readonly one?: Readonly<Record<string, string>>;
  /** The values that it takes, one or several, separated by `;`. */
  readonly some?: readonly string[];
  readonly needed?: Needed;
}

const ORGANISATIONS: Needed = { classes: ['法人及非法人组织', '个体工商户'] };

/** Values that are their own words. */
function themselves(values: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(values.map((value) => [value, value]));
}

/** The same field of licences and penalties, and of inspections where `more` says so. */
function both(end: string, name: string, form: FieldForm, more: Partial<Row> = {}): Row {
  return { licence: `XK_${end}`, penalty: `CF_${end}`, name, form, ...more };
}

function all(end: string, name: string, form: FieldForm, more: Partial<Row> = {}): Row {
  return both(end, name, form, { inspection: `JC_${end}`, ...more });
}

export const TABLE: readonly Row[] = [
  all('XDR_MC', '行政相对人名称', 'line', { needed: 'always' }),
  all('XDR_LB', '行政相对人类别', 'line', { needed: 'always', one: themselves(PARTY_CLASSES) }),
  all('XDR_SHXYM', '统一社会信用代码', 'credit-code', { needed: ORGANISATIONS }),
  both('XDR_GSZC', '工商注册号', 'line'),
  both('XDR_ZZJG', '组织机构代码', 'line'),
  both('XDR_SWDJ', '税务登记号', 'line'),
  both('XDR_SYDW', '事业单位证书号', 'line'),
  both('XDR_SHZZ', '社会组织登记证号', 'line'),
  both('FRDB', '法定代表人', 'line', { needed: { classes: ['法人及非法人组织'] } }),
  both('FR_ZJLX', '法定代表人证件类型', 'line', { one: themselves(IDENTITY_DOCUMENTS) }),
  both('FR_ZJHM', '法定代表人证件号码', 'sealed'),
  all('XDR_ZJLX', '证件类型', 'line', { one: themselves(IDENTITY_DOCUMENTS) }),
  all('XDR_ZJHM', '证件号码', 'sealed'),
  { licence: 'XK_XKWS', name: '行政许可决定文书名称', form: 'line', needed: 'always' },
  both('WSH', '决定（书）文号', 'number', { needed: 'always' }),
  { inspection: 'JC_WSH', name: '文书号', form: 'number' },
  { licence: 'XK_XKLB', name: '许可类别', form: 'line', needed: 'always', one: themselves(LICENCE_CLASSES) },
  { licence: 'XK_XKZS', name: '许可证书名称', form: 'line' },
  { licence: 'XK_XKBH', name: '许可编号', form: 'number' },
  { licence: 'XK_NR', name: '许可内容', form: 'text', needed: 'always' },
  { penalty: 'CF_WFXW', name: '违法行为类型', form: 'text', needed: 'always' },
  { penalty: 'CF_SY', name: '违法事实', form: 'text', needed: 'always' },
  { penalty: 'CF_YJ', name: '处罚依据', form: 'text', needed: 'always' },
  { penalty: 'CF_CFLB', name: '处罚类别', form: 'line', needed: 'always', some: PENALTY_CLASSES },
  { penalty: 'CF_NR', name: '处罚内容', form: 'text', needed: 'always' },
  { penalty: 'CF_NR_FK', name: '罚款金额（万元）', form: 'amount', needed: { penalties: ['罚款'] } },
  {
    penalty: 'CF_NR_WFFF',
    name: '没收违法所得、没收非法财物的金额（万元）',
    form: 'amount',
    needed: { penalties: [CONFISCATED] },
  },
  { penalty: 'CF_NR_ZKDX', name: '暂扣或吊销证照名称及编号', form: 'line', needed: { penalties: WITHDRAWN } },
  { inspection: 'JC_SX', name: '检查事项', form: 'line', needed: 'always' },
  { inspection: 'JC_JG', name: '检查结果', form: 'text', needed: 'always' },
  { inspection: 'JC_CL', name: '处理情况', form: 'text', needed: 'always' },
  all('JDRQ', '决定日期', 'date', { needed: 'always' }),
  { licence: 'XK_YXQZ', name: '有效期自', form: 'date', needed: 'always' },
  { licence: 'XK_YXQZI', name: '有效期至', form: 'date' },
  { penalty: 'CF_YXQ', name: '处罚有效期', form: 'date' },
  { penalty: 'CF_GSJZQ', name: '公示截止期', form: 'date' },
  { licence: 'XK_XKJG', name: '许可机关', form: 'line', needed: 'always' },
  { penalty: 'CF_CFJG', name: '处罚机关', form: 'line', needed: 'always' },
  { inspection: 'JC_JCJG', name: '检查机关', form: 'line', needed: 'always' },
  {
    ...{ licence: 'XK_XKJGDM', penalty: 'CF_CFJGDM', name: '机关统一社会信用代码' },
    ...{ form: 'credit-code', needed: 'always' },
  },
  { inspection: 'JC_KS', name: '科室', form: 'line' },
  { licence: 'XK_ZT', name: '当前状态', form: 'line', one: { '1': '有效', '0': '无效' } },
  { licence: 'XK_LYDW', penalty: 'CF_SJLY', name: '数据来源单位', form: 'line', needed: 'always' },
  {
    ...{ licence: 'XK_LYDWDM', penalty: 'CF_SJLYDM', name: '数据来源单位统一社会信用代码' },
    ...{ form: 'credit-code', needed: 'always' },
  },
  { licence: 'BZ', penalty: 'BZ', inspection: 'BZ', name: '备注', form: 'text' },
];

/** A field as records of one type have it. */
export interface TypedRow extends Row {
  readonly code: string;
}

/** The fields of a type in the platform's order. */
export function rowsOf(type: RecordType): readonly TypedRow[] {
  return TABLE.flatMap((row) => (row[type] === undefined ? [] : [{ ...row, code: row[type] }]));
}

/** Every code once, with its field and the types of record that have it. */
export function allCodes(): ReadonlyMap<string, { row: Row; types: readonly RecordType[] }> {
  const codes = new Map<string, { row: Row; types: RecordType[] }>();
  for (const type of Object.keys(RECORD_TYPES) as RecordType[]) {
    for (const row of rowsOf(type)) {
      const there = codes.get(row.code);
      if (there) there.types.push(type);
      else codes.set(row.code, { row, types: [type] });
    }
  }
  return codes;
}

/**
 * 推送录入: of all that a push may say, what its kind and its matter need stands in front, the rest is folded away. Pure.
 */
import type { Matter } from '../../../shared/boundary/matter.ts';
import { bureauOf, type County, canClaim, organisationOf } from '../../../shared/county.ts';
import type { Actor } from '../../../shared/exchange/exchange.ts';
import type { Field } from '../fields.ts';

/** What is pushed by hand: the kinds that the API's route takes. */
export type PushKind = 'approval' | 'risk' | 'supervision' | 'document';

/** The fields of a form in two parts. */
export interface EntryFields {
  readonly main: readonly Field[];
  readonly others: readonly Field[];
}

/** Said by the form's address, by its key, or of no use to people. */
const GIVEN = ['kind', 'reference', 'matter', 'copyTo', 'to', 'document', 'handling', 'decision'];

const PARTY = ['party/creditCode', 'party/name'];
const LICENCE = ['licence/name', 'licence/number', 'licence/documentNumber'];
const MAIN: Readonly<Record<PushKind, readonly string[]>> = {
  approval: [...PARTY, 'decision', ...LICENCE, 'occurredAt', 'summary'],
  risk: [...PARTY, 'riskPoints', 'occurredAt', 'summary'],
  supervision: [...PARTY, 'licence/number', 'handling', 'occurredAt', 'summary'],
  document: ['to', 'document', 'copyTo', 'occurredAt', 'summary', 'attachments'],
};
/** Of what is folded away, what the kind has no use for. */
const WITHOUT: Readonly<Record<PushKind, readonly string[]>> = {
  approval: [],
  risk: ['conditions', 'commitment'],
  supervision: ['conditions', 'commitment', 'riskPoints'],
  document: ['party', 'licence', 'site', 'contact', 'commitment', 'conditions', 'riskPoints'],
};

/** What people read of a field of this form, where the API's words are for machines. */
const SAID: Readonly<Record<string, Partial<Field>>> = {
  party: { hint: null },
  'party/name': { title: '相对人名称' },
  'party/creditCode': { hint: '18 位。填写后按“按代码填入名称”，平台有记录的自动填入名称；自然人不填' },
  'party/type': {
    title: '相对人类型',
    hint: '不选的，按信用代码判断：92 开头的为个体工商户，其余为法人或其他组织。自然人请选择',
  },
  to: { required: true, hint: null },
  decision: { hint: null, required: true },
  summary: { required: false },
  occurredAt: { hint: '作出决定、办结的时间，不晚于现在' },
  'licence/decidedOn': { hint: '与办结时间同一天的不填' },
  commitment: { hint: '以告知承诺方式办理的勾选' },
  corrects: { hint: '更正以前的推送时，填写原推送的编号（在原推送的页面上）；不更正的不填' },
  attachments: { hint: null },
};
const OF_KIND: Readonly<Partial<Record<PushKind, Readonly<Record<string, Partial<Field>>>>>> = {
  approval: { summary: { hint: '不填的，写作“决定：事项名称”，例如“准予：食品经营许可”', required: false } },
  risk: { riskPoints: { required: true }, summary: { required: true } },
  supervision: {
    occurredAt: { title: '结果公布时间', hint: '处理结果公布的时间，不晚于现在' },
    'licence/number': { title: '所涉证照的编号', hint: '不涉及证照的不填' },
    handling: { title: '处理决定', hint: '检查结果不作处理的可以不填；填写的，自动登记信用记录' },
    summary: { required: true },
  },
  document: {
    occurredAt: { title: '文件形成或收到时间', hint: '不晚于现在' },
    document: { hint: null },
    copyTo: { hint: '最多 20 个' },
    summary: { required: true, hint: '写明请对方做什么，或仅供知悉' },
  },
};

/** The fields for a kind and its matter, from those that the API's route takes. `matter`: null for documents. */
export function entryFields(all: readonly Field[], kind: PushKind, matter: Matter | null): EntryFields {
  const named = matter?.addressing === 'named-per-push' && kind !== 'supervision' ? ['to'] : [];
  const wanted = [...named, ...MAIN[kind]];
  const main = wanted.flatMap((name) => {
    const field = fieldAt(all, name);
    return field ? [said(field, kind)] : [];
  });
  const others = all
    .filter(({ name }) => !wanted.includes(name) && !GIVEN.includes(name) && !WITHOUT[kind].includes(name))
    .map((field) => without(field, wanted))
    .filter(({ shape, fields }) => shape !== 'group' || (fields?.length ?? 0) > 0)
    .map((field) => said(field, kind));
  return { main, others };
}

/** The same fields as the API's body nests them: for reading what was sent, and for finding what is wrong. */
export function nested(all: readonly Field[], { main, others }: EntryFields): readonly Field[] {
  const known = new Map(
    [...main, ...others.flatMap((field) => [field, ...(field.fields ?? [])])].map((f) => [f.name, f]),
  );
  return all.flatMap((field): Field[] => {
    const shown = known.get(field.name);
    if (field.shape !== 'group' || field.fields === undefined) return shown ? [shown] : [];
    const fields = field.fields.flatMap((inner) => known.get(inner.name) ?? (shown ? [inner] : []));
    // A party is always asked for, so that what is missing of it is said at its name.
    return fields.length === 0 ? [] : [{ ...(shown ?? field), fields, required: field.name === 'party' }];
  });
}

/** What people read for the values of a field that the API's route takes. */
export function wordsIn(all: readonly Field[], name: 'kind' | 'decision'): Readonly<Record<string, string>> {
  return fieldAt(all, name)?.words ?? {};
}

/** What a person's account may enter: a bureau approvals and risks, all others what they decided. */
export function kindsFor({ roles, org }: Actor, county: County): readonly PushKind[] {
  const officer = roles.includes('officer') || roles.includes('section-head');
  const office = roles.includes('government-office') || roles.includes('discipline');
  const found = organisationOf(county, org);
  const supervises: readonly PushKind[] = found && canClaim(found) ? ['supervision'] : [];
  const own: readonly PushKind[] = org === bureauOf(county).code ? ['approval', 'risk'] : supervises;
  return [...(officer ? own : []), ...(officer || office ? (['document'] as const) : [])];
}

/** Whether an organisation enters such a push of a matter: the bureau all, others those that they supervise. */
export function enters(matter: Matter, kind: PushKind, org: string, county: County): boolean {
  if (kind !== 'supervision') return true;
  const found = organisationOf(county, org);
  const open = matter.addressing === 'named-per-push' && matter.candidates.length === 0;
  if (open) return found !== undefined && canClaim(found);
  return [matter.department, matter.enforcementAgency, ...matter.candidates].includes(org);
}

/** Whom a push of the matter can be named to. */
export function nameable({ candidates }: Matter, county: County): County {
  const may = (code: string): boolean => candidates.length === 0 || candidates.includes(code);
  const bureau = bureauOf(county).code;
  const organisations = county.organisations.filter((org) => org.code !== bureau && canClaim(org) && may(org.code));
  return { ...county, organisations };
}

function fieldAt(fields: readonly Field[], name: string): Field | undefined {
  const [first = ''] = name.split('/');
  const found = fields.find((field) => field.name === first);
  return name === first ? found : found?.fields?.find((field) => field.name === name);
}

/** A group without what stands elsewhere in the form. */
function without(field: Field, elsewhere: readonly string[]): Field {
  if (field.shape !== 'group') return field;
  return { ...field, fields: (field.fields ?? []).filter(({ name }) => !elsewhere.includes(name)) };
}

function said(field: Field, kind: PushKind): Field {
  const inner = field.fields && { fields: field.fields.map((one) => said(one, kind)) };
  return { ...field, ...inner, ...SAID[field.name], ...OF_KIND[kind]?.[field.name] };
}

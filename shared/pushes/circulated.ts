/**
 * Documents that pass between both sides (arts. 20, 24): what kind of document it is, until when it had to be passed
 * on, and whether this push is the one by which that counts.
 */

import * as z from 'zod';
import { departmentsOf } from '../boundary/departments.ts';
import type { Matter } from '../boundary/matter.ts';
import { inBrackets } from '../citing.ts';
import type { ClockName } from '../clocks/clocks.ts';
import { dueOf } from '../clocks/due.ts';
import { bureauOf, organisationOf } from '../county.ts';
import type { FieldError } from '../errors.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Effect } from '../exchange/seams.ts';
import { choice, civilDate, identifier, line, optional } from '../fields.ts';
import { comparable } from '../identifier.ts';
import { derivedId, keyOf } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import { type CivilDate, civilDateOf, startOfDay } from '../time.ts';

const TYPES = {
  own: '本单位制发',
  forwarded: '转发',
  superior: '上级新要求',
  minutes: '会议纪要',
  other: '其他',
} as const;

/** Figures of the annex that count a document passed on too late. */
export const COUNTS = { copiesLate: '文件抄送超期', forwardedLate: '上级要求转送超期' } as const;

const shape = lazily(() => ({
  type: choice(TYPES).meta({ title: '文件类别' }),
  number: identifier(100).meta({ title: '文号' }),
  title: line(200).meta({ title: '文件标题' }),
  issuer: line(200).meta({ title: '制发机关' }),
  issuedOn: civilDate().meta({ title: '印发日期', description: '本单位制发、转发的必填' }),
  receivedOn: civilDate().meta({ title: '收到日期', description: '上级新要求必填' }),
}));

export const documentInput = lazily(() => {
  const { issuedOn, receivedOn, ...others } = shape();
  return z.strictObject({ ...others, issuedOn: optional(issuedOn), receivedOn: optional(receivedOn) });
});

export const keptDocument = lazily(() => {
  const { issuedOn, receivedOn, ...others } = shape();
  return z.strictObject({ ...others, issuedOn: issuedOn.nullable(), receivedOn: receivedOn.nullable() });
});

type Document = Checked<typeof documentInput>;

/** Of a push, what says to whom a document goes. */
interface Passing {
  document?: Document | undefined;
  to: { org: string } | null;
  copyTo: readonly { org: string }[];
}

type Sender = Pick<Facts, 'county'> & { readonly actor: { readonly org: string } };

/** What is known when a document is passed on. */
type PassingFacts = Facts & Sender & { list: { matter: Matter | null }; sameDocument: boolean };

/** What its days must be, whatever else the push says. Fields may be missing or of any type. */
export function documentErrors(document: Readonly<Record<string, unknown>>): FieldError[] {
  const { type, issuedOn, receivedOn } = document;
  const wrong = (name: string, detail: string): FieldError[] => [{ pointer: `/document/${name}`, detail }];
  if ((type === 'own' || type === 'forwarded') && issuedOn == null) return wrong('issuedOn', '请填写文件的印发日期');
  return type === 'superior' && receivedOn == null ? wrong('receivedOn', '请填写收到上级文件的日期') : [];
}

/** Days that are yet to come. */
export function futureDays({ document }: Passing, { now }: Facts): FieldError[] {
  const today = civilDateOf(now);
  return (['issuedOn', 'receivedOn'] as const).flatMap((name) =>
    (document?.[name] ?? today) > today ? [{ pointer: `/document/${name}`, detail: '日期不能晚于今天，请核对' }] : [],
  );
}

/**
 * The key of the item that says which push was the first by which a sender passed on a document of that issuer and
 * number; null where this push is none by which that counts, since it reaches nobody whom art. 20 names. An item, and
 * no place in an index: of two pushes in the same moment one alone writes it, and the other is decided anew.
 */
export function firstPassedKey(input: Passing, facts: Sender): string | null {
  const { document } = input;
  if (!document || dueFrom(document) === null || !reaches(input, facts)) return null;
  const { jurisdiction } = facts.county;
  const id = derivedId(facts.actor.org, comparable(document.issuer), comparable(document.number));
  return keyOf(jurisdiction, 'passed', id);
}

/** The write that says so, for the first. */
export function firstPassed(input: Passing, facts: PassingFacts, push: string): Effect[] {
  const key = firstPassedKey(input, facts);
  if (key === null || facts.sameDocument) return [];
  return [{ do: 'put', put: { item: { key, head: push, value: { push }, places: {} }, expected: null } }];
}

/** Until when it had to be passed on, where that can be counted, and how it counts: by its first push alone. */
export function passedOn(input: Passing, facts: PassingFacts) {
  const { document } = input;
  const day = document ? dueFrom(document) : null;
  if (!document || day === null) return { pushDue: null, pushedLate: null };
  const name = clockOf(document, facts);
  const due = dueOf(facts, name, startOfDay(day));
  if (due === null) return { pushDue: null, pushedLate: null };
  const late = facts.now >= due.deadline;
  const first = firstPassedKey(input, facts) !== null && !facts.sameDocument;
  const counts = name === 'copy' ? ('copiesLate' as const) : ('forwardedLate' as const);
  return { pushDue: due.by, pushedLate: late, ...(first && late && { documentCounts: counts }) };
}

interface Missing {
  code: 'bureau-missing' | 'department-missing';
  pointer: string;
  detail: string;
}

/** Whom art. 20 wants to have it, where it goes to nobody of them. */
export function documentWarnings(input: Passing, { actor, county, list }: PassingFacts): Missing[] {
  if (!input.document) return [];
  const bureau = bureauOf(county).code;
  const orgs = reached(input);
  const missing = (code: Missing['code'], detail: string): Missing[] => [{ code, pointer: '/to', detail }];
  if (actor.org !== bureau) {
    const supervises = SUPERVISE.includes(organisationOf(county, actor.org)?.type ?? '');
    return !supervises || orgs.includes(bureau)
      ? []
      : missing('bureau-missing', `与划转事项相关的文件，要同时发县行政审批服务局${inBrackets(county, '20')}。`);
  }
  const departments = list.matter ? departmentsOf(list.matter, county) : null;
  return departments === null || departments.some((org) => orgs.includes(org))
    ? []
    : missing('department-missing', `与审批事项有关的文件，要同时发相应行业主管部门${inBrackets(county, '20')}。`);
}

/** The day from which it had to be passed on; null where nothing says so. */
export function dueFrom({ type, issuedOn, receivedOn }: Document): CivilDate | null {
  if (type === 'own' || type === 'forwarded') return issuedOn;
  return type === 'superior' ? receivedOn : null;
}

/** Art. 24 gives departments three days for what superiors newly require; the bureau passes on at once. */
function clockOf({ type }: Document, { actor, county }: Sender): ClockName {
  return type === 'superior' && actor.org !== bureauOf(county).code ? 'forward-superior' : 'copy';
}

/** From a department the bureau, from the bureau a department or agency (art. 20). */
function reaches(input: Passing, { actor, county }: Sender): boolean {
  const type = organisationOf(county, actor.org)?.type ?? '';
  const to = reached(input).map((org) => organisationOf(county, org)?.type ?? '');
  if (type === 'approval-bureau') return to.some((one) => SUPERVISE.includes(one));
  return SUPERVISE.includes(type) && to.includes('approval-bureau');
}

const SUPERVISE: readonly string[] = ['department', 'enforcement-agency'];

function reached({ to, copyTo }: Passing): string[] {
  return [...(to ? [to.org] : []), ...copyTo.map(({ org }) => org)];
}

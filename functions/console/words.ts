/**
 * Values of the API's answers in words, in one line: codes as names, choices in words, instants by the clock on the
 * wall.
 */
import { THING_WORDS } from '../../shared/audit/things.ts';
import { basisAt } from '../../shared/citing.ts';
import { organisationOf, orgName } from '../../shared/county.ts';
import { meaningOf } from '../../shared/meaning.ts';
import { civilDateOf, formatInstant, type Instant, parseInstant, quarterName, startOfDay } from '../../shared/time.ts';
import {
  coreOf,
  elementOf,
  formatOf,
  isUnion,
  type Names,
  type Object$,
  partsOf,
  type Schema,
  type Union,
} from './answer-parts.ts';
import { wallClock } from './plain-reading.ts';

/** A value in words, in one line: for tables and workbooks. Nothing is an empty text. */
export function wordsOf(schema: Schema, value: unknown, names: Names): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value)) {
    const element = elementOf(schema);
    return value.map((one) => wordsOf(element, one, names)).join('、');
  }
  if (typeof value === 'object') {
    if (isPerson(value as Object$)) return personWords(value as Object$);
    const inside = partsOf(schema, value as Object$, names);
    return inside.map(({ field, part, known }) => wordsOf(field, part, known)).join(' ');
  }
  return plainWords(schema, value as string | number | boolean, names);
}

export function plainWords(schema: Schema, value: string | number | boolean, names: Names): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return String(value);
  const { is, words, ends } = meaningOf(schema);
  if (words) return words[value] ?? value;
  if (ends) return endWords(value);
  if (is === undefined && isUnion(schema)) return plainWords(optionOf(schema, value), value, names);
  if (is === 'thing') return thingWords(value, names);
  if (is === 'kind') return names.kinds.get(value) ?? value;
  if (is === 'record') return names.records?.get(value) ?? names.told?.get(value) ?? (names.records ? UNSEEN : value);
  if (is === 'organisation') return orgName(names.county, value);
  if (is === 'section') return sectionName(value, names);
  if (is === 'article') return basisAt(names.county, value);
  if (is === 'matter') return [value, names.matters?.get(value)].filter(Boolean).join(' ');
  if (is === 'quarter' || is === 'circular') return quarterName(value);
  if (is === 'person') return personName(value, names);
  return formatOf(schema) === 'date-time' ? moment(value) : value;
}

/** Whoever did it: a person, a machine, the platform, or an organisation for which nobody in particular did. */
function personName(value: string, { people, placed, county }: Names): string {
  return people.get(value) ?? placed?.get(value) ?? BESIDE[value] ?? organisationOf(county, value)?.name ?? value;
}

/** In place of a record that is no link, mostly since its reader may not see it: its number tells nobody anything. */
export const UNSEEN = '（不能在此打开的记录）';

/** `accounts/SCJG/scjg.officer`: 账号·冠县市场监督管理局·scjg.officer. */
function thingWords(thing: string, { county, people }: Names): string {
  const [kind = '', ...parts] = thing.split('/');
  return [
    THING_WORDS[kind] ?? kind,
    ...parts
      .filter((part) => !/^[0-9a-f]{32}$/.test(part))
      .map((part) => organisationOf(county, part)?.name ?? people.get(part) ?? part),
  ].join('·');
}

/** Of several forms of a value the one that has words for it; else the last. */
function optionOf(schema: Union, value: string): Schema {
  const { options } = (coreOf(schema) as Union)._zod.def;
  return (options.find((one) => meaningOf(one).words?.[value]) ?? options.at(-1)) as Schema;
}

/** What the platform did by itself. */
const BESIDE: Readonly<Record<string, string>> = { clock: '期限届满', system: '平台' };

/** What a record is called and what it is; once, where the latter says the former. */
export function subjectOf(called: string, heading: string): string {
  return heading.includes(called) ? heading : `${called}　${heading}`;
}

/** `2026-09-28 09:00`. */
export function moment(instant: string): string {
  return parseInstant(instant) === undefined ? instant : wallClock(instant).replace('T', ' ');
}

/** From when on: `12 月 4 日`, with the year where it is not this one, with the time where no day begins then. */
export function sinceWords(at: Instant, now: Instant): string {
  const day = civilDateOf(at);
  const [year, month, date] = day.split('-').map(Number);
  const time = at === startOfDay(day) ? '' : ` ${wallClock(formatInstant(at)).slice(11)} `;
  return `${day.startsWith(civilDateOf(now).slice(0, 4)) ? '' : `${year} 年 `}${month} 月 ${date} 日${time}`;
}

/** `2026-10-13T00:00:00+08:00`: 2026-10-12 24:00 前. */
function endWords(instant: string): string {
  const at = parseInstant(instant);
  if (at === undefined) return instant;
  const midnight = wallClock(instant).endsWith('T00:00');
  return midnight ? `${civilDateOf(at - 1)} 24:00 前` : `${moment(instant)} 前`;
}

function sectionName(code: string, { county, org }: Names): string {
  const own = org === null ? undefined : organisationOf(county, org);
  const all = own ? [own] : county.organisations;
  return all.flatMap(({ sections }) => sections).find((section) => section.code === code)?.name ?? code;
}

/** An account with the name of whoever has it. */
export function isPerson(value: Object$): boolean {
  const { account, name, ...others } = value;
  return typeof account === 'string' && typeof name === 'string' && Object.keys(others).length === 0;
}

export function personWords({ account, name }: Object$): string {
  return `${name}（${account}）`;
}

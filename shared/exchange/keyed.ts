/**
 * The timeline's keys, and what a record is about: whoever opens a record may say them, whatever its kind (arts. 8,
 * 17). A kind that has a field of that name keeps it; of all others the kernel takes them in, keeps them in the
 * record's head and shows them. Absent while unset, so that what was opened before they were there is the same content
 * still.
 */
import * as z from 'zod';
import type { FieldError } from '../errors.ts';
import { allOptional, identifier, listOf } from '../fields.ts';
import { maskIdentityNumbers } from '../identity-number.ts';
import { lazily } from '../lazily.ts';
import { partyInput } from '../party.ts';
import { recordId } from '../record-fields.ts';
import type { Actor, Exchange } from './exchange.ts';
import { sightOf } from './sight.ts';

/** Project codes have 24 characters (GB/T 40058): `2309-371525-04-01-123456`. */
const PROJECT = /^[\dA-Z-]{24}$/;

export const applicationNumber = lazily(() => identifier(100).meta({ title: '办件编号' }));

export const projectCode = lazily(() =>
  z
    .string({ error: '请填写项目代码' })
    .regex(PROJECT, { error: '应为 24 位项目代码，例如 2309-370000-04-01-123456' })
    .meta({ title: '项目代码', description: 'GB/T 40058，24 位', example: '2309-371525-04-01-123456' }),
);

const licenceNumbers = lazily(() =>
  z.strictObject(
    allOptional({
      number: identifier(100).meta({ title: '证照编号' }),
      documentNumber: identifier(100).meta({ title: '决定文书号' }),
    }),
  ),
);

/** Each may be left out or null. */
export const keyFields = lazily(() => ({
  about: listOf(recordId(), 20)
    .nullish()
    .meta({ title: '涉及的记录', description: '可以查看的记录的编号，最多 20 个' }),
  party: partyInput().nullish().meta({ title: '行政相对人' }),
  licence: licenceNumbers().nullish().meta({ title: '证照与决定文书' }),
  application: applicationNumber().nullish(),
  project: projectCode().nullish(),
}));

type Shape = ReturnType<typeof keyFields>;
export type KeyName = keyof Shape;
/** What was said of them; what was not, or null, is absent. */
export type Keys = { -readonly [K in KeyName]?: NonNullable<z.output<Shape[K]>> };

const KEY_NAMES: readonly KeyName[] = ['about', 'party', 'licence', 'application', 'project'];

/** The input of an opening with those keys that its kind has no field of its own for. */
export function withKeys<Input>(input: () => z.ZodType<Input>): {
  input: () => z.ZodType<Input>;
  keys: () => readonly KeyName[];
} {
  const keys = lazily(() => KEY_NAMES.filter((name) => !Object.hasOwn(objectOf(input()).shape, name)));
  const extended = lazily(() => {
    const own = objectOf(input());
    const shape = keyFields();
    const added = Object.fromEntries(keys().map((name) => [name, shape[name]]));
    return own.safeExtend(added).meta(own.meta() ?? {}) as unknown as z.ZodType<Input>;
  });
  return { input: extended, keys };
}

function objectOf(schema: z.ZodType): z.ZodObject {
  if (!(schema instanceof z.ZodObject)) throw new Error('what opens a kind is an object');
  return schema;
}

/** The input as the kind declared it, and the keys that were said beside it. */
export function keysApart(input: unknown, names: readonly KeyName[]): { own: unknown; keys: Keys } {
  const entries = Object.entries(input as object);
  const isKey = (name: string): boolean => (names as readonly string[]).includes(name);
  const said = entries.filter(([name, value]) => isKey(name) && saysSomething(value));
  return { own: Object.fromEntries(entries.filter(([name]) => !isKey(name))), keys: Object.fromEntries(said) };
}

function saysSomething(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  return Array.isArray(value) ? value.length > 0 : typeof value !== 'object' || Object.values(value).some(isSaid);
}

function isSaid(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/** The head of a record that those keys are said of. `compared`: the number by which its licence is found. */
export function headWith(
  { about, party, licence, application, project }: Keys,
  compared: string | null,
): Partial<Exchange> {
  const subject = { ...(party && { party }), ...(licence && { licence: shownNumbers(licence) }) };
  return {
    ...(party && { party: party.creditCode }),
    ...(licence && { licence: compared }),
    ...((party || licence) && { subject }),
    ...(about && { about }),
    ...(application !== undefined && { application }),
    ...(project !== undefined && { project }),
  };
}

/** An identity number in a licence's number is not kept; it is found by its keyed digest. */
function shownNumbers({ number, documentNumber }: NonNullable<Keys['licence']>) {
  const shown = (text: string | null): string | null =>
    text === null ? null : maskIdentityNumbers(text.normalize('NFC'));
  return { number: shown(number), documentNumber: shown(documentNumber) };
}

/** What somebody may not see, or is not there, is nothing that he can say a record is about. */
export function aboutErrors(
  about: readonly string[],
  found: ReadonlyMap<string, Exchange>,
  actor: Actor,
): FieldError[] {
  return about.flatMap((id, i): FieldError[] => {
    const record = found.get(id);
    const seen = record !== undefined && sightOf(record, actor) !== null;
    if (!seen) return [{ pointer: `/about/${i}`, detail: '没有该记录，或者您无权查看，请核对编号' }];
    return about.indexOf(id) < i ? [{ pointer: `/about/${i}`, detail: '记录重复，请删除' }] : [];
  });
}

/** By what the timeline finds a record. */
export type TimelineKeys = Pick<Exchange, 'party' | 'licence' | 'application' | 'project'>;

/** Those of a record, for what comes of it. */
export function timelineKeys({ party, licence, application, project }: Exchange): TimelineKeys {
  return {
    ...{ party, licence },
    ...(application !== undefined && { application }),
    ...(project !== undefined && { project }),
  };
}

/** The same with what it is about in words: what is asked for its sake is found, and shown, with it. */
export type Inherited = TimelineKeys & Pick<Exchange, 'subject'>;

export function inherited(exchange: Exchange): Inherited {
  return { ...timelineKeys(exchange), ...(exchange.subject && { subject: exchange.subject }) };
}

/** The keys as answered beside a head: those of `exchange` that its kind has no field of its own for. */
export function presentKeys({ about, subject, application, project }: Exchange): Record<KeyName, unknown> {
  return {
    about: about ?? [],
    party: subject?.party ?? null,
    licence: subject?.licence ?? null,
    application: application ?? null,
    project: project ?? null,
  };
}

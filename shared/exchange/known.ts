/**
 * Whether the organisations and sections that an input names are there: told from the schema, which says what each
 * field is, so that no act has to look. Said with the form's other errors, before anything about records and rights.
 */
import type * as z from 'zod';
import { type County, endedDetail, isActive, type Organisation, organisationOf } from '../county.ts';
import type { FieldError } from '../errors.ts';
import { layersOf, meaningOf } from '../meaning.ts';

type Schema = z.core.$ZodType;

/**
 * Every code that nobody has, or whose organisation has ended: an organisation's anywhere, a section's beside its
 * organisation (`org`). `at`: the pointer of what is looked at.
 */
export function unknownCodes(schema: Schema, input: unknown, county: County, at = ''): FieldError[] {
  return within(schema, input, at, { county, wrong: unknownOrganisation, sections: sectionErrors });
}

/** What is wrong, with every organisation of a type that its field does not take (`only`), said once each. */
export function withUntaken(said: readonly FieldError[], schema: Schema, input: unknown, county: County): FieldError[] {
  const untaken = within(schema, input, '', { county, wrong: untakenOrganisation });
  return [...said, ...untaken.filter(({ pointer }) => !said.some((one) => one.pointer === pointer))];
}

/** What is looked for in an input. */
interface Look {
  readonly county: County;
  /** What is wrong with the organisation of that code in that field; null where nothing is. */
  wrong(schema: Schema, code: string, county: County): string | null;
  sections?(
    shape: Readonly<Record<string, Schema>>,
    object: Readonly<Record<string, unknown>>,
    at: string,
    county: County,
  ): FieldError[];
}

function unknownOrganisation(schema: Schema, code: string, county: County): string | null {
  const found = organisationOf(county, code);
  if (!found) return `没有代码为 ${code} 的单位，请从单位名录中选择${orNone(schema)}`;
  return isActive(found) || meaningOf(schema).ended ? null : endedDetail(found, county);
}

function untakenOrganisation(schema: Schema, code: string, county: County): string | null {
  const found = organisationOf(county, code);
  const { only } = meaningOf(schema);
  return !found || !only || only.types.includes(found.type) ? null : `${found.name}${only.why}`;
}

function within(schema: Schema, value: unknown, at: string, look: Look): FieldError[] {
  if (value === null || value === undefined) return [];
  if (meaningOf(schema).is === 'organisation') {
    const detail = typeof value === 'string' ? look.wrong(schema, value, look.county) : null;
    return detail === null ? [] : [{ pointer: at, detail }];
  }
  const { def } = (layersOf(schema).at(-1) as z.core.$ZodTypes)._zod;
  if (def.type === 'array' && Array.isArray(value)) {
    return value.flatMap((one, i) => within(def.element, one, `${at}/${i}`, look));
  }
  if (def.type !== 'object') return [];
  const object = value as Readonly<Record<string, unknown>>;
  const named = Object.entries(def.shape).flatMap(([name, field]) =>
    within(field, object[name], `${at}/${name}`, look),
  );
  return [...named, ...(look.sections?.(def.shape, object, at, look.county) ?? [])];
}

function sectionErrors(
  shape: Readonly<Record<string, Schema>>,
  { org, section }: Readonly<Record<string, unknown>>,
  at: string,
  county: County,
): FieldError[] {
  const field = shape.section;
  if (!field || meaningOf(field).is !== 'section' || typeof section !== 'string') return [];
  const found = typeof org === 'string' ? organisationOf(county, org) : undefined;
  return found && !hasSection(found, section)
    ? [{ pointer: `${at}/section`, detail: unknownSection(found, section) }]
    : [];
}

/**
 * The section where work arrives: the one named, else the organisation's default, else none (any officer). A list may
 * still name a section that the organisation no longer has: that is as if it named none.
 */
export function sectionOf(county: County, org: string, section: string | null): string | null {
  const found = organisationOf(county, org);
  if (section !== null && found && hasSection(found, section)) return section;
  return found?.defaultSection ?? null;
}

export function hasSection({ sections }: Organisation, code: string): boolean {
  return sections.some((section) => section.code === code);
}

function unknownSection({ name }: Organisation, code: string): string {
  return `${name}没有代码为 ${code} 的科室，请从该单位的科室中选择，或留空`;
}

function orNone(schema: Schema): string {
  return layersOf(schema).some((layer) => (layer as z.core.$ZodTypes)._zod.def.type === 'optional') ? '，或留空' : '';
}

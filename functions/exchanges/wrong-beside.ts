/**
 * What else is wrong with a body that does not fit its schema, so that all of it is told at once: what the county tells
 * of codes, what is missing for what was chosen first, and what does not fit together of the fields that can be read.
 */
import type * as z from 'zod';
import type { FieldError } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { unknownCodes, withUntaken } from '../../shared/exchange/known.ts';
import { askedOf } from '../../shared/exchange/opening.ts';
import { unfitting, withoutSaid } from '../http/input.ts';

type AnyOpening = NonNullable<AnyKind['opening']>;

/** Of what opens a record. */
export async function wrongInOpening(
  { desk, actor }: { readonly desk: Desk; readonly actor: Actor },
  opening: AnyOpening,
  json: unknown,
): Promise<FieldError[]> {
  const facts = await desk.facts();
  const said = [...unknownCodes(opening.input(), json, facts.county), ...beyondWhole(opening, json)];
  const across = opening.across?.(readable(opening.input(), json), { ...facts, actor }) ?? [];
  return withUntaken([...said, ...withoutSaid(across, said)], askedOf(opening, json), json, facts.county);
}

/** Of what is done with one. */
export async function wrongInAct(desk: Desk, schema: z.ZodType, json: unknown): Promise<FieldError[]> {
  const { county } = await desk.facts();
  return withUntaken(unknownCodes(schema, json, county), schema, json, county);
}

/** What else is missing for what was chosen first. */
function beyondWhole(opening: AnyOpening, json: unknown): FieldError[] {
  const asked = askedOf(opening, json);
  return asked === opening.input() ? [] : unfitting(asked, json).filter(({ detail }) => !detail.startsWith('未知字段'));
}

/** The fields that fit by themselves; the others are absent. */
function readable(schema: z.ZodType, json: unknown): Readonly<Record<string, unknown>> {
  const given = (typeof json === 'object' && json !== null ? json : {}) as Readonly<Record<string, unknown>>;
  const fields = Object.entries((schema as z.ZodObject).shape as Readonly<Record<string, z.ZodType>>);
  return Object.fromEntries(
    fields.flatMap(([name, field]) => {
      const { success, data } = field.safeParse(given[name]);
      return success ? [[name, data]] : [];
    }),
  );
}

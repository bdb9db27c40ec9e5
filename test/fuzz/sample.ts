/** One body that fits a route's schema, made from the schema alone: a route that is added needs nothing here. */
import * as fc from 'fast-check';
import * as z from 'zod';

// biome-ignore lint/suspicious/noExplicitAny: JSON Schema is of every form
type Schema = any;

/** The JSON Schema of what a route takes. */
export function schemaOf(type: z.ZodType): Schema {
  return z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' });
}

/**
 * The schema's own example; else needed fields only, or, where that is not enough (one of several), with the first
 * optional one that makes it fit.
 */
export function sampleBody(type: z.ZodType): Record<string, unknown> {
  const root = schemaOf(type);
  const top = resolved(root, root);
  const examples = top.examples ?? top.override?.examples;
  if (examples) return examples[0];
  const least = sample(root, root) as Record<string, unknown>;
  if (type.safeParse(least).success) return least;
  for (const [name, schema] of Object.entries(top.properties ?? {}).reverse()) {
    const more = { ...least, [name]: sample(schema, root) };
    if (type.safeParse(more).success) return more;
  }
  return least;
}

/** Follows `$ref` within its document. */
export function resolved(schema: Schema, root: Schema): Schema {
  if (typeof schema?.$ref !== 'string') return schema;
  const at = schema.$ref.slice(2).split('/').filter(Boolean);
  return at.reduce((found: Schema, part: string) => found[part], root);
}

function sample(given: Schema, root: Schema): unknown {
  const schema = resolved(given, root);
  if (schema.example !== undefined) return schema.example;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const either = schema.anyOf ?? schema.oneOf;
  if (either)
    return sample(
      either.find((one: Schema) => one.type !== 'null'),
      root,
    );
  if (schema.allOf) return sample(schema.allOf[0], root);
  if (schema.type === 'object') {
    return Object.fromEntries(
      (schema.required ?? []).map((name: string) => [name, sample(schema.properties[name], root)]),
    );
  }
  if (schema.type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items, root));
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.pattern) return fc.sample(fc.stringMatching(new RegExp(schema.pattern)), { numRuns: 1, seed: 1 })[0];
  return '说明';
}

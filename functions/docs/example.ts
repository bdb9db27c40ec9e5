/** A call that a reader can copy: curl, with what the schema asks for filled in. */
import type { OpenApi } from '../openapi/document.ts';
import { plainOf } from './fields.ts';
import type { Operation, Schema } from './read.ts';

/** The example that the schema gives, else one of its required fields. */
export function exampleOf(document: OpenApi, schema: Schema, depth = 0): unknown {
  const { schema: plain } = plainOf(document, schema);
  const given = [plain.examples?.[0], plain.example, plain.default, plain.const, plain.enum?.[0]];
  const found = given.find((value) => value !== undefined);
  if (found !== undefined || depth > 6) return found ?? null;
  const [first] = (plain.anyOf ?? plain.oneOf ?? []) as Schema[];
  if (first) return exampleOf(document, first, depth + 1);
  if (plain.items) return [exampleOf(document, plain.items as Schema, depth + 1)];
  if (plain.properties) return objectOf(document, plain, depth);
  return simple(plain);
}

function objectOf(document: OpenApi, { properties = {}, required = [] }: Schema, depth: number): unknown {
  const names = required.length > 0 ? required : Object.keys(properties).slice(0, 2);
  return Object.fromEntries(names.map((name) => [name, exampleOf(document, properties[name] as Schema, depth + 1)]));
}

const HEX = /^\^\[0-9a-f(?:A-F)?\]\{(\d+)\}\$$/;

function simple({ type, format, minimum, pattern }: Schema): unknown {
  if (type === 'integer' || type === 'number') return Math.max(minimum ?? 1, 1);
  if (type === 'boolean') return true;
  if (type === 'object') return {};
  if (format === 'date') return '2026-09-28';
  if (format === 'date-time') return '2026-09-28T08:50:00+08:00';
  const hex = HEX.exec(pattern ?? '')?.[1];
  return hex ? '7d0f1a2b3c4d5e6f'.repeat(8).slice(0, Number(hex)) : '……';
}

export function curlOf(document: OpenApi, operation: Operation): string {
  const { method, path, parameters, body } = operation;
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => String(sample(parameters, name)));
  const query = parameters.filter((p) => p.in === 'query' && p.required).map((p) => [p.name, sampleOf(p)]);
  const search = new URLSearchParams(query as [string, string][]).toString();
  const address = document.servers?.[0]?.url ?? '';
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}'${address}${filled}${search && `?${search}`}'`];
  if (!operation.public) lines.push(`-H 'Authorization: Bearer <凭证>'`);
  for (const parameter of parameters) {
    // What is new has no tag; a tag that is made up would only be refused.
    const wanted = parameter.in === 'header' && (parameter.required || parameter.name === 'Idempotency-Key');
    if (wanted) lines.push(`-H '${parameter.name}: ${sampleOf(parameter)}'`);
  }
  if (body?.type === 'application/x-www-form-urlencoded') {
    const fields = exampleOf(document, body.schema) as Record<string, string>;
    lines.push(...Object.entries(fields).map(([name, value]) => `--data-urlencode '${name}=${value}'`));
  } else if (body) {
    const json = JSON.stringify(exampleOf(document, body.schema), null, 2);
    lines.push(`-H 'Content-Type: application/json'`, `-d '${json.replaceAll("'", `'\\''`)}'`);
  }
  return lines.join(' \\\n  ');
}

function sample(parameters: Operation['parameters'], name: string): string {
  const parameter = parameters.find((p) => p.in === 'path' && p.name === name);
  return parameter ? encodeURIComponent(sampleOf(parameter)) : name;
}

function sampleOf({ schema }: Operation['parameters'][number]): string {
  const { example, default: known, enum: words, pattern } = (schema ?? {}) as Schema;
  return String(example ?? known ?? words?.[0] ?? (pattern?.includes('\\d') ? '2' : '……'));
}

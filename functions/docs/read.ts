/** Reads the OpenAPI document: its operations in order, and what stands behind a reference. */
import type { oas31 } from 'zod-openapi';
import type { OpenApi } from '../openapi/document.ts';

export type Schema = oas31.SchemaObject;

export interface Operation {
  id: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  description: string;
  public: boolean;
  parameters: oas31.ParameterObject[];
  body: { type: string; schema: Schema; required: boolean } | null;
  answers: OperationAnswer[];
}

export interface OperationAnswer {
  status: string;
  description: string;
  type: string | null;
  schema: Schema | null;
  /** The component that the schema is, described once for all. */
  component: string | null;
}

export function operationsOf(document: OpenApi): Operation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'delete'] as const).flatMap((method) => {
      const operation = item[method];
      return operation ? [operationOf(document, path, method, operation)] : [];
    }),
  );
}

/** What a reference points to, or the thing itself. */
export function resolved<T extends object>(document: OpenApi, thing: T | oas31.ReferenceObject): T {
  const ref = '$ref' in thing ? thing.$ref : undefined;
  if (typeof ref !== 'string') return thing as T;
  let found: unknown = document;
  for (const part of ref.split('/').slice(1)) found = (found as Record<string, unknown>)[part];
  return found as T;
}

function operationOf(document: OpenApi, path: string, method: string, from: oas31.OperationObject): Operation {
  const body = from.requestBody && resolved(document, from.requestBody);
  const [type = '', media] = Object.entries(body?.content ?? {})[0] ?? [];
  const schema = media?.schema as Schema | undefined;
  return {
    id: from.operationId ?? '',
    method: method.toUpperCase(),
    path,
    tag: from.tags?.[0] ?? '',
    summary: from.summary ?? '',
    description: from.description ?? '',
    public: from.security?.length === 0,
    parameters: (from.parameters ?? []).map((parameter) => resolved(document, parameter)),
    body: schema ? { type, schema, required: body?.required ?? false } : null,
    answers: Object.entries(from.responses ?? {}).map(([status, answer]) => answerOf(document, status, answer)),
  };
}

function answerOf(
  document: OpenApi,
  status: string,
  answer: oas31.ResponseObject | oas31.ReferenceObject,
): OperationAnswer {
  const { description, content } = resolved<oas31.ResponseObject>(document, answer);
  const [type, media] = Object.entries(content ?? {})[0] ?? [null, null];
  const schema = type === 'application/json' ? ((media?.schema as Schema | undefined) ?? null) : null;
  return { status, description, type, schema, component: schema?.$ref?.split('/').at(-1) ?? null };
}

/**
 * The OpenAPI 3.1 document, made from the declarations of the routes: the schemas that check what comes in are the
 * ones that are documented, so that the document cannot say anything else than what the platform does.
 */
import { createDocument, type oas31, type ZodOpenApiOperationObject, type ZodOpenApiOverride } from 'zod-openapi';
import { meanings } from '../../shared/meaning.ts';
import type { Settings } from '../../shared/platform.ts';
import type { Route } from '../http/route.ts';
import { VERSION } from '../public/version.ts';
import { parametersOf, SHARED_PARAMETERS } from './parameters.ts';
import { CONVENTIONS, TITLE } from './preface.ts';
import { refusalComponents, responsesOf } from './responses.ts';

export type OpenApi = oas31.OpenAPIObject;

type Paths = Record<string, Record<string, ZodOpenApiOperationObject>>;

const BEARER = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description: '所在地 OIDC 认证中心签发的凭证；权限以平台账号为准',
} as const;

export async function openApiDocument(routes: readonly Route[], settings: Pick<Settings, 'address'>): Promise<OpenApi> {
  const document = createDocument(
    {
      openapi: '3.1.1',
      info: {
        title: TITLE,
        version: VERSION,
        description: CONVENTIONS.join('\n\n'),
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: settings.address }],
      tags: tagsOf(routes),
      paths: await pathsOf(routes),
      components: {
        securitySchemes: { bearer: BEARER },
        parameters: { ...SHARED_PARAMETERS },
        responses: refusalComponents(),
      },
    },
    { override: described },
  ) as OpenApi;
  titlesOutside(document);
  for (const path of Object.values(document.paths ?? {})) {
    for (const method of ['get', 'post', 'put', 'delete'] as const) {
      for (const parameter of path[method]?.parameters ?? []) withoutNull(parameter);
    }
  }
  return document;
}

function tagsOf(routes: readonly Route[]): { name: string }[] {
  return [...new Set(routes.map((route) => route.tag))].map((name) => ({ name }));
}

async function pathsOf(routes: readonly Route[]): Promise<Paths> {
  const paths: Paths = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: await operationOf(route) };
  }
  return paths;
}

async function operationOf(route: Route): Promise<ZodOpenApiOperationObject> {
  const [query, body, form] = [route.query?.(), route.body?.(), route.form?.()];
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description && { description: route.description }),
    security: route.security === 'public' ? [] : [{ bearer: [] }],
    ...(query && { requestParams: { query: query as never } }),
    parameters: parametersOf(route),
    ...(body && {
      requestBody: {
        required: !body.safeParse({}).success,
        content: { 'application/json': { schema: body } },
      },
    }),
    ...(form && {
      requestBody: { required: true, content: { 'application/x-www-form-urlencoded': { schema: form } } },
    }),
    ...(route.takesBytes && {
      requestBody: { required: true, content: { 'application/octet-stream': { schema: { format: 'binary' } } } },
    }),
    responses: await responsesOf(route),
  };
}

/**
 * Answers may gain fields: what is sent says nothing against fields that a reader does not know. What the values of a
 * choice are called stands beside them, where Redoc and others look for it.
 */
const described: ZodOpenApiOverride = ({ zodSchema, jsonSchema, io }) => {
  if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  const words = meanings.get(zodSchema)?.words;
  if (words) Object.assign(jsonSchema, { 'x-enumDescriptions': words });
};

/** A field that may be null says its title of the whole, not of the alternative to null. */
function titlesOutside(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  for (const child of Object.values(node)) titlesOutside(child);
  // What a component is, its own schema says.
  if ('$ref' in node) delete (node as oas31.SchemaObject).additionalProperties;
  const { anyOf } = node as oas31.SchemaObject;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return;
  const [one, other] = anyOf as oas31.SchemaObject[];
  if (other?.type !== 'null' || !one || '$ref' in one) return;
  const { title, description, ...rest } = one;
  anyOf[0] = rest;
  const outer = { ...(title && { title }), ...(description && { description }), ...node };
  Object.assign(node, outer);
}

/** A query has no null: a parameter is there or it is not. */
function withoutNull(parameter: oas31.ParameterObject | oas31.ReferenceObject): void {
  if ('$ref' in parameter || parameter.in !== 'query') return;
  const schema = parameter.schema as oas31.SchemaObject | undefined;
  const [only, ...others] = (schema?.anyOf ?? []).filter((one) => (one as oas31.SchemaObject).type !== 'null');
  if (!schema?.anyOf || !only || others.length > 0) return;
  const { anyOf: _anyOf, ...rest } = schema;
  parameter.schema = { ...only, ...rest };
}

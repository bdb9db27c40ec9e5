/** `GET /openapi.json` and `GET /docs`: made when the first reader comes, then kept. */
import * as z from 'zod';
import type { Settings } from '../../shared/platform.ts';
import type { OpenApi } from '../openapi.ts';
import { etagOf, unlessKnown } from '../public/conditional.ts';
import { pageAnswer } from '../public/layout.ts';
import { publicRoute, type Route } from '../route.ts';
import { TITLE } from './preface.ts';

const tag = '公开信息';
const SAME = { description: '与您已有的相同（If-None-Match）' };

const anyDocument = z.looseObject({ openapi: z.string(), info: z.looseObject({}), paths: z.looseObject({}) });

/** `routes` are those to describe; asked for when the first reader comes, since these two are among them. */
export function apiRoutes(routes: () => readonly Route[]): readonly Route[] {
  const documents = new WeakMap<Settings, Promise<OpenApi>>();
  const documentFor = (settings: Settings): Promise<OpenApi> => {
    const made = documents.get(settings) ?? build(routes, settings);
    documents.set(settings, made);
    return made;
  };
  return [jsonRoute(documentFor), pageRoute(documentFor)];
}

async function build(routes: () => readonly Route[], settings: Settings): Promise<OpenApi> {
  const { openApiDocument } = await import('../openapi.ts');
  return openApiDocument(routes(), settings);
}

function jsonRoute(documentFor: (settings: Settings) => Promise<OpenApi>): Route {
  return publicRoute({
    method: 'GET',
    path: '/openapi.json',
    id: 'readOpenApi',
    summary: 'OpenAPI 3.1 文档',
    tag,
    answers: { 200: { description: '本平台全部接口', schema: anyDocument }, 304: SAME },
    handle: async ({ platform, headers }) => {
      const document = await documentFor(platform.settings);
      return unlessKnown(headers, etagOf('openapi', document), () => ({ status: 200, body: document }));
    },
  });
}

function pageRoute(documentFor: (settings: Settings) => Promise<OpenApi>): Route {
  return publicRoute({
    method: 'GET',
    path: '/docs',
    id: 'readDocs',
    summary: '接口文档（网页）',
    tag,
    answers: { 200: { description: '网页', contentType: 'text/html' }, 304: SAME },
    handle: async ({ platform, headers }) => {
      const document = await documentFor(platform.settings);
      return unlessKnown(headers, etagOf('docs', document), async () => {
        const { docsPage } = await import('../docs/page.ts');
        return pageAnswer({ title: TITLE, heading: '审管互动平台', content: docsPage(document) });
      });
    },
  });
}

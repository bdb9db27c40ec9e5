/** `GET /openapi.json` and `GET /docs`: made when the first reader comes, then kept. */
import * as z from 'zod';
import type { Settings } from '../../shared/platform.ts';
import { unlessKnown } from '../http/conditional.ts';
import { type Answer, publicRoute, type Route } from '../http/route.ts';
import { pageAnswer } from '../public/layout.ts';
import { etagOf } from '../public/version.ts';
import { TITLE } from './preface.ts';

const tag = '公开信息';
const SAME = { description: '与您已有的相同（If-None-Match）' };

const anyDocument = async () =>
  z.looseObject({
    openapi: z.string().meta({ title: 'OpenAPI 版本' }),
    info: z.looseObject({}).meta({ title: '说明' }),
    paths: z.looseObject({}).meta({ title: '各接口' }),
  });

/** `routes` are those to describe; asked for when the first reader comes, since these two are among them. */
export function apiRoutes(routes: () => Promise<readonly Route[]>): readonly Route[] {
  const kept = new WeakMap<Settings, Promise<Documented>>();
  const madeFor: MadeFor = (settings) => {
    const made = kept.get(settings) ?? make(routes, settings);
    kept.set(settings, made);
    return made;
  };
  return [jsonRoute(madeFor), pageRoute(madeFor)];
}

interface Documented {
  json: Answer;
  etag: string;
  page: Answer;
}

type MadeFor = (settings: Settings) => Promise<Documented>;

async function make(routes: () => Promise<readonly Route[]>, settings: Settings): Promise<Documented> {
  const [{ openApiDocument }, { docsPage }] = await Promise.all([import('./document.ts'), import('../docs/page.ts')]);
  const document = await openApiDocument(await routes(), settings);
  const page = await pageAnswer({ title: TITLE, heading: '审管互动平台', content: docsPage(document) });
  const json = { status: 200, content: { type: 'application/json; charset=utf-8', data: JSON.stringify(document) } };
  return { json, etag: etagOf(document), page };
}

function jsonRoute(madeFor: MadeFor): Route {
  return publicRoute({
    method: 'GET',
    path: '/openapi.json',
    id: 'readOpenApi',
    summary: 'OpenAPI 3.1 文档',
    tag,
    answers: { 200: { description: '本平台全部接口', schema: anyDocument }, 304: SAME },
    handle: async ({ platform, headers }) => {
      const { json, etag } = await madeFor(platform.settings);
      return unlessKnown(headers, etag, () => json);
    },
  });
}

function pageRoute(madeFor: MadeFor): Route {
  return publicRoute({
    method: 'GET',
    path: '/docs',
    id: 'readDocs',
    summary: '接口文档（网页）',
    tag,
    answers: { 200: { description: '网页', contentType: 'text/html' }, 304: SAME },
    handle: async ({ platform, headers }) => {
      const { page, etag } = await madeFor(platform.settings);
      return unlessKnown(headers, etag, () => page);
    },
  });
}

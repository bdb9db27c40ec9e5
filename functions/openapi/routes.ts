/** `GET /openapi.json` and `GET /docs`: made when the first reader of a county comes, then kept. */
import * as z from 'zod';
import { readCounty } from '../../shared/accounts/directory.ts';
import { notFound } from '../../shared/errors.ts';
import { digest } from '../../shared/keys.ts';
import type { Settings } from '../../shared/platform.ts';
import { unlessKnown } from '../http/conditional.ts';
import { type Answer, type Call, publicRoute, type Route } from '../http/route.ts';
import { elsewhereOf } from '../public/elsewhere.ts';
import { pageAnswer } from '../public/layout.ts';
import { etagOf } from '../public/version.ts';
import type { ReadBy } from './of-county.ts';
import { TITLE } from './preface.ts';

const tag = '公开信息';
const NONE = { description: '没有该县（市、区）' };
const SAME = { description: '与您已有的相同（If-None-Match）' };

const anyDocument = async () =>
  z.looseObject({
    openapi: z.string().meta({ title: 'OpenAPI 版本' }),
    info: z.looseObject({}).meta({ title: '说明' }),
    paths: z.looseObject({}).meta({ title: '各接口' }),
  });

/** `routes` are those to describe; asked for when the first reader comes, since these two are among them. */
export function apiRoutes(routes: () => Promise<readonly Route[]>): readonly Route[] {
  const kept = new WeakMap<Settings, Map<string, Promise<Documented>>>();
  const madeFor: MadeFor = async (call) => {
    const county = await readBy(call);
    const { settings } = call.platform;
    const all = kept.get(settings) ?? new Map<string, Promise<Documented>>();
    kept.set(settings, all);
    // Of one county there is one document at a time: as its settings are.
    const key = `${county.jurisdiction} ${digest(county)}`;
    const made = all.get(key) ?? make(routes, settings, county, elsewhereOf(county, { settings }));
    for (const other of all.keys()) if (other !== key && other.startsWith(county.jurisdiction)) all.delete(other);
    all.set(key, made);
    // One that could not be made is made again for the next reader.
    made.catch(() => all.delete(key));
    return made;
  };
  return [jsonRoute(madeFor), pageRoute(madeFor)];
}

interface Documented {
  json: Answer;
  etag: string;
  page: Answer;
}

type MadeFor = (call: Pick<Call, 'platform' | 'desk'>) => Promise<Documented>;

/**
 * Whose reader it is. The description is there also where the store does not answer, or nobody has made the county yet.
 */
async function readBy({ platform: { ports, settings }, desk: { jurisdiction } }: Pick<Call, 'platform' | 'desk'>) {
  const isUsual = jurisdiction === settings.jurisdiction;
  const county = await readCounty(ports.store, jurisdiction).catch((error) => {
    if (isUsual) return undefined;
    throw error;
  });
  if (!county && !isUsual) throw notFound('该县（市、区）');
  const { name = '某县', regulation } = county ?? {};
  return { jurisdiction, name, ...(regulation && { regulation }) } satisfies ReadBy;
}

async function make(
  routes: () => Promise<readonly Route[]>,
  settings: Settings,
  county: ReadBy,
  elsewhere: string | null,
): Promise<Documented> {
  const [{ openApiDocument }, { docsPage }, { ofCounty }] = await Promise.all([
    import('./document.ts'),
    import('../docs/page.ts'),
    import('./of-county.ts'),
  ]);
  const document = ofCounty(await openApiDocument(await routes(), settings), county);
  const page = await pageAnswer({
    title: TITLE,
    heading: '审管互动平台',
    content: docsPage(document, elsewhere),
    here: '/docs',
    elsewhere,
  });
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
    answers: { 200: { description: '本平台全部接口', schema: anyDocument }, 304: SAME, 404: NONE },
    handle: async (call) => {
      const { json, etag } = await madeFor(call);
      return unlessKnown(call.headers, etag, () => json);
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
    answers: { 200: { description: '网页', contentType: 'text/html' }, 304: SAME, 404: NONE },
    handle: async (call) => {
      const { page, etag } = await madeFor(call);
      return unlessKnown(call.headers, etag, () => page);
    },
  });
}

/**
 * The routes that every record has by its kind's declaration: read, history, deadline, readings and acts. A new kind
 * gets them by its line in the catalogue. Apart from what opens records: what draws a document is heavy, and not
 * everybody needs it.
 */
import { DOCX } from '../../shared/documents/official-letter.ts';
import { type AnyKind, personActs } from '../../shared/exchange/kind.ts';
import { wholeFor } from '../../shared/exchange/sealing.ts';
import { noteOpened, noteReading } from '../audit/noting.ts';
import { readingsRoute } from '../audit/readings.ts';
import { type Route, route } from '../http/route.ts';
import { withAboutSeen } from './about.ts';
import type { Format } from './document.ts';
import { common, operation } from './naming.ts';
import { actRoute, deadlineRoute, presentedWhole, seen, seenOrKnown } from './routes.ts';

const answers = () => import('./answers.ts');

/** Read, history, deadline, readings and acts of a kind. */
export function recordRoutes(kind: AnyKind): Route[] {
  const acts = personActs(kind).map(([name, act]) => actRoute(kind, name, act));
  return [
    readRoute(kind),
    historyRoute(kind),
    deadlineRoute(kind),
    readingsRoute(kind, seen),
    archiveRoute(kind),
    ...acts,
  ];
}

function historyRoute(kind: AnyKind): Route {
  return route({
    ...common(kind),
    method: 'GET',
    path: `/${kind.path}/{id}/history`,
    id: operation('history', kind.kind),
    summary: `${kind.label}的办理记录`,
    description: 'verified 为 true：哈希链完整、记录未被改动。',
    answers: { 200: { description: '办理记录', schema: async () => (await answers()).historyAnswer } },
    handle: async (call) => (await import('./history.ts')).history(call, kind),
  });
}

function archiveRoute(kind: AnyKind): Route {
  return route({
    ...common(kind),
    method: 'GET',
    path: `/${kind.path}/{id}/archive.zip`,
    id: operation('archive', kind.kind),
    summary: `${kind.label}的归档文件`,
    description: '办结后可以下载：记录、办理记录、附件，各文件的 SHA-256（manifest.json）。',
    conflicts: ['still-open'],
    answers: { 200: { description: '归档文件', contentType: 'application/zip' } },
    handle: async (call) => (await import('./archived.ts')).archived(call, kind),
  });
}

/**
 * `<id>.docx` is the document of the record `<id>`, `<id>.reply.docx` that of its reply; of kinds without one, an id
 * like that is nobody's.
 */
function nameIn(kind: AnyKind, segment: string): { id: string; format: Format | null } {
  const [, id = segment, format = null] =
    (kind.document && /^([0-9a-f]{32})\.((?:reply\.)?(?:docx|html))$/.exec(segment)) || [];
  return { id, format: format as Format | null };
}

function readRoute(kind: AnyKind): Route {
  return route({
    ...common(kind),
    method: 'GET',
    path: `/${kind.path}/{id}`,
    id: operation('read', kind.kind),
    summary: `查看${kind.label}`,
    ...(kind.document && { description: '编号后加 `.docx`、`.html` 得到公函形式的文件。' }),
    answers: {
      200: {
        description: '此刻的状态',
        schema: async () => (await answers()).recordAnswer(kind),
        ...(kind.document && { files: ['text/html', DOCX] }),
      },
    },
    handle: async (call) => {
      const { desk, actor, params } = call;
      const { id, format } = nameIn(kind, params.id as string);
      const facts = await desk.facts();
      const exchange = await seenOrKnown(desk, kind, id, actor, facts);
      await noteReading(call, 'read', [exchange], facts);
      if (format !== null) return (await import('./document.ts')).documentOf(call, kind, exchange, facts, format);
      const whole = await wholeFor(desk, kind, exchange, actor);
      if (whole !== exchange) await noteOpened(call, exchange, facts);
      const [body] = await withAboutSeen(desk, actor, [await presentedWhole(desk, kind, whole, actor, facts)]);
      return { status: 200, body };
    },
  });
}

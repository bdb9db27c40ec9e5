/**
 * The routes that every record has by its kind's declaration: read, history, deadline, readings and acts. A new kind gets them by
 * its line in the catalogue. Apart from what opens records: what draws a document is heavy, and not everybody needs it.
 */
import { type AnyKind, personActs } from '../../shared/exchange/kind.ts';
import { wholeFor } from '../../shared/exchange/sealing.ts';
import { noteOpened, noteReading } from '../audit/noting.ts';
import { readingsRoute } from '../audit/readings.ts';
import { type Route, route } from '../http/route.ts';
import { withAboutSeen } from './about.ts';
import { DOCUMENT_TYPES, documentOf, nameIn } from './document.ts';
import { common, operation } from './naming.ts';
import { actRoute, deadlineRoute, historyRoute, presented, seen, seenOrKnown } from './routes.ts';

const answers = () => import('./answers.ts');

/** Read, history, deadline, readings and acts of a kind. */
export function recordRoutes(kind: AnyKind): Route[] {
  const acts = personActs(kind).map(([name, act]) => actRoute(kind, name, act));
  return [readRoute(kind), historyRoute(kind), deadlineRoute(kind), readingsRoute(kind, seen), ...acts];
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
        ...(kind.document && { files: DOCUMENT_TYPES }),
      },
    },
    handle: async (call) => {
      const { desk, actor, params } = call;
      const { id, format } = nameIn(kind, params.id as string);
      const facts = await desk.facts();
      const exchange = await seenOrKnown(desk, kind, id, actor, facts);
      await noteReading(call, 'read', [exchange], facts);
      if (format !== null) return documentOf(kind, exchange, facts, format);
      const whole = await wholeFor(desk, kind, exchange, actor);
      if (whole !== exchange) await noteOpened(call, exchange, facts);
      const [body] = await withAboutSeen(desk, actor, [presented(kind, whole, actor, facts)]);
      return { status: 200, body };
    },
  });
}

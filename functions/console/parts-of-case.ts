/**
 * What those who were invited to a meeting or a survey have answered, and when, as far as the reader may see it: on the
 * case's page and below the forms of its acts, which go by it.
 */
import { html } from 'hono/html';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { type AnyKind, isPersons } from '../../shared/exchange/kind.ts';
import { withFound } from '../../shared/exchange/reads.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { formatInstant } from '../../shared/time.ts';
import { noteReading } from '../audit/noting.ts';
import { presented } from '../exchanges/routes.ts';
import type { Html } from '../public/layout.ts';
import { isBlank, valueAt } from './answer-parts.ts';
import { tableOf } from './answer-table.ts';
import type { PageCall } from './call.ts';
import { type Line, recordSchema } from './kinds.ts';
import { pathOf } from './paths.ts';
import type { Reader } from './reader.ts';
import { moment } from './words.ts';

const SAID = ['people', 'reason', 'position', 'text', 'problems'];

/** A row each with a link to its record; nothing for kinds that invite nobody. */
export async function partsOfCase(call: PageCall, kind: AnyKind, id: string, reader: Reader): Promise<Html> {
  if (!kind.convenes || kind.foundBy === undefined) return html``;
  const { desk, actor } = call;
  const { facts, names } = reader;
  const of = kindNamed(desk.kinds, kind.foundBy);
  const { found } = await withFound(desk, { parts: id }, facts);
  const place = ({ to }: Exchange): number => facts.county.organisations.findIndex(({ code }) => code === to);
  const seen = (found?.parts ?? [])
    .filter((part) => part.kind === of.kind && sightOf(part, actor) !== null)
    .toSorted((a, b) => place(a) - place(b));
  if (seen.length === 0) return html``;
  await noteReading(call, 'list', seen, facts);
  const rows = seen.map((part): Line => ({ ...presented(of, part, actor, facts), answered: answeredAt(of, part) }));
  const said = SAID.filter((field) => rows.some((row) => !isBlank(valueAt(row, field))));
  const table = tableOf(await recordSchema(call, of), rows, names, {
    fields: ['to.org', 'status', ...said],
    caption: '受邀单位的答复',
    link: (row) => `${pathOf(of)}/${row.id}`,
    each: ({ answered }) => html`${answered}`,
    eachTitle: '答复时间',
  });
  return html`<h2>受邀单位的答复</h2>
${table}`;
}

/** When its addressee answered; empty while it has not, and where it has been asked anew since (改期). */
function answeredAt({ acts }: AnyKind, { history }: Exchange): string {
  const last = history.findLast(({ act }) => {
    const { to } = (acts[act] ?? {}) as { to?: string };
    return to !== undefined;
  });
  const act = last && acts[last.act];
  return act && isPersons(act) && act.by === 'addressee' ? moment(formatInstant(last.at)) : '';
}

/**
 * What was sent to several organisations at once: on the page of each of its records the others stand, with whom and
 * how far, for those who may see them.
 */
import { html } from 'hono/html';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { readParts } from '../../shared/exchange/readers.ts';
import { readSeries } from '../../shared/exchange/series.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { load } from '../../shared/exchange/work.ts';
import { noteReading } from '../audit/noting.ts';
import { presented } from '../exchanges/routes.ts';
import type { Html } from '../public/layout.ts';
import { tableOf } from './answer-table.ts';
import type { PageCall } from './call.ts';
import { dueOf, type Line, recordSchema } from './kinds.ts';
import { lamp } from './lamp.ts';
import { pathOf } from './paths.ts';
import type { Reader } from './reader.ts';

export interface SameSeries {
  /** The organisations; none where the reader may see no other record. */
  readonly orgs: readonly string[];
  readonly shown: Html;
}

/** A row each, in the order in which they were addressed. */
export async function sameSeries(
  call: PageCall,
  kind: AnyKind,
  exchange: Exchange | undefined,
  { facts, names }: Reader,
): Promise<SameSeries> {
  const all = exchange?.series === undefined ? [] : await recordsOf(call.desk, exchange, facts);
  const seen = all.filter((one) => sightOf(one, call.actor) !== null);
  if (exchange === undefined || seen.length < 2) return { orgs: [], shown: html`` };
  await noteReading(call, 'list', seen, facts);
  const rows = seen.map((one): Line => presented(kind, one, call.actor, facts));
  const title = `同时发给的单位 ${rows.length} 个`;
  const table = tableOf(await recordSchema(call, kind), rows, names, {
    fields: ['to.org', 'status'],
    caption: title,
    link: ({ id }) => `${pathOf(kind)}/${id}`,
    each: (row) => (row.id === exchange.id ? html`本件` : lamp(dueOf(kind, row), facts)),
    eachTitle: '期限',
  });
  const orgs = seen.flatMap(({ to }) => to ?? []);
  return {
    orgs,
    shown: html`<h2>${title}</h2>
${table}`,
  };
}

/** Those of one opening; those that another record opened are found among all of its case. */
async function recordsOf(
  desk: Desk,
  exchange: Exchange,
  facts: Parameters<typeof readParts>[2],
): Promise<readonly Exchange[]> {
  const { case: of, series } = exchange;
  const ids = await readSeries(desk, exchange);
  if (ids.length === 0) {
    return of === undefined ? [] : (await readParts(desk, of, facts)).filter((one) => one.series === series);
  }
  return (await Promise.all(ids.map((id) => load(desk, id, facts)))).filter((one) => one !== undefined);
}

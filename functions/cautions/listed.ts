/** Which caution letters and talks of a quarter the caller may see. */
import type { CautionBody } from '../../shared/cautions/body.ts';
import { caution, cautionId } from '../../shared/cautions/caution.ts';
import { talk } from '../../shared/cautions/talk.ts';
import { notFound } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor, Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { actsOpenTo } from '../../shared/exchange/refusal.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { load } from '../../shared/exchange/work.ts';
import type { Checked } from '../../shared/lazily.ts';
import { noteReading } from '../audit/noting.ts';
import { pageOfWhole, type wholeQuery } from '../http/paging.ts';
import { mustBe } from '../http/permission.ts';
import type { Answer, KnownCall } from '../http/route.ts';
import { READERS } from './readers.ts';

/** The answer of `GET /reports/quarters/{quarter}/cautions`. */
export async function listed(call: KnownCall<unknown, Checked<typeof wholeQuery>>): Promise<Answer> {
  const { desk, actor, params } = call;
  mustBe(actor, READERS, 'pushes:read');
  const quarter = params.quarter as string;
  if (!/^\d{4}Q[1-4]$/.test(quarter)) throw notFound('该季度的通报');
  const facts = await desk.facts();
  const ids = facts.county.organisations.map(({ code }) => cautionId(desk.jurisdiction, quarter, code));
  const found = await Promise.all(ids.map((id) => visible(desk, id, actor, facts)));
  const pairs = await Promise.all(
    found.flatMap((letter) => letter ?? []).map((one) => withTalk(desk, one, actor, facts)),
  );
  const page = pageOfWhole(call, pairs);
  await noteReading(call, 'list', page.body.items.flat(), facts);
  const items = page.body.items.map(([letter, held]) => ({
    caution: presented(caution, letter, actor, facts),
    talk: held ? presented(talk, held, actor, facts) : null,
  }));
  return { ...page, body: { items, next: page.body.next } };
}

async function withTalk(desk: Desk, letter: Exchange, actor: Actor, facts: Facts): Promise<[Exchange, ...Exchange[]]> {
  const { talk: id } = letter.body as CautionBody;
  const held = id === null ? undefined : await visible(desk, id, actor, facts);
  return held ? [letter, held] : [letter];
}

async function visible(desk: Desk, id: string, actor: Actor, facts: Facts): Promise<Exchange | undefined> {
  const exchange = await load(desk, id, facts);
  return exchange && sightOf(exchange, actor) !== null ? exchange : undefined;
}

function presented(kind: AnyKind, exchange: Exchange, actor: Actor, facts: Facts): Record<string, unknown> {
  return { ...kind.present(exchange, actor, facts), acts: actsOpenTo(kind, exchange, actor, facts) };
}

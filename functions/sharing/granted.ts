/** The records that a grant opens, as whoever looks them up sees them. */
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import {
  listPage,
  type Paging,
  quarterStretches,
  quartersOf,
  readCursor,
  type Stretch,
  writeCursor,
} from '../../shared/exchange/list.ts';
import type { PushBody } from '../../shared/pushes/body.ts';
import { partyPartition } from '../../shared/pushes/places.ts';
import { comparedNumber, licenceMasked } from '../../shared/pushes/sealed-numbers.ts';
import { settleDue } from '../../shared/register/due.ts';
import { entriesOf, type RegisterEntry } from '../../shared/register/register.ts';
import type { Grant } from '../../shared/sharing/grants.ts';
import { maskedParty, maskedTexts } from '../../shared/sharing/masking.ts';
import { formatInstant, formatInstantOrNull } from '../../shared/time.ts';

type Push = Exchange<PushBody>;

export interface Wanted {
  readonly grant: Grant;
  readonly party: string | null;
  readonly matter: string | null;
  /** The forms of a licence's number; null where none was asked for. */
  readonly numbers: readonly string[] | null;
}

export interface Found {
  readonly items: readonly Record<string, unknown>[];
  readonly next: string | null;
}

const KINDS = { approvals: ['approval', 'risk'], supervision: ['supervision'], register: [] } as const;

/** Pushes that the giver has sent, newest first. */
export async function grantedPushes(desk: Desk, facts: Facts, wanted: Wanted, paging: Paging): Promise<Found> {
  const { items, next } = await listPage(desk, facts, stretches(facts, wanted), paging, (one) => isOpened(one, wanted));
  return { items: items.map((push) => presentedPush(push as Push)), next };
}

function stretches(facts: Facts, { grant, party, numbers }: Wanted): Stretch[] {
  const { jurisdiction } = facts.county;
  const at = (index: 'party' | 'licence', partition: string): Stretch => ({ index, partition, descending: true });
  if (party !== null) return [at('party', partyPartition(jurisdiction, party))];
  if (numbers !== null) return numbers.map((number) => at('licence', `${jurisdiction}#${number}`));
  return quarterStretches(facts, 'out', grant.org, 'push', quartersOf(facts));
}

function isOpened(exchange: Exchange, { grant, party, matter, numbers }: Wanted): boolean {
  if (exchange.kind !== 'push' || exchange.from !== grant.org || exchange.quarantined) return false;
  const { body } = exchange as Push;
  const isOf = (KINDS[grant.over] as readonly string[]).includes(body.kind) && body.copyOf === null;
  return isOf && covers(grant, body.matter) && fits({ ...body, party: body.party }, { party, matter, numbers });
}

function covers({ matters }: Grant, matter: string | null): boolean {
  return matters === 'all' || (matter !== null && matters.includes(matter));
}

type Fitting = Pick<PushBody, 'party' | 'licence' | 'matter'> & Parameters<typeof comparedNumber>[0];

function fits(one: Fitting, { party, matter, numbers }: Pick<Wanted, 'party' | 'matter' | 'numbers'>): boolean {
  const own = [comparedNumber(one, 'number'), comparedNumber(one, 'documentNumber')];
  return (
    (party === null || one.party?.creditCode === party) &&
    (matter === null || one.matter === matter) &&
    (numbers === null || own.some((number) => number !== null && numbers.includes(number)))
  );
}

function presentedPush({ id, from, to, createdAt, state, body }: Push): Record<string, unknown> {
  const maskedText = maskedTexts(body.party);
  return {
    ...{ id, kind: body.kind, from: { org: from }, to: { org: to }, status: state },
    ...{ matter: body.matter, matterName: body.matterName, decision: body.decision, commitment: body.commitment },
    ...{ party: maskedParty(body.party), licence: licenceMasked(body.licence) },
    ...{ summary: maskedText(body.summary), conditions: maskedText(body.conditions) },
    riskPoints: body.riskPoints.map((point) => ({ ...point, description: maskedText(point.description) })),
    handling: body.handling ?? null,
    ...{ occurredAt: formatInstant(body.occurredAt), pushedAt: formatInstant(createdAt) },
  };
}

/** Entries that are looked at for a page at most. */
const LOOKED_AT = 1000;

/** Entries of the giver's register, by their ids. */
export async function grantedEntries(desk: Desk, _facts: Facts, wanted: Wanted, paging: Paging): Promise<Found> {
  const { grant } = wanted;
  await settleDue(desk, grant.org);
  const after = paging.cursor === null ? null : readCursor(paging.cursor, paging.owner).entry.key;
  const items: Record<string, unknown>[] = [];
  let last: string | null = null;
  let looked = 0;
  for await (const entry of entriesOf(desk.ports.store, desk.jurisdiction, grant.org, after)) {
    if (last !== null && (items.length >= paging.limit || looked >= LOOKED_AT)) {
      return { items, next: writeCursor({ partition: 'register', entry: { key: last, sort: last } }, paging.owner) };
    }
    if (covers(grant, entry.matter) && fits(entry as Fitting, wanted)) items.push(presentedEntry(entry));
    last = entry.id;
    looked += 1;
  }
  return { items, next: null };
}

function presentedEntry(entry: RegisterEntry): Record<string, unknown> {
  const { id, org, state, section, matter, matterName, commitment, riskPoints, since } = entry;
  const maskedText = maskedTexts(entry.party);
  return {
    ...{ id, org, state, section, matter, matterName, commitment },
    ...{ party: maskedParty(entry.party), licence: licenceMasked(entry.licence) },
    riskPoints: riskPoints.map((point) => ({ ...point, description: maskedText(point.description) })),
    since: formatInstantOrNull(since),
  };
}

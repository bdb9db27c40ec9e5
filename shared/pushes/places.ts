/** Where a push stands in the indexes beside those of every record, and the partitions in which it is found again. */
import type { Exchange } from '../exchange/exchange.ts';
import { documentPartition } from '../exchange/numbered.ts';
import { sortable } from '../keys.ts';
import type { Item, Place } from '../ports.ts';
import type { Instant } from '../time.ts';
import type { PushBody } from './body.ts';
import { isTaken } from './handed-over.ts';
import { markOf, readMark } from './mark.ts';
import { nameKey } from './party-name.ts';
import { comparedNumber } from './sealed-numbers.ts';

type Push = Exchange<PushBody>;

export function placesOf(push: Push): Item['places'] {
  return {
    document: documentPlace(push),
    register: registerPlace(push),
    changed: changedPlace(push),
    ...namedPlace(push),
  };
}

/**
 * Where in that partition an organisation's own pushes for a matter lie, whichever of its sources pushed them. What
 * others push, documents, copies and what took another's place lie elsewhere: they are no duplicates.
 */
export function duplicatesIn(org: string, matter: string): { from: string; to: string } {
  return { from: `${org}#${matter}#`, to: `${org}#${matter}$` };
}

/** The partition of a department's supervision register. */
export function registerPartition(jurisdiction: string, org: string): string {
  return `${jurisdiction}#${org}`;
}

/** The id of its register entry, as it was when it was pushed. */
export function registerId({ body }: Push): string {
  return body.entry;
}

/** The partition of pushes of a party, by its credit code, or by `nameKey` where it has none. */
export function partyPartition(jurisdiction: string, key: string): string {
  return `${jurisdiction}#${key}`;
}

/** What an entry of the index `changed` tells: when it was written last, and between whom. */
export function readChanged(sort: string): { at: Instant; from: string; to: string } {
  const [at, from = '', to = ''] = sort.split('#');
  return { at: Number(at), from, to };
}

function documentPlace({ jurisdiction, from, createdAt, body }: Push): Place | undefined {
  const { kind, matter, copyOf, supersedes } = body;
  const number = comparedNumber(body, 'documentNumber');
  if (number === null) return undefined;
  const compared = kind !== 'document' && matter !== null && copyOf === null && supersedes === null;
  const before = compared ? `${from}#${matter}` : '-';
  return {
    partition: documentPartition(jurisdiction, number),
    sort: `${before}#${sortable(createdAt)}`,
  };
}

function registerPlace(push: Push): Place | undefined {
  if (!entersRegister(push)) return undefined;
  const partition = registerPartition(push.jurisdiction, push.to as string);
  return { partition, sort: `${registerId(push)}#${sortable(push.createdAt)}` };
}

function entersRegister(push: Push): boolean {
  return isTaken(push) && isOfRegister(push.body);
}

/** True for what enters or ends an entry of the register: all approvals but refusals, and risk points. */
export function isOfRegister({ kind, decision }: Pick<PushBody, 'kind' | 'decision'>): boolean {
  return (kind === 'approval' && decision !== 'refused') || kind === 'risk';
}

/**
 * When it was last written, where no other index tells: of what has not been touched since it was pushed the creation
 * does, of what was claimed and not touched since the mark does. So a usual life costs no write in this index.
 */
function changedPlace(push: Push): Place | undefined {
  const { jurisdiction, from, to, createdAt, history } = push;
  const last = history.at(-1)?.at ?? createdAt;
  const mark = history.length === 1 ? null : markOf(push);
  const told = mark === null ? null : readMark(`${sortable(createdAt)}#${mark}`);
  if (history.length === 1 || (told?.end === 'claimed' && told.at === last)) return undefined;
  return { partition: jurisdiction, sort: `${sortable(last)}#${from}#${to ?? ''}` };
}

function namedPlace({ jurisdiction, createdAt, body: { party } }: Push): Item['places'] {
  if (party === null || party.creditCode !== null) return {};
  return { party: { partition: partyPartition(jurisdiction, nameKey(party.name)), sort: sortable(createdAt) } };
}

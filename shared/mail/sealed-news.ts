/** What the digest tells the government office of evidence under seal, each morning until it has been decided on. */
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import { type Held, heldPartition } from '../exchange/held.ts';
import type { MailWords } from '../exchange/mails.ts';
import { lastFirst } from '../pages.ts';
import { formatInstant } from '../time.ts';
import { nameOf } from './words.ts';

/** Those that are named; all of them stand on their page. */
const NAMED = 20;

/** Whose they were and since when, never what they say; nothing where none waits. */
export async function sealedNews({ ports, jurisdiction }: Desk, facts: Facts): Promise<MailWords['groups']> {
  const all = (await lastFirst(ports.store, 'in', heldPartition(jurisdiction))) as Held[];
  const waiting = all.filter(({ state }) => state === 'held');
  if (waiting.length === 0) return [];
  const lines = waiting.slice(0, NAMED).map(({ id, at, org }) => {
    const when = formatInstant(at).slice(0, 16).replace('T', ' ');
    return { text: `${when} 隔离${org === null ? '' : `，${nameOf(facts, org)}`}`, path: `/console/sealed/${id}` };
  });
  return [{ title: `密封留存、待决定的证据 ${waiting.length} 件`, lines }];
}

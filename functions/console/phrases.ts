/** 常用语 that a form offers its reader. */
import { countyPhrases } from '../../shared/drafts/county-phrases.ts';
import { readPhrases } from '../../shared/drafts/phrases.ts';
import type { PageCall } from './call.ts';
import type { Choices } from './labelled.ts';
import { ownerOf } from './owner.ts';
import type { Reader } from './reader.ts';

export async function phrasesFor(call: PageCall, { facts }: Reader): Promise<NonNullable<Choices['phrases']>> {
  const own = await readPhrases(call.platform.ports.store, ownerOf(call));
  return { own, county: countyPhrases(facts.county) };
}

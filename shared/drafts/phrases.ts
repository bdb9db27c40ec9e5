/** 常用语: sentences that a person writes often. Nobody else sees them. */
import { change, plainItem } from '../change.ts';
import { invalid } from '../errors.ts';
import { keyOf } from '../keys.ts';
import type { Store } from '../ports.ts';
import type { Owner } from './draft.ts';

export const PHRASES_AT_MOST = 20;
/** Characters of one. */
const PHRASE_LENGTH = 500;

export async function readPhrases(store: Store, owner: Owner): Promise<readonly string[]> {
  return phrasesIn((await store.get(phrasesKey(owner)))?.value);
}

/** Adds a sentence at the end; again the same. Throws 422 where it is empty, too long, or there are 20. */
export async function addPhrase(store: Store, owner: Owner, phrase: string): Promise<void> {
  const text = phrase.trim();
  const wrong = (detail: string) => invalid([{ pointer: '/phrase', detail }]);
  if (text === '') throw wrong('请填写常用语');
  if (text.length > PHRASE_LENGTH) throw wrong(`常用语最长 ${PHRASE_LENGTH} 字`);
  await change(store, phrasesKey(owner), (stored) => {
    const phrases = phrasesIn(stored?.value);
    if (phrases.includes(text)) return { item: null, result: null };
    if (phrases.length >= PHRASES_AT_MOST) throw wrong(`常用语最多 ${PHRASES_AT_MOST} 条，请先删除不用的`);
    return { item: plainItem(phrasesKey(owner), { phrases: [...phrases, text] }), result: null };
  });
}

/** Takes a sentence away; again the same. */
export async function dropPhrase(store: Store, owner: Owner, phrase: string): Promise<void> {
  await change(store, phrasesKey(owner), (stored) => {
    const phrases = phrasesIn(stored?.value);
    const others = phrases.filter((one) => one !== phrase);
    if (others.length === phrases.length) return { item: null, result: null };
    return { item: plainItem(phrasesKey(owner), { phrases: others }), result: null };
  });
}

function phrasesIn(value: unknown): readonly string[] {
  return (value as { phrases: string[] } | undefined)?.phrases ?? [];
}

function phrasesKey({ jurisdiction, account }: Owner): string {
  return keyOf(jurisdiction, 'draft', `${account}#phrases`);
}

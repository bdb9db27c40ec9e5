/**
 * What becomes of the letters of a draft, and of its place as the county's open one, when it goes back or comes to its
 * end.
 */
import { openDraftPut, sheetPut } from '../boundary/sheet.ts';
import type { Effect, PutEffect } from '../exchange/seams.ts';
import type { Put } from '../ports.ts';
import type { Draft } from './confirmations.ts';
import type { DraftFacts } from './reader.ts';

/** Letters that wait for a reply. */
export function lettersWithdrawn({ body }: Draft): Effect[] {
  return body.confirmations
    .filter(({ repliedAt }) => repliedAt === undefined)
    .map(({ letter }) => ({ do: 'act', on: letter, act: 'letter.end', input: { unanswered: 'withdrawn' } }));
}

/** The draft is open no longer: what it asked ends with it, by the same commit. */
export function letGo(draft: Draft, unanswered: 'concluded' | 'withdrawn', known: DraftFacts | undefined): Effect[] {
  const { jurisdiction, id, caused, body } = draft;
  const standing = new Set(body.confirmations.map(({ letter }) => letter));
  // Letters of earlier rounds were replied to, and asked anew since: their end is good by itself.
  const ended = caused.map(
    (on): Effect => ({
      ...{ do: 'act', on, act: 'letter.end', input: { unanswered } },
      ...(!standing.has(on) && { ahead: true }),
    }),
  );
  if (!known?.sheet) return ended;
  const closed = sheetPut(jurisdiction, id, { ...known.sheet.value, editing: false }, known.sheet.head);
  return [...ended, ...puts([openDraftPut(jurisdiction, known.open, null), closed])];
}

/** As effects of the commit. */
export function puts(all: readonly Put[]): PutEffect[] {
  return all.map((put) => ({ do: 'put', put }));
}

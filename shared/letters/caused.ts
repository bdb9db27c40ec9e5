/**
 * Letters that another record's commit opens and ends: what was asked ends with what asked it (art. 10, 11, 20, 21).
 */
import { start } from '../clocks/clocks.ts';
import type { Draft, Exchange } from '../exchange/exchange.ts';
import type { ActFacts } from '../exchange/facts.ts';
import type { Inherited } from '../exchange/keyed.ts';
import type { Change, SystemAct } from '../exchange/kind.ts';
import type { Succession, SystemActs } from '../exchange/seams.ts';
import { endedThere, meetsItself } from '../exchange/succession.ts';
import { digest } from '../keys.ts';
import { type LetterBody, type LetterState, UNANSWERED } from './body.ts';

/** What another record asks of one organisation. */
export interface LetterOpening {
  purpose: 'guidance' | 'problem' | 'matter-change';
  id: string;
  /** The record that asks. */
  of: string;
  from: string;
  to: string;
  /** Absent: none. */
  section?: string;
  title: string;
  text: string;
  /** The same for all who are asked at once; null where one alone is. */
  series: string | null;
  /** Absent: none. */
  keys?: Inherited;
}

declare module '../exchange/seams.ts' {
  interface Openings {
    letter: LetterOpening;
  }
  interface SystemActs {
    /** `unanswered`: what becomes of a letter that nobody has replied to. */
    'letter.end': { unanswered: 'concluded' | 'withdrawn' };
  }
}

export function openCaused({ keys, ...asked }: LetterOpening, { log, now }: ActFacts): Draft<LetterBody, LetterState> {
  const { id, purpose, of, from, to, title, text, series } = asked;
  const clock = start(log, now, 'reply', now);
  return {
    ...{
      id,
      from,
      to,
      section: asked.section ?? null,
      handler: null,
      participants: [],
      source: from,
      reference: id,
      case: of,
    },
    ...(series !== null && { series }),
    ...{ state: 'pending', claimBy: null, clock, content: digest(asked) },
    ...(keys ?? { party: null, licence: null }),
    body: {
      ...{ purpose, title, text, matter: null, matterName: null, documentNumber: null, signedBy: null },
      ...{ thirdParty: null, workingDays: clock.length, attachments: [], ...UNANSWERED },
    },
  };
}

export const end: SystemAct<LetterBody, LetterState, SystemActs['letter.end']> = {
  label: '随原事项办结',
  article: '10, 11, 20, 21',
  by: 'system',
  from: ['pending', 'replied'],
  apply: ({ state, body, to }, { unanswered }, { now }) => {
    const unheard = state === 'pending';
    if (unheard && unanswered === 'withdrawn') {
      return {
        set: { state: 'withdrawn' },
        also: [{ do: 'mail', org: to as string, section: null, type: 'letter-withdrawn' }],
      };
    }
    return { set: { state: 'concluded' }, body: { ...body, withoutReply: unheard, concludedAt: now } };
  },
};

/** A letter between an organisation that ends and the one that takes its place is over: nobody answers himself. */
export function succeeded(
  letter: Exchange<LetterBody, LetterState>,
  succession: Succession,
  { now }: ActFacts,
): Change<LetterBody, LetterState> {
  if (!meetsItself(letter, succession)) return {};
  return {
    set: endedThere(letter, 'concluded'),
    body: { ...letter.body, withoutReply: letter.state === 'pending', concludedAt: now },
  };
}

/** What letters, and versions that do not wait for it, do to a draft. */
import { type Sheet, sheetPut } from '../boundary/sheet.ts';
import type { SystemAct } from '../exchange/kind.ts';
import type { SystemActs } from '../exchange/seams.ts';
import type { Instant } from '../time.ts';
import type { Confirmation, DraftBody, DraftState } from './body.ts';
import { confirming, type Draft, withAnswer } from './confirmations.ts';
import { lettersWithdrawn } from './ending.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    /** A letter of the draft has been replied to. */
    'list-draft.answer': { org: string; letter: string; agrees: boolean; at: Instant };
    /** A letter of the draft has passed its day. */
    'list-draft.silence': { org: string; letter: string; at: Instant };
    /** A superior's version has been published (art. 26): the draft is brought up to it. */
    'list-draft.overtake': { base: string; conflicts: string[]; sheet: Sheet; head: string };
  }
  interface MailTypes {
    'draft-unsettled': 'list-draft';
  }
}

type Caused<Name extends keyof SystemActs> = SystemAct<DraftBody, DraftState, SystemActs[Name]>;

/** What was settled stays settled, also where the reply comes after that. */
const answer: Caused<'list-draft.answer'> = {
  label: '收到答复',
  article: '20',
  by: 'system',
  from: ['confirming', 'confirmed'],
  apply: (draft, { letter, agrees, at }, facts) => {
    const asked = theOne(draft, letter);
    if (!asked) return {};
    const state = asked.state === 'settled' ? asked.state : agrees ? 'agreed' : 'objected';
    const confirmations = withAnswer(draft.body, asked.org, { state, repliedAt: at });
    return confirming(draft, { ...draft.body, confirmations }, facts, at);
  },
};

const silence: Caused<'list-draft.silence'> = {
  label: '逾期未答复',
  article: '25',
  by: 'system',
  from: ['confirming'],
  apply: (draft, { letter, at }, facts) => {
    const asked = theOne(draft, letter);
    if (asked?.state !== 'asked') return {};
    const confirmations = withAnswer(draft.body, asked.org, { state: 'silent' });
    return confirming(draft, { ...draft.body, confirmations }, facts, at);
  },
};

const overtake: Caused<'list-draft.overtake'> = {
  label: '按上级规定更新',
  article: '26',
  by: 'system',
  from: ['editing', 'confirming', 'confirmed'],
  to: 'editing',
  apply: (draft, { base, conflicts, sheet, head }) => {
    const all = [...new Set([...(draft.body.conflicts ?? []), ...conflicts])].sort();
    const put = sheetPut(draft.jurisdiction, draft.id, { ...sheet, editing: true }, head);
    return {
      set: { to: null, clock: null, participants: [] },
      body: { ...draft.body, base, ...(all.length > 0 && { conflicts: all }) },
      also: [...lettersWithdrawn(draft), { do: 'put', put }],
      detail: { base, conflicts },
    };
  },
};

export const consequences = { answer, silence, overtake };

/** By the letter: whoever took an organisation's place answers it for the rows of the other. */
function theOne({ body }: Draft, letter: string): Confirmation | undefined {
  return body.confirmations.find((one) => one.letter === letter);
}

/** Letters whose day decides something of the draft. */
export function lettersThatRun({ state, body }: Draft): string[] {
  if (state !== 'confirming') return [];
  return body.confirmations.filter((one) => one.state === 'asked').map(({ letter }) => letter);
}

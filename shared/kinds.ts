/** The catalogue of kinds: one line each. */
import { accountRequest } from './account-requests/kind.ts';
import { accountability } from './accountability/kind.ts';
import { caution } from './cautions/caution.ts';
import { talk } from './cautions/talk.ts';
import { certificate } from './certificates/kind.ts';
import { commitment } from './commitments/kind.ts';
import { correction } from './corrections/kind.ts';
import { creditQuery } from './credit-queries/kind.ts';
import { creditRecord } from './credit-records/kind.ts';
import { draw } from './draws/kind.ts';
import { kindsOf } from './exchange/declare.ts';
import { countedNames, type Kinds } from './exchange/kind.ts';
import { expert } from './experts/kind.ts';
import { guidance } from './guidance/kind.ts';
import { instruction } from './instructions/kind.ts';
import { letter } from './letters/kind.ts';
import { listDraft } from './list-drafts/kind.ts';
import { meeting } from './meetings/kind.ts';
import { offlineTransfer } from './offline-transfers/kind.ts';
import { participation } from './participations/kind.ts';
import { problem } from './problems/kind.ts';
import { push } from './pushes/kind.ts';
import { feedback } from './register/feedback.ts';
import { standard } from './standards/kind.ts';
import { support } from './support/kind.ts';
import { survey } from './surveys/kind.ts';
import { task } from './tasks/kind.ts';

export const KINDS: Kinds = kindsOf([
  push,
  problem,
  task,
  correction,
  caution,
  talk,
  accountability,
  feedback,
  letter,
  instruction,
  support,
  listDraft,
  participation,
  meeting,
  survey,
  guidance,
  certificate,
  commitment,
  expert,
  draw,
  creditRecord,
  creditQuery,
  accountRequest,
  standard,
  offlineTransfer,
]);

/** What a county counts, for those who load no kind to know it. */
export const COUNTED: readonly string[] = countedNames(KINDS);

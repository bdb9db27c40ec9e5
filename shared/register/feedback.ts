/** A feedback record (监管反馈): what the department did about a licence on its register; the bureau may read it. */

import * as z from 'zod';
import { bureauOf } from '../county.ts';
import type { Kind } from '../exchange/kind.ts';
import { presentHead } from '../exchange/present.ts';
import { choice, civilDate, text } from '../fields.ts';
import { digest } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';

export const feedbackInput = lazily(() =>
  z.strictObject({
    result: choice(['compliant', 'rectified', 'rectification-ordered', 'penalised', 'not-found', 'closed', 'other']),
    day: civilDate(),
    detail: text(1000),
  }),
);

type Feedback = Checked<typeof feedbackInput>;

interface FeedbackBody extends Feedback {
  entry: string;
}

interface Opening extends Feedback {
  id: string;
  from: string;
  /** The register entry that it belongs to, and the licence number or document number of that entry. */
  entry: string;
  licence: string | null;
  section: string | null;
}

export const feedback: Kind<FeedbackBody, Opening> = {
  kind: 'feedback',
  label: '监管反馈',
  article: '17',
  path: 'feedback',
  states: { recorded: { label: '已记录', open: false } },
  open: ({ id, from, entry, licence, section, ...said }, { county }) => ({
    id,
    from,
    to: bureauOf(county).code === from ? null : bureauOf(county).code,
    section: null,
    handler: null,
    parties: [],
    source: from,
    reference: id,
    state: 'recorded',
    claimBy: null,
    clock: null,
    party: null,
    licence,
    body: { entry, ...said },
    content: digest({ entry, section, ...said }),
  }),
  acts: {},
  present: (record) => ({ ...presentHead(record), ...record.body }),
  blank: (body) => ({ ...body, detail: '' }),
};

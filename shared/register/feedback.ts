/** A feedback record (监管反馈): what the department did about a licence on its register; the bureau may read it. */

import * as z from 'zod';
import { bureauOf } from '../county.ts';
import type { Kind } from '../exchange/kind.ts';
import { presentHead } from '../exchange/present.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import { choice, civilDate, text } from '../fields.ts';
import { digest, sortable } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';

const RESULTS = {
  compliant: '符合要求',
  rectified: '已整改',
  'rectification-ordered': '责令整改',
  penalised: '已处罚',
  'not-found': '查无下落',
  closed: '已停业',
  other: '其他',
} as const;

export const feedbackInput = lazily(() =>
  z.strictObject({
    result: choice(RESULTS).meta({ title: '监管结果' }),
    day: civilDate().meta({ title: '日期', description: '检查或处理的日期，不晚于今日' }),
    detail: text(1000).meta({ title: '情况说明' }),
  }),
);

type Feedback = Checked<typeof feedbackInput>;

export interface FeedbackBody extends Omit<Feedback, 'detail'> {
  entry: string;
  /** Null once quarantined. */
  detail: string | null;
}

interface Opening extends Feedback {
  id: string;
  from: string;
  /** The register entry that it belongs to. */
  entry: string;
  section: string | null;
}

/** The partition of what a department has recorded about one entry of its register: nobody else's records lie there. */
export function feedbackPartition(jurisdiction: string, org: string, entry: string): string {
  return `${jurisdiction}#${org}#feedback#${entry}`;
}

export const feedback: Kind<FeedbackBody, Opening> = {
  kind: 'feedback',
  label: '监管反馈',
  article: '17',
  path: 'feedback',
  states: { recorded: { label: '已记录', open: false } },
  open: ({ id, from, entry, section, ...said }, { county }) => ({
    id,
    from,
    to: bureauOf(county).code === from ? null : bureauOf(county).code,
    section: null,
    handler: null,
    participants: [],
    source: from,
    reference: id,
    state: 'recorded',
    claimBy: null,
    clock: null,
    party: null,
    // Found by its entry: no number of the licence stays here when the entry's pushes are quarantined.
    licence: null,
    body: { entry, ...said },
    content: digest({ entry, section, ...said }),
  }),
  acts: { quarantine: quarantineBy({ by: 'sender', scope: 'register:write' }) },
  places: ({ jurisdiction, from, createdAt, body }) => ({
    register: { partition: feedbackPartition(jurisdiction, from, body.entry), sort: sortable(createdAt) },
  }),
  present: (record) => ({ ...presentHead(record), ...record.body }),
  blank: (body) => ({ ...body, detail: null }),
};

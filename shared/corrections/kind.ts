/**
 * The correction (更正): an objection to a figure of the circular. Opened by the push's addressee or sender, by whoever a
 * figure of the annex is counted against, or by the platform for deemed claims that a later notice would have spared.
 * The bureau decides; where the bureau is the addressee or itself objects, the government office does.
 */

import * as z from 'zod';
import { bureauOf, governmentOfficeOf, heirOf } from '../county.ts';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import { type Figure, PLATFORM } from '../exchange/figures.ts';
import type { PersonAct } from '../exchange/kind.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import { text } from '../fields.ts';
import { digest, sha256 } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf, type Instant, type Quarter } from '../time.ts';
import { type CorrectionBody, correctionBody } from './body.ts';

type State = 'open' | 'accepted' | 'rejected';

declare module '../exchange/seams.ts' {
  interface Openings {
    correction: CorrectionOpening;
  }
}

/** What it is about: how a push was claimed, or a figure of a quarter's annex that counts a record. */
export type Subject = { push: string } | { record: string; figure: Figure; quarter: Quarter };

/** `id`: as `id-of.ts` has it. */
export type CorrectionOpening = CorrectionAsked & { id: string };

export type CorrectionAsked = Subject & {
  org: string;
  /** Who objects; the addressee itself where the platform opens it. */
  objector: string;
  reason: string;
  /** Where the platform itself has put the figure right, by the calendar: why. Nobody decides then. */
  decided?: string;
  /** Where the platform opens it beside what the organisation has asked for, which was rejected on other grounds. */
  beside?: true;
};

function decisionOf(decided: string | undefined, now: Instant) {
  if (decided === undefined) return { decision: null, decisionDigest: null, decidedAt: null };
  return { decision: decided, decisionDigest: sha256(decided), decidedAt: now };
}

const decisionInput = lazily(() =>
  z.strictObject({
    reason: text(500).meta({ title: '理由', description: '随通报发至各单位，请勿填写个人信息' }),
  }),
);

const DECIDERS = ['bureau-admin', 'government-office'] as const;

const decide = (label: string, to: State): PersonAct<CorrectionBody, State, Checked<typeof decisionInput>> => ({
  label,
  article: '23',
  hint: '更正全部决定之后，通报才能印发；决定和理由随通报发至各单位。',
  by: 'addressee',
  roles: DECIDERS,
  from: ['open'],
  otherwise: { '*': 'already-done' },
  to,
  input: decisionInput,
  apply: ({ body }, { reason }, { now }) => ({
    body: { ...body, decision: reason, decisionDigest: sha256(reason), decidedAt: now },
  }),
});

/** With its push, or by whoever asked for it: where its reason says what should not be here, and the push does not. */
const quarantine = quarantineBy<CorrectionBody, State>({
  by: 'sender',
  roles: ['officer', 'section-head', 'government-office', 'discipline'],
  scope: 'pushes:write',
});

export const correction = declareKind<'correction', CorrectionBody, State>({
  kind: 'correction',
  label: '更正',
  article: '23',
  path: 'corrections',
  menu: {
    under: 'reports',
    comes: '对通报数据提出的更正和处理决定。',
  },
  ...keeps(correctionBody),
  columns: [
    { title: '推送或记录', fields: ['push', 'record'], link: true },
    { title: '附表项目', fields: ['figure'] },
    { title: '数据所属单位', fields: ['org'] },
    { title: '申请单位', fields: ['from.org'] },
    { title: '产生时间', fields: ['createdAt'] },
  ],
  mails: () => import('./mails.ts'),
  states: {
    open: { label: '待决定', open: true },
    accepted: { label: '已采纳', open: false },
    rejected: { label: '未采纳', open: false },
  },
  open: ({ id, org, objector, reason, decided, beside, ...subject }, { county, now }) => {
    const asker = decided !== undefined || beside ? PLATFORM : objector;
    const about = 'push' in subject ? subject.push : subject.record;
    const bureau = bureauOf(county).code;
    const to = org === bureau || objector === bureau ? governmentOfficeOf(county).code : bureau;
    return {
      id,
      from: objector,
      to,
      section: null,
      handler: null,
      // Whoever answers for the figure by now.
      participants: [heirOf(county, org, civilDateOf(now))].filter((party) => party !== objector && party !== to),
      source: 'system',
      reference: `${'push' in subject ? about : `${about}/${subject.figure}`}/${asker}`,
      state: decided === undefined ? 'open' : 'accepted',
      claimBy: null,
      clock: null,
      party: null,
      licence: null,
      body: {
        ...{ ...subject, org, reason, reasonDigest: sha256(reason) },
        ...decisionOf(decided, now),
      },
      content: digest({ ...subject, objector, reason }),
    };
  },
  acts: { accept: decide('采纳', 'accepted'), reject: decide('不予采纳', 'rejected'), quarantine },
  restsOn: ({ body }) => [body.push ?? body.record].filter((id) => id !== undefined),
  title: () => '通报数据更正申请',
});

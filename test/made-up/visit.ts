/**
 * A kind of nobody's, with every feature that a kind can have: an opening with a reference, a case with a part for each
 * organisation invited, facts asked for, a clock whose end is lateness, files, mails, codes of its own, a number that
 * lies sealed and an estimate that is hidden for a time. It is what a newcomer would write: two declarations and
 * nothing else anywhere.
 */
import * as z from 'zod';
import { start } from '../../shared/clocks/clocks.ts';
import { keeps, said } from '../../shared/exchange/body.ts';
import { declareKind } from '../../shared/exchange/declare.ts';
import type { Opening, PersonAct } from '../../shared/exchange/kind.ts';
import { quarantineBy } from '../../shared/exchange/quarantine.ts';
import { line, listOf, optional, organisation, text, toHide, toSeal } from '../../shared/fields.ts';
import { fileId } from '../../shared/files/attachment.ts';
import { derivedId, digest } from '../../shared/keys.ts';
import { lazily } from '../../shared/lazily.ts';
import { hiddenValue, sealedText } from '../../shared/record-fields.ts';
import type { Sealed } from '../../shared/seal.ts';

declare module '../../shared/exchange/seams.ts' {
  interface Openings {
    'made-up-part': { visit: string; from: string; org: string; purpose: string };
  }
}
declare module '../../shared/errors.ts' {
  interface Conflicts {
    'parts-open': true;
  }
}

interface VisitBody {
  purpose: string | null;
  invited: string[];
  summary: string | null;
}
type VisitState = 'announced' | 'closed';

const visitInput = lazily(() =>
  z.strictObject({
    reference: line(100).meta({ title: '编号' }),
    purpose: line(200).meta({ title: '事由' }),
    invite: listOf(organisation(), 10).min(1).meta({ title: '邀请单位' }),
  }),
);

const visitBody = lazily(() =>
  z.strictObject({
    purpose: said(line(200).meta({ title: '事由' })),
    invited: z.array(organisation()).meta({ title: '邀请单位' }),
    summary: said(text(1000).meta({ title: '小结' })),
  }),
);

const opening: Opening<VisitBody, VisitState, z.output<ReturnType<typeof visitInput>>> = {
  label: '发起走访',
  roles: ['officer'],
  input: visitInput,
  drafts: ({ purpose, invite }) => [
    { state: 'announced', participants: invite, body: { purpose, invited: invite, summary: null } },
  ],
};

const close: PersonAct<VisitBody, VisitState, { summary: string }> = {
  label: '小结',
  article: '21',
  by: 'sender',
  from: ['announced'],
  otherwise: { '*': 'already-done' },
  to: 'closed',
  input: lazily(() => z.strictObject({ summary: text(1000).meta({ title: '小结' }) })),
  reads: ({ id }) => ({ parts: id }),
  refuses: ['parts-open'],
  refuse: (_visit, _input, _actor, { found }) =>
    found?.parts?.some(({ state, late }) => state === 'invited' && !late) ? { code: 'parts-open' } : null,
  apply: ({ body }, { summary }) => ({ body: { ...body, summary } }),
};

export const visit = declareKind<'made-up-visit', VisitBody, VisitState>({
  ...{ kind: 'made-up-visit', label: '走访', article: '21', path: 'visits' },
  ...keeps(visitBody),
  states: { announced: { label: '已发起', open: true, waits: 'sender' }, closed: { label: '已小结', open: false } },
  opening,
  opens: ({ id, from, body }) =>
    body.invited.map((org) => ({
      do: 'open',
      kind: 'made-up-part',
      input: { visit: id, from, org, purpose: body.purpose ?? '' },
    })),
  acts: { close, quarantine: quarantineBy<VisitBody, VisitState>({ by: 'sender' }) },
  codes: { 'parts-open': { meaning: '还有单位没有反馈', detail: '还有单位没有反馈，期限未满，不能小结。请催办。' } },
  title: ({ body }) => `走访：${body.purpose}`,
});

interface PartBody {
  purpose: string | null;
  report: string | null;
  attachments: { file: string; name: string }[];
  inspector: Sealed | null;
  estimate: { value: string; salt: string } | null;
}
type PartState = 'invited' | 'reported' | 'compared';

const partBody = lazily(() =>
  z.strictObject({
    purpose: said(line(200).meta({ title: '事由' })),
    report: said(text(1000).meta({ title: '反馈' })),
    attachments: said(z.array(attached()).meta({ title: '附件' })),
    inspector: said(sealedText().meta({ title: '检查人员身份号码' })),
    estimate: said(hiddenValue(line(100)).meta({ title: '估算' })),
  }),
);
const attached = lazily(() =>
  z.strictObject({ file: fileId().meta({ title: '文件编号' }), name: line(200).meta({ title: '文件名' }) }),
);

interface Report {
  report: string;
  attachments: PartBody['attachments'];
  inspector: Sealed | null;
  estimate: string | null;
}

const report: PersonAct<PartBody, PartState, Report> = {
  label: '反馈',
  article: '21',
  by: 'addressee',
  from: ['invited'],
  otherwise: { '*': 'already-done' },
  to: 'reported',
  input: lazily(() =>
    z.strictObject({
      report: text(1000).meta({ title: '反馈' }),
      attachments: listOf(attached(), 5)
        .nullish()
        .transform((value) => value ?? [])
        .meta({ title: '附件' }),
      inspector: optional(toSeal(line(18))).meta({ title: '检查人员身份号码' }),
      estimate: optional(toHide(line(100))).meta({ title: '估算' }),
    }),
  ),
  apply: ({ body }, { estimate, ...said }, { salt = '' }) => ({
    body: { ...body, ...said, estimate: estimate === null ? null : { value: estimate, salt } },
  }),
};

/** Until then no side knows the other's estimate. */
const compare: PersonAct<PartBody, PartState, Record<string, never>> = {
  label: '比对估算',
  article: '21',
  by: 'sender',
  from: ['reported'],
  otherwise: { '*': 'already-done' },
  to: 'compared',
  input: lazily(() => z.strictObject({})),
};

export const part = declareKind<'made-up-part', PartBody, PartState>({
  ...{ kind: 'made-up-part', label: '走访参与', article: '21', path: 'visit-parts' },
  ...keeps(partBody, null, ({ state }) => state === 'compared'),
  wholeTo: ({ from }, { org }) => from === org,
  states: {
    invited: { label: '待反馈', open: true },
    reported: { label: '已反馈', open: false },
    compared: { label: '已比对', open: false },
  },
  clock: { invited: { annex: 'repliesLate' } },
  settable: true,
  open: ({ visit: of, from, org, purpose }, { log, now }) => ({
    ...{ id: derivedId(of, 'part', org), case: of, from, to: org, section: null, handler: null, participants: [] },
    ...{ source: 'system', reference: `${of}/${org}`, state: 'invited', claimBy: null, party: null, licence: null },
    clock: start(log, now, 'reply', now, 2),
    body: { purpose, report: null, attachments: [], inspector: null, estimate: null },
    content: digest({ of, org }),
  }),
  acts: { report, compare, quarantine: quarantineBy<PartBody, PartState>({ by: 'addressee' }) },
  title: ({ body }) => `走访参与：${body.purpose}`,
});

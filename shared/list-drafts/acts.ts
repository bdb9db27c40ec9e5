/** What the bureau and the government office do with a draft of the list: submit, revise, abandon, settle, publish. */
import * as z from 'zod';
import { concernedBy } from '../boundary/changes.ts';
import { sheetPut } from '../boundary/sheet.ts';
import { matterErrors } from '../boundary/versions.ts';
import { heirOf } from '../county.ts';
import { anyOrganisation, text } from '../fields.ts';
import { digest } from '../keys.ts';
import { lazily } from '../lazily.ts';
import { civilDateOf } from '../time.ts';
import { type Act, GONE, OF_BUREAU } from './act.ts';
import { confirming, isOpen, submitted, withAnswer } from './confirmations.ts';
import { letGo, lettersWithdrawn } from './ending.ts';
import { lettersOf } from './letter.ts';

type Nothing = Record<never, never>;

/** The letters of a draft, the draft and its sheet are one commit, and so is their end: a commit takes a hundred. */
const MOST_CONCERNED = 90;

const nothing = lazily(() => z.strictObject({}));
const withReason = lazily(() => z.strictObject({ reason: text(1000).meta({ title: '理由' }) }));

export const submit: Act<Nothing> = {
  ...OF_BUREAU,
  label: '提交确认',
  article: '9, 20',
  from: ['editing'],
  otherwise: { '*': 'not-editing' },
  input: nothing,
  reads: ({ id, body }) => ({ listDraft: { draft: id, base: body.base, rows: true } }),
  refuses: ['draft-quarantined', 'nothing-changed', 'too-many-concerned'],
  refuse: ({ quarantined }, _input, _actor, { found, county }) => {
    if (quarantined) return GONE;
    const { after = [], changes = [] } = found?.listDraft?.rows ?? {};
    const errors = after.flatMap((row) => matterErrors(county, row, `/rows/${row.code}`));
    if (errors.length > 0) return errors;
    if (changes.length === 0) return { code: 'nothing-changed' };
    const concerned = concernedBy(changes).size;
    return concerned > MOST_CONCERNED
      ? { code: 'too-many-concerned', more: { concerned, most: MOST_CONCERNED } }
      : null;
  },
  apply: (draft, _input, facts) => {
    const { sheet, rows } = facts.found?.listDraft ?? {};
    if (!sheet || !rows) return {};
    const { confirmations, asked } = submitted(draft, rows.changes, facts.now);
    const { conflicts: _, ...body } = draft.body;
    const [count, content] = [rows.after.length, digest(rows.after)];
    const next = { ...body, count, content, confirmations, round: body.round + (asked.length > 0 ? 1 : 0) };
    const change = confirming(draft, next, facts, facts.now);
    const closed = sheetPut(draft.jurisdiction, draft.id, { ...sheet.value, editing: false }, sheet.head);
    // Those concerned read the draft from now on, and no others: an heir in place of whom it followed.
    const today = civilDateOf(facts.now);
    const participants = [...new Set(confirmations.map(({ org }) => heirOf(facts.county, org, today)))];
    return {
      ...change,
      set: { ...change.set, participants },
      also: [...lettersOf(draft, asked), { do: 'put', put: closed }, ...(change.also ?? [])],
      detail: { count, content, asked: asked.map(({ org }) => org) },
    };
  },
};

/**
 * Back to the desk: letters that nobody has replied to are withdrawn, all else stands. What is edited is the bureau's
 * alone again, until it is submitted.
 */
export const revise: Act<Nothing> = {
  ...OF_BUREAU,
  label: '退回修改',
  danger: true,
  hint: '退回后，尚未答复的函件全部撤回；再次提交时，所涉改动有变化的单位须重新确认。',
  article: '9',
  from: ['confirming', 'confirmed'],
  otherwise: { editing: 'already-editing', '*': 'already-done' },
  to: 'editing',
  input: nothing,
  reads: ({ id }) => ({ listDraft: { draft: id } }),
  refuses: ['draft-quarantined'],
  refuse: ({ quarantined }) => (quarantined ? GONE : null),
  apply: (draft, _input, { found }) => {
    const sheet = found?.listDraft?.sheet;
    if (!sheet) return {};
    const opened = sheetPut(draft.jurisdiction, draft.id, { ...sheet.value, editing: true }, sheet.head);
    return {
      set: { to: null, clock: null, participants: [] },
      also: [...lettersWithdrawn(draft), { do: 'put', put: opened }],
    };
  },
};

export const abandon: Act<{ reason: string }> = {
  ...OF_BUREAU,
  label: '终止草案',
  article: '9',
  from: ['editing', 'confirming', 'confirmed'],
  otherwise: { '*': 'already-done' },
  danger: true,
  to: 'abandoned',
  input: withReason,
  reads: ({ id }) => ({ listDraft: { draft: id } }),
  apply: (draft, { reason }, { found }) => ({
    set: { to: null, clock: null },
    body: { ...draft.body, reason },
    also: letGo(draft, 'withdrawn', found?.listDraft),
  }),
};

/** Art. 25: the government office settles what an organisation objected to, or kept silent about. */
export const settle: Act<{ org: string; reason: string }> = {
  label: '裁定',
  article: '25',
  // Neither side's: whoever of them asks is told so.
  by: 'participant',
  rolesOf: () => [],
  roles: ['government-office'],
  alsoBy: ['government-office'],
  from: ['confirming'],
  otherwise: { editing: 'already-editing', confirmed: 'nothing-to-settle', '*': 'already-done' },
  input: lazily(() =>
    z.strictObject({
      org: anyOrganisation().meta({ title: '单位', description: '不同意或逾期未答复的单位' }),
      reason: text(1000).meta({ title: '裁定理由' }),
    }),
  ),
  concerns: ({ body }) => ({ only: body.confirmations.filter(isOpen).map(({ org }) => org) }),
  about: ({ body }) => body.confirmations.filter(isOpen).map(({ letter }) => letter),
  refuses: ['nothing-to-settle'],
  refuse: ({ body }, { org }) =>
    body.confirmations.some((one) => one.org === org && isOpen(one)) ? null : { code: 'nothing-to-settle' },
  barred: ({ body }) => (body.confirmations.some(isOpen) ? null : { code: 'nothing-to-settle' }),
  apply: (draft, { org, reason }, facts) => {
    const confirmations = withAnswer(draft.body, org, { state: 'settled', settledAt: facts.now, reason });
    return confirming(draft, { ...draft.body, confirmations }, facts, facts.now);
  },
};

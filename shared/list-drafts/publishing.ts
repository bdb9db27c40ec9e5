/** Publishing a draft (art. 4, 9, 20): confirmed by all whom it concerns, and announced long enough before its day. */
import * as z from 'zod';
import type { Opinions } from '../boundary/changes.ts';
import { handOverJob } from '../boundary/hand-over.ts';
import { opinionsPut } from '../boundary/opinions.ts';
import { boundaryList } from '../boundary/versions.ts';
import type { ActFacts } from '../exchange/facts.ts';
import { civilDate, optional } from '../fields.ts';
import { digest } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import type { Put } from '../ports.ts';
import { civilDateOf, type Instant } from '../time.ts';
import { posting, publication } from '../versions/versions.ts';
import { type Act, GONE, OF_BUREAU } from './act.ts';
import { listDraftBody, posted } from './body.ts';
import type { Draft } from './confirmations.ts';
import { dayErrors, earliestDay, orderErrors } from './days.ts';
import { letGo, puts } from './ending.ts';
import type { DraftFacts } from './reader.ts';

const publishInput = lazily(() =>
  z.strictObject({
    documentNumber: listDraftBody().shape.documentNumber.unwrap().meta({ title: '发布文号' }),
    validFrom: optional(civilDate()).meta({ title: '施行日期', description: '只能推迟；不填的按草案' }),
  }),
);

export const publish: Act<Checked<typeof publishInput>> = {
  ...OF_BUREAU,
  label: '发布',
  article: '9, 20',
  from: ['confirmed'],
  otherwise: { editing: 'not-confirmed', confirming: 'not-confirmed', '*': 'already-done' },
  to: 'published',
  input: publishInput,
  reads: ({ id, caused }) => ({ listDraft: { draft: id }, records: caused }),
  refuses: ['draft-quarantined', 'notice-too-short'],
  refuse: (draft, input, _actor, facts) => {
    const { body } = draft;
    const asked = input.validFrom;
    if (asked !== null && asked < body.validFrom) {
      return [{ pointer: '/validFrom', detail: `只能推迟：不早于草案的施行日期 ${body.validFrom}` }];
    }
    const validFrom = asked ?? body.validFrom;
    const today = civilDateOf(facts.now);
    const versions = facts.found?.listDraft?.versions ?? [];
    const errors = asked === null ? orderErrors(validFrom, versions) : dayErrors(asked, versions, today);
    if (errors.length > 0 || draft.state !== 'confirmed') return errors;
    if (draft.quarantined) return GONE;
    const noticed = earliestDay(body, facts);
    const earliest = noticed !== null && noticed > today ? noticed : today;
    return validFrom < earliest ? { code: 'notice-too-short', more: { earliest } } : null;
  },
  apply: (draft, { documentNumber, validFrom: asked }, facts) => {
    const known = facts.found?.listDraft;
    if (!known?.sheet) return {};
    const validFrom = asked ?? draft.body.validFrom;
    const { set, count } = known.sheet.value;
    const content = digest({ validFrom, items: draft.body.content });
    const head = { validFrom, publishedAt: facts.now, by: facts.by, count, content, rows: set, documentNumber };
    const { jurisdiction } = draft;
    const made = publication(boundaryList(jurisdiction), known.item, { ...head, draft: draft.id });
    const { version } = made.version;
    const job = handOverJob(jurisdiction, made.version, facts.now);
    return {
      set: { to: null, clock: null },
      body: { ...draft.body, validFrom, documentNumber, version, publishedAt: facts.now },
      also: [...letGo(draft, 'concluded', known), ...puts([made.put, job, ...opinionPuts(draft, known, facts)])],
    };
  },
};

/** What a letter says of the rows on which its addressee gave an opinion. */
type Replied = { opinions?: readonly { code: string }[]; repliedAt: Instant | null };

/** The opinions that departments gave when they agreed are recorded with the list (art. 5). */
function opinionPuts({ jurisdiction }: Draft, { opinions }: DraftFacts, { found }: ActFacts): Put[] {
  const given: Record<string, Record<string, { letter: string; on: string }>> = {};
  for (const { id, to, body } of found?.records?.values() ?? []) {
    const { opinions: said = [], repliedAt } = body as Replied;
    const on = civilDateOf(repliedAt ?? 0);
    for (const { code } of said)
      given[code] = { ...opinions.value[code], ...given[code], [to as string]: { letter: id, on } };
  }
  const next: Opinions = { ...opinions.value, ...given };
  return Object.keys(given).length === 0 ? [] : [opinionsPut(jurisdiction, opinions, next)];
}

/** Art. 9: shown on 山东政务服务网; the public page says where, and since when. */
export const post: Act<Checked<typeof posted>> = {
  ...OF_BUREAU,
  label: '登记公示',
  article: '9',
  from: ['published'],
  otherwise: { '*': 'not-published' },
  input: posted,
  reads: ({ id }) => ({ listDraft: { draft: id } }),
  refuse: (_draft, { on }, _actor, { now }) =>
    on > civilDateOf(now) ? [{ pointer: '/on', detail: '公示日期不能晚于今日，请在公示之后填写' }] : null,
  apply: ({ jurisdiction, body }, said, { found }) => ({
    body: { ...body, posted: said },
    also: puts([posting(boundaryList(jurisdiction), found?.listDraft?.item, body.version ?? '', said)]),
  }),
};

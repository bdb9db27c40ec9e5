/**
 * Opening a draft (`POST /boundary-list/drafts`): it begins with the rows last published; a county has one at a time.
 */
import * as z from 'zod';
import { openDraftPut, type Sheet, sheetPut } from '../boundary/sheet.ts';
import type { Opening } from '../exchange/kind.ts';
import { identifier, optional } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf } from '../time.ts';
import { rowsOf } from '../versions/versions.ts';
import { type DraftBody, type DraftState, listDraftBody } from './body.ts';
import { dayErrors } from './days.ts';

const draftInput = lazily(() => {
  const { validFrom, note } = listDraftBody().shape;
  return z
    .strictObject({
      reference: optional(identifier(100)).meta({ title: '编号', description: '本单位的编号；再次提交不会重复起草' }),
      validFrom,
      note: optional(note.unwrap()).meta({ title: '说明' }),
    })
    .meta({ id: 'BoundaryDraftInput' });
});

export const opening: Opening<DraftBody, DraftState, Checked<typeof draftInput>> = {
  label: '起草边界清单',
  roles: ['bureau-admin'],
  organisations: ['approval-bureau'],
  input: draftInput,
  content: ({ validFrom, note }) => ({ validFrom, note }),
  reads: () => ({ listDraft: { draft: null } }),
  refuses: ['draft-open'],
  refuse: ({ validFrom }, { found, now }) => {
    const { open, versions = [] } = found?.listDraft ?? {};
    const errors = dayErrors(validFrom, versions, civilDateOf(now));
    if (errors.length > 0) return errors;
    return open?.value.draft ? { code: 'draft-open', more: { draft: open.value.draft } } : null;
  },
  drafts: ({ validFrom, note }, { found }) => {
    const base = found?.listDraft?.versions.at(-1)?.version ?? null;
    const empty = { round: 0, count: null, content: null, confirmations: [] };
    return [{ state: 'editing', body: { validFrom, note, base, ...empty } }];
  },
  puts: (_input, { county: { jurisdiction }, found, idOf }) => {
    const known = found?.listDraft;
    if (!known) return [];
    const last = known.versions.at(-1);
    const rows = last ? { set: rowsOf(last), count: last.count } : { set: 'none', count: 0 };
    const sheet: Sheet = { ...rows, edition: 0, revision: 0, editing: true };
    return [openDraftPut(jurisdiction, known.open, idOf(0)), sheetPut(jurisdiction, idOf(0), sheet, null)];
  },
};

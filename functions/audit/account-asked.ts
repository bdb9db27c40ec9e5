/** Whose entries are asked for: an account, in the query of the audit and of readings. */
import * as z from 'zod';
import { optional } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';

export const accountAsked = lazily(() =>
  optional(z.string().regex(/^[a-z0-9._-]{1,50}$/, { error: '应为账号，如 scjg.officer' })),
);

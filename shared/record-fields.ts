/** Fields that records keep and that nobody types in: ids, digests, instants, quarters. */
import * as z from 'zod';
import { lazily } from './lazily.ts';
import { meanings } from './meaning.ts';

/** An instant as records keep it, in milliseconds; answers say it as RFC 3339. */
export const moment = lazily(() => z.int().register(meanings, { is: 'instant' }));

/** The id of a record. */
export const recordId = lazily(() =>
  z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .meta({ example: '7d0f1a2b3c4d5e6f708192a3b4c5d6e7' }),
);

/** A SHA-256 of ours. */
export const hash = lazily(() =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description: 'SHA-256，小写十六进制' }),
);

export const quarter = lazily(() =>
  z
    .string()
    .regex(/^\d{4}Q[1-4]$/)
    .meta({ example: '2026Q3' }),
);

/** How many. */
export const count = lazily(() => z.int().min(0));

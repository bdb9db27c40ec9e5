/** Fields that records keep and that nobody types in: ids, digests, instants, quarters. */
import * as z from 'zod';
import { lazily } from './lazily.ts';
import { type Meaning, meanings } from './meaning.ts';

/** An instant as records keep it, in milliseconds; answers say it as RFC 3339. */
export const moment = lazily(() => z.int().register(meanings, { is: 'instant' }));

/** The id of a record. */
export const recordId = lazily(() =>
  z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .meta({ example: '7d0f1a2b3c4d5e6f708192a3b4c5d6e7' })
    .register(meanings, { is: 'record' }),
);

/** The id of a record of one of these kinds, in an input; a form offers those alone that `offers` says can be named. */
export function recordOf(kinds: readonly string[], offers?: Meaning['offers']) {
  return recordId()
    .clone()
    .register(meanings, { is: 'record', kinds, ...(offers && { offers }) });
}

/** A SHA-256 of ours. */
export const hash = lazily(() =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description: 'SHA-256，小写十六进制' })
    .register(meanings, { is: 'hash' }),
);

/** An article of the county's measures by the county's own number: `17(1)`; `°` is a convention of this system. */
export const articleNumber = lazily(() => z.string().register(meanings, { is: 'article' }));

/** What tells an edition of a list or an entry apart: of use to whoever verifies, not to whoever reads. */
export const edition = lazily(() => z.string().register(meanings, { is: 'edition' }));

const quarterText = (): z.ZodString => z.string().regex(/^\d{4}Q[1-4]$/);

export const quarter = lazily(() => quarterText().meta({ example: '2026Q3' }).register(meanings, { is: 'quarter' }));

/** A quarter, and with it its circular. */
export const circularQuarter = lazily(() =>
  quarterText().meta({ example: '2026Q3' }).register(meanings, { is: 'circular' }),
);

/** Text that lies sealed; answers show `shown`. */
export const sealedText = lazily(() =>
  z
    .strictObject({
      shown: z.string().meta({ title: '显示的内容', description: '身份号码中的出生日期以星号代替' }),
      digest: hash().meta({ title: '密钥摘要' }),
      box: z.string().meta({ title: '密文' }),
    })
    .register(meanings, { sealed: true }),
);

/** A number that lies sealed where it contains an identity number, and as it is otherwise (`toSealNumber`). */
export function sealedWhereNeeded(number: z.ZodType<string>) {
  return z.union([number, sealedText()]).register(meanings, { sealed: true });
}

/**
 * What is hidden until the kind reveals it, with the salt of the entry that said it: its digest alone could be guessed.
 */
export function hiddenValue<T extends z.ZodType>(schema: T) {
  const salt = z.string().regex(/^[0-9a-f]{32}$/);
  return z.strictObject({ value: schema, salt: salt.meta({ title: '随机数' }) }).register(meanings, { hidden: true });
}

/** The same where even the store has it only sealed: `box` until it is revealed, `value` and `salt` from then on. */
export function sealedUntilRevealed<T extends z.ZodType>(schema: T) {
  const { value, salt } = hiddenValue(schema).shape;
  const box = z.string().meta({ title: '密文' });
  return z
    .strictObject({ value: value.optional(), salt: salt.optional(), box: box.optional() })
    .register(meanings, { hidden: true });
}

/** How many. */
export const count = lazily(() => z.int().min(0));

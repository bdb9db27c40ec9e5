/** Records of all kinds, as answered: what every kind shows of itself, and its body. */
import * as z from 'zod';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { choice } from '../../shared/fields.ts';
import { IDENTITY_NUMBER } from '../../shared/identity-warnings.ts';
import { lazily } from '../../shared/lazily.ts';
import { pageOf } from '../http/answer-fields.ts';
import { answersOf } from '../http/answer-of.ts';
import { pushAnswer } from '../pushes/answers.ts';
import { headOf } from './head-answer.ts';

export { historyAnswer } from './history-answer.ts';

/** Answers that are not head, body and what stands beside; and names that the kind's own would not be. */
const OWN: Readonly<Record<string, z.ZodType>> = { push: pushAnswer };
const NAMES: Readonly<Record<string, string>> = { problem: 'ProblemRecord' };

const made = new Map<string, z.ZodType>();

/** The answer to `GET /<path>/{id}` of a kind. */
export function recordAnswer(kind: AnyKind): z.ZodType {
  const known = OWN[kind.kind] ?? made.get(kind.kind);
  if (known) return known;
  const { acts, heading, ...head } = headOf(kind);
  const fields = { ...head, ...answersOf(kind.body().shape), ...answersOf(kind.beside?.() ?? {}), heading, acts };
  const answer = z.strictObject({ warnings: warnings(), ...fields }).meta({ id: nameOf(kind) });
  made.set(kind.kind, answer);
  return answer;
}

/** Of kinds that have no other. */
const warnings = lazily(() =>
  z
    .array(
      z.strictObject({
        code: choice(IDENTITY_NUMBER).meta({ title: '提醒代码' }),
        pointer: z.string().meta({ title: '位置', description: '请求体中的位置（RFC 6901）' }),
        detail: z.string().meta({ title: '说明' }),
      }),
    )
    .optional()
    .meta({ title: '提醒', description: '提交、办理的答复中，需要提醒的才有' }),
);

/** What a batch answers; what a refusal says beside its code stands in each result. */
export const batchAnswer = z
  .strictObject({
    results: z
      .array(
        z.looseObject({
          id: z.string().meta({ title: '编号' }),
          ok: z.boolean().meta({ title: '已办理' }),
          code: z.string().nullable().meta({
            title: '未办理的原因',
            description: '错误码；已办理的为 null。其余成员与逐件办理被拒时的相同，如 claimedAt',
            example: 'already-claimed',
          }),
        }),
      )
      .meta({ title: '逐件结果' }),
  })
  .meta({ id: 'BatchResults' });

/** The answer to `GET /<path>` of a kind. */
export function pageOfRecords(kind: AnyKind, more?: z.ZodRawShape): z.ZodType {
  const record = recordAnswer(kind);
  return pageOf(more ? (record as z.ZodObject).extend(more).meta({ id: `${nameOf(kind)}InList` }) : record);
}

/** The answer to a `POST /<path>` that opens several records at once. */
export function seriesOfRecords(kind: AnyKind): z.ZodType {
  return z.strictObject({ items: z.array(recordAnswer(kind)).meta({ title: '各条' }) });
}

/** `matter-change` → `MatterChange`. */
function nameOf({ kind }: AnyKind): string {
  const name = kind.replace(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase());
  return NAMES[kind] ?? name;
}

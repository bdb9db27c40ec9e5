/** Records of all kinds, as answered: what every kind shows of itself, and its body. */
import * as z from 'zod';
import type { AnyKind } from '../../shared/exchange/kind.ts';
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
  const { acts, ...head } = headOf(kind);
  const fields = { ...head, ...answersOf(kind.body().shape), ...answersOf(kind.beside?.() ?? {}), acts };
  const answer = z.strictObject(fields).meta({ id: nameOf(kind) });
  made.set(kind.kind, answer);
  return answer;
}

/** The answer to `GET /<path>` of a kind. */
export function pageOfRecords(kind: AnyKind): z.ZodType {
  return pageOf(recordAnswer(kind));
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

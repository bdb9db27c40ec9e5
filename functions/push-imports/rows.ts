/** One row of a workbook of pushes: posted by itself, or looked at as if it were. */
import type * as z from 'zod';
import { type FieldError, Problem } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { inCell } from '../http/by-hand.ts';
import { fittedTo, withoutSaid } from '../http/input.ts';
import { createPush } from '../pushes/pushes.ts';
import { type Pushing, previewPush, pushOnce, wrongBeside } from '../pushes/pushing.ts';
import { columnAt } from './columns.ts';
import type { SheetRow } from './sheet.ts';

/** Wrong fields that are said of one row. */
const MOST_ERRORS = 20;

/** A field that does not fit, with the title of its column; null where it has none. */
export interface CellError extends FieldError {
  readonly column: string | null;
}

/** A row that was not pushed, and why. */
export interface Failed {
  readonly row: number;
  readonly reference: string | null;
  readonly code: string;
  readonly errors: readonly CellError[];
}

/** What is wrong with a row, by the code that posting it would be refused with. */
export interface Refusal {
  readonly code: string;
  readonly errors: readonly CellError[];
}

/** What the dry run says of one row. */
interface Checked {
  readonly refusal: Refusal | null;
  readonly warnings: readonly (CellError & { readonly code: string })[];
}

/** Pushes it. Throws what passes by itself (5xx), so that the row is tried again. */
export async function postRow(desk: Desk, actor: Actor, row: SheetRow): Promise<'created' | 'repeated' | Refusal> {
  try {
    const { status } = await pushOnce(await fitted(desk, actor, row));
    return status === 201 ? 'created' : 'repeated';
  } catch (error) {
    return refusalOf(error);
  }
}

/** Looks at rows in their order, as if those before had been pushed. Nothing is written. */
export class DryRun {
  readonly #contents = new Map<string, string>();
  readonly #desk: Desk;
  readonly #actor: Actor;

  constructor(desk: Desk, actor: Actor) {
    this.#desk = desk;
    this.#actor = actor;
  }

  /** Each by itself; `rows` that are looked at in one call are looked at at once. */
  async check(rows: readonly SheetRow[]): Promise<Checked[]> {
    const looked = await Promise.all(rows.map((row) => this.#look(row)));
    return rows.map((row, i) => this.#after(row, looked[i] as Looked));
  }

  async #look(row: SheetRow): Promise<Looked> {
    try {
      const { content, warnings } = await previewPush(await fitted(this.#desk, this.#actor, row));
      return { content, warnings };
    } catch (error) {
      return { refusal: refusalOf(error) };
    }
  }

  /** What rows before it in the workbook change in that. */
  #after({ reference, said }: SheetRow, looked: Looked): Checked {
    const { refusal = null, content = '', warnings = [] } = looked;
    const corrected = typeof said.corrects === 'string' && this.#contents.has(said.corrects);
    const errors = refusal?.errors.filter(({ pointer }) => !(corrected && pointer === '/corrects')) ?? [];
    const before = this.#contents.get(reference ?? '');
    if (refusal !== null && (refusal.code !== 'invalid' || errors.length > 0)) {
      return { refusal: { ...refusal, errors }, warnings: [] };
    }
    if (before !== undefined && before !== content) {
      const detail = '表中在前的行已用该编号推送另一内容，请更正其中一个编号';
      return {
        refusal: { code: 'reference-reused', errors: [titled({ pointer: '/reference', detail })] },
        warnings: [],
      };
    }
    this.#contents.set(reference ?? '', content);
    return { refusal: null, warnings: warnings.map((warning) => ({ code: warning.code, ...titled(warning) })) };
  }
}

type Looked = { readonly refusal?: Refusal; readonly content?: string; readonly warnings?: readonly Warned[] };
type Warned = FieldError & { readonly code: string };

/** The row as a request; throws 422 with all that is wrong with it. */
async function fitted(desk: Desk, actor: Actor, { said, lost }: SheetRow): Promise<Pushing> {
  const { body, errors: unfit } = fittedTo(createPush, { search: new URLSearchParams(), json: said, key: null });
  const errors = [...lost, ...withoutSaid(unfit, lost)];
  if (errors.length === 0) return { desk, actor, body: body as Pushing['body'] };
  const beside = withoutSaid(await wrongBeside({ desk, actor }, said), errors);
  throw new Problem('invalid', '', { errors: [...errors, ...beside] });
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Problem) || error.status >= 500) throw error;
  const said = error.errors ?? [{ pointer: '', detail: error.message }];
  return { code: error.code, errors: said.slice(0, MOST_ERRORS).map(titled) };
}

/** Under the title of its column, in the words of whoever fills it in. */
function titled(error: FieldError): CellError {
  const { pointer, detail } = inCell(createPush.body?.() as z.ZodType, error);
  return { pointer, column: columnAt(pointer)?.title ?? null, detail };
}

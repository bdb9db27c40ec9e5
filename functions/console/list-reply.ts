/**
 * The reply to a letter that a draft of the boundary list has caused (art. 20): first whether one agrees, then for each
 * matter that concerns the organisation a box for why not, or for each that it guides one for its opinion.
 */
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { READERS } from '../../shared/readers.ts';
import { ask } from './ask.ts';
import type { PageCall } from './call.ts';
import type { Field } from './fields.ts';
import { mattersFor } from './matters.ts';
import type { OpeningFields } from './opening-fields.ts';
import { type Difference, rowsOfDraft } from './pages/list-draft.ts';

const POSITIONS = ['agree', 'object'];

/** The fields; null where the act is no such reply. `values`: what the form or the address says by now. */
export async function listReply(
  call: PageCall,
  exchange: Exchange,
  fields: readonly Field[],
  values: URLSearchParams,
): Promise<OpeningFields | null> {
  const { id, case: draft } = exchange;
  const byRows = ['rows', 'opinions'].every((name) => fields.some((field) => field.name === name));
  if (!byRows || draft === undefined) return null;
  const first = positionOf(fields);
  const position = values.get('position') ?? '';
  if (!first || !POSITIONS.includes(position)) return { fields, first: first ?? null, carried: null, folded: [] };
  const facts = await call.desk.facts();
  const asked = await READERS.confirmation(call.desk, { draft, letter: id }, facts);
  const names = await namesIn(call, draft, fields);
  const each = (codes: Iterable<string>): Field['fixed'] =>
    [...codes].map((code) => ({ key: code, title: names.has(code) ? `${names.get(code)}（${code}）` : code }));
  const shown = fields.flatMap((field): Field[] => {
    if (field.name === 'position') return [first];
    if (field.name === 'rows')
      return position === 'object' ? [{ ...field, hint: WHY_NOT, fixed: each(asked?.rows ?? []) }] : [];
    if (field.name !== 'opinions') return [field];
    const needed = asked?.opinions ?? [];
    return position === 'agree' && needed.length > 0 ? [{ ...field, hint: OPINIONS, fixed: each(needed) }] : [];
  });
  return { fields: shown, first: null, carried: 'position', folded: [] };
}

const WHY_NOT = '不同意的事项，在其后填写理由；同意的留空';
const OPINIONS = '以下事项由本单位指导，请逐项提出意见';

/** Agreement or objection: a draft of the list takes no other. */
function positionOf(fields: readonly Field[]): Field | undefined {
  const field = fields.find(({ name }) => name === 'position');
  if (!field) return undefined;
  const words = Object.entries(field.words ?? {}).filter(([value]) => POSITIONS.includes(value));
  return { ...field, words: Object.fromEntries(words) };
}

/** What matters are called: those of the list in force, and those that the draft adds or changes. */
async function namesIn(call: PageCall, draft: string, fields: readonly Field[]): Promise<ReadonlyMap<string, string>> {
  const params = { id: draft };
  const of = { ...call, params };
  const [inForce, { body }] = await Promise.all([
    mattersFor(call, fields),
    ask(call, 'readDraftDifference', { params }),
  ]);
  const changed = await rowsOfDraft(of, body as Difference);
  const added = (body as Difference).added as readonly { code?: unknown; name?: unknown }[];
  const rows = [...inForce, ...added, ...changed.values()];
  return new Map(rows.map(({ code, name }) => [String(code), String(name)]));
}

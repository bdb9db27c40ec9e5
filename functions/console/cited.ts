/**
 * Evidence in a form (`opening.cites`): records are named by their addresses. The head of a record's history, which
 * proves what it said then, is filled in by the platform: nobody copies 64 digits from another page.
 */
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { headOf } from '../../shared/exchange/history.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { load } from '../../shared/exchange/work.ts';
import type { PageCall } from './call.ts';
import type { Field } from './fields.ts';
import type { Line } from './kinds.ts';

type Opening = Pick<NonNullable<AnyKind['opening']>, 'cites'>;

const HINT = '打开作为证据的记录，把网址粘贴在这里；其办理记录此刻的摘要由平台填入';

/** The fields with the heads carried along unseen, where a link has filled them in. */
export function citingFields({ cites }: Opening, fields: readonly Field[]): readonly Field[] {
  return fields.map((field) => {
    if (cites === undefined || field.name !== cites) return field;
    const inside = (field.fields ?? []).map((one): Field => {
      return one.shape === 'record'
        ? { ...one, title: '记录', hint: HINT }
        : { ...one, required: false, carried: true };
    });
    return { ...field, fields: inside };
  });
}

/** The body with the heads that it does not say; one that is no head of that record's is not its own. */
export async function withHeads({ desk, actor }: PageCall, { cites }: Opening, body: Line): Promise<Line> {
  const rows = cites === undefined ? undefined : body[cites];
  if (cites === undefined || !Array.isArray(rows)) return body;
  // Where the record was taken out again, its head alone names nothing.
  const named = (rows as Line[]).filter(({ record }) => record !== undefined);
  const cited = named.map(async ({ record, hash, ...others }): Promise<Line> => {
    const found = typeof record === 'string' ? await load(desk, record) : undefined;
    const seen = found !== undefined && sightOf(found, actor) !== null;
    return { ...others, record, hash: seen ? headIn(found, hash) : NONE };
  });
  return { ...body, [cites]: await Promise.all(cited) };
}

/** Of a record that is not there the API says that alone. */
const NONE = '0'.repeat(64);

function headIn(record: Exchange, said: unknown): string {
  return record.history.some(({ hash }) => hash === said) ? String(said) : headOf(record);
}

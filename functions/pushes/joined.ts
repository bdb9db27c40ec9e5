/** One decision has one credit record (art. 19): whoever tells of a decision again is told that it joins the record there is. */
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { holderOf } from '../../shared/exchange/only.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { load } from '../../shared/exchange/work.ts';
import type { NewPush } from '../../shared/pushes/new-push.ts';

const DETAIL = '同一单位就同一相对人、同一文书号已有信用记录，本推送并入该记录。';

/** The push with that warning, where there is such a record. Most pushes tell of no decision, and nothing is read. */
export async function withJoined(desk: Desk, made: NewPush, facts: Facts, by: string): Promise<NewPush> {
  const kind = kindNamed(desk.kinds, 'credit-record');
  for (const effect of made.follows) {
    if (effect.do !== 'open' || effect.kind !== 'credit-record') continue;
    const record = kind.open?.(effect.input, { ...facts, by }) as Exchange;
    const holder = await holderOf(desk, kind, record, (id) => load(desk, id, facts));
    if (!holder) continue;
    const { body } = made.draft;
    const pointer = body.handling ? '/handling/documentNumber' : '/licence/documentNumber';
    const warnings = [...body.warnings, { code: 'credit-record-exists' as const, pointer, detail: DETAIL }];
    return { ...made, draft: { ...made.draft, body: { ...body, warnings } } };
  }
  return made;
}

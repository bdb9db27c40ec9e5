/** The credit record of a penalty or an order that feedback tells of (art. 19). */
import type { CreditRecordBody } from '../credit-records/body.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Effect } from '../exchange/seams.ts';
import { valuesAt } from '../pages.ts';
import type { Sealed } from '../seal.ts';
import type { CivilDate } from '../time.ts';
import { comparedOf, entryOf, type RegisterEntry } from './register.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    /**
     * Whether an organisation has a credit record of a decision of that day on a licence of its register; one that it
     * took back as wrong is of none.
     */
    creditRecordOfDay: { ask: { org: string; entry: string; day: CivilDate }; found: boolean };
  }
}

const AT_MOST = 100;

export async function readCreditRecordOfDay(
  { ports: { store }, jurisdiction }: Desk,
  { org, entry, day }: { org: string; entry: string; day: CivilDate },
): Promise<boolean> {
  const found = await entryOf(store, jurisdiction, org, entry);
  const number = found ? comparedOf(found) : null;
  if (number === null) return false;
  const places = await store.query('licence', `${jurisdiction}#${number}`, { limit: AT_MOST, descending: true });
  const records = (await valuesAt(
    store,
    places.map(({ key }) => key),
  )) as Exchange[];
  return records.some((one) => one.kind === 'credit-record' && one.from === org && isOf(one.body, day));
}

function isOf(body: unknown, day: CivilDate): boolean {
  const { decidedOn, withdrawal } = body as CreditRecordBody;
  return decidedOn === day && withdrawal !== 'wrong';
}

/** What feedback says, as far as it tells of a decision. */
interface Said {
  readonly result: string;
  readonly day: CivilDate;
  readonly detail: string;
  readonly documentNumber?: string | Sealed | undefined;
}

/** Without a number it opens none where there is one of that day: it is most likely the same decision. */
export function creditRecordOf(origin: string, said: Said, entry: RegisterEntry, there: boolean): Effect[] {
  const { result, day, detail, documentNumber } = said;
  if (!DECIDED.includes(result) || (documentNumber === undefined && there)) return [];
  const { org, section, party, matterName } = entry;
  const type = result === 'penalised' ? 'penalty' : 'inspection';
  const about = { origin, from: org, section, party, licence: comparedOf(entry), decidedOn: day };
  const fields = { JC_SX: matterName, JC_JG: detail };
  const input = { ...about, type, documentNumber: documentNumber ?? null, fields } as const;
  return [{ do: 'open', kind: 'credit-record', input }];
}

/** Results that are decisions. */
export const DECIDED: readonly string[] = ['penalised', 'rectification-ordered'];

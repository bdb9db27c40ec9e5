/**
 * What items name: a record, an account or a report that is gone is known by those that name it still. Nothing of
 * these is ever deleted by the platform, so that each has to be there.
 */
import type * as z from 'zod';
import { accountsKey, type Memberships } from '../../../shared/accounts/stored.ts';
import type { Entry } from '../../../shared/audit/entry.ts';
import type { Pointer } from '../../../shared/audit/walk.ts';
import type { Owing } from '../../../shared/exchange/beside.ts';
import type { Exchange } from '../../../shared/exchange/exchange.ts';
import { exchangeKey } from '../../../shared/exchange/item.ts';
import type { AnyKind } from '../../../shared/exchange/kind.ts';
import type { NamedBy } from '../../../shared/exchange/naming.ts';
import { recordKeyOf } from '../../../shared/exchange/participants.ts';
import type { KeptFile } from '../../../shared/files/file.ts';
import { splitKey } from '../../../shared/keys.ts';
import type { Outgoing } from '../../../shared/mail/outgoing.ts';
import { layersOf, meaningOf } from '../../../shared/meaning.ts';
import type { Item } from '../../../shared/ports.ts';
import { type Report, reportKey } from '../../../shared/reports/report.ts';
import { MAIL_TYPES, OVERDUE } from '../../../shared/reports/waking.ts';

type Schema = z.core.$ZodType;
type Find = (value: unknown) => readonly string[];

const OF_CIRCULARS: readonly string[] = [...Object.values(MAIL_TYPES), OVERDUE];

/** The keys of all items that a record of that kind names: in its head, and wherever its body says that it is one. */
export function namedByRecord(kind: AnyKind, exchange: Exchange): string[] {
  const { caused, about = [], case: of, jurisdiction, body } = exchange;
  const ids = [...caused, ...about, ...(of === undefined ? [] : [of]), ...finderOf(kind)(body)];
  return [...new Set(ids)].map((id) => exchangeKey(jurisdiction, id));
}

/** The keys of all items that an item beside records names. */
export function namedByItem({ key, value }: Item): string[] {
  const { family, jurisdiction, id } = splitKey(key);
  const records = (ids: readonly string[]): string[] => ids.map((one) => exchangeKey(jurisdiction, one));
  switch (family) {
    case 'part':
      return [recordKeyOf(key)];
    case 'only':
      return records([(value as { record: string }).record]);
    case 'passed':
      return records([(value as { push: string }).push]);
    case 'named':
      return records([id, ...(value as { by: NamedBy[] }).by.map((one) => one.id)]);
    case 'beside':
      return records((value as { owing?: Owing[] }).owing?.map(({ record }) => record) ?? []);
    case 'file':
      return records((value as KeptFile).records ?? []);
    case 'audit': {
      const { entry, records: read = [] } = value as Partial<Entry & Pointer>;
      return [...records(read), ...(entry === undefined ? [] : [entry])];
    }
    case 'report':
      return records(correctionsIn(value as Partial<Report>));
    case 'identity':
      return ((value as Partial<Memberships>).memberships ?? []).map((at) => accountsKey(at.jurisdiction, at.org));
    case 'notice': {
      const { about, day, type } = value as Outgoing;
      const circular = OF_CIRCULARS.includes(type) && day !== null ? [reportKey(jurisdiction, day)] : [];
      return [...(about === null ? [] : records([about])), ...circular];
    }
    default:
      return [];
  }
}

/** Of a report, not of what else lies in its family. */
function correctionsIn({ corrections, stage }: Partial<Report>): readonly string[] {
  return stage === 'issued' ? (corrections ?? []) : [];
}

const finders = new Map<string, Find>();

function finderOf({ kind, body }: AnyKind): Find {
  const known = finders.get(kind) ?? within(body()) ?? (() => []);
  finders.set(kind, known);
  return known;
}

/** Null where nothing of that schema is the id of a record. */
function within(schema: Schema): Find | null {
  if (meaningOf(schema).is === 'record') return (value) => (typeof value === 'string' ? [value] : []);
  const { def } = (layersOf(schema).at(-1) as z.core.$ZodTypes)._zod;
  if (def.type === 'array') {
    const each = within(def.element);
    return each && ((value) => (Array.isArray(value) ? value.flatMap(each) : []));
  }
  if (def.type !== 'object') return null;
  const fields = Object.entries(def.shape).flatMap(([name, field]): [string, Find][] => {
    const find = within(field);
    return find ? [[name, find]] : [];
  });
  if (fields.length === 0) return null;
  return (value) => fields.flatMap(([name, find]) => find((value as Readonly<Record<string, unknown>> | null)?.[name]));
}

/** Own pages to which the lists of some kinds lead. */
import { html } from 'hono/html';
import type { Role } from '../../shared/exchange/exchange.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import type { Html } from '../public/layout.ts';
import type { Way } from './beside-record.ts';
import type { PageCall } from './call.ts';
import { fieldsOf } from './fields.ts';

const OFFICERS = ['officer', 'section-head'] as const;

/** By path: own pages to which the lists of some kinds lead, for those with one of the roles. */
const FROM_LISTS: Readonly<Record<string, { ways(call: PageCall): readonly Way[]; readonly roles?: readonly Role[] }>> =
  {
    'credit/queries': { ways: () => [{ href: '/console/credit-ask', label: '查询信用…' }], roles: OFFICERS },
    'credit-records': { ways: exportsOf, roles: OFFICERS },
    meetings: { ways: () => [{ href: '/console/trainings', label: '业务培训' }] },
  };

/** A workbook of each type of record. */
function exportsOf(call: PageCall): readonly Way[] {
  const [type] = fieldsOf(call.operation('exportCreditRecords').query?.() as never);
  return Object.entries(type?.words ?? {}).map(([value, words]) => ({
    href: `/console/credit-files/${value}/xlsx`,
    label: `待报送：${words}`,
  }));
}

/** The links beside a list; nothing where its kind has none. */
export function besideList(call: PageCall, { path }: AnyKind): Html {
  const { ways, roles } = FROM_LISTS[path] ?? {};
  const may = !roles || roles.some((role) => call.actor.roles.includes(role));
  return html`${may && ways?.(call).map(({ href, label }) => html`<a href="${href}">${label}</a>`)}`;
}

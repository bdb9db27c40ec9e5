/**
 * Query grants (art. 18): which of its records an organisation lets another look up, for which matters, from when until
 * when. All of a county lie in one item with one chain.
 */
import * as z from 'zod';
import { audited, changedWith } from '../audit/chain.ts';
import { type Changed, change } from '../change.ts';
import { type County, isActive, organisationOf } from '../county.ts';
import { Problem } from '../errors.ts';
import { choice, civilDate, identifier, optional, organisation, text } from '../fields.ts';
import { keyOf } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import { meanings } from '../meaning.ts';
import type { Store } from '../ports.ts';
import type { CivilDate, Instant } from '../time.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'grant-revoked': true;
    'grants-full': true;
  }
}

/** What is opened. */
export const OVER = { approvals: '审批信息', supervision: '监管信息', register: '监管台账' } as const;
export type Over = keyof typeof OVER;

/** `PUT /query-grants/{id}`. */
export const grantInput = lazily(() =>
  z
    .strictObject({
      org: optional(organisation()).meta({
        title: '开放单位',
        description: '默认为本单位；行政审批服务局管理员可为其他单位设置。设置后不能更改',
      }),
      to: organisation().meta({ title: '查询单位' }),
      over: choice(OVER).meta({ title: '开放内容' }),
      matters: z
        .union(
          [
            choice({ all: '全部事项' }),
            z
              .array(identifier(100).meta({}).register(meanings, { is: 'matter' }))
              .min(1)
              .max(500),
          ],
          {
            error: '应为事项编码的数组，或 all（全部事项）',
          },
        )
        .meta({ title: '事项' }),
      purpose: text(500).meta({ title: '用途' }),
      from: civilDate().meta({ title: '起始日期' }),
      until: optional(civilDate()).meta({ title: '终止日期', description: '含该日；留空的长期有效' }),
    })
    .meta({
      id: 'QueryGrantInput',
      example: { to: 'SPJ', over: 'supervision', matters: 'all', purpose: '审批核验', from: '2026-10-08' },
    }),
);
export type GrantInput = Checked<typeof grantInput>;

export interface Grant extends Omit<GrantInput, 'org'> {
  id: string;
  /** Whose records are opened. */
  org: string;
  by: string;
  at: Instant;
  /** Absent while it stands. */
  revoked?: { at: Instant; by: string };
}

interface Grants {
  grants: Grant[];
}

/** As many as an item of the store holds, with lists of matters of usual length. */
const MOST = 300;
const BYTES_AT_MOST = 300 * 1024;

/** Where a grant stands on a day. */
export const STANDINGS = {
  'in-force': '有效',
  'not-yet': '尚未生效',
  expired: '已到期',
  revoked: '已收回',
  ended: '单位已停用',
} as const;

/**
 * The same in its county: rights do not pass to whoever takes an organisation's place, who is given rights of its own.
 */
export function standingIn(county: County, grant: Grant, on: CivilDate): keyof typeof STANDINGS {
  const standing = standingOf(grant, on);
  const active = [grant.org, grant.to].every((code) => isActive(organisationOf(county, code) ?? {}));
  return standing === 'revoked' || active ? standing : 'ended';
}

export function standingOf({ revoked, from, until }: Grant, on: CivilDate): Exclude<keyof typeof STANDINGS, 'ended'> {
  if (revoked) return 'revoked';
  if (on < from) return 'not-yet';
  return until !== null && on > until ? 'expired' : 'in-force';
}

export async function readGrants(store: Store, jurisdiction: string): Promise<Grant[]> {
  return ((await store.get(grantsKey(jurisdiction)))?.value as Grants | undefined)?.grants ?? [];
}

/** Puts a grant; `decide` sees the one that is there (undefined for none) and says what it becomes, or throws. */
export function putGrant(
  store: Store,
  jurisdiction: string,
  id: string,
  { by, at, act }: { by: string; at: Instant; act: 'put-grant' | 'revoke-grant' },
  decide: (before: Grant | undefined) => Grant,
): Promise<{ grant: Grant; created: boolean }> {
  type Result = Changed<{ grant: Grant; created: boolean }>;
  return change(store, grantsKey(jurisdiction), async (stored, inTime): Promise<Result> => {
    const kept = (stored?.value as Grants | undefined) ?? { grants: [] };
    const before = kept.grants.find((one) => one.id === id);
    const grant = decide(before);
    if (grant === before) return { item: null, result: { grant, created: false } };
    const others = kept.grants.filter((one) => one !== before);
    const grants = [...others, grant].sort((a, b) => (a.id < b.id ? -1 : 1));
    mustFit(kept.grants, grants);
    const detail = { before: before ?? null, after: grant };
    const said = { by, at, act, thing: `query-grants/${id}`, detail, room: 'administration' } as const;
    const written = await audited(inTime, jurisdiction, stored, { ...kept, grants }, said);
    return changedWith(written, { grant, created: !before });
  });
}

function mustFit(before: readonly Grant[], after: readonly Grant[]): void {
  const bytes = (all: readonly Grant[]): number => Buffer.byteLength(JSON.stringify(all));
  if (after.length <= Math.max(MOST, before.length) && bytes(after) <= Math.max(BYTES_AT_MOST, bytes(before))) return;
  const detail = `本县（市、区）的查询授权最多 ${MOST} 项、合计 300 KB，已满。请改用已有的授权，或将事项填为 all。`;
  throw new Problem('grants-full', detail);
}

function grantsKey(jurisdiction: string): string {
  return keyOf(jurisdiction, 'sharing', 'query-grants');
}

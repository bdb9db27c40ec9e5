/**
 * Systems that an organisation works with (art. 18): its own, or a superior's, who gives accounts for it, by which ways
 * data comes and goes, and what has been asked of whom (协调记录). All of a county lie in one item with one chain.
 */
import * as z from 'zod';
import { audited, changedWith } from '../audit/chain.ts';
import { type Changed, change } from '../change.ts';
import { Problem } from '../errors.ts';
import { choice, civilDate, line, listOf, organisation, text } from '../fields.ts';
import { keyOf } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import type { Store } from '../ports.ts';
import type { Instant } from '../time.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'systems-full': true;
  }
}

export const LEVELS = { county: '县级', city: '市级', province: '省级', state: '国家' } as const;
export const WAYS = {
  api: '接口',
  webhook: '事件通知',
  connector: '连接器',
  xlsx: '电子表格',
  offline: '线下',
} as const;
export const RESULTS = { asked: '已提出', granted: '已同意', refused: '未同意' } as const;

const coordination = lazily(() =>
  z.strictObject({
    on: civilDate().meta({ title: '日期' }),
    with: line(100).meta({ title: '协调对象' }),
    result: choice(RESULTS).meta({ title: '结果' }),
    note: text(500).nullish().meta({ title: '说明' }),
  }),
);

/** `PUT /systems/{id}`. */
export const systemInput = lazily(() =>
  z
    .strictObject({
      name: line(100).meta({ title: '系统名称' }),
      org: organisation().meta({ title: '使用单位' }),
      level: choice(LEVELS).meta({ title: '层级' }),
      ways: z
        .array(choice(WAYS), { error: '应为对接方式的数组' })
        .min(1, { error: '至少填写一种对接方式' })
        .max(Object.keys(WAYS).length)
        .refine((ways) => new Set(ways).size === ways.length, { error: '对接方式重复，请删除' })
        .meta({ title: '对接方式' }),
      accountsFrom: line(100).meta({ title: '账号由谁开通' }),
      coordination: listOf(coordination(), 100).meta({ title: '协调记录' }),
    })
    .meta({
      id: 'SystemInput',
      example: {
        ...{ name: '省食品经营许可系统', org: 'SCJG', level: 'province', ways: ['xlsx'] },
        ...{
          accountsFrom: '省市场监督管理局',
          coordination: [{ on: '2026-09-21', with: '省局信息中心', result: 'asked' }],
        },
      },
    }),
);
export type SystemInput = Checked<typeof systemInput>;

export interface System extends SystemInput {
  id: string;
}

interface Systems {
  systems: System[];
}

const MOST = 200;
const BYTES_AT_MOST = 300 * 1024;

export async function readSystems(store: Store, jurisdiction: string): Promise<System[]> {
  return ((await store.get(systemsKey(jurisdiction)))?.value as Systems | undefined)?.systems ?? [];
}

/** Puts a system; `replaces` sees the one that is there (undefined for none) and throws where it must not be. */
export function putSystem(
  store: Store,
  jurisdiction: string,
  id: string,
  input: SystemInput,
  { by, at, replaces }: { by: string; at: Instant; replaces: (before: System | undefined) => void },
): Promise<{ system: System; created: boolean }> {
  type Result = Changed<{ system: System; created: boolean }>;
  return change(store, systemsKey(jurisdiction), async (stored, inTime): Promise<Result> => {
    const kept = (stored?.value as Systems | undefined) ?? { systems: [] };
    const before = kept.systems.find((one) => one.id === id);
    replaces(before);
    const system = { id, ...input };
    const others = kept.systems.filter((one) => one !== before);
    const systems = [...others, system].sort((a, b) => (a.id < b.id ? -1 : 1));
    const bytes = Buffer.byteLength(JSON.stringify(systems));
    if (systems.length > MOST || bytes > BYTES_AT_MOST) {
      throw new Problem(
        'systems-full',
        `本县（市、区）的系统最多 ${MOST} 个、合计 300 KB，已满。请删减协调记录的说明。`,
      );
    }
    const detail = { before: before ?? null, after: system };
    const said = { by, at, act: 'put-system', thing: `systems/${id}`, detail, room: 'administration' } as const;
    const written = await audited(inTime, jurisdiction, stored, { ...kept, systems }, said);
    return changedWith(written, { system, created: !before });
  });
}

function systemsKey(jurisdiction: string): string {
  return keyOf(jurisdiction, 'sharing', 'systems');
}

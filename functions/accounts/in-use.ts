/** What keeps an organisation, its type and its sections from being taken away while something is built on them. */

import { readAccounts } from '../../shared/accounts/directory.ts';
import { ROLE_BELONGS_TO } from '../../shared/accounts/fitting.ts';
import { readSuccession, stateOfSuccession } from '../../shared/accounts/succession.ts';
import { rowsNaming } from '../../shared/boundary/naming.ts';
import { readOpenDraft, readSheet, rowsOn } from '../../shared/boundary/sheet.ts';
import { inForce, readMatters, readVersions } from '../../shared/boundary/versions.ts';
import type { Organisation } from '../../shared/county.ts';
import { Problem } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import { isOpen, openPartition } from '../../shared/exchange/item.ts';
import { load } from '../../shared/exchange/work.ts';
import { splitKey } from '../../shared/keys.ts';
import { pagesOf } from '../../shared/pages.ts';
import { civilDateOf } from '../../shared/time.ts';

declare module '../../shared/errors.ts' {
  interface Conflicts {
    'in-use': true;
  }
}

/**
 * Throws `in-use` where a section that `after` no longer has still has open work, or where the type changes of an
 * organisation that the list in force names, that has open work, or whose people use a role of that type.
 */
export async function mustNotBeInUse(
  desk: Desk,
  before: Organisation,
  after: Omit<Organisation, 'code'>,
): Promise<void> {
  const kept = new Set(after.sections.map(({ code }) => code));
  const gone = before.sections.filter(({ code }) => !kept.has(code));
  const retyped = before.type !== after.type;
  if (retyped && (await isNamed(desk, before.code))) {
    throw inUse(`现行边界清单列有${before.name}，其类型不能更改。请先更新边界清单。`);
  }
  if (retyped && (await hasRolesOfType(desk, before))) {
    throw inUse(`${before.name}还有启用的账号使用该类型单位的角色，其类型不能更改。请先收回这些角色。`);
  }
  if (gone.length === 0 && !retyped) return;
  for await (const section of openWork(desk, before.code)) {
    if (retyped) throw inUse(`${before.name}还有未办结的事项，其类型不能更改。请先办结或移交。`);
    const found = gone.find(({ code }) => code === section);
    if (found) throw inUse(`${found.name}（${found.code}）还有未办结的事项，不能删除。请先办结，或分办给其他科室。`);
  }
}

/** What may keep an organisation in use, and what is said of it. */
const LEFT = {
  'boundary-list': '现行或待施行的边界清单',
  'list-draft': '清单草案',
  'open-work': '未办结的事项',
  register: '在监管的台账条目',
  succession: '正在进行的移交',
} as const;

/**
 * Throws `in-use`, saying by what, while something hangs on an organisation that is to end. It looks at all that the
 * organisation has, which may take longer than one attempt: asked before, by steps.
 */
export async function mustHaveNothingLeft(desk: Desk, { code, name }: Organisation): Promise<void> {
  const [{ hasActiveEntries }, { hasOpenWork }] = await Promise.all([
    import('../../shared/successions/entries.ts'),
    import('../../shared/successions/left.ts'),
  ]);
  const running = await readSuccession(desk.ports.store, desk.jurisdiction, code);
  const by = [
    ...((await namedInLists(desk, code)) ? (['boundary-list'] as const) : []),
    ...((await namedInDraft(desk, code)) ? (['list-draft'] as const) : []),
    ...((await hasOpenWork(desk, code)) ? (['open-work'] as const) : []),
    ...((await hasActiveEntries(desk, code)) ? (['register'] as const) : []),
    ...(running && stateOfSuccession(running.job) === 'running' ? (['succession'] as const) : []),
  ];
  if (by.length === 0) return;
  const detail = `${name}还有${by.map((one) => LEFT[one]).join('、')}，不能停用。请先调整清单，并由其他单位承接或办结。`;
  throw new Problem('in-use', detail, { more: { by } });
}

/** Whether a version in force or to come names it. */
async function namedInLists({ ports, jurisdiction }: Desk, org: string): Promise<boolean> {
  const versions = await readVersions(ports.store, jurisdiction);
  const today = civilDateOf(ports.clock.now());
  const current = inForce(versions, today);
  const asked = versions.filter((one) => one === current || one.validFrom > today);
  for (const version of asked)
    if (rowsNaming(await readMatters(ports.store, jurisdiction, version), org).length > 0) return true;
  return false;
}

async function namedInDraft({ ports, jurisdiction }: Desk, org: string): Promise<boolean> {
  const { draft } = (await readOpenDraft(ports.store, jurisdiction)).value;
  const sheet = draft === null ? undefined : await readSheet(ports.store, jurisdiction, draft);
  if (sheet === undefined) return false;
  return rowsNaming(await rowsOn(ports.store, jurisdiction, sheet.value), org).length > 0;
}

function inUse(detail: string): Problem {
  return new Problem('in-use', detail);
}

/** Whether the list in force names the organisation, in whatever role. */
async function isNamed(desk: Desk, org: string): Promise<boolean> {
  const { store, clock } = desk.ports;
  const version = inForce(await readVersions(store, desk.jurisdiction), civilDateOf(clock.now()));
  return rowsNaming(version ? await readMatters(store, desk.jurisdiction, version) : [], org).length > 0;
}

/** Whether somebody active has a role that only organisations of this type have. */
async function hasRolesOfType({ ports, jurisdiction }: Desk, { code, type }: Organisation): Promise<boolean> {
  const accounts = await readAccounts(ports.store, jurisdiction, code);
  return accounts.some(({ active, roles }) => active && roles.some((role) => ROLE_BELONGS_TO[role] === type));
}

/** The sections in which an organisation has open work, one for each record; null for work of no section. */
async function* openWork(desk: Desk, org: string): AsyncGenerator<string | null> {
  const facts = await desk.facts();
  for (const kind of desk.kinds.values()) {
    const partition = openPartition(desk.jurisdiction, org, kind.kind);
    for await (const entries of pagesOf(desk.ports.store, 'in', partition)) {
      const found = await Promise.all(entries.map(({ key }) => load(desk, splitKey(key).id, facts)));
      for (const exchange of found) {
        if (exchange && exchange.to === org && isOpen(kind, exchange)) yield exchange.section;
      }
    }
  }
}

/**
 * `npm run admin -- confirm ID`: the operator confirms a change that needs a second person, while there is nobody in
 * the county who could: before the first account of the government office, or of discipline inspection, is active.
 */
import { resolve } from 'node:path';
import { confirm as confirmChange } from '../../../functions/accounts/deciding.ts';
import { deskAt } from '../../../functions/desk.ts';
import { DECIDERS } from '../../../shared/accounts/change-words.ts';
import { type Change, decidersOf, mustBeWaiting, readChange, stateOf } from '../../../shared/accounts/changes.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import type { Clock, Store } from '../../../shared/ports.ts';
import { Refused } from '../refused.ts';
import { latestInstant } from '../timers/clock.ts';
import { platformAtRest } from './at-rest.ts';
import { type Command, countyIn, dataDir, type Form } from './command.ts';
import { inFolder } from './existing-folder.ts';
import { divisionCode, matching } from './fitting.ts';
import { readOptions } from './options.ts';
import { type GivenTable, inTable, tableOptions } from './table.ts';

const id = {
  value: '<编号>',
  help: '变更的编号（GET /changes），也可直接写在命令之后',
  needed: true,
  check: matching(/^[0-9a-f]{32}$/, '应为 32 位十六进制的编号'),
} as const;
const folderOptions = { id, 'data-dir': dataDir, jurisdiction: countyIn } as const;
const jurisdiction = { value: '<代码>', help: '六位行政区划代码', needed: true, check: divisionCode } as const;
const deployedOptions = { id, ...tableOptions, jurisdiction } as const;

const inDeployment: Form = {
  summary: '在已部署的表中确认变更',
  options: deployedOptions,
  async run(args) {
    const given = readOptions(deployedOptions, named(args)) as GivenTable & { id: string; jurisdiction: string };
    return inTable(given, ({ store }) => confirmed(store, given.jurisdiction, given.id, systemClock));
  },
};

export const confirm: Command = {
  name: 'confirm',
  summary: '县内尚无其他人可以确认时，由运维人员确认须由第二人确认的变更（平台须先停止）',
  options: folderOptions,
  aws: inDeployment,
  async run(args) {
    const given = readOptions(folderOptions, named(args)) as { id: string; 'data-dir': string; jurisdiction?: string };
    return inFolder(resolve(given['data-dir']), async (store, marker) => {
      const now = await latestInstant(store);
      return confirmed(store, given.jurisdiction ?? marker.jurisdiction, given.id, { now: () => now });
    });
  },
};

/** `confirm ID …` is `confirm --id ID …`. */
function named(args: readonly string[]): readonly string[] {
  const [first] = args;
  return first === undefined || first.startsWith('-') ? args : ['--id', ...args];
}

async function confirmed(store: Store, county: string, changeId: string, clock: Clock): Promise<string> {
  const platform = platformAtRest({ store, county, clock });
  const desk = deskAt(platform, county);
  const change = await readChange(store, county, changeId);
  const facts = await desk.facts();
  mustBeWaiting(change, facts);
  await mustBeNobodyElse(store, facts.county, change);
  const after = await confirmChange(desk, platform.settings, change);
  const what = change.wanted.account ?? change.wanted.org;
  return `变更 ${changeId}（${what}）已确认，状态 ${stateOf(after, await desk.facts())}。`;
}

async function mustBeNobodyElse(store: Store, county: Parameters<typeof decidersOf>[1], change: Change): Promise<void> {
  const others = await decidersOf(store, county, change);
  if (others.length === 0) return;
  const names = others.map(({ account }) => account).join('、');
  throw new Refused(
    `该变更可由${DECIDERS[change.decider]} ${names} 登录平台确认，未作任何改动。`,
    `${names} can confirm this change; nothing was changed.`,
  );
}

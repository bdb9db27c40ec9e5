/**
 * `npm run admin -- reissue`: whoever runs the platform says that a restore took a circular's issuing back, so that it
 * may be issued again as of its first instant. `restore` says so by itself; a table that AWS restored, and a folder
 * that an earlier program restored, know nothing of it.
 */
import { resolve } from 'node:path';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { operated } from '../../../shared/audit/operations.ts';
import type { Store } from '../../../shared/ports.ts';
import { reportKey } from '../../../shared/reports/report.ts';
import { unissuing } from '../../../shared/reports/unissued.ts';
import type { Instant, Quarter } from '../../../shared/time.ts';
import { Refused } from '../refused.ts';
import { latestInstant } from '../timers/clock.ts';
import { type Command, countyIn, dataDir, type Form } from './command.ts';
import { inFolder } from './existing-folder.ts';
import { divisionCode, matching } from './fitting.ts';
import { readOptions } from './options.ts';
import { type GivenTable, inTable, tableOptions } from './table.ts';

const said = {
  quarter: { value: '<季度>', help: '如 2026Q3', needed: true, check: matching(/^\d{4}Q[1-4]$/, '应形如 2026Q3') },
  hash: {
    value: '<摘要>',
    help: '各单位手中通报的内容摘要',
    needed: true,
    check: matching(/^[0-9a-f]{64}$/, '应为 64 位十六进制的摘要'),
  },
} as const;
const folderOptions = { ...said, 'data-dir': dataDir, jurisdiction: countyIn } as const;
const jurisdiction = { value: '<代码>', help: '六位行政区划代码', needed: true, check: divisionCode } as const;
const deployedOptions = { ...said, ...tableOptions, jurisdiction } as const;

interface Given {
  readonly quarter: string;
  readonly hash: string;
}

const inDeployment: Form = {
  summary: '在已部署的表中登记因恢复数据退回未签发的通报',
  options: deployedOptions,
  async run(args) {
    const given = readOptions(deployedOptions, args) as Given & GivenTable & { jurisdiction: string };
    return inTable(given, ({ store }) => marked(store, given.jurisdiction, given, systemClock.now()));
  },
};

export const reissue: Command = {
  name: 'reissue',
  summary: '登记某季度通报因恢复数据退回未签发，准许以首次印发的时间和摘要再次印发（平台须先停止）',
  options: folderOptions,
  aws: inDeployment,
  async run(args) {
    const given = readOptions(folderOptions, args) as unknown as Given & { 'data-dir': string; jurisdiction?: string };
    return inFolder(resolve(given['data-dir']), async (store, marker) =>
      marked(store, given.jurisdiction ?? marker.jurisdiction, given, await latestInstant(store)),
    );
  },
};

async function marked(store: Store, county: string, { quarter, hash }: Given, at: Instant): Promise<string> {
  const item = await store.get(reportKey(county, quarter as Quarter));
  const put = item && unissuing(item, { at, contentHash: hash });
  if (!put) {
    throw new Refused(
      `${county} ${quarter} 的通报不在审核中，未作任何改动。`,
      `The circular of ${county} ${quarter} is not under review; nothing was changed.`,
    );
  }
  if (!(await store.commit([put])).committed) {
    throw new Refused('通报刚被他人更新，请再运行一次。', 'The circular was changed meanwhile; run the command again.');
  }
  await operated(store, county, 'unissue-circular', { quarter, contentHash: hash }, at);
  return `${county} ${quarter}：可由行政审批服务局管理员以首次印发的时间和该摘要再次印发。`;
}

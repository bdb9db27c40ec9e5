/** `npm run admin -- import --aws`: an exported county into an empty deployed table, its timers set anew. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Environment } from '../../../functions/lambda.ts';
import type { Timers } from '../../../shared/ports.ts';
import { intoTable } from '../moving/into-table.ts';
import { readItems } from '../moving/reading.ts';
import { Refused } from '../refused.ts';
import type { Form } from './command.ts';
import { fileOptions, type GivenFile, surveyed } from './exported-file.ts';
import { readOptions, WrongOptions } from './options.ts';
import { type GivenTable, inTable, tableOptions } from './table.ts';

const options = {
  ...tableOptions,
  ...fileOptions,
  environment: {
    value: '<文件.json>',
    help: '部署后任一函数的环境变量（aws lambda get-function-configuration --query Environment.Variables）',
    needed: true,
  },
} as const;

export const importTable: Form = {
  summary: '把导出的文件导入已部署的空表，并重新设置定时器',
  options,
  async run(args) {
    const given = readOptions(options, args) as GivenTable & GivenFile & { environment: string };
    const timers = await timersOf(given);
    const path = resolve(given.in);
    const { survey, header } = await surveyed(path, given.jurisdiction);
    const items = () => readItems(path);
    const { armed, resumed } = await inTable(given, (table) => intoTable({ ...table, timers, header, items }));
    return [
      `已将 ${header.county}（${header.jurisdiction}，${header.exportedAt} 导出）的 ${survey.items} 项数据导入表 ${given.table}，全部办理记录校验通过${resumed ? '（接续了上次没有完成的导入）' : ''}。`,
      survey.said(),
      `已重新设置 ${armed} 个定时器。`,
    ].join('\n');
  },
};

/** The deployment's own timers, as its functions set them. */
async function timersOf({ environment: path, table, region }: GivenTable & { environment: string }): Promise<Timers> {
  const environment = await readEnvironment(path);
  if (environment.TABLE !== table) {
    throw new Refused(
      `${path} 是表 ${environment.TABLE ?? '（无）'} 的环境变量，与 --table ${table} 不符。`,
      `${path} is the environment of the table ${environment.TABLE}, not ${table}.`,
    );
  }
  process.env.AWS_REGION = region;
  const { deployedTimers } = await import('../../../functions/lambda.ts');
  try {
    return deployedTimers(environment);
  } catch (error) {
    const { message } = error as Error;
    throw new Refused(`${path} 缺少定时器的设置，请从本版本部署的函数重新取得。`, message);
  }
}

async function readEnvironment(path: string): Promise<Environment> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Environment;
  } catch {
    throw new WrongOptions([`无法读取 ${path}，或它不是 JSON`]);
  }
}

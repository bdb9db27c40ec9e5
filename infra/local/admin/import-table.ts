/** `npm run admin -- import --aws`: an exported county into an empty deployed table, its timers set anew. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Environment } from '../../../functions/lambda.ts';
import type { Attachments, Seals, Timers } from '../../../shared/ports.ts';
import { loadBytes, withoutBytes } from '../moving/bytes.ts';
import { intoTable } from '../moving/into-table.ts';
import { readItems } from '../moving/reading.ts';
import { Refused } from '../refused.ts';
import type { Form } from './command.ts';
import { fileOptions, filesSaid, type GivenFile, keptOf, surveyed } from './exported-file.ts';
import { readOptions, WrongOptions } from './options.ts';
import { type GivenKey, importKey, keyOptions } from './seal-key.ts';
import { type GivenTable, inTable, tableOptions } from './table.ts';

const options = {
  ...tableOptions,
  ...fileOptions,
  ...keyOptions,
  environment: {
    value: '<文件.json>',
    help: '部署后 wake 函数的环境变量（aws lambda get-function-configuration --query Environment.Variables）',
    needed: true,
  },
} as const;

export const importTable: Form = {
  summary: '把导出的文件导入已部署的空表，并重新设置定时器',
  options,
  async run(args) {
    const given = readOptions(options, args) as GivenTable & GivenFile & GivenKey & { environment: string };
    const { timers, attachments, seals } = await deployed(given);
    const path = resolve(given.in);
    const found = await surveyed(path, given);
    const { survey, header, lost } = found;
    const rekeyed = await importKey(survey, header.jurisdiction, given, seals);
    const items = () => rekeyed(withoutBytes(readItems(path), lost));
    const kept = keptOf(found);
    const bytes = async () => (kept.length > 0 ? loadBytes(path, kept, await attachments()) : undefined);
    const { armed, resumed } = await inTable(given, (table) => intoTable({ ...table, timers, header, bytes, items }));
    return [
      `已将 ${header.county}（${header.jurisdiction}，${header.exportedAt} 导出）的 ${survey.items} 项数据导入表 ${given.table}，全部办理记录校验通过${resumed ? '（接续了上次没有完成的导入）' : ''}。`,
      survey.said(),
      ...filesSaid(found),
      `已重新设置 ${armed} 个定时器。`,
    ].join('\n');
  },
};

interface Deployed {
  readonly timers: Timers;
  /** Asked for where there are files. */
  attachments(): Promise<Attachments>;
  /** Asked for where there is sealed content. */
  seals(): Promise<Seals>;
}

/** The deployment's own timers and bucket, as its functions are told of them. */
async function deployed({ environment: path, table, region }: GivenTable & { environment: string }): Promise<Deployed> {
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
    return {
      timers: deployedTimers(environment),
      attachments: () => attachmentsOf(path, environment),
      seals: () => sealsOf(path, environment),
    };
  } catch (error) {
    const { message } = error as Error;
    throw new Refused(`${path} 缺少定时器的设置，请从本版本部署的函数重新取得。`, message);
  }
}

async function attachmentsOf(path: string, { ATTACHMENTS_BUCKET: bucket }: Environment): Promise<Attachments> {
  if (!bucket) {
    throw new Refused(
      `数据中有附件，而 ${path} 中没有附件的桶（ATTACHMENTS_BUCKET）。请从 wake 函数取得环境变量。`,
      `There are files, and ${path} names no bucket for them (ATTACHMENTS_BUCKET). Take that of the function wake.`,
    );
  }
  const { S3Attachments } = await import('../../../shared/adapters/s3-attachments.ts');
  return new S3Attachments({ bucket });
}

async function sealsOf(path: string, { SEAL_KEY: keyId }: Environment): Promise<Seals> {
  if (!keyId) {
    throw new Refused(
      `数据中有密封内容，而 ${path} 中没有密封密钥的 KMS 密钥（SEAL_KEY）。请从本版本部署的函数重新取得环境变量。`,
      `There is sealed content, and ${path} names no key for it (SEAL_KEY). Take the environment of this version.`,
    );
  }
  const { KmsSeals } = await import('../../../shared/adapters/kms-seals.ts');
  return new KmsSeals({ keyId });
}

async function readEnvironment(path: string): Promise<Environment> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Environment;
  } catch {
    throw new WrongOptions([`无法读取 ${path}，或它不是 JSON`]);
  }
}

/** The deployed table on the command line, and what AWS's refusals mean to whoever typed it. */
import type { DynamoDbBulk } from '../../../shared/adapters/dynamodb-bulk.ts';
import type { DynamoDbStore } from '../../../shared/adapters/dynamodb-store.ts';
import { OtherVersion } from '../../../shared/adapters/item-format.ts';
import { Problem } from '../../../shared/errors.ts';
import { upgraded } from '../moving/upgrade.ts';
import { Refused } from '../refused.ts';
import { matching } from './fitting.ts';

export const tableOptions = {
  table: {
    value: '<表名>',
    help: '部署后的 DynamoDB 表，如 shenguan-prod',
    needed: true,
    check: matching(/^[\w.-]{3,255}$/, '应为 3 至 255 个字母、数字、点、横线、下划线'),
  },
  region: {
    value: '<地域>',
    help: '如 cn-north-1',
    needed: true,
    check: matching(/^[a-z]{2}(-[a-z]+)+-\d$/, '应形如 cn-north-1'),
  },
} as const;

export interface GivenTable {
  readonly table: string;
  readonly region: string;
}

export interface Table {
  readonly name: string;
  readonly store: DynamoDbStore;
  readonly bulk: DynamoDbBulk;
}

/**
 * Works on a table with the credentials of the environment; what AWS refuses becomes a `Refused` that says what to do.
 */
export async function inTable<T>({ table, region }: GivenTable, work: (table: Table) => Promise<T>): Promise<T> {
  // For the clients of timers too, which take the region from the environment.
  process.env.AWS_REGION = region;
  // Loaded here: who works on a data folder does not wait for the SDK.
  const { DynamoDbBulk } = await import('../../../shared/adapters/dynamodb-bulk.ts');
  const { DynamoDbStore, dynamoDbClient } = await import('../../../shared/adapters/dynamodb-store.ts');
  const client = dynamoDbClient({ region, timeout: 30_000 });
  try {
    return await work({
      name: table,
      store: new DynamoDbStore({ table, client }),
      bulk: new DynamoDbBulk({ table, client, renewed: upgraded }),
    });
  } catch (error) {
    throw refusedBy(error, { table, region });
  } finally {
    client.destroy();
  }
}

function refusedBy(error: unknown, { table, region }: GivenTable): unknown {
  if (error instanceof OtherVersion) {
    return new Refused(
      `表 ${table} 由另一版本的平台写入，本版本不能直接使用，未作任何改动。由较早版本写入的，请用 export --aws 导出，再用 import --aws 导入空表（见 docs/moving-a-county.md）。`,
      `The table ${table} was written by another version; nothing was changed. Export it, then import it into an empty table.`,
    );
  }
  const cause = error instanceof Problem ? (error.cause ?? error) : error;
  const { name = '', message = '' } = (cause ?? {}) as { name?: string; message?: string };
  if (/Credentials|UnrecognizedClient|ExpiredToken|InvalidSignature|TokenProvider/i.test(name)) {
    return new Refused(
      `没有可用的 AWS 凭证（${name}）。请先登录（aws configure、aws sso login）或设置 AWS_PROFILE 后再运行。`,
      `No AWS credentials (${name}): ${message}`,
    );
  }
  if (name === 'ResourceNotFoundException') {
    return new Refused(
      `地域 ${region} 中没有表 ${table} 或定时器组。请核对 --table、--region，并确认已经部署（npx cdk deploy）。`,
      `Not found in ${region}: ${message}`,
    );
  }
  if (/AccessDenied/.test(name)) {
    return new Refused(`所用的 AWS 身份权限不足：${message}`, `Access denied: ${message}`);
  }
  if (error instanceof Problem && error.code === 'unavailable') {
    return new Refused(
      `AWS 暂时没有答复（${name}）。请稍后用同样的命令再试，已写入的部分会接着做。`,
      `AWS did not answer (${name}: ${message}). Run the same command again later.`,
    );
  }
  return error;
}

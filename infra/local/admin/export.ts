/** `npm run admin -- export`: a county into a file, from a stopped home or a table that nobody writes to. */
import { mkdtemp, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { countyKey } from '../../../shared/accounts/directory.ts';
import { OtherVersion } from '../../../shared/adapters/item-format.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { operated } from '../../../shared/audit/operations.ts';
import type { Attachments, Seals, Store } from '../../../shared/ports.ts';
import type { Instant } from '../../../shared/time.ts';
import { attachmentsOf } from '../home/folder.ts';
import { openSeals, sealKeyFile } from '../home/seals.ts';
import { besideOf, removeBytes, saidOf } from '../moving/bytes.ts';
import { refuseHalfImported } from '../moving/import-marker.ts';
import { SortedRuns } from '../moving/sorted.ts';
import type { Survey } from '../moving/survey.ts';
import { takeAtRest } from '../moving/table-at-rest.ts';
import { type First, writeExport } from '../moving/writing.ts';
import { Refused } from '../refused.ts';
import { latestInstant } from '../timers/clock.ts';
import { type Command, dataDir, type Form } from './command.ts';
import { inFolder } from './existing-folder.ts';
import { readOptions } from './options.ts';
import { keyOut, withKey } from './seal-key.ts';
import { type GivenTable, inTable, type Table, tableOptions } from './table.ts';

const out = { value: '<文件>', help: '导出到的文件（JSON 行），不能已存在', needed: true } as const;
/** Wanted only where records name files. */
const bucket = { value: '<桶名>', help: '附件所在的 S3 桶（函数环境变量 ATTACHMENTS_BUCKET）；有附件时必填' } as const;
const sealOptions = {
  'key-out': keyOut,
  'seal-key': { value: '<密钥>', help: '密封密钥的 KMS 密钥（函数环境变量 SEAL_KEY）；有 --key-out 时必填' },
} as const;
const folderOptions = { 'data-dir': dataDir, out, 'key-out': keyOut } as const;
const deployedOptions = { ...tableOptions, out, bucket, ...sealOptions } as const;

interface GivenElsewhere {
  readonly bucket?: string | undefined;
  readonly 'key-out': string | undefined;
  readonly 'seal-key'?: string | undefined;
}

const fromTable: Form = {
  summary: '把已部署的表导出为文件（须先停用平台）',
  options: deployedOptions,
  async run(args) {
    const given = readOptions(deployedOptions, args) as GivenTable & { out: string } & GivenElsewhere;
    const path = resolve(given.out);
    return inTable(given, async (table) => {
      const { survey, saidOfKey } = await withKey(
        { out: path, to: given['key-out'] },
        () => kmsOf(given['seal-key']),
        (first) => exportTable(table, path, given.bucket, first),
      );
      return said(path, survey, saidOfKey);
    });
  },
};

export const exportCounty: Command = {
  name: 'export',
  summary: '把数据目录导出为文件（平台须先停止）',
  options: folderOptions,
  aws: fromTable,
  async run(args) {
    const given = readOptions(folderOptions, args) as Record<'data-dir' | 'out', string> & GivenElsewhere;
    const path = resolve(given.out);
    const folder = resolve(given['data-dir']);
    return inFolder(folder, async (store, { jurisdiction }) => {
      const source = { items: () => store.all(), attachments: () => attachmentsOf(folder) };
      const { survey, saidOfKey } = await withKey(
        { out: path, to: given['key-out'] },
        () => openSeals(sealKeyFile(folder, process.env.SEAL_KEY_FILE), store, [jurisdiction]),
        async (first) => {
          const written = await writeExport(path, source, systemClock.now(), first);
          return told(store, path, written, await latestInstant(store));
        },
      );
      return said(path, survey, saidOfKey);
    });
  },
};

/** What lies in between is as personal as the file, and lies beside it. */
async function exportTable(
  { name, store, bulk }: Table,
  path: string,
  from: string | undefined,
  first: First,
): Promise<Survey> {
  await refuseHalfImported(store, name);
  const folder = await temporaryBeside(path);
  try {
    const runs = new SortedRuns(folder);
    await takeAtRest(() => bulk.all(), runs);
    const source = { items: () => runs.items(), attachments: () => bucketOf(from) };
    const written = await writeExport(path, source, systemClock.now(), first);
    return await told(store, path, written, systemClock.now());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Writes the export into the audit chain of where it came from. It comes last, so that the file is what is compared
 * with an export from where it goes; where it cannot be written, there is no file.
 */
async function told(store: Store, path: string, survey: Survey, now: Instant): Promise<Survey> {
  try {
    // A table of another version is left as it is.
    await store.get(countyKey(survey.county().jurisdiction));
    await operated(
      store,
      survey.county().jurisdiction,
      'export-county',
      { items: survey.items, file: basename(path) },
      now,
    );
    return survey;
  } catch (error) {
    if (error instanceof OtherVersion) return survey;
    await rm(path, { force: true });
    await removeBytes(path);
    throw error;
  }
}

async function bucketOf(name: string | undefined): Promise<Attachments> {
  if (name === undefined) {
    throw new Refused(
      '数据中有附件，请用 --bucket 给出附件所在的 S3 桶（任一函数环境变量中的 ATTACHMENTS_BUCKET）。',
      'Records name files: name their bucket with --bucket (ATTACHMENTS_BUCKET in the functions’ environment).',
    );
  }
  const { S3Attachments } = await import('../../../shared/adapters/s3-attachments.ts');
  return new S3Attachments({ bucket: name });
}

async function temporaryBeside(path: string): Promise<string> {
  try {
    return await mkdtemp(join(dirname(path), '.shenguan-export-'));
  } catch (error) {
    const { code } = error as { code?: string };
    throw new Refused(`无法写入 ${dirname(path)}（${code}），请检查路径和权限。`, `Cannot write there (${code}).`);
  }
}

async function kmsOf(keyId: string | undefined): Promise<Seals> {
  if (keyId === undefined) {
    throw new Refused(
      '请用 --seal-key 给出密封密钥的 KMS 密钥（任一函数环境变量中的 SEAL_KEY）。',
      'Name the KMS key with --seal-key (SEAL_KEY in the functions’ environment).',
    );
  }
  const { KmsSeals } = await import('../../../shared/adapters/kms-seals.ts');
  return new KmsSeals({ keyId });
}

function said(path: string, survey: Survey, ofKey: readonly string[]): string {
  const { name, jurisdiction } = survey.county();
  return [
    `已将 ${name}（${jurisdiction}）的 ${survey.items} 项数据导出到 ${path}，全部办理记录校验通过。`,
    survey.said(),
    ...(survey.files.length > 0 ? [`${saidOf(survey.files)}，内容在 ${besideOf(path)} 中，与文件一并移动。`] : []),
    ...ofKey,
    '文件中有个人信息、密钥和账号，请加密保管，用后删除。',
  ].join('\n');
}

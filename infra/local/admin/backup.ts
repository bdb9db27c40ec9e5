/** `npm run admin -- backup`: a copy of a data folder, while the platform runs or not. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { civilDateOf, formatInstant } from '../../../shared/time.ts';
import { erasedIn } from '../backup/erased.ts';
import { backupsHolding, drop, keepNewest, NIGHTS } from '../backup/keeping.ts';
import { type Made, makeBackup } from '../backup/making.ts';
import { bytesBeside, erasedBeside, nightlyName } from '../backup/place.ts';
import { sealKeyFile } from '../home/seals.ts';
import { listed } from '../moving/bytes.ts';
import { type Command, dataDir } from './command.ts';
import { readOptions, WrongOptions } from './options.ts';

const options = {
  'data-dir': dataDir,
  out: { value: '<文件>', help: '备份到的文件，不能已存在' },
  into: { value: '<目录>', help: `代替 --out：备份为其中的 shenguan-<日期>.db，保留最近 ${NIGHTS} 份` },
  purge: { value: '', flag: true, help: '随后删除同一目录中仍含已隔离内容的较早备份' },
} as const;

export const backup: Command = {
  name: 'backup',
  summary: '备份数据目录（平台可以正在运行）',
  options,
  async run(args) {
    const given = readOptions(options, args);
    if ((given.out === undefined) === (given.into === undefined))
      throw new WrongOptions(['须给出 --out 或 --into 之一']);
    const now = systemClock.now();
    const folder = resolve(given['data-dir'] as string);
    const today = civilDateOf(now);
    const file = resolve(given.out ?? join(given.into as string, nightlyName(today)));
    const made = await makeBackup({ folder, file, replaces: given.out === undefined, now });
    const old = given.into === undefined ? [] : keepNewest(dirname(file), NIGHTS, today);
    const purged = given.purge === undefined ? [] : await purge(file);
    return [
      ...saidOf(made, folder),
      ...deleted('已按保留份数删除', old),
      ...deleted('已删除含有已隔离内容的', purged),
    ].join('\n');
  },
};

/** What has been quarantined is not in the new backup; of those beside it the ones go that still hold any of it. */
async function purge(file: string): Promise<string[]> {
  return drop(dirname(file), backupsHolding(file, await erasedIn(erasedBeside(file))));
}

function saidOf({ at, file, bytes, items, files, lost }: Made, folder: string): string[] {
  const megabytes = (bytes / 1_048_576).toFixed(1);
  return [
    `已备份到 ${file}：${formatInstant(at)} 的 ${items} 项数据，${megabytes} MB。`,
    ...(files > 0 ? [`附件 ${files} 个，内容在 ${bytesBeside(file)} 中，与文件一并保存。`] : []),
    ...(lost.length > 0 ? [`警告：其中 ${lost.length} 个附件的内容缺失或与 SHA-256 不符：`, listed(lost)] : []),
    ...(existsSync(sealKeyFile(folder, process.env.SEAL_KEY_FILE))
      ? ['密封密钥不在备份中，请与备份分开保管：没有它，密封的内容无法恢复。']
      : []),
    '备份中有个人信息、密钥和账号，请加密保管。恢复：npm run admin -- restore',
  ];
}

function deleted(what: string, backups: readonly string[]): string[] {
  return backups.length === 0 ? [] : [`${what}备份：${backups.join('、')}`];
}

/** `npm run admin -- restore`: a backup becomes a data folder. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SqliteSnapshot } from '../../../shared/adapters/sqlite-snapshot.ts';
import { check } from '../backup/checking.ts';
import { type Erased, erasedIn } from '../backup/erased.ts';
import { openSource } from '../backup/making.ts';
import { bytesBeside, erasedBeside, erasedOf, openBackup } from '../backup/place.ts';
import { placeOf, type Restored, refuseRunning, refuseUsed, restore as restoreBackup } from '../backup/restoring.ts';
import { compared, listedUnder, type Returning, stoodThen } from '../backup/returning.ts';
import { sealKeyFile } from '../home/seals.ts';
import { listed } from '../moving/bytes.ts';
import { Refused } from '../refused.ts';
import { type Command, dataDir } from './command.ts';
import { readOptions } from './options.ts';

const options = {
  'data-dir': dataDir,
  in: { value: '<文件>', help: '备份文件；附件的内容在同一目录的 attachments 中', needed: true },
  old: { value: '<目录>', help: '被替换的旧数据目录，尚能读取时给出：列明丢失和回退的内容' },
  erased: { value: '<文件>', help: '隔离清单；默认备份旁的 erased.jsonl，旧数据目录中也有一份' },
  'seal-key': { value: '<文件>', help: '密封密钥 seal.key；省略时取自 --old 的目录' },
  'send-mails': { value: '', flag: true, help: '备份时待发的邮件照常发出；省略时转为“发送失败”，由管理员决定' },
  despite: { value: '', flag: true, help: '备份检查发现问题时仍然恢复' },
} as const;

type Given = Record<keyof typeof options, string | undefined>;

export const restore: Command = {
  name: 'restore',
  summary: '从备份恢复为新的数据目录（目录须不存在；平台须先停止）',
  options,
  async run(args) {
    const given = readOptions(options, args);
    const [folder, backup] = [placeOf(resolve(given['data-dir'] as string)), resolve(given.in as string)];
    refuseUsed(folder);
    if (given.old !== undefined) refuseRunning(resolve(given.old));
    const list = listOf(backup, given.erased);
    const listedErased = await erasedIn(list);
    const { checked, stood, returning } = await lookedAt(backup, given);
    const erased = [...listedErased, ...(returning?.erased ?? [])];
    const mails = given['send-mails'] === undefined ? 'park' : 'send';
    const restored = await restoreBackup({
      ...{ backup, folder, erased, issued: returning?.issued ?? null, mails, sealKey: keyOf(given) },
    });
    return [
      `已从 ${backup} 恢复到 ${folder}。`,
      ...checked,
      ...(existsSync(list) ? [] : withoutList(list, folder, given.old)),
      ...saidOf(restored, erased),
      ...(returning ? lostSaid(returning) : stood),
      `核对以上内容后启动：DATA_DIR=${folder} npm start。随后请各来源系统以原编号重发备份之后的推送。`,
    ].join('\n');
  },
};

function listOf(backup: string, given: string | undefined): string {
  if (given === undefined || existsSync(given)) return resolve(given ?? erasedBeside(backup));
  throw new Refused(
    `隔离清单 ${resolve(given)} 不存在，未作任何改动。请核对 --erased。`,
    `There is no ${resolve(given)}; nothing was changed. Check --erased.`,
  );
}

/** Every backup has a list beside it, if only an empty one, unless it was moved or is of an earlier version. */
function withoutList(list: string, folder: string, old: string | undefined): string[] {
  if (old !== undefined) return [`没有隔离清单 ${list}：哪些记录已被隔离，以旧数据目录为准。`];
  return [
    `警告：没有隔离清单 ${list}，备份之后被隔离的内容（如涉密信息、误发的个人信息）将重新可见。请勿启动：删除 ${folder}，以 --erased 指定隔离清单（旧数据目录中或其他备份旁的 erased.jsonl），或以 --old 指定旧数据目录，重新恢复。`,
    `Warning: there is no list ${list} of what was quarantined, so what was quarantined since the backup is legible again. Do not start: delete ${folder} and restore once more with --erased FILE (erased.jsonl of the old data folder, or beside another backup) or --old FOLDER.`,
  ];
}

/** A backup has no seal key: together with it the sealed content would be open to whoever has the backup. */
function keyOf(given: Given): string | null {
  const file = given['seal-key'] ?? (given.old === undefined ? undefined : sealKeyFile(resolve(given.old), null));
  return file !== undefined && existsSync(file) ? resolve(file) : null;
}

interface LookedAt {
  readonly checked: string[];
  readonly stood: string[];
  readonly returning: Returning | null;
}

/** A backup that does not pass is restored only where that is said. */
async function lookedAt(backup: string, { old, despite }: Given): Promise<LookedAt> {
  const store = openBackup(backup);
  try {
    const findings = await check({ store, now: null, pathOf: ({ sha256 }) => join(bytesBeside(backup), sha256) });
    const checked = findings.said(backup);
    if (!findings.isClean && despite === undefined) throw unsound(checked);
    return {
      checked,
      stood: stoodThen(store),
      returning: old === undefined ? null : comparedWith(resolve(old), store),
    };
  } finally {
    store.close();
  }
}

function comparedWith(old: string, backup: SqliteSnapshot): Returning {
  const before = openSource(old);
  try {
    return compared(before, backup);
  } catch (error) {
    const { message } = error as Error;
    throw new Refused(
      `旧数据目录 ${old} 已损坏，无法比较（${message}），未作任何改动。请去掉 --old，以 --erased ${erasedOf(old)} 指定其隔离清单，再恢复。`,
      `The folder ${old} is damaged and cannot be compared (${message}). Restore without --old, with --erased ${erasedOf(old)}.`,
    );
  } finally {
    before.close();
  }
}

function unsound(checked: readonly string[]): Refused {
  return new Refused(
    `备份检查发现问题，未作任何改动。请改用另一份备份；没有更好的，加 --despite 恢复。\n${checked.join('\n')}`,
    'The backup does not pass its check; nothing was changed. Take another one, or add --despite.',
  );
}

function saidOf(
  { blanked, destroyed, parked, files, lost, needsKey, newKey }: Restored,
  erased: readonly Erased[],
): string[] {
  const mails = [...parked].map(([type, count]) => `${type} ${count}`);
  const total = [...parked.values()].reduce((sum, count) => sum + count, 0);
  return [
    ...(files > 0 ? [`附件 ${files} 个已放回。`] : []),
    ...listedUnder('以下附件没有内容：', lost.length > 0 ? listed(lost).split('\n') : []),
    `隔离清单 ${erased.filter((line) => !line.destroyed).length} 项，重新隔离 ${blanked.length} 条记录。`,
    ...(destroyed > 0 ? [`重新销毁密封留存的证据 ${destroyed} 项。`] : []),
    ...listedUnder('重新隔离的记录：', blanked),
    ...(total > 0
      ? [`备份时待发的邮件 ${total} 件（${mails.join('，')}）没有发出：见 GET /notices，需要的重新发送。`]
      : []),
    ...(newKey
      ? [
          '备份之后隔离的证据已用新的密封密钥重新密封：请与备份分开保管数据目录中的 seal.key；另设 SEAL_KEY_FILE 的，请把它移到该处。',
        ]
      : []),
    ...(needsKey
      ? ['数据中有密封内容，启动前请把原来的密封密钥放到数据目录的 seal.key，或用 SEAL_KEY_FILE 指明其位置。']
      : []),
    '当日的提醒汇总和到件邮件可能再次发出，Message-ID 与此前的相同。已签发的系统凭证和登录会话全部失效。',
  ];
}

function lostSaid({ rights, circulars, missing, earlier }: Returning): string[] {
  return [
    ...listedUnder('恢复有效的权限（请立即核对，重新停用或收回）：', rights),
    ...listedUnder('回退的通报（须以相同文号、签发人、首次印发的时间和内容摘要重新签发）：', circulars),
    ...listedUnder('丢失的记录（须重新提交）：', missing),
    ...listedUnder('回退的记录（其后的办理须重新进行）：', earlier),
  ];
}

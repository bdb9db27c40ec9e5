/** `npm run admin -- check`: whether a data folder, or a backup, is what it says of itself. */
import { join, resolve } from 'node:path';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { check as checkStore } from '../backup/checking.ts';
import { openSource } from '../backup/making.ts';
import { bytesBeside, openBackup } from '../backup/place.ts';
import { attachmentPath } from '../home/folder.ts';
import { HOME_KEY, type Marker } from '../home/marker.ts';
import { type Command, dataDir } from './command.ts';
import { readOptions } from './options.ts';

const options = {
  'data-dir': dataDir,
  in: { value: '<文件>', help: '检查这份备份，而不是数据目录' },
  before: { value: '<文件>', help: '与这份较早的备份比较：列出其中有、现在没有或者不一致的' },
} as const;

export const check: Command = {
  name: 'check',
  summary: '检查数据目录或备份：办理记录、索引、到期提醒、附件（平台可以正在运行；有问题时退出码为 1）',
  options,
  async run(args) {
    const given = readOptions(options, args);
    const backup = given.in === undefined ? undefined : resolve(given.in);
    const folder = resolve(given['data-dir'] as string);
    const earlier = given.before === undefined ? undefined : openBackup(resolve(given.before));
    const store = backup === undefined ? openSource(folder) : openBackup(backup);
    try {
      const marker = store.get(HOME_KEY)?.value as Marker | undefined;
      const findings = await checkStore({
        store,
        // A demonstration's clock may stand anywhere.
        ...(earlier && { earlier }),
        now: marker?.home === 'county' ? systemClock.now() : null,
        pathOf: (file) => (backup ? join(bytesBeside(backup), file.sha256) : attachmentPath(folder, file)),
      });
      if (!findings.isClean) process.exitCode = 1;
      return findings.said(backup ?? folder).join('\n');
    } finally {
      store.close();
      earlier?.close();
    }
  },
};

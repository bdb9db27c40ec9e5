/**
 * `npm run admin -- <command>`: what is done to a data folder while the platform is stopped, or to a deployed table.
 */
import { FolderLocked } from '../../shared/adapters/folder-lock.ts';
import { Problem } from '../../shared/errors.ts';
import { backup } from './admin/backup.ts';
import { check } from './admin/check.ts';
import type { Command, Form } from './admin/command.ts';
import { confirm } from './admin/confirm.ts';
import { exportCounty } from './admin/export.ts';
import { importCounty } from './admin/import.ts';
import { init } from './admin/init.ts';
import { link } from './admin/link.ts';
import { helpOf, WrongOptions } from './admin/options.ts';
import { redrive } from './admin/redrive.ts';
import { reissue } from './admin/reissue.ts';
import { restore } from './admin/restore.ts';
import { rotateKey } from './admin/rotate-key.ts';
import { secret } from './admin/secret.ts';
import { ofTheSystem, Refused } from './refused.ts';

const COMMANDS: readonly Command[] = [
  init,
  secret,
  link,
  confirm,
  rotateKey,
  exportCounty,
  importCounty,
  backup,
  check,
  restore,
  reissue,
  redrive,
];

// Keys, exports and records are for the owner's eyes, whatever folder they lie in.
process.umask(0o077);

const [name = 'help', ...args] = process.argv.slice(2);
try {
  process.stdout.write(`${await said(name, args)}\n`);
} catch (thrown) {
  const error = ofTheSystem(thrown) ?? thrown;
  const known = error instanceof WrongOptions || error instanceof Refused || error instanceof FolderLocked;
  if (!known && !(error instanceof Problem)) throw error;
  const hint = error instanceof WrongOptions ? `\n用法：npm run admin -- help` : '';
  process.stderr.write(`${error.message}${hint}\n`);
  process.exitCode = 1;
}

async function said(command: string, rest: readonly string[]): Promise<string> {
  if (['help', '--help', '-h'].includes(command)) return help();
  const found = COMMANDS.find((one) => one.name === command);
  if (!found) throw new WrongOptions([`没有命令 ${command}，可用的有 ${COMMANDS.map((one) => one.name).join('、')}`]);
  if (rest.includes('--help') || rest.includes('-h')) return section(found);
  return formOf(found, rest).run(rest.filter((arg) => arg !== '--aws'));
}

function formOf(command: Command, args: readonly string[]): Form {
  if (!args.includes('--aws')) return command;
  if (!command.aws) throw new WrongOptions([`${command.name} 没有 --aws 的用法`]);
  return command.aws;
}

function help(): string {
  return `审管互动平台 · 管理命令\n用法：npm run admin -- <命令> [选项]\n\n${COMMANDS.map(section).join('\n\n')}`;
}

function section({ name: command, summary, options, aws }: Command): string {
  const home = `  ${command}  ${summary}\n${helpOf(options)}`;
  return aws ? `${home}\n\n  ${command} --aws  ${aws.summary}\n${helpOf(aws.options)}` : home;
}

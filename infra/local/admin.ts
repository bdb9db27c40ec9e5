/** `npm run admin -- <command>`: what is done to a data folder while the platform is stopped. */
import { FolderLocked } from '../../shared/adapters/folder-lock.ts';
import { Problem } from '../../shared/errors.ts';
import type { Command } from './admin/command.ts';
import { init } from './admin/init.ts';
import { helpOf, WrongOptions } from './admin/options.ts';
import { rotateKey } from './admin/rotate-key.ts';
import { secret } from './admin/secret.ts';
import { Refused } from './refused.ts';

const COMMANDS: readonly Command[] = [init, secret, rotateKey];

const [name = 'help', ...args] = process.argv.slice(2);
try {
  process.stdout.write(`${await said(name, args)}\n`);
} catch (error) {
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
  return rest.includes('--help') || rest.includes('-h') ? section(found) : found.run(rest);
}

function help(): string {
  return `审管互动平台 · 数据目录管理\n用法：npm run admin -- <命令> [选项]\n\n${COMMANDS.map(section).join('\n\n')}`;
}

function section({ name: command, summary, options }: Command): string {
  return `  ${command}  ${summary}\n${helpOf(options)}`;
}

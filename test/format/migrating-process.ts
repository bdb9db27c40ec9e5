/** Migrates a store and is killed by the system while it does: `<file> <items that it gets to>`. */

import { MIGRATION } from '../../infra/local/moving/upgrade.ts';
import { migrate } from '../../shared/adapters/sqlite-migration.ts';
import type { Item } from '../../shared/ports.ts';

const [file = '', until = ''] = process.argv.slice(2);
let left = Number(until);

function renewed(item: Item, format: number): [Item, ...Item[]] {
  if (left-- === 0) process.kill(process.pid, 'SIGKILL');
  return MIGRATION.renewed(item, format);
}

migrate(file, { ...MIGRATION, renewed });

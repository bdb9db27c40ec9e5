/** Seals under a key of this process alone. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileSeals } from '../../shared/adapters/file-seals.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import type { Seals } from '../../shared/ports.ts';

export function testSeals(): Seals {
  const seals = new FileSeals({ file: join(folder, `${++made}.key`), random: systemRandom });
  seals.make();
  return seals;
}

const folder = mkdtempSync(join(tmpdir(), 'shenguan-seals-'));
let made = 0;

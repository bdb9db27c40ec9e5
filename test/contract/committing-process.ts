/**
 * Commits to the store named on the command line until it is killed, from several loops at once, and says each key that
 * was answered for: alone, or with its pair in one commit (`<key> <pair>`).
 */
import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';

const [file = '', round = ''] = process.argv.slice(2);
const store = openSqliteStore(file);
const item = (key: string) => ({
  key,
  head: 'h',
  value: { key, pad: 'x'.repeat(800) },
  places: { in: { partition: 'p', sort: key } },
});

for (let loop = 0; loop < 8; loop++) void commitForEver(loop);

async function commitForEver(loop: number): Promise<void> {
  for (let i = 0; ; i++) {
    const key = `371525#exchange#${round}-${loop}-${i}`;
    const keys = i % 3 === 0 ? [key, `${key}-pair`] : [key];
    const { committed } = await store.commit(keys.map((each) => ({ item: item(each), expected: null })));
    if (!committed) process.exit(3);
    writeSync(1, `${keys.join(' ')}\n`);
  }
}

/** What every home of seals does: it wraps the key of a county so that it alone, for that county alone, unwraps it. */
import { afterEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import { checkOf, countySeal, unwrapped } from '../../shared/county-seal.ts';
import { Problem } from '../../shared/errors.ts';
import type { Seals } from '../../shared/ports.ts';

export interface OpenSeals {
  readonly seals: Seals;
  /** Another process with the same key. */
  readonly again: Seals;
  /** With a key of its own; left out for an emulator that opens by whatever key a text names. */
  readonly other?: Seals;
  /** The same with its outside gone. */
  readonly broken: Seals;
  close(): Promise<void>;
}

const KEY = Uint8Array.from({ length: 32 }, (_, i) => i);

export function sealsContract(name: string, open: () => Promise<OpenSeals>): void {
  describe(`seals contract: ${name}`, () => {
    let here: OpenSeals;
    const begin = async () => {
      here = await open();
      return here;
    };
    afterEach(() => here.close());

    it('unwraps what it wrapped, in another process too; the key stands nowhere in it', async () => {
      const { seals, again } = await begin();
      const wrapped = await seals.wrap(KEY, '371525');
      expect(Buffer.from(await again.unwrap(wrapped, '371525'))).toEqual(Buffer.from(KEY));
      expect(Buffer.from(wrapped, 'base64url').includes(Buffer.from(KEY))).toBe(false);
    });

    it('refuses for another county, changed, and under another key', async () => {
      const { seals, other } = await begin();
      const wrapped = await seals.wrap(KEY, '371525');
      const changed = `${wrapped.slice(0, -4)}${wrapped.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
      await expect(seals.unwrap(wrapped, '371522')).rejects.toThrow();
      await expect(unwrapped(seals, '371525', { wrapped: changed, check: checkOf(KEY) })).rejects.toThrow();
      if (other) await expect(other.unwrap(wrapped, '371525')).rejects.toThrow();
    });

    it('is unavailable while its outside fails', async () => {
      const { seals, broken } = await begin();
      const wrapped = await seals.wrap(KEY, '371525');
      for (const call of [() => broken.wrap(KEY, '371525'), () => broken.unwrap(wrapped, '371525')]) {
        const fault = await call().catch((error) => error);
        expect([fault instanceof Problem, fault.code]).toEqual([true, 'unavailable']);
      }
    });

    it('keeps one key a county, however many make it at once', async () => {
      const { seals, again } = await begin();
      const store = openSqliteStore(':memory:');
      const at = (one: Seals, jurisdiction: string) =>
        countySeal({ ports: { store, seals: one, random: systemRandom }, jurisdiction });
      const [mine, theirs, foreign] = await Promise.all([
        at(seals, '371525'),
        at(again, '371525'),
        at(seals, '371522'),
      ]);
      const sealed = mine.text('T371525198501012348');
      expect(theirs.open(sealed)).toBe('T371525198501012348');
      expect(foreign.open(sealed)).toBeNull();
    });
  });
}

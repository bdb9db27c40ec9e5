/** What the sweep finds and may not do itself: it has no grant to seal, to open or to delete bytes. */
import { expect, it } from 'vitest';
import { sweep } from '../../functions/timers/sweep.ts';
import { type Family, keyOf, sortable, wakeShard } from '../../shared/keys.ts';
import { inProcess } from '../in-process.ts';

it.each<Family>(['file', 'import', 'held', 'withholding', 'beside'])(
  'leaves %s to the queue’s function',
  async (family) => {
    const seals = {
      wrap: () => Promise.reject(new Error('no grant')),
      unwrap: () => Promise.reject(new Error('no grant')),
    };
    const { platform, timers, logged, clock } = await inProcess({ organisations: [], matters: null, ports: { seals } });
    const key = keyOf('371525', family, 'a'.repeat(32));
    const places = { wake: { partition: wakeShard(key), sort: sortable(clock.now()) } };
    await platform.ports.store.commit([{ item: { key, head: 'h', value: {}, places }, expected: null }]);
    clock.advance(60_000);
    expect(await sweep(platform, { window: 0, timeLimit: 10_000 })).toMatchObject({ due: 1, failed: 0 });
    expect(timers).toEqual([{ key, at: clock.now() }]);
    expect(logged.filter(({ event }) => event === 'wake-failed')).toEqual([]);
  },
);

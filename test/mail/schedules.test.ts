/** A schedule runs in every county of the deployment; one county's fault keeps no other waiting. */
import { expect, test } from 'vitest';
import { JURISDICTIONS_KEY, jurisdictionsOf } from '../../functions/timers/jurisdictions.ts';
import { SCHEDULES } from '../../functions/timers/schedules.ts';
import { plainItem } from '../../shared/change.ts';
import { post } from './post.ts';

test('the county of the settings, and those listed', async () => {
  const { platform, push, until, sent } = await post('2026-09-28T10:00');
  expect(await jurisdictionsOf(platform)).toEqual(['371525']);
  const listed = plainItem(JURISDICTIONS_KEY, { jurisdictions: ['371524', '371525'] });
  await platform.ports.store.commit([{ item: listed, expected: null }]);
  const settings = { ...platform.settings, jurisdiction: '371524' };
  expect(await jurisdictionsOf({ ...platform, settings })).toEqual(['371524', '371525']);
  await push('A-1');
  await until('2026-09-29T08:30');
  // 371524 has no county in this store: its run fails, 371525's does not.
  await expect(SCHEDULES[0]?.run({ ...platform, settings })).rejects.toThrow('371524');
  await until('2026-09-29T08:30');
  expect(sent.at(-1)?.subject).toContain('待认领提醒');
});

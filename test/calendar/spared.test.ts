import { describe, expect, test } from 'vitest';
import { wouldHaveSpared } from '../../shared/calendar/recount.ts';
import type { LogEntry, RunningClock } from '../../shared/calendar/types.ts';
import { extension, notice, start } from './entries.ts';
import { at } from './published-days.ts';

describe('who would have been spared', () => {
  const clock = start('2026-09-30 09:00');
  const late = notice('2026-10-12 09:00', ['2026-10-09', false]);

  test.each<[string, RunningClock, LogEntry[], boolean]>([
    ['a notice entered after the end gave another day', clock, [late], true],
    [
      'one entered before the end, not known to who wrote the deemed claim',
      clock,
      [{ ...late, at: at('2026-10-09 23:00') }],
      true,
    ],
    ['a notice that changes nothing for it', clock, [notice('2026-10-12 09:00', ['2026-10-15', false])], false],
    ['a notice that would have ended it earlier', clock, [notice('2026-10-12 09:00', ['2026-10-07', true])], false],
    ['counted with that notice already', start('2026-09-30 09:00', [late]), [late], false],
    [
      'an extension entered after the end helps nothing already past',
      clock,
      [extension('2026-10-12 09:00', '2026-10-09', '2026-10-09')],
      false,
    ],
    ['one entered before it does', clock, [extension('2026-10-09 09:00', '2026-10-09', '2026-10-09')], true],
    [
      'both: the notice spares, the late extension does not undo it',
      clock,
      [extension('2026-10-12 08:00', '2026-10-08', '2026-10-08'), late],
      true,
    ],
  ])('%s', (_, ended, log, spared) => expect(wouldHaveSpared(ended, log, 2026)).toBe(spared));
});

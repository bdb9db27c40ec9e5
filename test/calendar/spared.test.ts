import { describe, expect, test } from 'vitest';
import { wouldHaveSpared } from '../../shared/calendar/recount.ts';
import type { LogEntry, RunningClock } from '../../shared/calendar/types.ts';
import { extension, notice, outage, revocation, start } from './entries.ts';
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
    ['one entered at its very end neither', clock, [extension('2026-10-10 00:00', '2026-10-09', '2026-10-09')], false],
    [
      'one entered in its last moment does',
      clock,
      [{ ...extension('2026-10-09 09:00', '2026-10-09', '2026-10-09'), at: at('2026-10-10 00:00') - 1 }],
      true,
    ],
    ['an outage that has its last day in it', clock, [outage('2026-10-12 09:00', '2026-10-08', '2026-10-09')], true],
    ['an outage of the days before', clock, [outage('2026-10-12 09:00', '2026-10-07', '2026-10-08')], false],
    ['an outage of the days after', clock, [outage('2026-10-14 09:00', '2026-10-10', '2026-10-13')], false],
    [
      'an outage, asked of a later entry that says nothing of it',
      clock,
      [outage('2026-10-12 09:00', '2026-10-09', '2026-10-09'), notice('2026-10-13 09:00', ['2026-10-15', false])],
      false,
    ],
    [
      'an extension in time that was taken back since',
      clock,
      [extension('2026-10-09 09:00', '2026-10-09', '2026-10-09'), revocation('2026-10-09 10:00', 1)],
      false,
    ],
    [
      'taking back spares nobody, though a notice before did',
      clock,
      [extension('2026-10-11 09:00', '2026-10-13', '2026-10-13'), late, revocation('2026-10-12 10:00', 1)],
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

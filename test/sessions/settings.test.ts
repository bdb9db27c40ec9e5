/** How long people stay signed in, as a deployment sets it. */
import { expect, it } from 'vitest';
import { readEnvironment } from '../../infra/local/home/environment.ts';
import { Refused } from '../../infra/local/refused.ts';
import { sessionLimits } from '../../shared/sessions/settings.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';

it.each([
  ['', '', 60, 12],
  ['30', '', 30, 12],
  ['', '8', 60, 8],
  ['15', '1', 15, 1],
  ['720', '24', 720, 24],
])('%j minutes, %j hours', (minutes, hours, idle, absolute) => {
  const limits = { idle: idle * MINUTE, absolute: absolute * HOUR };
  expect(sessionLimits(minutes, hours)).toEqual(limits);
  expect(readEnvironment({ SESSION_MINUTES: minutes, SESSION_HOURS: hours }).sessions).toEqual(limits);
});

it.each([
  ['14', ''],
  ['721', ''],
  ['1.5', ''],
  ['', '0'],
  ['', '25'],
])('refuses %j minutes, %j hours', (minutes, hours) => {
  expect(() => readEnvironment({ SESSION_MINUTES: minutes, SESSION_HOURS: hours })).toThrow(Refused);
});

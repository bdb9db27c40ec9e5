/** What may be started in a folder: a demonstration is not made where a county was meant. */
import { mkdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readEnvironment } from '../../infra/local/home/environment.ts';
import type { Marker } from '../../infra/local/home/marker.ts';
import { mustBeMeant } from '../../infra/local/home/meant.ts';
import { temporaryFolder } from './product.ts';

const CLOCK = '2026-12-01T09:00:00+08:00';
const OTHERS = { ADDRESS: 'https://sg.county.example', BACKUP_DIR: '/backup' };
const MAIL = { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'sg@county.example' };
const marker = (home: Marker['home']): Marker => ({ home, jurisdiction: '371525', issuers: [] });

it.each<
  [what: string, env: Record<string, string>, args: string[], there: Marker['home'] | null, refused: string | null]
>([
  ['a county on the machine’s clock', {}, [], 'county', null],
  ['a county on a clock that stands', { CLOCK }, [], 'county', '不接受 CLOCK'],
  ['a demonstration on one', { CLOCK }, [], 'demonstration', null],
  ['a new demonstration', { CLOCK }, [], null, null],
  ['one with mail', MAIL, [], null, null],
  ['one under a name of this machine', { ...OTHERS, ADDRESS: 'https://localhost:8443' }, [], null, null],
  ['nothing, by the settings of a county', OTHERS, [], null, '请确认数据盘已经挂载'],
  ['nothing, by others of them', { ADDRESS: OTHERS.ADDRESS, ...MAIL }, [], null, '请确认数据盘已经挂载'],
  ['a demonstration for others, as one says', OTHERS, ['--empty'], null, null],
  ['one by its name', { ...OTHERS, DEMONSTRATIONS: '371525' }, [], null, null],
  ['a county by its settings', OTHERS, [], 'county', null],
])('%s', (_what, env, args, there, refused) => {
  const environment = readEnvironment({ DATA_DIR: '/nowhere/at/all', ...env }, args);
  const start = () => mustBeMeant(environment, there === null ? undefined : marker(there));
  if (refused === null) expect(start).not.toThrow();
  else expect(start).toThrow(refused);
});

it('not where a restore was cut off', async () => {
  const folder = `${await temporaryFolder()}/data`;
  await mkdir(`${folder}.restoring`);
  const environment = readEnvironment({ DATA_DIR: folder });
  expect(() => mustBeMeant(environment, undefined)).toThrow('的恢复没有完成');
  expect(() => mustBeMeant(environment, marker('county'))).not.toThrow();
});

/** The start page and the health check. */
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { unavailable } from '../../shared/errors.ts';
import type { Store } from '../../shared/ports.ts';
import { inProcess } from '../in-process.ts';

it('greets with the county, the list in force and where to go', async () => {
  const { call } = await inProcess();
  const { status, text, headers } = await call('GET', '/');
  // Browsers with two engines, common in offices, take the newer one.
  expect(text).toContain('<meta name="renderer" content="webkit">');
  expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(text).toContain('<title>冠县审管互动平台</title>');
  expect(text).toMatch(/现行版本 v1-\w+，自 2022-09-02 起施行，共 81 项/);
  for (const href of text.matchAll(/href="(\/[^"]*)"/g)) {
    const followed = await call('GET', href[1] as string);
    // Whoever is not signed in goes on to sign in.
    expect([href[1], followed.status]).toEqual([href[1], href[1] === '/console' ? 303 : 200]);
  }
});

it('answers HEAD like GET, without a body', async () => {
  const { call } = await inProcess();
  const { status, text, headers } = await call('HEAD', '/');
  expect([status, text, headers['content-type']]).toEqual([200, '', 'text/html; charset=utf-8']);
});

it('is healthy while its store can be read', async () => {
  const { call } = await inProcess();
  const { status, json, headers } = await call('GET', '/health');
  expect(status).toBe(200);
  expect(json).toMatchObject({
    status: 'ok',
    now: '2026-09-28T09:00:00+08:00',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
  });
  expect(headers['cache-control']).toBe('no-store');
});

it.each([
  ['says so', unavailable()],
  ['breaks', new Error('disk I/O error')],
])('is unhealthy when the store %s', async (_what, error) => {
  const { call, platform } = await inProcess();
  const broken: Store = Object.assign(Object.create(openSqliteStore(':memory:')), { get: () => Promise.reject(error) });
  platform.ports.store = broken;
  const { status, json, headers, text } = await call('GET', '/health');
  expect([status, json.code, headers['retry-after']]).toEqual([503, 'unavailable', '2']);
  expect(text).not.toContain('disk');
});

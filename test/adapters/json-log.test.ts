import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJsonLog } from '../../shared/adapters/json-log.ts';
import { notFound, unavailable } from '../../shared/errors.ts';

const AT = Date.parse('2026-09-28T00:50:00Z');

function open(readable: boolean) {
  const lines: string[] = [];
  const log = openJsonLog({ clock: { now: () => AT }, write: (line) => lines.push(line), readable });
  return { log, lines, only: () => JSON.parse(lines.join('')) as Record<string, unknown> };
}

describe('the log for machines', () => {
  it('writes one JSON object a line', () => {
    const { log, lines } = open(false);
    log.info('push-created', { id: 'a\nb', count: 2, late: false, to: null });
    log.info('started');
    expect(lines).toEqual([
      '{"at":"2026-09-28T08:50:00+08:00","level":"info","event":"push-created","id":"a\\nb","count":2,"late":false,"to":null}\n',
      '{"at":"2026-09-28T08:50:00+08:00","level":"info","event":"started"}\n',
    ]);
  });

  it('lets no field pass for the line’s own', () => {
    const { log, only } = open(false);
    log.info('push-created', { event: 'other', at: 'never', level: 'error' });
    expect(only()).toMatchObject({ event: 'push-created', at: '2026-09-28T08:50:00+08:00', level: 'info' });
  });

  it('writes the stack of a fault with its causes', () => {
    const { log, only } = open(false);
    log.error('request-failed', { status: 503 }, unavailable(new Error('disk I/O error', { cause: 'EIO' })));
    expect(only()).toMatchObject({ level: 'error', status: 503, code: 'unavailable' });
    expect(only().stack).toMatch(/Problem.*json-log\.test.*Caused by: Error: disk I\/O error.*Caused by: EIO/s);
  });

  it('names a refusal by its code alone', () => {
    const { log, only } = open(false);
    log.error('request-refused', {}, notFound('张三'));
    expect(only()).toEqual({
      at: '2026-09-28T08:50:00+08:00',
      level: 'error',
      event: 'request-refused',
      code: 'not-found',
    });
  });

  it.each([['text'], [null], [42], [{ toString: null }], [Object.create(null)], [circular()]])(
    'never throws, whatever was thrown (%#)',
    (thrown) => {
      const { log } = open(false);
      expect(() => log.error('odd', {}, thrown)).not.toThrow();
      expect(() => log.info('odd', { big: 1n } as never)).not.toThrow();
    },
  );

  it('never throws where nobody takes its lines or tells the time', () => {
    const fails = () => {
      throw new Error('EPIPE');
    };
    expect(() => openJsonLog({ clock: { now: () => AT }, write: fails }).info('lost')).not.toThrow();
    expect(() => openJsonLog({ clock: { now: fails }, write: () => undefined }).info('lost')).not.toThrow();
  });
});

describe('the log on standard output', () => {
  it('outlives its reader', async () => {
    const adapters = join(import.meta.dirname, '../../shared/adapters');
    const script = `
      const { openJsonLog } = await import('${adapters}/json-log.ts');
      const { systemClock } = await import('${adapters}/system-clock.ts');
      const log = openJsonLog({ clock: systemClock });
      for (let i = 0; i < 50; i++) { log.info('tick', { i }); await new Promise((r) => setTimeout(r, 2)); }
      process.exit(7);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const first = await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(JSON.parse(String(first).split('\n')[0] ?? '')).toMatchObject({ level: 'info', event: 'tick', i: 0 });
    child.stdout.destroy();
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(7);
  });
});

describe('the log for people', () => {
  it('writes one short line, and a fault’s stack below', () => {
    const { log, lines } = open(true);
    log.info('started', { port: 8787 });
    log.error('request-failed', { id: 'x' }, new Error('no'));
    expect(lines[0]).toBe('08:50:00 started port=8787\n');
    expect(lines[1]).toMatch(/^08:50:00 ✗ request-failed id=x\nError: no\n {4}at /);
  });

  it('lets no field forge a line or drive the terminal', () => {
    const { log, lines } = open(true);
    log.info('started', { name: 'a\n08:50:00 stopped \u001b[31m' });
    expect(lines.join('')).toBe('08:50:00 started name=a\\n08:50:00 stopped \\u001b[31m\n');
  });
});

function circular(): Error {
  const error = new Error('round and round');
  error.cause = error;
  return error;
}

/** A mail server that takes no mail: nobody waits for it, it costs no attempt, and nothing is parked for it. */
import { describe, expect, test } from 'vitest';
import { Lane } from '../../functions/timers/lane.ts';
import { Waker } from '../../infra/local/timers/waker.ts';
import { GuardedMailer } from '../../shared/adapters/guarded-mailer.ts';
import { type Mail, MailRefused, MailServerDown } from '../../shared/ports.ts';
import { keyOfPush, post } from './post.ts';

const down = () => new MailServerDown('down', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });

test('down from 16:00 to 09:00: nothing is parked, and all goes out once it is back', async () => {
  let tries = 0;
  const county = await post('2026-09-28T16:00', {
    send: async () => {
      tries += 1;
      if (county.clock.now() < Date.parse('2026-09-29T09:00:00+08:00')) throw down();
    },
  });
  for (const reference of ['A', 'B', 'C']) await county.push(reference);
  await county.until('2026-09-28T17:00');
  expect(await county.outgoing()).toHaveLength(3);
  expect((await county.outgoing()).map(({ state, attempts }) => [state, attempts])).toContainEqual(['waiting', 0]);
  expect((await county.outgoing())[0]?.lastError).toBe('邮件服务器暂时没有接收（ECONNREFUSED）。');
  await county.until('2026-09-29T09:30');
  expect((await county.outgoing()).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
  expect(county.sent).toHaveLength(3);
  // Minutes after the first faults, then every quarter of an hour; not in the night.
  expect(tries).toBeLessThan(3 * 16);
});

test('what was parked in a bad hour waits again, all of it by one call', async () => {
  let refuses = true;
  const county = await post('2026-09-28T09:00', {
    send: async () => {
      if (refuses) throw new MailRefused('no');
    },
  });
  for (const reference of ['A', 'B', 'C']) await county.push(reference);
  await county.until('2026-09-28T09:00');
  county.clock.set('2026-09-28T10:00:00+08:00');
  await county.push('D');
  await county.until('2026-09-28T10:00');
  refuses = false;
  const asked = { as: 'spj.admin', body: { before: '2026-09-28T10:00:00+08:00' } };
  expect((await county.call('POST', '/notices/resend', asked)).json).toEqual({ count: 3, more: false });
  expect((await county.call('POST', '/notices/resend', asked)).json).toEqual({ count: 0, more: false });
  expect((await county.call('POST', '/notices/resend', { ...asked, as: 'scjg.admin' })).status).toBe(403);
  await county.until('2026-09-28T10:01');
  expect(county.sent).toHaveLength(3);
  expect((await county.call('GET', '/notices', { as: 'spj.admin' })).json.items).toHaveLength(1);
});

describe('a server that keeps silent', () => {
  test('holds up no record', async () => {
    const county = await post('2026-09-28T09:00', { send: () => new Promise(() => {}) });
    const quiet = await county.push('quiet', { riskPoints: [] });
    for (let n = 0; n < 20; n++) await county.push(`N-${n}`);
    county.clock.set('2026-10-08T09:00:00+08:00');
    const waker = new Waker(county.platform, false, () => {});
    await waker.sweep(county.clock.now(), () => false);
    await expect
      .poll(async () => (await county.platform.ports.store.get(keyOfPush(quiet)))?.value)
      .toMatchObject({ state: 'deemed-claimed' });
  });

  test('fills its lane and no more: what finds it full stays due', async () => {
    const lane = new Lane(1, 2);
    const silent = () => new Promise<void>(() => {});
    const ended = (): void => {};
    expect([lane.offer('a', silent, ended), lane.offer('b', silent, ended), lane.offer('c', silent, ended)]).toEqual([
      true,
      true,
      false,
    ]);
    expect([lane.has('a'), lane.has('b'), lane.has('c')]).toEqual([true, true, false]);
    const begun = performance.now();
    await lane.idle(50);
    expect(performance.now() - begun).toBeGreaterThan(40);
  });

  test('the lane goes on behind what ends, well or badly', async () => {
    const lane = new Lane(1, 10);
    const said: string[] = [];
    lane.offer(
      'a',
      async () => Promise.reject(new Error('no')),
      (error) => void said.push(`a ${error}`),
    );
    lane.offer(
      'b',
      async () => {},
      (error) => void said.push(`b ${error}`),
    );
    await lane.idle();
    expect(said).toEqual(['a Error: no', 'b undefined']);
  });
});

describe('the circuit breaker', () => {
  const log = () => {
    const events: string[] = [];
    return { events, info: () => {}, error: (event: string) => void events.push(event) };
  };
  const sending = async (mailer: GuardedMailer, times: number): Promise<string[]> => {
    const said: string[] = [];
    for (let n = 0; n < times; n++) {
      said.push(
        await mailer.send({} as Mail).then(
          () => 'sent',
          (error) => error.constructor.name,
        ),
      );
    }
    return said;
  };

  test('asks a server no more after three faults, for a while; then by one message', async () => {
    const [asked, said] = [[] as boolean[], log()];
    let up = false;
    const send = async (): Promise<void> => {
      asked.push(up);
      if (!up) throw down();
    };
    const mailer = new GuardedMailer({ send }, said, 50);
    expect(await sending(mailer, 6)).toEqual(Array.from({ length: 6 }, () => 'MailServerDown'));
    expect([asked.length, said.events]).toEqual([3, ['mail-server-down']]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await sending(mailer, 2);
    expect(asked).toHaveLength(4);
    up = true;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await sending(mailer, 3)).toEqual(['sent', 'sent', 'sent']);
  });

  test('takes a refusal, or what concerns one message, for an answer', async () => {
    let asked = 0;
    const faults = [down(), down(), new MailRefused('no'), down(), down(), new Error('mailbox full')];
    const mailer = new GuardedMailer(
      {
        send: async () => {
          throw faults[asked++] ?? down();
        },
      },
      log(),
    );
    await sending(mailer, 8);
    expect(asked).toBe(8);
  });
});

/** At least once, and by one only: failures, retries, parking, crashes, two at a time. */
import { describe, expect, test } from 'vitest';
import { wakeKey } from '../../functions/timers/wake.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import type { Outgoing } from '../../shared/mail/outgoing.ts';
import { MailRefused } from '../../shared/ports.ts';
import { wakesAt } from '../../shared/waking.ts';
import { FaultyStore } from '../faulty-store/store.ts';
import { demonstrationOrganisations } from '../in-process/county.ts';
import { keyOfPush, type Post, post } from './post.ts';

/** Fails as often as told, and remembers when it was asked. */
function failing(times: number, error: Error) {
  const tries: string[] = [];
  let county: Post | undefined;
  return {
    tries,
    of: (post: Post): Post => {
      county = post;
      return post;
    },
    send: async (): Promise<void> => {
      tries.push(new Date((county as Post).clock.now() + 28_800_000).toISOString().slice(0, 16));
      if (tries.length <= times) throw error;
    },
  };
}

const down = Object.assign(new Error('connect to 10.0.0.1 for li.si@guanxian.example'), { code: 'ECONNREFUSED' });

async function theMail(county: Post): Promise<Outgoing> {
  return (await county.outgoing())[0] as Outgoing;
}

describe('a server that does not answer', () => {
  test('is tried again after 1, 5, 15 and 60 minutes and 4 hours; then the mail is parked', async () => {
    const server = failing(99, down);
    const county = server.of(await post('2026-09-28T08:30', server));
    await county.push('A-1');
    await county.until('2026-09-29T12:00');
    // 09:51 and 4 hours: 13:51. 08:30 → 08:31 → 08:36 → 08:51 → 09:51 → 13:51.
    expect(server.tries).toEqual([
      '2026-09-28T08:30',
      '2026-09-28T08:31',
      '2026-09-28T08:36',
      '2026-09-28T08:51',
      '2026-09-28T09:51',
      '2026-09-28T13:51',
    ]);
    const outgoing = await theMail(county);
    expect([outgoing.state, outgoing.attempts]).toEqual(['parked', 6]);
    expect(outgoing.lastError).toBe('邮件服务器暂时没有接收（ECONNREFUSED）。');
  });

  test('is left in peace outside office hours, over the holiday', async () => {
    const server = failing(5, down);
    const county = server.of(await post('2026-09-30T17:00', server));
    await county.push('A-1');
    await county.until('2026-10-08T17:00');
    expect(server.tries).toEqual([
      '2026-09-30T17:00',
      '2026-09-30T17:01',
      '2026-09-30T17:06',
      '2026-09-30T17:21',
      '2026-10-08T08:30',
      '2026-10-08T13:30',
    ]);
    expect((await theMail(county)).state).toBe('sent');
  });

  test('that takes it at the second attempt has sent it once', async () => {
    const server = failing(1, down);
    const county = server.of(await post('2026-09-28T11:59', server));
    await county.push('A-1');
    await county.until('2026-09-28T17:00');
    expect(county.sent.map(({ at }) => at.slice(0, 16))).toEqual(['2026-09-28T13:30']);
    expect(await theMail(county)).toMatchObject({ state: 'sent', attempts: 2, lastError: null });
  });
});

describe('what nobody can send is parked at once, and sent again by the bureau', () => {
  test('refused for good', async () => {
    const server = failing(1, new MailRefused('no', { cause: Object.assign(new Error(), { responseCode: 550 }) }));
    const county = server.of(await post('2026-09-28T09:00', server));
    const push = await county.push('A-1');
    await county.until('2026-09-28T16:00');
    const list = await county.call('GET', '/notices?state=parked', { as: 'spj.admin' });
    const { id } = list.json.items[0];
    expect(list.json).toEqual({
      items: [
        {
          ...{ id, type: 'arrival', org: 'SCJG', section: 'SPXK', about: push.id, state: 'parked', attempts: 1 },
          lastError: '邮件被拒收，请核对收件邮箱（550）。',
          createdAt: '2026-09-28T09:00:00+08:00',
          due: '2026-09-28T09:00:00+08:00',
          sentAt: null,
        },
      ],
      next: null,
    });
    county.clock.set('2026-09-28T18:00:00+08:00');
    const again = await county.call('POST', `/notices/${id}/resend`, { as: 'spj.admin', body: {} });
    expect(again.json).toMatchObject({ state: 'waiting', attempts: 0, due: '2026-09-29T08:30:00+08:00' });
    expect((await county.call('POST', `/notices/${id}/resend`, { as: 'spj.admin' })).json.code).toBe('not-parked');
    await county.until('2026-09-29T08:30');
    expect(county.sent.map(({ at, messageId }) => [at, messageId])).toEqual([
      ['2026-09-29T08:30:00+08:00', `${id}@shenguan.example`],
    ]);
    expect((await county.call('GET', '/notices', { as: 'spj.admin' })).json.items).toEqual([]);
  });

  test('without an address; the page after the first; nobody else sees them', async () => {
    const organisations = demonstrationOrganisations().map((org) =>
      org.code === 'SCJG' ? { ...org, mail: null, sections: org.sections.map((s) => ({ ...s, mail: null })) } : org,
    );
    const county = await post('2026-09-28T09:00', { organisations });
    for (const reference of ['A', 'B', 'C']) await county.push(reference);
    await county.until('2026-09-28T09:00');
    const first = (await county.call('GET', '/notices?limit=2', { as: 'spj.admin' })).json;
    const second = (await county.call('GET', `/notices?limit=2&cursor=${first.next}`, { as: 'spj.admin' })).json;
    expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null]);
    expect(first.items[0].lastError).toContain('没有登记电子邮箱');
    const path = `/notices?cursor=${first.next}`;
    expect((await county.call('GET', path, { as: 'scjg.admin' })).status).toBe(403);
    expect((await county.call('POST', '/notices/no/resend', { as: 'scjg.admin', body: {} })).status).toBe(403);
    expect((await county.call('POST', '/notices/no/resend', { as: 'spj.admin', body: {} })).status).toBe(404);
    expect((await county.call('GET', '/notices?cursor=x', { as: 'spj.admin' })).status).toBe(422);
  });
});

describe('one sends, at least once', () => {
  test('two that are woken at once', async () => {
    const county = await post('2026-09-28T09:00');
    const key = keyOfPush(await county.push('A-1'));
    await Promise.all([1, 2, 3, 4].map(() => wakeKey(county.platform, key)));
    expect(county.sent).toHaveLength(1);
    await wakeKey(county.platform, key);
    await county.until('2026-09-28T17:00');
    expect(county.sent).toHaveLength(1);
  });

  test('while somebody claims: one mail, one claim, and no item of its own', async () => {
    const county = await post('2026-09-28T09:00', { send: claimMeanwhile });
    const push = await county.push('A-1');
    async function claimMeanwhile(): Promise<void> {
      const claimed = await county.call('POST', `/pushes/${push.id}/claim`, { as: 'scjg.officer', body: {} });
      expect(claimed.status).toBe(200);
    }
    await wakeKey(county.platform, keyOfPush(push));
    const record = await county.platform.ports.store.get(keyOfPush(push));
    expect(record?.value).toMatchObject({ state: 'claimed', mails: [{ type: 'arrival', done: { how: 'sent' } }] });
    expect(wakesAt(record?.places ?? {})).toBeNull();
    expect([county.sent.length, await county.outgoing()]).toEqual([1, []]);
  });

  test('a crash between mail and commit: two minutes later the same Message-ID goes out again', async () => {
    const store = new FaultyStore(openSqliteStore(':memory:'));
    const county = await post('2026-09-28T09:00', { store });
    const key = keyOfPush(await county.push('A-1'));
    let commits = 0;
    store.reschedule(({ method }) => (method === 'commit' && ++commits > 1 ? { outcome: 'fail' } : undefined));
    await expect(wakeKey(county.platform, key)).rejects.toMatchObject({ code: 'unavailable' });
    store.reschedule();
    county.clock.set('2026-09-28T09:01:59+08:00');
    await wakeKey(county.platform, key);
    expect(county.sent).toHaveLength(1);
    county.clock.set('2026-09-28T09:02:00+08:00');
    await wakeKey(county.platform, key);
    await county.until('2026-09-28T10:00');
    expect(county.sent.map(({ at }) => at.slice(11, 16))).toEqual(['09:00', '09:02']);
    expect(new Set(county.sent.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await theMail(county)).toMatchObject({ state: 'sent', attempts: 2 });
  });

  test.each([1, 2])('the answer of commit %i is lost: one mail', async (lost) => {
    const store = new FaultyStore(openSqliteStore(':memory:'));
    const county = await post('2026-09-28T09:00', { store });
    const key = keyOfPush(await county.push('A-1'));
    let commits = 0;
    store.reschedule(({ method }) => (method === 'commit' && ++commits === lost ? { outcome: 'lose' } : undefined));
    await wakeKey(county.platform, key);
    store.reschedule();
    county.clock.set('2026-09-28T09:02:00+08:00');
    await wakeKey(county.platform, key);
    await county.until('2026-09-28T10:00');
    expect(county.sent).toHaveLength(1);
  });

  test('early, or of a family that nobody knows: nothing', async () => {
    const county = await post('2026-09-28T12:30');
    await wakeKey(county.platform, keyOfPush(await county.push('A-1')));
    await wakeKey(county.platform, '371525#notice#gone');
    await wakeKey(county.platform, '371525#county#x');
    expect(county.sent).toEqual([]);
    expect(county.logged.map(({ event }) => event)).toContain('wake-unknown');
  });
});

test('what the log is told of a failure names nobody', async () => {
  const server = failing(1, down);
  const county = server.of(await post('2026-09-28T09:00', server));
  await county.push('A-1');
  await county.until('2026-09-28T09:00');
  expect(JSON.stringify(county.logged.filter(({ event }) => event === 'mail-failed'))).not.toContain('li.si');
});

/** The demonstration county with its mail: pushes are sent, the clock goes on, and what becomes due is delivered. */
import { SCHEDULES } from '../../functions/timers/schedules.ts';
import { wakeKey } from '../../functions/timers/wake.ts';
import { dueWakes } from '../../infra/local/timers/wakes.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import type { Wake } from '../../shared/exchange/wakes.ts';
import { splitKey } from '../../shared/keys.ts';
import type { Outgoing } from '../../shared/mail/outgoing.ts';
import type { Mail } from '../../shared/ports.ts';
import { formatInstant, type Instant, parseInstant } from '../../shared/time.ts';
import { type InProcess, type InProcessOptions, inProcess } from '../in-process.ts';

export interface Sent extends Mail {
  /** When it went out. */
  at: string;
}

export interface Post extends InProcess {
  sent: Sent[];
  /** Each mail as it went out: instant, address, subject. */
  outbox(): string[];
  push(reference: string, more?: object, as?: string): Promise<{ id: string }>;
  /** Moves the clock there, waking on the way, each at its own instant, what is due. */
  until(time: string): Promise<void>;
  /** The same, and what the schedules of the day do there. */
  hour(time: string): Promise<void>;
  /** Those that are items of their own. */
  outgoing(): Promise<Outgoing[]>;
}

export const FOOD = '371525-SCJG-001';

/** `2026-09-28T09:00` in Beijing time. */
export function at(time: string): Instant {
  return parseInstant(`${time}:00+08:00`) as Instant;
}

export async function post(
  now: string,
  options: InProcessOptions & { send?(mail: Mail): Promise<void> } = {},
): Promise<Post> {
  const sent: Sent[] = [];
  const mailer = {
    send: async (mail: Mail): Promise<void> => {
      await options.send?.(mail);
      sent.push({ ...mail, at: formatInstant(county.clock.now()) });
    },
  };
  const county: InProcess = await inProcess({
    ...options,
    now: `${now}:00+08:00`,
    ports: { mailer, ...options.ports },
  });
  const { platform, call, clock } = county;
  const outgoing = (key: string): boolean => splitKey(key).family === 'notice';
  const woken = async (to: Instant): Promise<Wake | undefined> => {
    for await (const wake of dueWakes(platform, to)) return wake;
    return undefined;
  };
  const until = async (time: string): Promise<void> => {
    const end = at(time);
    for (let n = 0, next = await woken(end); next && n < 1000; n++, next = await woken(end)) {
      clock.set(Math.max(clock.now(), next.at));
      await wakeKey(platform, next.key);
    }
    clock.set(end);
  };
  return {
    ...county,
    sent,
    outbox: () => sent.map((mail) => `${mail.at.slice(0, 16)} ${mail.to} ${mail.subject}`),
    push: async (reference, more = {}, as = 'spj.officer') => {
      const body = { ...PUSH, reference, occurredAt: formatInstant(clock.now()), ...more };
      const made = await call('POST', '/pushes', { as, body });
      if (made.status !== 201) throw new Error(made.text);
      return made.json;
    },
    until,
    hour: async (time) => {
      await until(time);
      for (const schedule of SCHEDULES) await schedule.run(platform);
      await until(time);
    },
    outgoing: async () => {
      const keys = [...new Set(county.timers.map(({ key }) => key))].filter(outgoing);
      const items = await platform.ports.store.getMany(keys);
      return items.flatMap((item) => (item ? [item.value as Outgoing] : []));
    },
  };
}

/** The key of a push that is to be woken by hand. */
export function keyOfPush({ id }: { id: string }): string {
  return exchangeKey('371525', id);
}

/** Full of what no mail may carry; its risk point is high, so that it has a mail of its own at once. */
const PUSH = {
  kind: 'approval',
  matter: FOOD,
  party: { name: '冠县甲乙丙食品有限公司', creditCode: '91371525MA3C00001R' },
  licence: { documentNumber: '冠审批许字〔2026〕123号', number: 'JY13715250000123' },
  contact: { name: '李四', phone: '13800000000' },
  summary: '准予甲乙丙经营食品',
  riskPoints: [{ description: '甲乙丙冷链不达标', severity: 'high' }],
};

/**
 * `GET /health`: whether the platform writes, and what its operator should look after. What costs something is looked
 * at once in five seconds, whoever asks how often; the clock, and what others have met of the store, at each call.
 */
import { Problem, unavailable } from '../../shared/errors.ts';
import { isLasting, type Lasting } from '../../shared/lasting.ts';
import type { Platform } from '../../shared/platform.ts';
import type { Clock } from '../../shared/ports.ts';
import { formatInstant, formatInstantOrNull, type Instant } from '../../shared/time.ts';
import { publicRoute } from '../http/route.ts';
import { VERSION } from '../public/version.ts';
import { type Figures, figuresOf } from './figures.ts';
import {
  backupCheck,
  clockCheck,
  clockStateOf,
  diskCheck,
  mailsCheck,
  regulationCheck,
  timersCheck,
  worst,
  writesCheck,
} from './judged.ts';

const answers = () => import('./answers.ts');

/** Milliseconds for which figures are good. */
const GOOD_FOR = 5_000;
/** The same while nothing can be written: whoever waits for that to pass, such as a balancer, hears of it at once. */
const GOOD_FOR_WHILE_FAILING = 500;

export const health = publicRoute({
  method: 'GET',
  path: '/health',
  id: 'readHealth',
  summary: '运行状况',
  description:
    '各项的状态和处理办法。status 为 attention 的，平台照常工作，但需要管理员处理；不能写入的答复 503（unhealthy，原因见 fault），存储没有答复的答复 503（unavailable）。',
  tag: '公开信息',
  answers: { 200: { description: '可以工作', schema: async () => (await answers()).healthAnswer } },
  handle: async ({ platform }) => {
    const figures = withMet(await recentFigures(platform), platform);
    const body = healthOf(platform, figures);
    if (body.status === 'failing') throw unhealthy(figures.writes as Lasting, body);
    return { status: 200, body };
  },
});

/** By the clock of the platform: a request's own platform is another object each time. */
const recent = new WeakMap<Clock, { readonly until: number; readonly figures: Promise<Figures> }>();

function recentFigures(platform: Platform): Promise<Figures> {
  const { clock } = platform.ports;
  const known = recent.get(clock);
  if (known && performance.now() < known.until) return known.figures;
  const figures = looked(platform);
  const good = (millis: number): void => void recent.set(clock, { until: performance.now() + millis, figures });
  good(GOOD_FOR);
  figures.then(
    ({ writes }) => isOk(writes) || good(GOOD_FOR_WHILE_FAILING),
    // What went wrong is looked at anew by the next.
    () => recent.delete(clock),
  );
  return figures;
}

/** A damaged page that others have met is none that the probe writes. */
function withMet(figures: Figures, { upkeep }: Platform): Figures {
  const met = upkeep?.metFault() ?? null;
  return met === null ? figures : { ...figures, writes: met };
}

/** True where it writes, or would once its clock is trusted again. */
function isOk(writes: Figures['writes']): boolean {
  return writes === 'done' || writes === 'doubted';
}

async function looked(platform: Platform): Promise<Figures> {
  try {
    return await figuresOf(platform);
  } catch (error) {
    if (isLasting(error)) throw new Problem('unhealthy', error.message, { cause: error, more: { fault: error.code } });
    throw error instanceof Problem ? error : unavailable(error);
  }
}

/** The answer, by figures of a moment ago. */
function healthOf(platform: Platform, figures: Figures) {
  const { clock: time } = platform.ports;
  const now = time.now();
  const behind = time.behind?.() ?? null;
  const clock = clockStateOf(time.doubt?.() ?? null, platform.upkeep?.startedLate() ?? false, behind);
  const checks = {
    writes: writesCheck(figures.writes),
    timers: { ...timersCheck(figures, now), oldestDue: formatInstantOrNull(figures.oldestDue) },
    mails: {
      ...mailsCheck(figures, now),
      oldestUnsent: formatInstantOrNull(figures.oldestUnsent),
      parked: figures.parked,
    },
    backup: platform.upkeep ? backupOf(figures, now) : null,
    clock: clockCheck(clock, behind ?? 0),
    disk: figures.freeBytes === undefined ? null : { ...diskCheck(figures.freeBytes), freeBytes: figures.freeBytes },
    regulation: regulationCheck(figures.withoutRegulation),
  };
  const status = worst(Object.values(checks).filter((check) => check !== null));
  return { status, now: formatInstant(now), version: VERSION, clock, checks };
}

function backupOf(figures: Figures, now: Instant) {
  const { at = null, bytes = null } = figures.backup ?? {};
  return { ...backupCheck(figures, now), at: formatInstantOrNull(at), bytes };
}

/** A problem document with the same members; its own `status` is the number. */
function unhealthy(fault: Lasting, { status: _, ...body }: ReturnType<typeof healthOf>): Problem {
  return new Problem('unhealthy', `平台不能工作：${body.checks.writes.says}。`, { more: { fault, ...body } });
}

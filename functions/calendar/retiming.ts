/**
 * What every entry in the calendar's log has in common: deadlines are right as soon as it is written; the job that
 * follows is worked on for some seconds by the request itself, and goes on by timers where that is not enough.
 */
import type { LogEntry } from '../../shared/calendar/types.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { requestOf } from '../../shared/exchange/shell.ts';
import { digest } from '../../shared/keys.ts';
import { BUDGET, enterWithJob } from '../../shared/retiming/entering.ts';
import type { Job } from '../../shared/retiming/job.ts';
import { sparedCount, sparedIds } from '../../shared/retiming/listed.ts';
import { officeTold, tellOthers } from '../../shared/retiming/telling.ts';
import { workOn } from '../../shared/retiming/work.ts';
import { formatInstant, formatInstantOrNull } from '../../shared/time.ts';
import { mustBe } from '../http/permission.ts';
import type { Answer, Described, KnownCall } from '../http/route.ts';

const answers = () => import('./answers.ts');

/** As many spared ids as one answer of 200 carries; of more, 202 tells where they are listed. */
const WHOLE = 5000;
/** As many as a job shows of them. */
const SHOWN = 200;

/** What entering answers. */
export const retimingAnswers: Readonly<Record<number, Described>> = {
  200: {
    description: '已生效；重新计算的、不变的、本可免于超期的',
    schema: async () => (await answers()).retimedAnswer,
  },
  202: {
    description: '已生效，各期限即时正确；计时器的重设和更正的提出仍在进行，或者本可免于超期的太多而须分页读取',
    schema: async () => (await answers()).retimingStarted,
    headers: { location: '重算任务的地址，可查进度与结果' },
  },
};

/** Enters what `entryOf` says, once for each request; `check` sees the log before it and may throw. */
export async function enterEntry(
  { platform, desk, actor, key, body, params }: KnownCall<unknown, unknown>,
  entryOf: (at: number, by: string) => LogEntry,
  etag?: (log: readonly LogEntry[]) => string,
  check?: (log: readonly LogEntry[]) => void,
): Promise<Answer> {
  mayAdministrate(actor);
  const entry = entryOf(desk.ports.clock.now(), actor.account);
  const request = requestOf(desk, actor.account, `${entry.type} ${params.year ?? params.id ?? ''}`, key);
  const [facts, { mailDomain }] = [await desk.facts(), platform.settings];
  const told = (version: number) => officeTold(facts, version, mailDomain);
  const { log, stored } = await enterWithJob(desk, entry, { request, said: digest(body) }, { check, told });
  await tellOthers(desk, entry, log.length, mailDomain);
  const { request: millis } = platform.settings.retiming ?? BUDGET;
  const { job } = stored.job.finishedAt === null ? await workOn(desk, stored, millis) : stored;
  return answerOf(desk, job, etag ? { etag: etag(log) } : {});
}

export function mayAdministrate(actor: Actor): void {
  mustBe(actor, ['bureau-admin']);
}

/** The job as its address answers. */
export async function presentJob(desk: Desk, job: Job): Promise<Record<string, unknown>> {
  return {
    id: String(job.version),
    state: job.finishedAt === null ? 'running' : 'done',
    startedAt: formatInstant(job.startedAt),
    finishedAt: formatInstantOrNull(job.finishedAt),
    retimed: job.retimed,
    unchanged: job.unchanged,
    failed: job.failed,
    spared: await sparedIds(desk, job, 0, SHOWN),
    sparedCount: sparedCount(job),
  };
}

async function answerOf(desk: Desk, job: Job, headers: Record<string, string>): Promise<Answer> {
  const { retimed, unchanged } = job;
  if (job.finishedAt !== null && sparedCount(job) <= WHOLE) {
    return { status: 200, body: { retimed, unchanged, spared: await sparedIds(desk, job) }, headers };
  }
  const location = `/calendar/jobs/${job.version}`;
  return { status: 202, body: { job: await presentJob(desk, job) }, headers: { ...headers, location } };
}

/**
 * `POST /organisations/{org}/succeed`: another organisation takes an organisation's place (机构改革); and how far that is.
 */
import {
  mustNotRun,
  readSuccession,
  type StoredSuccession,
  stateOfSuccession,
  successionErrors,
  successionInput,
} from '../../shared/accounts/succession.ts';
import { listedRows } from '../../shared/boundary/naming.ts';
import { organisationOf } from '../../shared/county.ts';
import { notFound } from '../../shared/errors.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { civilDateOf, formatInstantOrNull } from '../../shared/time.ts';
import { mustFit } from '../http/input.ts';
import { answeredOnce } from '../http/once.ts';
import { mustBe } from '../http/permission.ts';
import { type Route, route } from '../http/route.ts';
import { seen } from './administrators.ts';
import { ask } from './deciding.ts';
import { WAITS } from './organisations.ts';
import { tag } from './tag.ts';

const answers = () => import('./answers.ts');

/** Records that an answer names. */
const NAMED = 100;

const succeed = route({
  method: 'POST',
  path: '/organisations/{org}/succeed',
  id: 'succeedOrganisation',
  summary: '由其他单位承接（机构改革）',
  description:
    '须由第二人确认。自承接日期起，未办结的事项、在监管的台账条目、专家和标准由平台逐件移交承接单位，期限不变；已办结的事项和统计仍在原单位名下。边界清单不随之改变，须另行调整，否则新的推送仍发往原单位。进度见 /organisations/{org}/succession。移交之后仍有新到事项的，可再次办理。',
  tag,
  body: successionInput,
  idempotent: true,
  conflicts: ['succession-open'],
  answers: { 202: WAITS },
  handle: async (call) => {
    const { platform, desk, actor, params, body } = call;
    const { county, now } = await desk.facts();
    const org = seen(organisationOf(county, params.org as string), actor);
    mustBe(actor, ['bureau-admin']);
    return answeredOnce(call, `succeed ${org.code}`, async () => {
      mustFit(successionErrors(county, org, body, civilDateOf(now)));
      const running = await readSuccession(desk.ports.store, desk.jurisdiction, org.code);
      if (running) mustNotRun(running.job);
      const wanted = { org: org.code, account: null, succession: body };
      return ask(desk, platform.settings, actor, { wanted, before: org, reasons: ['succession'] });
    });
  },
});

const progress = route({
  method: 'GET',
  path: '/organisations/{org}/succession',
  id: 'readSuccession',
  summary: '承接的进度',
  description: '行政审批服务局管理员、县政府办公室和双方的管理员可见。',
  tag,
  answers: { 200: { description: '进度', schema: async () => (await answers()).successionAnswer } },
  handle: async ({ desk, actor, params }) => {
    const org = organisationOf((await desk.facts()).county, params.org as string);
    const stored = org && (await readSuccession(desk.ports.store, desk.jurisdiction, org.code));
    if (!stored || !maySee(actor, stored)) throw notFound('该单位的承接');
    const listed = await listedRows(desk.ports.store, desk.jurisdiction, stored.job.org);
    return { status: 200, body: { ...presentSuccession(stored), listed } };
  },
});

export const successionRoutes: readonly Route[] = [succeed, progress];

function maySee({ roles, org }: Actor, { job }: StoredSuccession): boolean {
  if (roles.includes('bureau-admin') || roles.includes('government-office')) return true;
  return roles.includes('org-admin') && (org === job.org || org === job.by);
}

function presentSuccession({ job }: StoredSuccession): Record<string, unknown> {
  const { org, by, on, documentNumber, startedAt, finishedAt, moved, entries, failed } = job;
  return {
    ...{ org, by, on, documentNumber, state: stateOfSuccession(job) },
    startedAt: formatInstantOrNull(startedAt),
    finishedAt: formatInstantOrNull(finishedAt),
    moved: Object.entries(moved).map(([kind, count]) => ({ kind, count })),
    ...{ entries, failures: failed.length, failed: failed.slice(0, NAMED) },
  };
}

/**
 * `GET /reports/matters/{quarter}`: figures of each matter, for the bureau and the government office; departments see
 * their own.
 */
import { type County, organisationOf } from '../../shared/county.ts';
import { notAllowed, notFound } from '../../shared/errors.ts';
import { deskInSteps } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { isCounted } from '../../shared/reports/history.ts';
import { isQuarter, lastDayOf } from '../../shared/reports/quarters.ts';
import { civilDateOf, formatInstant } from '../../shared/time.ts';
import { mayRead } from '../http/permission.ts';
import { type Route, route } from '../http/route.ts';

const answers = () => import('./answers.ts');

const SUPERVISE = ['department', 'enforcement-agency'];

function readsAll({ roles }: Actor): boolean {
  return roles.includes('bureau-admin') || roles.includes('government-office');
}

/** Who reads figures by matter: of all matters, or of those that the organisation supervises. */
export function readsMatters(actor: Actor, county: County): boolean {
  return readsAll(actor) || SUPERVISE.includes(organisationOf(county, actor.org)?.type ?? '');
}

export const matterReport: Route = route({
  method: 'GET',
  path: '/reports/matters/{quarter}',
  id: 'readMatterFigures',
  summary: '分事项的季度统计',
  description:
    '按办结时间所在季度统计（函件按发出时间）。行政审批服务局管理员和县政府办公室可查看全部事项，监管单位查看本单位的事项。',
  tag: '定期通报',
  answers: {
    200: { description: '该季度末（本季度为今日）清单中的各事项', schema: async () => (await answers()).mattersAnswer },
  },
  handle: async ({ desk, actor, params }) => {
    mayRead(actor);
    const facts = await desk.facts();
    const { county, now } = facts;
    const all = readsAll(actor);
    if (!readsMatters(actor, county)) throw notAllowed();
    const quarter = params.quarter as string;
    if (!isQuarter(quarter) || !isCounted(facts, quarter)) throw notFound('该季度的统计');
    const [day] = [civilDateOf(now), lastDayOf(quarter)].sort();
    const { inForce, readMatters, readVersions } = await import('../../shared/boundary/versions.ts');
    const steps = deskInSteps(desk);
    const version = inForce(await readVersions(steps.ports.store, desk.jurisdiction), day as string);
    const rows = version ? await readMatters(steps.ports.store, desk.jurisdiction, version) : [];
    const { namedDepartments } = await import('../../shared/boundary/departments.ts');
    const seen = all ? rows : rows.filter((row) => namedDepartments(row).includes(actor.org));
    const { readMatterFigures } = await import('../../shared/reports/matters.ts');
    const items = await readMatterFigures(steps, facts, quarter, seen);
    return { status: 200, body: { quarter, items, asOf: formatInstant(now) } };
  },
});

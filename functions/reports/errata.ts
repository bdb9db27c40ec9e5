/** What has been put right of a circular since it was issued: beside it, since it stays as it is. */
import { errataSince } from '../../shared/reports/errata.ts';
import { route } from '../http/route.ts';
import { quarterIn, seenReport } from './seen.ts';

export const errataRoute = route({
  method: 'GET',
  path: '/reports/quarters/{quarter}/errata',
  id: 'listErrata',
  summary: '通报印发后的勘误',
  description:
    '印发后采纳的更正，和录入放假安排、平台故障后不再超期的记录（平台自动更正）；已印发的通报不变，勘误列入下一期通报（namedIn）。尚未印发的没有勘误。',
  tag: '定期通报',
  answers: { 200: { description: '勘误', schema: async () => (await import('./answers.ts')).errataAnswer } },
  handle: async ({ desk, actor, params }) => {
    const quarter = quarterIn(params.quarter as string);
    const facts = await desk.facts();
    const report = await seenReport(desk, facts, quarter, actor);
    const items = report?.issued ? await errataSince(desk, facts, quarter) : [];
    return { status: 200, body: { quarter, items } };
  },
});

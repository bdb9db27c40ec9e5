/** `GET /trainings?year=`: the trainings of a year, and who attended (art. 15). */
import * as z from 'zod';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { listPage, quarterStretches, quartersOf } from '../../shared/exchange/list.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { optional } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import type { MeetingBody } from '../../shared/meetings/body.ts';
import { civilDateOf, formatInstant } from '../../shared/time.ts';
import { noteReading } from '../audit/noting.ts';
import { listed } from '../exchanges/filters.ts';
import { throughParts } from '../exchanges/list.ts';
import { pagingOf, pagingQuery } from '../http/paging.ts';
import { listedOrg } from '../http/permission.ts';
import { type Route, route } from '../http/route.ts';

const answers = () => import('./answers.ts');

const query = lazily(() =>
  z.strictObject({
    year: optional(z.string().regex(/^20\d\d$/, { error: '应为四位年份，例如 2026' })).meta({
      title: '年份',
      description: '按开始时间；不填的为本年',
    }),
    org: listed(),
    ...pagingQuery(),
  }),
);

type Training = Exchange<MeetingBody>;

export const readTrainings: Route = route({
  method: 'GET',
  path: '/trainings',
  id: 'readTrainings',
  summary: '业务培训及参训情况',
  description: '本单位组织和受邀参加的业务培训，含到场单位和人员；已取消的不列入。',
  tag: '会议、培训',
  query,
  answers: { 200: { description: '一页', schema: async () => (await answers()).trainingsAnswer } },
  handle: async (call) => {
    const { desk, actor, query: asked } = call;
    const org = listedOrg(actor, asked.org);
    const facts = await desk.facts();
    const year = asked.year ?? civilDateOf(facts.now).slice(0, 4);
    const meeting = kindNamed(desk.kinds, 'meeting');
    const stretches = [
      ...quarterStretches(facts, 'out', org, 'meeting', quartersOf(facts)),
      ...throughParts(facts, meeting, org, 'participation'),
    ];
    const keep = ({ state, body }: Exchange): boolean => {
      const { type, startsAt } = body as MeetingBody;
      return type === 'training' && state !== 'cancelled' && civilDateOf(startsAt).startsWith(year);
    };
    const paging = pagingOf(asked, [actor.account, org, 'trainings', year]);
    const { items, next } = await listPage(desk, facts, stretches, paging, keep);
    await noteReading(call, 'list', items, facts);
    return { status: 200, body: { items: (items as Training[]).map(presented), next } };
  },
});

function presented({ id, from, state, body }: Training) {
  const { title, startsAt, place, invited, attendance } = body;
  return {
    ...{ id, title, place, from: { org: from }, startsAt: formatInstant(startsAt), status: state },
    ...{ invited: invited?.length ?? 0, attendance: attendance ?? [] },
  };
}

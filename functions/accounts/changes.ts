/** `/changes`: what one administrator may not do alone, confirmed or refused by a second person (本系统约定). */
import * as z from 'zod';
import { DECIDERS } from '../../shared/accounts/change-words.ts';
import { type Change, mayDecide, readChange, readChanges } from '../../shared/accounts/changes.ts';
import { notFound, Problem } from '../../shared/errors.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { text } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { pageOfWhole, wholeQuery } from '../http/paging.ts';
import { mustBe } from '../http/permission.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';
import { confirm, isRepeated, refuse } from './deciding.ts';
import { presentChange } from './present-change.ts';
import { tag } from './tag.ts';

const answers = () => import('./change-answers.ts');

const refusal = lazily(() =>
  z.strictObject({ reason: text(500).meta({ title: '理由' }) }).meta({ id: 'ChangeRefusal' }),
);

const READERS = ['bureau-admin', 'org-admin', 'government-office', 'discipline'] as const;

const DECIDED = {
  200: { description: '决定之后的变更', schema: async () => (await answers()).changeAnswer },
};

/** Also what the change itself would meet. */
const conflicts = [
  ...(['already-decided', 'change-lapsed', 'changed-since'] as const),
  ...(['account-exists', 'identity-in-use', 'in-use', 'organisation-ended', 'succession-open'] as const),
];

const list = route({
  method: 'GET',
  path: '/changes',
  id: 'listChanges',
  summary: '须由第二人确认的变更',
  description:
    '授予或收回县政府办公室、纪检监察角色，更改这些账号或其他单位科室负责人、管理员（含三十日内曾任的）的登录身份，由其他单位的管理员设置县政府办公室、纪检监察机关可以登录的账号，更改涉及审批局、县政府办公室、纪检监察机关的单位类型，须由提出人和受益人以外的县政府办公室人员确认（纪检监察机关自己的，由其人员确认）；到期（by，默认 5 个工作日）没有确认的，不再有效。',
  tag,
  query: wholeQuery,
  answers: {
    200: { description: '全部变更，新的在前', schema: async () => (await answers()).changesAnswer },
  },
  handle: async (call) => {
    const { desk, actor } = call;
    mustBe(actor, READERS);
    const found = await readChanges(desk.ports.store, desk.jurisdiction);
    const facts = await desk.facts();
    const seen = found.filter((change) => maySee(change, actor));
    return pageOfWhole(call, await Promise.all(seen.map((change) => presentChange(desk, change, facts))));
  },
});

const read = route({
  method: 'GET',
  path: '/changes/{id}',
  id: 'readChange',
  summary: '一件须由第二人确认的变更',
  tag,
  answers: { 200: { description: '变更', schema: async () => (await answers()).changeAnswer } },
  handle: async (call) => {
    const change = await seenChange(call);
    return answered(call, change);
  },
});

const confirmRoute = route({
  method: 'POST',
  path: '/changes/{id}/confirm',
  id: 'confirmChange',
  summary: '确认变更，即刻生效',
  tag,
  conflicts,
  answers: DECIDED,
  handle: async (call) => {
    const change = await seenChange(call);
    const { desk, actor, platform } = call;
    const person = personOf(change, actor);
    if (isRepeated(change, 'confirmed', actor.account, await desk.facts())) return answered(call, change);
    return answered(call, await confirm(desk, platform.settings, change, person));
  },
});

const refuseRoute = route({
  method: 'POST',
  path: '/changes/{id}/refuse',
  id: 'refuseChange',
  summary: '拒绝变更',
  tag,
  body: refusal,
  conflicts,
  answers: DECIDED,
  handle: async (call) => {
    const change = await seenChange(call);
    const { desk, actor, platform, body } = call;
    const person = personOf(change, actor);
    if (isRepeated(change, 'refused', actor.account, await desk.facts())) return answered(call, change);
    return answered(call, await refuse(desk, platform.settings, change, { person, reason: body.reason }));
  },
});

type Known = Pick<KnownCall<unknown, unknown>, 'desk' | 'actor' | 'params'>;

export const changeRoutes: readonly Route[] = [list, read, confirmRoute, refuseRoute];

async function seenChange({ desk, actor, params }: Known): Promise<Change> {
  mustBe(actor, READERS);
  const change = await readChange(desk.ports.store, desk.jurisdiction, params.id as string);
  if (!maySee(change, actor)) throw notFound('该变更');
  return change;
}

/** Those who decide, the organisation concerned, who asked, and the bureau's administrators. */
function maySee(change: Change, { org, account, roles }: Actor): boolean {
  if (roles.includes('bureau-admin') || roles.includes(change.decider)) return true;
  return account === change.askedBy.account || org === change.wanted.org;
}

/** Who decides. Throws 403 for whoever asked, whoever gains, and whoever has not the role. */
function personOf(change: Change, actor: Actor): { org: string; account: string } {
  if (mayDecide(change, actor)) return { org: actor.org, account: actor.account };
  const who = DECIDERS[change.decider];
  throw new Problem('not-allowed', `该变更须由提出人和受益人以外的${who}确认或拒绝，请由其办理。`);
}

async function answered({ desk }: Known, change: Change): Promise<Answer> {
  return { status: 200, body: await presentChange(desk, change, await desk.facts()) };
}

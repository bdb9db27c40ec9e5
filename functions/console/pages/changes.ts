/** 须由第二人确认的变更: what was asked, as it was and as it would be, and what the second person can do. */
import { html } from 'hono/html';
import { DECIDERS, type Decider } from '../../../shared/accounts/change-words.ts';
import { type Change, mayDecide, type Wanted } from '../../../shared/accounts/changes.ts';
import { orgName } from '../../../shared/county.ts';
import type { Answer } from '../../http/route.ts';
import type { Html } from '../../public/layout.ts';
import { answered, itemSchema } from '../answer-table.ts';
import { ask } from '../ask.ts';
import type { FormCall, PageCall } from '../call.ts';
import type { Line } from '../kinds.ts';
import { operationForm } from '../operation-form.ts';
import type { Show } from '../own-page.ts';
import { seeOther } from '../page.ts';
import { accountsIn, withPeople } from '../people-named.ts';
import { summary } from '../shown.ts';
import { changed } from './history.ts';
import { button, shelf } from './shelf.ts';

const SECTION = '/console/changes';
const at = ({ params }: PageCall): string => `${SECTION}/${params.id}`;

export const changes = shelf({
  ...{ path: SECTION, operation: 'listChanges', title: '须由第二人确认的变更' },
  about: '由提出人和受益人以外的人确认；到期没有确认的，不再有效（本系统约定）。',
  fields: ['org', 'account', 'reasons', 'confirmer', 'askedBy', 'askedAt', 'by', 'state'],
  link: ({ id }) => `${SECTION}/${id}`,
});

const DECIDING = Object.keys(DECIDERS) as Decider[];

/** A change as it is answered. */
type Asked = Pick<Change, 'id' | 'decider' | 'askedBy'> &
  Pick<Wanted, 'account'> & { readonly state: string; readonly by: string };

/** Never for whoever asked, nor whoever gains. */
function waitsForReader({ actor }: PageCall, { decider, askedBy, account, state }: Asked): boolean {
  return state === 'waiting' && mayDecide({ decider, askedBy, wanted: { account } }, actor);
}

/** For the second person: how many wait for a word, and until when. */
export async function waitingChanges(call: PageCall): Promise<Html> {
  if (!DECIDING.some((role) => call.actor.roles.includes(role))) return html``;
  const { items } = (await ask(call, 'listChanges')).body as { items: Asked[] };
  const waiting = items.filter((change) => waitsForReader(call, change));
  const [first] = waiting.map(({ by }) => String(by)).toSorted();
  const href = waiting.length === 1 ? `${SECTION}/${waiting[0]?.id}` : SECTION;
  return html`${first !== undefined && html`<p class="note"><a href="${href}">须由第二人确认的变更 ${waiting.length} 件</a>：请于 ${first} 前确认或拒绝，到期不再有效。</p>`}`;
}

/** One change: what differs between the thing as it was and as it would be. */
export const oneChange: Show = async (call, reader) => {
  const { body, schema } = await answered(call, 'readChange', { params: call.params });
  const names = await withPeople(call, reader.names, accountsIn(schema, body));
  const open = waitsForReader(call, body as Asked);
  const of = await call
    .operation(body.account === null ? 'listOrganisations' : 'listAccounts')
    .answers[200]?.schema?.();
  const thing = itemSchema(of as never);
  const known = { ...names, org: body.org as string };
  // Of an account that is opened again, with whatever was changed while it was closed.
  const before = (body.before ?? {}) as Line;
  const was = (body.lastActive ?? before) as Line;
  const content = html`<p class="crumb"><a href="${SECTION}">← 返回变更列表</a></p><h1>须由第二人确认的变更</h1>
${open && html`<div class="acts">${button(call, `${at(call)}/confirm`, '确认，即刻生效', '')}<a class="button danger" href="${at(call)}/refuse">拒绝…</a></div>`}
${body.confirmer === 'operator' && html`<p class="note">县内目前没有可以确认该变更的账号，请平台运维人员在服务器上确认：<code>npm run admin -- confirm ${body.id}</code></p>`}
${summary(schema, body, known, ['id', 'decider', 'before', 'lastActive', 'after'])}
<h2>变更的内容</h2>
${body.before === null && html`<p>新增${body.account === null ? '单位' : '账号'}。</p>`}
${
  (body.reasons as string[]).includes('succession')
    ? summary(call.operation('succeedOrganisation').body?.() as never, body.after, names)
    : changed(thing, was, { ...before, ...body.after }, known)
}`;
  return { title: '须由第二人确认的变更', content, upright: true };
};

export async function confirmChange(call: FormCall): Promise<Answer> {
  await ask(call, 'confirmChange', { params: call.params });
  return seeOther(`${at(call)}?done=confirmChange`);
}

export const refusing = operationForm({
  ...{ operation: 'refuseChange', title: '拒绝变更', button: '确认拒绝', danger: true, section: SECTION },
  ...{ roles: ['government-office', 'discipline'], back: at },
  done: (_told, call) => `${at(call)}?done=refuseChange`,
  before: async (call, reader) => {
    const { body, schema } = await answered(call, 'readChange', { params: call.params });
    const { people, county } = await withPeople(call, reader.names, accountsIn(schema, body));
    const of = orgName(county, body.org);
    const what = body.account === null ? of : `${of}的账号 ${body.account}`;
    const by = people.get(body.askedBy.account) ?? body.askedBy.account;
    return html`<p>${what}的变更，由${by}提出。</p>`;
  },
});

/** `POST /credit/tickets` and the page that a ticket opens once, for showing inside an approval system (art. 19). */
import { html } from 'hono/html';
import * as z from 'zod';
import type { Accounts } from '../../shared/accounts/account.ts';
import { accountsKey } from '../../shared/accounts/stored.ts';
import { creditCode } from '../../shared/credit-code.ts';
import { type Good, goodTicket, issue, TICKET_LASTS, type Ticket } from '../../shared/credit-queries/tickets.ts';
import { RECORD_TYPES, type RecordType } from '../../shared/credit-records/table.ts';
import { notFound } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { applicationNumber } from '../../shared/exchange/keyed.ts';
import { line, optional } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { formatInstant } from '../../shared/time.ts';
import { saidOnce } from '../http/once.ts';
import { mustBe } from '../http/permission.ts';
import { publicRoute, type Route, route } from '../http/route.ts';
import { type Html, pageAnswer } from '../public/layout.ts';
import { credit } from './asking.ts';
import { OFFICERS, tag } from './query.ts';

const input = lazily(() =>
  z.strictObject({
    creditCode: creditCode().meta({ title: '统一社会信用代码' }),
    application: applicationNumber(),
    viewer: optional(line(50)).meta({ title: '查看人', description: '审批系统中的查看人，留作记录' }),
  }),
);

const post = route({
  method: 'POST',
  path: '/credit/tickets',
  id: 'issueCreditTicket',
  summary: '信用页面的一次性地址',
  description: '供审批系统嵌入：5 分钟内打开一次。可嵌入的网站由县（市、区）的设置（embedders）规定。',
  tag,
  body: input,
  idempotent: true,
  answers: { 201: { description: '地址', schema: async () => (await import('./answers.ts')).ticketAnswer } },
  handle: async ({ desk, actor, platform, body, key }) => {
    mustBe(actor, OFFICERS, 'credit:query');
    // Sent again, it gets another address: the first may have been lost on its way, and nobody keeps it.
    await saidOnce(desk, actor, 'credit-ticket', key, body);
    const { store, clock, random } = desk.ports;
    const ticket = Buffer.from(random.bytes(32)).toString('base64url');
    const expires = clock.now() + TICKET_LASTS;
    const made: Ticket = { account: actor.account, org: actor.org, ...body, expires, used: false };
    await issue(store, desk.jurisdiction, ticket, made);
    const url = `${platform.settings.address}/credit/page/${ticket}?jurisdiction=${desk.jurisdiction}`;
    return { status: 201, body: { url, expiresAt: formatInstant(expires) } };
  },
});

const page = publicRoute({
  method: 'GET',
  path: '/credit/page/{ticket}',
  once: true,
  id: 'readCreditPage',
  summary: '信用页面',
  description: '凭一次性地址打开，只能打开一次。',
  tag,
  answers: {
    200: { description: '页面', contentType: 'text/html' },
    404: { description: '地址已经用过、已过期，或者不存在' },
  },
  handle: async ({ desk, params, requestId }) => {
    const good = async (): Promise<Good> => {
      const { store, clock } = desk.ports;
      const found = await goodTicket(store, desk.jurisdiction, params.ticket as string, clock.now());
      if (found && (await isActive(desk, found.ticket))) return found;
      throw notFound('该页面（地址只能打开一次，5 分钟内有效；请在审批系统中重新打开）');
    };
    const { account, org, used: _u, expires: _e, ...asked } = (await good()).ticket;
    const actor: Actor = { account, name: account, org, roles: [], sections: 'all', scopes: null };
    // The ticket is used up by the commit that writes the query down: what could not be answered can be opened again.
    const uses = async () => [(await good()).used];
    const answer = await credit(desk, actor, { ...asked, purpose: '嵌入页面查看' }, `ticket ${requestId}`, uses);
    const { county } = await desk.facts();
    const made = await pageAnswer({
      title: '信用状况',
      heading: `${county.name}审管互动平台`,
      content: contentOf(answer),
    });
    return { ...made, headers: framed(made.headers ?? {}, county.embedders ?? []) };
  },
});

/** Whoever has left meanwhile opens nothing any more. */
async function isActive({ ports, jurisdiction }: Desk, { org, account }: Ticket): Promise<boolean> {
  const item = await ports.store.get(accountsKey(jurisdiction, org));
  const { accounts } = (item?.value as Accounts | undefined) ?? { accounts: [] };
  return accounts.some((one) => one.account === account && one.active);
}

/** Only the sites that the county names may show it; nobody keeps it. */
function framed(headers: Readonly<Record<string, string>>, embedders: readonly string[]): Record<string, string> {
  const { 'x-frame-options': denied, ...others } = headers;
  const policy = (headers['content-security-policy'] ?? '').replace(
    "frame-ancestors 'none'",
    `frame-ancestors ${embedders.length > 0 ? embedders.join(' ') : "'none'"}`,
  );
  const kept =
    embedders.length > 0 ? others : { ...others, ...(denied !== undefined && { 'x-frame-options': denied }) };
  return { ...kept, 'content-security-policy': policy, 'cache-control': 'no-store' };
}

type Credit = Awaited<ReturnType<typeof credit>>;

function contentOf({ creditCode: code, asOf, incentives, punishments, records }: Credit): Html {
  return html`<h1>信用状况</h1><p>统一社会信用代码：${code}</p>
<p>依据已导入的名单（截至 ${asOf.slice(0, 10)}），未连通信用平台。</p>
<h2>惩戒</h2>${listed(punishments)}<h2>激励</h2>${listed(incentives)}
<h2>信用记录</h2>${
    records.length === 0
      ? html`<p>没有可显示的记录。</p>`
      : html`<ul>${records.map(
          (one) =>
            html`<li>${one.decidedOn}，${one.authority}，${RECORD_TYPES[one.type as RecordType]}${one.documentNumber ?? ''}：${one.content}</li>`,
        )}</ul>`
  }`;
}

function listed(entries: Credit['incentives']): Html {
  return entries.length === 0
    ? html`<p>名单中没有。</p>`
    : html`<ul>${entries.map(
        ({ list, basis, measures, until }) =>
          html`<li>${list}：${measures}（依据：${basis}${until === null ? '' : `，至 ${until}`}）</li>`,
      )}</ul>`;
}

export const ticketRoutes: readonly Route[] = [post, page];

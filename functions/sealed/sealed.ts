/** `/sealed`: what a quarantine took of evidence, for those who decide on it (本系统约定). */
import * as z from 'zod';
import { contentOf, destroyHeld, existsFor, restoreHeld, seenHeld } from '../../shared/exchange/deciding.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor, Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { type Held, heldPartition } from '../../shared/exchange/held.ts';
import { noteReading, verifyHeld } from '../../shared/exchange/held-log.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { requestOf } from '../../shared/exchange/shell.ts';
import { text } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { lastFirst } from '../../shared/pages.ts';
import { formatInstant, formatInstantOrNull } from '../../shared/time.ts';
import { withAboutSeen } from '../exchanges/about.ts';
import { historySeen } from '../exchanges/history.ts';
import { pageOfWhole, wholeQuery } from '../http/paging.ts';
import { mustBe } from '../http/permission.ts';
import { type KnownCall, type Route, route } from '../http/route.ts';

const answers = () => import('./answers.ts');
const tag = '隔离留存';
const READERS = ['government-office', 'discipline'] as const;

const restoreInput = lazily(() =>
  z.strictObject({ reason: text(500).meta({ title: '理由' }) }).meta({ id: 'SealedRestore' }),
);

const DECIDED = { 200: { description: '决定之后', schema: async () => (await answers()).heldAnswer } };
const ABOUT =
  '被责任追究、更正或问题引用的记录，或已移交纪检监察机关的责任追究，隔离时内容即刻从所有答复中消失，但密封留存，' +
  '由隔离办理人以外的人员决定销毁还是恢复。县政府办公室可以查看和决定；纪检监察机关只限已移交的。';

const list = route({
  method: 'GET',
  path: '/sealed',
  id: 'listSealed',
  summary: '隔离后密封留存的内容',
  description: ABOUT,
  tag,
  query: wholeQuery,
  answers: { 200: { description: '全部，新的在前', schema: async () => (await answers()).heldListAnswer } },
  handle: async (call) => {
    const { desk, actor } = call;
    mustBe(actor, READERS);
    const { store } = desk.ports;
    const all = (await lastFirst(store, 'in', heldPartition(desk.jurisdiction))) as Held[];
    const seen = await Promise.all(all.map((held) => existsFor(desk, held, actor)));
    const items = all.filter((_, i) => seen[i]).map((held) => presentHeld(desk, held));
    return pageOfWhole(call, items);
  },
});

const read = route({
  method: 'GET',
  path: '/sealed/{id}',
  id: 'readSealed',
  summary: '查看密封留存的内容',
  description: `${ABOUT}每次查看都有记录。`,
  tag,
  answers: { 200: { description: '隔离时的内容', schema: async () => (await answers()).heldWholeAnswer } },
  handle: async (call) => {
    const { desk, actor } = call;
    const { id } = await seen(call);
    const facts = await desk.facts();
    const held = await noteReading(desk, id, actor.account, {}, facts.now);
    const records = await contentOf(desk, held);
    const shown = records?.map((record) => contentAs(desk, record, actor, facts));
    const contents = shown ? await Promise.all(shown) : null;
    const history = held.history.map(({ at, ...entry }) => ({ at: formatInstant(at), ...entry }));
    return { status: 200, body: { ...presentHeld(desk, held), contents, history, verified: verifyHeld(held) } };
  },
});

const confirm = route({
  method: 'POST',
  path: '/sealed/{id}/confirm',
  id: 'confirmSealed',
  summary: '销毁密封留存的内容',
  description: '不可恢复。记录的摘要保留，文件内容随后删除。不能由隔离办理人决定。',
  tag,
  idempotent: true,
  conflicts: ['held-decided'],
  answers: DECIDED,
  handle: async (call) => {
    const { desk, params } = call;
    await seen(call);
    const held = await destroyHeld(desk, params.id as string, decidingOf(call, 'confirm'));
    return { status: 200, body: presentHeld(desk, held) };
  },
});

const restore = route({
  method: 'POST',
  path: '/sealed/{id}/restore',
  id: 'restoreSealed',
  summary: '恢复密封留存的内容',
  description: '各条记录恢复隔离时的内容和附件，办理记录增加一条，摘要与隔离前一致。不能由隔离办理人决定。',
  tag,
  body: restoreInput,
  idempotent: true,
  conflicts: ['held-decided'],
  answers: DECIDED,
  handle: async (call) => {
    const { desk, params, body } = call;
    await seen(call);
    const held = await restoreHeld(desk, params.id as string, decidingOf(call, 'restore'), body.reason);
    return { status: 200, body: presentHeld(desk, held) };
  },
});

export const sealedRoutes: readonly Route[] = [list, read, confirm, restore];

type Known = Pick<KnownCall<unknown, unknown>, 'desk' | 'actor' | 'params' | 'key'>;

async function seen({ desk, actor, params }: Known): Promise<Held> {
  mustBe(actor, READERS);
  return seenHeld(desk, params.id as string, actor);
}

function decidingOf({ desk, actor, params, key }: Known, what: string) {
  return { actor, request: requestOf(desk, actor.account, `sealed ${params.id} ${what}`, key) };
}

function presentHeld(desk: Desk, held: Held): Record<string, unknown> {
  const pathOf = (kind: string): string => kindNamed(desk.kinds, kind).path;
  return {
    id: held.id,
    state: held.state,
    at: formatInstant(held.at),
    by: held.by,
    org: held.org,
    records: held.records.map(({ id, kind, reference, files }) => ({ id, kind, path: pathOf(kind), reference, files })),
    named: held.named.map(({ id, kind }) => ({ id, kind, path: pathOf(kind) })),
    decidedAt: formatInstantOrNull(held.decided?.at ?? null),
    decidedBy: held.decided?.by ?? null,
    reason: held.decided?.reason ?? null,
  };
}

/** A record as it was, and its history with all that was said. */
async function contentAs(desk: Desk, record: Exchange, reader: Actor, facts: Facts): Promise<Record<string, unknown>> {
  const kind = kindNamed(desk.kinds, record.kind);
  const [content] = await withAboutSeen(desk, reader, [kind.present(record, reader, facts)]);
  return { id: record.id, content, history: await historySeen(desk, reader, kind, record) };
}

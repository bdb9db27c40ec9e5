/**
 * Reconciliation (art. 17): a source lists its finished approvals of a period; the platform names those without a push
 * (missing), those pushed late, those whose push was withdrawn, returned or quarantined, and those that it has but the
 * list does not (unknown). What is unknown is looked for
 * page by page, and an answer ends where it gets long: the same list, sent again with the cursor, goes on there. What
 * has no push under its reference is looked for under those of the organisation's other sources, then by its number
 * (`pushes/by-number.ts`), before it is called missing.
 */

import * as z from 'zod';
import { readAccounts } from '../../shared/accounts/directory.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { type Position, quarterStretches, quartersBack, readCursor, writeCursor } from '../../shared/exchange/list.ts';
import { sourceOf } from '../../shared/exchange/opening.ts';
import { civilDate, identifier, instant } from '../../shared/fields.ts';
import { digest, sortable } from '../../shared/keys.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { valuesAt } from '../../shared/pages.ts';
import type { IndexEntry } from '../../shared/ports.ts';
import type { PushBody } from '../../shared/pushes/body.ts';
import { type Finished, foundByNumber } from '../../shared/pushes/by-number.ts';
import { pushId } from '../../shared/pushes/push-id.ts';
import { type CivilDate, civilDateOf, MINUTE, startOfDay } from '../../shared/time.ts';
import { pagingQuery } from '../http/paging.ts';
import { mayPush } from '../http/permission.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';
import { listsOf, takenBack } from './taken-back.ts';

const answers = () => import('./answers.ts');

type Push = Exchange<PushBody>;

/** Records that are read at once. */
const PAGE = 200;
/** An answer that has named so many ends, and so does one that has taken so many milliseconds. */
const NAMED = 5_000;
const LONGEST = 8_000;

const finished = lazily(() =>
  z.strictObject({
    reference: identifier(100).meta({ title: '来源自己的编号', description: '也可以是决定文书号' }),
    completedAt: instant().meta({ title: '办结时间' }),
  }),
);

const input = lazily(() =>
  z
    .strictObject({
      from: civilDate().meta({ title: '起日' }),
      to: civilDate().meta({ title: '止日' }),
      items: z
        .array(finished(), { error: '应为办结清单的数组' })
        .max(5000, { error: '一次最多 5000 条，请分期提交' })
        .meta({ title: '办结清单' }),
    })
    .refine(({ from, to }) => from <= to, { path: ['to'], error: '止日不能早于起日' })
    .superRefine(({ items, from, to }, context) => {
      const seen = new Set<string>();
      for (const [i, { reference, completedAt }] of items.entries()) {
        const at = (field: string, message: string): void =>
          context.addIssue({ code: 'custom', path: ['items', i, field], message });
        if (seen.has(reference)) at('reference', '编号重复，请删除');
        seen.add(reference);
        // What is no instant has been told by itself, and has stayed what it was.
        const day = Number.isFinite(completedAt) ? civilDateOf(completedAt) : from;
        if (day < from || day > to) at('completedAt', '办结时间不在所报期间内');
      }
    })
    .meta({ id: 'Reconciliation' }),
);

type Said = Checked<typeof input>;

const reconcile = route({
  method: 'POST',
  path: '/reconciliations',
  id: 'reconcile',
  summary: '对账：办结清单与推送逐件核对',
  tag: '推送与认领',
  description:
    '平台已有而清单中没有的推送很多时，一次答复列不完，答复带有 next：以同一清单、在查询参数 cursor 中填写 next 再次提交，即接着列出。未推送和迟推送的只在第一次答复中列出。以该编号没有推送的，再在本单位其他来源（手工录入的、其他系统推送的）中查找，然后按决定文书号、证照编号（同日办结）查找本单位以其他编号推送的（如手工录入的），列在 named。推送以后撤回的、被退回而没有改派的、已隔离的，另列在 withdrawn、returned、quarantined；没有的不列。',
  query: () => z.strictObject({ cursor: pagingQuery().cursor }),
  body: input,
  answers: {
    200: {
      description: '未推送、迟推送、清单之外的推送，均为来源自己的编号',
      schema: async () => (await answers()).reconciliationAnswer,
    },
  },
  handle: answer,
});

export const reconciliationRoutes: readonly Route[] = [reconcile];

async function answer({ desk, actor, body, query }: KnownCall<Said, { cursor: string | null }>): Promise<Answer> {
  mayPush(actor, 'approval');
  const source = sourceOf(actor);
  const owner = ['reconciliation', actor.account, digest(body)];
  const after = query.cursor === null ? null : readCursor(query.cursor, owner);
  const keys = body.items.map(({ reference }) => keyOf(desk, source, reference));
  const { named, ...told } = await toldOf(desk, { org: actor.org, source }, body.items);
  const theirs = named.map(({ push }) => exchangeKey(desk.jurisdiction, push));
  const listed = new Set([...keys, ...theirs]);
  const { unknown, next } = await unknownTo(desk, { source, org: actor.org, ...body, listed, after });
  const first = after ? { missing: [], late: [] } : { ...told, ...(named.length > 0 && { named }) };
  return { status: 200, body: { ...first, unknown, ...(next && { next: writeCursor(next, owner) }) } };
}

function keyOf({ jurisdiction }: Desk, source: string, reference: string): string {
  return exchangeKey(jurisdiction, pushId(jurisdiction, source, reference));
}

/** Of the list: what has no push, what has one under another reference, what was pushed late, what was taken back. */
async function toldOf(desk: Desk, { org, source }: Pushing, listed: readonly Finished[]) {
  const own = await pushedBy(desk, source, listed);
  const others = await pushedByOthers(desk, { org, source }, own.without);
  const named = [...others.found, ...(await foundByNumber(desk, org, others.without))];
  const known = new Set(named.map(({ reference }) => reference));
  const back = [...own.found, ...others.found].flatMap(({ reference, push }) => {
    const became = takenBack(push);
    return became ? [{ reference, became }] : [];
  });
  return {
    missing: others.without.flatMap(({ reference }) => (known.has(reference) ? [] : [reference])),
    late: [...own.found, ...named].flatMap(({ reference, push }) => (push.body.pushedLate ? [reference] : [])),
    ...listsOf(back),
    named: named.map(({ reference, push }) => ({ reference, push: push.id, pushedAs: push.reference })),
  };
}

interface Pushing {
  readonly org: string;
  readonly source: string;
}

interface Sought {
  readonly found: { readonly reference: string; readonly push: Push }[];
  readonly without: Finished[];
}

/** Under the references of one source. No more records are held than are read at once. */
async function pushedBy(desk: Desk, source: string, listed: readonly Finished[]): Promise<Sought> {
  const [found, without]: [Sought['found'], Finished[]] = [[], []];
  for (let i = 0; i < listed.length; i += PAGE) {
    const some = listed.slice(i, i + PAGE);
    const items = await desk.ports.store.getMany(some.map(({ reference }) => keyOf(desk, source, reference)));
    for (const [n, item] of items.entries()) {
      const one = some[n] as Finished;
      if (item) found.push({ reference: one.reference, push: item.value as Push });
      else without.push(one);
    }
  }
  return { found, without };
}

/** Under the references of the organisation's other sources: a person's are the organisation's, a machine's its own. */
async function pushedByOthers(desk: Desk, { org, source }: Pushing, listed: readonly Finished[]): Promise<Sought> {
  const accounts = listed.length === 0 ? [] : await readAccounts(desk.ports.store, desk.jurisdiction, org);
  const machines = accounts.flatMap(({ account, roles }) => (roles.includes('system') ? [account] : []));
  const found: Sought['found'] = [];
  let without = [...listed];
  for (const other of [org, ...machines].filter((one) => one !== source)) {
    const { found: theirs } = await pushedBy(desk, other, without);
    found.push(...theirs.filter(({ push: { from, body } }) => from === org && body.kind === 'approval'));
    const known = new Set(found.map(({ reference }) => reference));
    without = without.filter(({ reference }) => !known.has(reference));
  }
  return { found, without };
}

interface Looked {
  readonly source: string;
  readonly org: string;
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** The keys of what the list has: nothing of these is read. */
  readonly listed: ReadonlySet<string>;
  /** Where the answer before ended. */
  readonly after: Position | null;
}

/**
 * Approvals that this source pushed as completed in the period and that its list does not have; `next` where there may
 * be more.
 */
export async function unknownTo(
  desk: Desk,
  looked: Looked,
  longest = LONGEST,
): Promise<{ unknown: string[]; next: Position | null }> {
  const { org, from, after } = looked;
  const facts = await desk.facts();
  const { since } = facts.county;
  const earliest = [from, since].sort().at(-1) as CivilDate;
  const quarters = quartersBack(civilDateOf(facts.now), earliest);
  const stretches = quarterStretches(facts, 'out', org, 'push', quarters).map(({ partition }) => partition);
  // Nobody pushes what is not completed yet; clocks may be a minute apart.
  const begin = sortable(Math.max(startOfDay(from) - MINUTE, 0));
  const unknown: string[] = [];
  const ends = performance.now() + longest;
  for (const partition of stretches.slice(after ? Math.max(stretches.indexOf(after.partition), 0) : 0)) {
    let entry = partition === after?.partition ? after.entry : undefined;
    for (;;) {
      const page = { from: begin, after: entry, limit: PAGE };
      const entries = await desk.ports.store.query('out', partition, page);
      unknown.push(...(await unlisted(desk, looked, entries)));
      if (entries.length < PAGE) break;
      entry = entries.at(-1) as IndexEntry;
      if (unknown.length >= NAMED || performance.now() > ends) return { unknown, next: { partition, entry } };
    }
  }
  return { unknown, next: null };
}

async function unlisted(desk: Desk, looked: Looked, entries: readonly IndexEntry[]): Promise<string[]> {
  const { source, from, to, listed } = looked;
  const keys = entries.map(({ key }) => key).filter((key) => !listed.has(key));
  const pushes = (await valuesAt(desk.ports.store, keys)) as Push[];
  return pushes.flatMap(({ reference, source: by, body }) => {
    const day = civilDateOf(body.occurredAt);
    const theirs = by === source && body.copyOf === null && body.supersedes === null;
    return theirs && body.kind === 'approval' && day >= from && day <= to ? [reference] : [];
  });
}

/**
 * Reconciliation (art. 17): a source lists its finished approvals of a period; the platform names those without a push
 * (missing), those pushed late, and those that it has but the list does not (unknown).
 */

import * as z from 'zod';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { quarterStretches, quartersBack } from '../../shared/exchange/list.ts';
import { civilDate, identifier, instant } from '../../shared/fields.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { itemsOf, valuesOf } from '../../shared/pages.ts';
import type { PushBody } from '../../shared/pushes/body.ts';
import { pushId } from '../../shared/pushes/new-push.ts';
import { civilDateOf } from '../../shared/time.ts';
import { mayPush } from '../http/permission.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';

const answers = () => import('./answers.ts');

type Push = Exchange<PushBody>;

const finished = lazily(() =>
  z.strictObject({
    reference: identifier(100).meta({ title: '来源自己的编号' }),
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

const reconcile = route({
  method: 'POST',
  path: '/reconciliations',
  id: 'reconcile',
  summary: '对账：办结清单与推送逐件核对',
  tag: '推送与认领',
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

async function answer({ desk, actor, body }: KnownCall<Checked<typeof input>, unknown>): Promise<Answer> {
  mayPush(actor, 'approval');
  const source = actor.scopes === null ? actor.org : actor.account;
  const references = body.items.map((item) => item.reference);
  const pushes = await pushesOf(desk, source, references);
  const missing = references.filter((_reference, i) => !pushes[i]);
  const late = references.filter((_reference, i) => pushes[i]?.body.pushedLate);
  const unknown = await unknownTo(desk, source, actor.org, body.from, body.to, new Set(references));
  return { status: 200, body: { missing, late, unknown } };
}

async function pushesOf(desk: Desk, source: string, references: string[]): Promise<(Push | undefined)[]> {
  const keys = references.map((reference) =>
    exchangeKey(desk.jurisdiction, pushId(desk.jurisdiction, source, reference)),
  );
  return (await itemsOf(desk.ports.store, keys)).map((item) => item?.value as Push | undefined);
}

/** Approvals that this source pushed as completed in the period and that its list does not have. */
async function unknownTo(
  desk: Desk,
  source: string,
  org: string,
  from: string,
  to: string,
  listed: Set<string>,
): Promise<string[]> {
  const facts = await desk.facts();
  const { since } = facts.county;
  const quarters = quartersBack(civilDateOf(facts.now), from > since ? from : since);
  const unknown: string[] = [];
  for (const { partition } of quarterStretches(facts, 'out', org, 'push', quarters)) {
    for await (const value of valuesOf(desk.ports.store, 'out', partition)) {
      const push = value as Push;
      const day = civilDateOf(push.body.occurredAt);
      const theirs = push.source === source && push.body.copyOf === null && push.body.supersedes === null;
      const approval = push.body.kind === 'approval' && day >= from && day <= to;
      if (theirs && approval && !listed.has(push.reference)) unknown.push(push.reference);
    }
  }
  return unknown;
}

/** Opening a case of accountability (art. 24): what it rests on is checked against the records as they are now. */
import { accountability, contentOf } from '../../shared/accountability/kind.ts';
import {
  type AccountabilityInput,
  accountabilityInput,
  type Evidence,
  openingErrors,
} from '../../shared/accountability/opening.ts';
import { type FieldError, invalid } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor, Exchange } from '../../shared/exchange/exchange.ts';
import { headOf } from '../../shared/exchange/history.ts';
import type { Facts } from '../../shared/exchange/kind.ts';
import { actsOpenTo, maySee } from '../../shared/exchange/refusal.ts';
import { create, requestOf, reused } from '../../shared/exchange/shell.ts';
import { load } from '../../shared/exchange/work.ts';
import { derivedId } from '../../shared/keys.ts';
import { mustBe } from '../http/permission.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';
import { readEvidence } from './evidence.ts';

const answers = () => import('../exchanges/follow-up-answers.ts');

const open = route({
  method: 'POST',
  path: '/accountability',
  id: 'openAccountability',
  summary: '提出责任追究',
  description: '依据：办法第 24 条。证据为平台上的记录，并写明提出时该记录办理记录最后一条的 hash。',
  tag: '责任追究',
  body: accountabilityInput,
  idempotent: true,
  answers: {
    201: {
      description: '已提出',
      schema: async () => (await answers()).accountabilityAnswer,
      headers: { location: '该记录的地址' },
    },
  },
  handle: opened,
});

export const accountabilityRoutes: readonly Route[] = [open, readEvidence];

async function opened(call: KnownCall<AccountabilityInput, unknown>): Promise<Answer> {
  const { desk, actor, body, key } = call;
  mustBe(actor, ['bureau-admin', 'government-office']);
  const request = requestOf(desk, actor.account, 'accountability', key);
  const id = derivedId(desk.jurisdiction, 'accountability', actor.org, request);
  const { exchange } = await create(desk, 'accountability', id, { actor, request }, async (facts) => {
    const evidence = await proven(desk, actor, body, facts);
    const input = { id, from: actor.org, ...body, evidence };
    return { draft: accountability.open(input, { ...facts, by: actor.account }), input };
  });
  if (exchange.content !== contentOf({ ...body, evidence: body.evidence.map((e) => ({ ...e, ...NO_MORE })) })) {
    throw reused();
  }
  const shown = accountability.present(exchange as Exchange<never>, actor, await desk.facts());
  const acts = actsOpenTo(accountability, exchange, actor);
  return { status: 201, body: { ...shown, acts }, headers: { location: `/accountability/${id}` } };
}

const NO_MORE = { kind: '', reference: '' };

/** The evidence with what it is; every record must be there for whoever names it, and stand as it was said to. */
async function proven(desk: Desk, actor: Actor, body: AccountabilityInput, facts: Facts): Promise<Evidence[]> {
  const errors: FieldError[] = openingErrors(body, facts.county);
  const evidence: Evidence[] = [];
  for (const [i, { record, hash }] of body.evidence.entries()) {
    const found = await load(desk, record, facts);
    const wrong = evidenceError(found, actor, hash, i);
    if (wrong) errors.push(wrong);
    else if (found) evidence.push({ record, hash, kind: found.kind, reference: found.reference });
  }
  if (errors.length > 0) throw invalid(errors);
  return evidence;
}

function evidenceError(found: Exchange | undefined, actor: Actor, hash: string, i: number): FieldError | null {
  if (!found || !maySee(found, actor)) {
    return { pointer: `/evidence/${i}/record`, detail: '没有这条记录，或者您无权查看。请核对记录编号' };
  }
  if (headOf(found) === hash) return null;
  return {
    pointer: `/evidence/${i}/hash`,
    detail: '与该记录办理记录最后一条的 hash 不符：记录可能已有新的办理。请重新查看该记录后再提交',
  };
}

/** 期限顺延: whole days that do not count. Entered by the bureau, listed, and taken back by an entry of its own. */
import * as z from 'zod';
import { extensionsIn } from '../../shared/calendar/extensions.ts';
import { ruleOn } from '../../shared/clocks/clocks.ts';
import { dueOf } from '../../shared/clocks/due.ts';
import { type FieldError, invalid, notFound, Problem } from '../../shared/errors.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { civilDate, identifier, text, yesNo } from '../../shared/fields.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { civilDateOf, DAY, formatInstant, formatInstantOrNull, startOfDay } from '../../shared/time.ts';
import { pageOfWhole, wholeQuery } from '../http/paging.ts';
import { type KnownCall, type Route, route } from '../http/route.ts';
import { enterEntry, mayAdministrate, retimingAnswers } from './retiming.ts';
import { tag } from './year.ts';

const answers = () => import('./answers.ts');

declare module '../../shared/errors.ts' {
  interface Conflicts {
    'already-revoked': true;
  }
}

/** Longer ones may be a slip of the hand, and are confirmed. */
const LONG = 30;
const LONGEST = 367;

/** Yes, or nothing: what is not said is not there, so that a request of before says the same. */
const said = () =>
  yesNo()
    .nullish()
    .transform((value) => value || undefined);

const extensionInput = lazily(() =>
  z
    .strictObject({
      from: civilDate().meta({ title: '起日' }),
      to: civilDate().meta({ title: '止日' }),
      documentNumber: identifier(100).meta({ title: '文号' }),
      reason: text(500).meta({ title: '事由' }),
      outage: said().meta({
        title: '平台故障',
        description: '本平台自身故障：可在其后规定的工作日内（默认 5 个）补录，期间届满的逐件提出更正',
      }),
      confirm: said().meta({ title: '确认', description: '顺延超过 30 日的才需填写：核对起止日后，填是' }),
    })
    .refine(({ from, to }) => from <= to, { path: ['to'], error: '止日不能早于起日' })
    .refine(({ from, to }) => daysOf(from, to) <= LONGEST, { path: ['to'], error: '一次顺延最多一年' })
    .refine(({ from, to, confirm }) => confirm || daysOf(from, to) <= LONG, {
      path: ['confirm'],
      error: `顺延超过 ${LONG} 日，请核对起止日；无误的，将“确认”填为是后重新提交`,
    })
    .meta({ id: 'Extension' }),
);
const revokeInput = lazily(() =>
  z.strictObject({ reason: text(500).meta({ title: '理由' }) }).meta({ id: 'ExtensionRevocation' }),
);

const list = route({
  method: 'GET',
  path: '/calendar/extensions',
  id: 'listExtensions',
  summary: '期限顺延',
  description: '历次录入的顺延，新者在前；已撤销的注明撤销的时间和理由。',
  tag,
  query: wholeQuery,
  answers: { 200: { description: '全部顺延', schema: async () => (await answers()).extensionsAnswer } },
  handle: async (call) => {
    const entered = extensionsIn((await call.desk.facts()).log).reverse();
    const items = entered.map(({ version, extension, revocation }) => {
      const { from, to, documentNumber, reason, outage = false, at, by } = extension;
      return {
        ...{
          id: String(version),
          from,
          to,
          documentNumber,
          reason,
          outage,
          enteredAt: formatInstant(at),
          enteredBy: by,
        },
        revokedAt: formatInstantOrNull(revocation?.at ?? null),
        revokedBy: revocation?.by ?? null,
        revokeReason: revocation?.reason ?? null,
      };
    });
    return pageOfWhole(call, items);
  },
});

const extend = route({
  method: 'POST',
  path: '/calendar/extensions',
  id: 'extendDeadlines',
  summary: '录入期限顺延',
  description:
    '平台故障或突发事件期间，整日不计入期限。对已经届满的期限没有作用；最后一日在本平台自身故障（outage）期间的，视为认领和超期都保持原状，列入 spared，逐件提出更正。全部在过去的，只有平台故障可以在其后规定的工作日内（默认 5 个）补录。',
  tag,
  body: extensionInput,
  idempotent: true,
  answers: retimingAnswers,
  handle: async (call) => {
    const { outage, confirm: _confirm, ...extension } = call.body;
    const mayEnter = call.actor.roles.includes('bureau-admin');
    // What does not fit is said before what is not allowed; but what was entered before is answered before all else.
    const facts = await call.desk.facts();
    if (!mayEnter) mustReachNow(call.body, facts);
    return enterEntry(
      call,
      (at, by) => ({ type: 'extension', at, by, ...extension, ...(outage && { outage }) }),
      undefined,
      (log) => mustReachNow(call.body, { ...facts, log }),
    );
  },
});

const revoke = route({
  method: 'POST',
  path: '/calendar/extensions/{id}/revoke',
  id: 'revokeExtension',
  summary: '撤销期限顺延',
  description: '已因顺延而未届满的不受影响；尚未届满的期限重新计算，但不早于撤销后第一个工作日结束。',
  tag,
  body: revokeInput,
  idempotent: true,
  conflicts: ['already-revoked'],
  answers: retimingAnswers,
  handle: revokeOne,
});

export const extensionRoutes: readonly Route[] = [list, extend, revoke];

async function revokeOne(call: KnownCall<Checked<typeof revokeInput>, unknown>) {
  const id = call.params.id as string;
  const version = /^[1-9]\d{0,8}$/.test(id) ? Number(id) : 0;
  if ((await call.desk.facts()).log[version - 1]?.type !== 'extension') throw notFound('该期限顺延');
  mayAdministrate(call.actor);
  return enterEntry(
    call,
    (at, by) => ({ type: 'revocation', at, by, extension: version, reason: call.body.reason }),
    undefined,
    (log) => {
      const revoked = extensionsIn(log).some((one) => one.version === version && one.revocation !== null);
      if (revoked) throw new Problem('already-revoked', '该期限顺延已经撤销，不需要再次撤销。');
    },
  );
}

/** Throws where an extension lies wholly in the past, unless the platform was out and it is entered soon after. */
export function mustReachNow(
  { to, outage }: Pick<Checked<typeof extensionInput>, 'to' | 'outage'>,
  facts: Facts,
): void {
  const today = civilDateOf(facts.now);
  if (to >= today) return;
  if (!outage) throw invalid([past('顺延的期间已经过去，对已经届满的期限没有作用。请核对起止日')]);
  const entry = dueOf(facts, 'outage-entry', startOfDay(to));
  if (entry && facts.now < entry.deadline) return;
  const { length } = ruleOn(facts.log, 'outage-entry', to);
  throw invalid([past(`平台故障应在其后 ${length} 个工作日内录入，已经超过`)]);
}

function past(detail: string): FieldError {
  return { pointer: '/to', detail };
}

function daysOf(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY + 1;
}

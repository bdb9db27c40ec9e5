/**
 * `POST /<path>/<act>`: an act on up to 100 records, each by itself; what does not finish in 10 s is answered
 * `unavailable`. Every act that its kind declares as `batch` has it.
 */
import * as z from 'zod';
import { invalid, Problem } from '../../shared/errors.ts';
import { deskInSteps, hurriedDesk } from '../../shared/exchange/desk.ts';
import { type AnyKind, type AnyPersonAct, personActs } from '../../shared/exchange/kind.ts';
import { unknownCodes } from '../../shared/exchange/known.ts';
import { perform, requestOf } from '../../shared/exchange/shell.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { load } from '../../shared/exchange/work.ts';
import { yesNo } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { saidOnce } from '../http/once.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';
import { batchOperation, common } from './naming.ts';

const answers = () => import('./answers.ts');

const TIME_FOR_ALL = 10_000;
const AT_ONCE = 10;
/** Records that one batch may name. */
export const BATCH_AT_MOST = 100;

/** The acts of a kind that may be done to many at once. */
export function batchActs(kind: AnyKind): [string, AnyPersonAct][] {
  return personActs(kind).filter(([, { batch }]) => batch);
}

/** A route for each act of the kind that may be done to many at once. */
export function batchRoutes(kind: AnyKind): Route[] {
  return batchActs(kind).map(([name, act]) => batchRoute(kind, name, act));
}

function batchRoute(kind: AnyKind, name: string, act: AnyPersonAct): Route {
  const body = lazily(() => batchInput(kind, act));
  return route({
    ...common(kind),
    method: 'POST',
    path: `/${kind.path}/${name}`,
    id: batchOperation(kind, name),
    summary: `批量${act.label}`,
    body,
    idempotent: true,
    answers: {
      200: {
        description: '逐件结果，顺序与提交一致；每件各自成败',
        schema: async () => (await answers()).batchAnswer,
      },
    },
    handle: (call) => doneToAll(kind, name, act, call as KnownCall<Batch, unknown>),
  });
}

type Batch = { ids: string[]; replace?: boolean } & Record<string, unknown>;

/** The ids, and whatever the act asks for, with its own checks. */
function batchInput(kind: AnyKind, { input, label, spared }: AnyPersonAct): z.ZodType {
  const asked = input();
  if (!(asked instanceof z.ZodObject)) throw new Error(`${kind.kind}: a batch asks for an object`);
  const noun = `${kind.label}编号`;
  const ids = z
    .array(z.string({ error: `应为${noun}` }).max(64), { error: `请填写${noun}的数组` })
    .min(1, { error: `至少一个${noun}` })
    .max(BATCH_AT_MOST, { error: `一次最多${label} ${BATCH_AT_MOST} 件，请分批提交` })
    .superRefine((all, context) => {
      for (const [i, id] of all.entries()) {
        if (all.indexOf(id) < i) context.addIssue({ code: 'custom', path: [i], message: `${noun}重复，请删除` });
      }
    })
    .meta({ title: noun });
  const replace = spared && { replace: yesNo().default(false).meta({ title: spared.replace }) };
  const { example } = z.globalRegistry.get(asked) ?? {};
  const many = asked.safeExtend({ ids, ...replace });
  if (example === undefined) return many;
  const examples = [{ ids: ['7d0f1a2b3c4d5e6f708192a3b4c5d6e7'], ...(example as object) }];
  return many.meta({ override: { examples } });
}

interface Result {
  id: string;
  ok: boolean;
  code: string | null;
  [more: string]: unknown;
}

async function doneToAll(
  kind: AnyKind,
  name: string,
  act: AnyPersonAct,
  call: KnownCall<Batch, unknown>,
): Promise<Answer> {
  const { ids, replace = false, ...input } = call.body;
  const errors = unknownCodes(act.input(), input, (await call.desk.facts()).county);
  if (errors.length > 0) throw invalid(errors);
  await saidOnce(call.desk, call.actor, `${kind.path}/${name}`, call.key, call.body);
  const results = ids.map((id): Result => ({ id, ok: false, code: 'unavailable' }));
  const begun = performance.now();
  const whole = hurriedDesk(deskInSteps(call.desk), TIME_FOR_ALL);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < ids.length; i = next++) {
      if (performance.now() - begun > TIME_FOR_ALL) return;
      const one = { ...call, desk: hurriedDesk(whole) };
      results[i] = await doneToOne(kind, [name, act], one, ids[i] as string, { input, replace });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { status: 200, body: { results } };
}

async function doneToOne(
  kind: AnyKind,
  [name, act]: [string, AnyPersonAct],
  { desk, actor, key }: KnownCall<unknown, unknown>,
  id: string,
  { input, replace }: { input: Record<string, unknown>; replace: boolean },
): Promise<Result> {
  const request = requestOf(desk, actor.account, `${name} ${id}`, key);
  try {
    if (act.spared && !replace) {
      const exchange = await load(desk, id);
      const known = exchange?.kind === kind.kind && sightOf(exchange, actor) !== null;
      const own = exchange?.history.some((entry) => entry.request === request);
      if (known && !own && act.spared.by(exchange)) return { id, ok: false, code: act.spared.code };
    }
    await perform(desk, kind, id, name, input, { actor, request });
    return { id, ok: true, code: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { id, ok: false, code: error.code, ...toldOf(error) };
  }
}

/** What a refusal says beside its code: wrong fields, and what the kind adds, such as since when it is claimed. */
function toldOf({ more, errors }: Problem): Record<string, unknown> {
  const says = Object.values(more).some((value) => value !== null && value !== undefined);
  return { ...(errors && { errors }), ...(says && more) };
}

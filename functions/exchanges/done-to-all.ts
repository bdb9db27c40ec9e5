/** An act done to up to 100 records, each by itself; what does not finish in 10 s is answered `unavailable`. */
import { invalid, Problem } from '../../shared/errors.ts';
import { deskInSteps, hurriedDesk } from '../../shared/exchange/desk.ts';
import type { AnyKind, AnyPersonAct } from '../../shared/exchange/kind.ts';
import { unknownCodes } from '../../shared/exchange/known.ts';
import { perform, requestOf } from '../../shared/exchange/shell.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { load } from '../../shared/exchange/work.ts';
import { saidOnce } from '../http/once.ts';
import type { Answer, KnownCall } from '../http/route.ts';

const TIME_FOR_ALL = 10_000;
const AT_ONCE = 10;

/** What a batch asks for. */
export type Batch = { ids: string[]; replace?: boolean } & Record<string, unknown>;

interface Result {
  id: string;
  ok: boolean;
  code: string | null;
  [more: string]: unknown;
}

/** Throws 422 for what is wrong with all of them; each record's own refusal stands in the answer. */
export async function doneToAll(
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

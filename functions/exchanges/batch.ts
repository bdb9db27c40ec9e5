/**
 * `POST /<path>/<act>`: an act on up to 100 records, each by itself; what does not finish in 10 s is answered
 * `unavailable`. Every act that its kind declares as `batch` has it.
 */
import * as z from 'zod';
import { type AnyKind, type AnyPersonAct, personActs } from '../../shared/exchange/kind.ts';
import { yesNo } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { type KnownCall, type Route, route } from '../http/route.ts';
import type { Batch } from './done-to-all.ts';
import { batchOperation, common } from './naming.ts';

const answers = () => import('./answers.ts');

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
    handle: async (call) =>
      (await import('./done-to-all.ts')).doneToAll(kind, name, act, call as KnownCall<Batch, unknown>),
  });
}

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

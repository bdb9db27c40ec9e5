/** `POST /pushes/claim`: up to 100 claims, each by itself; what does not finish in 10 s is answered `unavailable`. */

import * as z from 'zod';
import { Problem } from '../../shared/errors.ts';
import { deskInSteps, hurriedDesk } from '../../shared/exchange/desk.ts';
import { perform, requestOf } from '../../shared/exchange/shell.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { push } from '../../shared/pushes/kind.ts';
import { saidOnce } from '../http/once.ts';
import { type Answer, type KnownCall, route } from '../http/route.ts';

const answers = () => import('./answers.ts');

const TIME_FOR_ALL = 10_000;
const AT_ONCE = 10;

const batch = lazily(() =>
  z
    .strictObject({
      ids: z
        .array(z.string({ error: '应为推送编号' }).max(64), { error: '请填写推送编号的数组' })
        .min(1, { error: '至少一个推送编号' })
        .max(100, { error: '一次最多认领 100 件，请分批提交' })
        .meta({ title: '推送编号' }),
    })
    .superRefine(({ ids }, context) => {
      for (const [i, id] of ids.entries()) {
        if (ids.indexOf(id) < i)
          context.addIssue({ code: 'custom', path: ['ids', i], message: '推送编号重复，请删除' });
      }
    })
    .meta({ id: 'BatchClaim' }),
);

interface Result {
  id: string;
  ok: boolean;
  code: string | null;
  [more: string]: unknown;
}

export const batchClaim = route({
  method: 'POST',
  path: '/pushes/claim',
  id: 'claimPushes',
  summary: '批量认领',
  tag: '推送与认领',
  body: batch,
  idempotent: true,
  answers: {
    200: {
      description: '逐件结果，顺序与提交一致；每件各自成败',
      schema: async () => (await answers()).batchClaimAnswer,
    },
  },
  handle: claimAll,
});

async function claimAll(call: KnownCall<Checked<typeof batch>, unknown>): Promise<Answer> {
  const { ids } = call.body;
  await saidOnce(call.desk, call.actor, 'claim-batch', call.key, ids);
  const results = ids.map((id): Result => ({ id, ok: false, code: 'unavailable' }));
  const begun = performance.now();
  const whole = hurriedDesk(deskInSteps(call.desk), TIME_FOR_ALL);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < ids.length; i = next++) {
      if (performance.now() - begun > TIME_FOR_ALL) return;
      results[i] = await claimOne({ ...call, desk: hurriedDesk(whole) }, ids[i] as string);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { status: 200, body: { results } };
}

async function claimOne({ desk, actor, key }: KnownCall<unknown, unknown>, id: string): Promise<Result> {
  const request = requestOf(desk, actor.account, `claim ${id}`, key);
  try {
    await perform(desk, push, id, 'claim', { note: null }, { actor, request });
    return { id, ok: true, code: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { claimedAt, claimedBy } = error.more;
    return { id, ok: false, code: error.code, ...(claimedAt ? { claimedAt, claimedBy } : {}) };
  }
}

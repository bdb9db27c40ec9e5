/** `GET /public/draws/{id}.json`: a draw with all that it takes to recompute it, once its case is over (art. 14). */

import type { DrawBody } from '../../shared/draws/body.ts';
import { notFound } from '../../shared/errors.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { load } from '../../shared/exchange/work.ts';
import { publicRoute } from '../http/route.ts';

export const publicDraw = publicRoute({
  method: 'GET',
  path: '/public/draws/{id}',
  id: 'readPublicDraw',
  summary: '公开的专家抽取',
  description:
    '地址以 .json 结尾。所属事项办结后公开，含重新计算所需的全部内容（npm run verify-draw -- draw.json）；取消的不含姓名。',
  tag: '公开信息',
  answers: {
    200: { description: '该次抽取', schema: async () => (await import('./draw-answer.ts')).publicDrawAnswer },
    404: { description: '没有该次抽取，或者所属事项尚未办结' },
  },
  handle: async ({ desk, params }) => {
    const id = /^([0-9a-f]{32})\.json$/.exec(params.id as string)?.[1];
    const found = id === undefined ? undefined : await load(desk, id, await desk.facts());
    const body = found?.kind === 'draw' && !found.quarantined ? presented(found as Exchange<DrawBody>) : null;
    if (body === null) throw notFound('该次抽取，或者所属事项尚未办结');
    return { status: 200, body };
  },
});

function presented({ id, case: of, from, body }: Exchange<DrawBody>) {
  const { stage, seed, secret, contributions, people, groups, eligible, excluded, eligibleDigest, commitment } = body;
  if (seed === null || (stage !== 'concluded' && stage !== 'cancelled')) return null;
  const named = stage === 'concluded' ? people : [];
  return {
    ...{ id, case: of ?? null, convenor: from, stage, groups, eligible, excluded, eligibleDigest, commitment },
    ...{ secret: secret.value, beacon: body.beacon, seed },
    contributions: contributions.map(({ org, value }) => ({ org, value: value.value })),
    ...{ drawn: body.drawn, alternates: body.alternates, replacements: body.replacements },
    names: named.flatMap(({ expert, name, isPublic }) => (isPublic && name !== null ? [{ expert, name }] : [])),
  };
}

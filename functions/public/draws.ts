/**
 * `GET /public/draws/{id}` and `.json`: a draw with all that it takes to recompute it, once its case is over (art. 14).
 */
import type { DrawBody, DrawState } from '../../shared/draws/body.ts';
import { RULED_OUT } from '../../shared/draws/pool.ts';
import { notFound } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { withholding } from '../../shared/exchange/withheld.ts';
import type { ExpertBody } from '../../shared/experts/body.ts';
import { valuesAt } from '../../shared/pages.ts';
import { publicRoute } from '../http/route.ts';
import type { PublicDraw } from './draw-page.ts';
import { elsewhereOf } from './elsewhere.ts';

type Draw = Exchange<DrawBody, DrawState>;
interface Named {
  expert: string;
  name: string;
}

const OURS: readonly string[] = Object.values(RULED_OUT);

export const publicDraw = publicRoute({
  method: 'GET',
  path: '/public/draws/{id}',
  id: 'readPublicDraw',
  summary: '公开的专家抽取',
  description:
    '地址以 .json 结尾，不带的为网页。所属事项办结后公开，含重新计算所需的全部内容（npm run verify-draw -- draw.json）；取消的不含姓名。',
  tag: '公开信息',
  answers: {
    200: {
      description: '该次抽取',
      schema: async () => (await import('./draw-answer.ts')).publicDrawAnswer,
      files: ['text/html'],
    },
    404: { description: '没有该次抽取，或者所属事项尚未办结' },
  },
  handle: async ({ desk, params, platform }) => {
    const [, id, format] = /^([0-9a-f]{32})(\.json)?$/.exec(params.id as string) ?? [];
    const [found] = await asStored(desk, id === undefined ? [] : [id]);
    const facts = await desk.facts();
    const isThere = found?.kind === 'draw' && isOver(found as Draw) && !withholding(facts, found);
    if (!isThere) throw notFound('该次抽取，或者所属事项尚未办结');
    const draw = found as Draw;
    const [of] = await asStored(desk, draw.case === undefined ? [] : [draw.case]);
    const { draws = [] } = (of?.body ?? {}) as { draws?: string[] };
    const named = draw.body.stage === 'concluded' ? await consenting(desk, draw.body.drawn.flat()) : [];
    const body = { ...published(draw), draws, names: named };
    if (format !== undefined) return { status: 200, body };
    const { drawPage } = await import('./draw-page.ts');
    const [{ LEVELS: levels }, { REASONS: reasons, STAGES: stages }] = await Promise.all([
      import('../../shared/experts/body.ts'),
      import('../../shared/draws/body.ts'),
    ]);
    const words = { levels, reasons, stages };
    return drawPage(body as PublicDraw, words, facts.county, elsewhereOf(desk, platform));
  },
});

function isOver({ quarantined, body: { stage } }: Draw): boolean {
  return !quarantined && (stage === 'concluded' || stage === 'cancelled');
}

/** Who agrees to it today (个人信息保护法 15, 25): consent may have been taken back since the draw. */
async function consenting(desk: Desk, ids: readonly string[]): Promise<Named[]> {
  return (await asStored(desk, ids)).flatMap(({ id, body }): Named[] => {
    const { name, publicName } = body as ExpertBody;
    return name !== null && publicName !== null ? [{ expert: id, name }] : [];
  });
}

/** Not settled: who reads in public writes nothing. */
async function asStored(desk: Desk, ids: readonly string[]): Promise<Exchange[]> {
  const keys = ids.map((id) => exchangeKey(desk.jurisdiction, id));
  return (await valuesAt(desk.ports.store, keys)) as Exchange[];
}

/** What was abandoned says what it was to be, and nothing that anybody put in. */
function published({ id, case: of, from, state, body }: Draw) {
  const { stage, groups, eligible, eligibleDigest, commitment, beacon, seed, secret, contributions, follows } = body;
  const values = contributions.map(({ org, value }) => ({ org, value: value.value ?? '' }));
  return {
    ...{ id, case: of ?? null, convenor: from, status: state, stage, groups, eligible, eligibleDigest, commitment },
    excluded: body.excluded.map(({ expert, why }) => ({ expert, why: OURS.includes(why) ? why : '召集单位说明理由' })),
    ...{ beacon, seed, secret: secret ?? null, contributions: seed === null ? [] : values },
    ...{ drawn: body.drawn, alternates: body.alternates, replacements: body.replacements, follows },
  };
}

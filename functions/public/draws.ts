/**
 * `GET /public/draws/{id}` and `.json`: a draw with all that it takes to recompute it, once its case is over (art. 14);
 * `GET /public/draws` and `.json`: those of a year.
 */
import * as z from 'zod';
import { readMattersInForce } from '../../shared/boundary/reader.ts';
import { RULED_OUT } from '../../shared/draws/pool.ts';
import { type Draw, drawnAt, isPublic, ofYear, publicPartition } from '../../shared/draws/public.ts';
import { notFound } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { withholding } from '../../shared/exchange/withheld.ts';
import type { ExpertBody } from '../../shared/experts/body.ts';
import { optional } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { valuesAt, valuesOf } from '../../shared/pages.ts';
import { formatInstant, yearOfInstant } from '../../shared/time.ts';
import { publicRoute, type Route } from '../http/route.ts';
import type { DrawWords, PublicDraw } from './draw-page.ts';
import { elsewhereOf } from './elsewhere.ts';
import { pageAndJson } from './page-and-json.ts';

interface Named {
  expert: string;
  name: string;
}

const AT = '/public/draws';
const OURS: readonly string[] = Object.values(RULED_OUT);

export const publicDraw = publicRoute({
  method: 'GET',
  path: `${AT}/{id}`,
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
    const isThere = found?.kind === 'draw' && isPublic(found as Draw) && !withholding(facts, found);
    if (!isThere) throw notFound('该次抽取，或者所属事项尚未办结');
    const draw = found as Draw;
    const [of] = await asStored(desk, draw.case === undefined ? [] : [draw.case]);
    const { draws = [] } = (of?.body ?? {}) as { draws?: string[] };
    const others = (await asStored(
      desk,
      draws.filter((one) => one !== draw.id),
    )) as Draw[];
    const named = draw.body.stage === 'concluded' ? await consenting(desk, draw.body.drawn.flat()) : [];
    const body = { ...published(draw), others: others.map(besideIt), draws, names: named };
    if (format !== undefined) return { status: 200, body };
    const { drawPage } = await import('./draw-page.ts');
    const { matters = [] } = (of?.body ?? {}) as { matters?: string[] };
    const matterNames = (await readMattersInForce(desk, matters, facts)).values();
    const more = { drawnAt: drawnAt(draw), matters: [...matterNames].map(({ name }) => name) };
    return drawPage({ ...(body as PublicDraw), ...more }, await words(), facts.county, elsewhereOf(desk, platform));
  },
});

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
  const followsReason = body.followsReason ?? null;
  const values = contributions.map(({ org, value }) => ({ org, value: value.value ?? '' }));
  return {
    ...{ id, case: of ?? null, convenor: from, status: state, stage, groups, eligible, eligibleDigest, commitment },
    excluded: body.excluded.map(({ expert, why }) => ({ expert, why: OURS.includes(why) ? why : '召集单位说明理由' })),
    ...{ beacon, seed, secret: secret ?? null, contributions: seed === null ? [] : values },
    ...{ drawn: body.drawn, alternates: body.alternates, replacements: body.replacements, follows, followsReason },
  };
}

/** Another draw of the same case: that it took place, and what it came to, stays public under quarantine. */
function besideIt(draw: Draw) {
  const { id, quarantined, body } = draw;
  const { status, begunAt, drawnAt: at } = presented(draw);
  return { id, status, quarantined, begunAt, drawnAt: at, drawn: body.drawn };
}

/** What people read for levels of experts, reasons of replacements, and how far a case has come. */
async function words(): Promise<DrawWords> {
  const [{ LEVELS: levels }, { CASES: cases, REASONS: reasons, STAGES: stages }] = await Promise.all([
    import('../../shared/experts/body.ts'),
    import('../../shared/draws/body.ts'),
  ]);
  return { levels, cases, reasons, stages };
}

const query = lazily(() =>
  z.strictObject({
    year: optional(z.string({ error: '年份只能给一个' }).regex(/^20\d{2}$/, { error: '年份应为四位数字' })).meta({
      title: '年份',
      description: '发起抽取的年份；不填为今年',
    }),
  }),
);

export const drawListRoutes: readonly Route[] = pageAndJson({
  path: AT,
  ids: ['readPublicDrawsPage', 'listPublicDraws'],
  summary: '公开的各次专家抽取',
  query,
  answer: {
    description: '该年发起、所属事项已经办结或取消的抽取，新的在前',
    schema: async () => (await import('./draw-answer.ts')).publicDrawsAnswer,
  },
  handle: async ({ desk, platform, query: { year: asked } }, asPage) => {
    const facts = await desk.facts();
    const year = asked === null ? yearOfInstant(facts.now) : Number(asked);
    const items = (await publicDraws(desk, facts, year)).map(presented);
    if (!asPage) return { status: 200, body: { year, items } };
    const { drawListPage } = await import('./draw-list-page.ts');
    return drawListPage(items, year, await words(), facts, elsewhereOf(desk, platform));
  },
});

/** Newest first. An index may be behind: each draw says itself whether it is public. */
async function publicDraws({ ports, jurisdiction }: Desk, facts: Facts, year: number): Promise<Draw[]> {
  const found: Draw[] = [];
  for await (const value of valuesOf(ports.store, 'register', publicPartition(jurisdiction), ofYear(year))) {
    const draw = value as Draw;
    if (draw.kind === 'draw' && isPublic(draw) && !withholding(facts, draw)) found.push(draw);
  }
  return found.reverse();
}

function presented(draw: Draw) {
  const { id, from, state, body } = draw;
  const status = state === 'drawn' ? state : ('abandoned' as const);
  return {
    ...{ id, of: body.of, convenor: from, status, stage: body.stage, groups: body.groups },
    ...{ begunAt: formatInstant(draw.createdAt), drawnAt: drawnAt(draw) },
  };
}

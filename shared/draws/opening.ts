/**
 * A draw begins (art. 14): who can be drawn is fixed, and the platform commits to its secret, before anybody
 * contributes.
 */
import * as z from 'zod';
import { start } from '../clocks/clocks.ts';
import type { FieldError } from '../errors.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Opening, OpeningFacts } from '../exchange/kind.ts';
import { identifier, listOf, optional, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import type { Meaning } from '../meaning.ts';
import { recordOf } from '../record-fields.ts';
import type { Sealed } from '../seal.ts';
import { anewRefusal } from './anew.ts';
import { type DrawBody, type DrawState, type Group, groupFields } from './body.ts';
import { commitmentOf, eligibleDigestOf, tooFewFor } from './chance.ts';
import { poolOf } from './pool.ts';
import { type Contributed, type Secret, secretIn } from './secret.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    /** The secret of a draw: a new one, or the one that is sealed so. */
    drawSecret: { ask: Sealed | 'new'; found: Secret | null };
    /** The box of what is contributed; what lies in such boxes. */
    drawContribution: { ask: Contributed; found: string };
    drawContributions: { ask: readonly string[]; found: readonly (Contributed | null)[] };
  }
}

declare module '../errors.ts' {
  interface Conflicts {
    'pool-too-small': true;
  }
}

const CASES: readonly string[] = ['survey', 'meeting'];

const drawInput = lazily(() => {
  const { specialty, level, count, alternates } = groupFields();
  const group = z.strictObject({ specialty, level: optional(level), count, alternates: alternates.default(0) });
  const exclude = z.strictObject({
    expert: recordOf(['expert'], ({ status }) => status === 'active').meta({ title: '专家' }),
    reason: text(200).meta({ title: '原因' }),
  });
  return z
    .strictObject({
      reference: optional(identifier(100)).meta({ title: '编号', description: '本单位的编号；再次提交不会重复' }),
      case: recordOf(CASES, isGoingOn).meta({
        title: '所属事项',
        description: '本单位召集、尚未办结的踏勘、评审或会议',
      }),
      groups: listOf(group, 10).min(1, { error: '至少一组' }).meta({ title: '分组' }),
      exclude: listOf(exclude, 50)
        .nullish()
        .transform((value) => value ?? [])
        .meta({ title: '不参加抽取的专家' }),
      follows: optional(recordOf(['draw'], isUsedUp)).meta({
        title: '上一次抽取',
        description: '候补用完后重新抽取的填写',
      }),
      followsReason: optional(text(500)).meta({
        title: '重新抽取的理由',
        description: '随抽取结果公开，请勿写入个人信息；已经替补，或者填写了上次抽中而不再参加的专家的，可以不填',
      }),
    })
    .meta({ id: 'DrawInput' });
});
type Input = Checked<typeof drawInput>;

/** States in which a case goes on: experts who do not come, and have no alternate, are drawn anew. */
const GOING_ON: readonly string[] = ['scheduled', 'announced', 'held'];

type Offers = NonNullable<Meaning['offers']>;

const isGoingOn: Offers = ({ from, status }, own) =>
  (from as { org: string }).org === own && GOING_ON.includes(status as string);

/** Of a case that goes on, with no alternate left. */
const isUsedUp: Offers = ({ from, status, stage, alternates }, own) =>
  (from as { org: string }).org === own &&
  status === 'drawn' &&
  (stage === 'before' || stage === 'held') &&
  (alternates as string[][]).some((left) => left.length === 0);

export const opening: Opening<DrawBody, DrawState, Input> = {
  label: '发起抽取',
  roles: ['officer', 'section-head', 'government-office'],
  for: { field: 'case', kinds: CASES },
  scope: 'cases:write',
  input: drawInput,
  reads: ({ case: of, follows }) => ({
    drawsOfCase: of,
    records: follows === null ? [of] : [of, follows],
    experts: true,
    drawSecret: 'new',
  }),
  refuses: ['pool-too-small', 'already-held', 'already-drawn'],
  refuse: (input, facts) => {
    const errors = fieldErrors(input, facts);
    if (errors.length > 0) return errors;
    const of = caseOf(input, facts) as Exchange;
    if (!GOING_ON.includes(of.state)) return { code: 'already-held' };
    const anew = anewRefusal(input, facts.found?.drawsOfCase ?? []);
    if (anew) return anew;
    const { eligible } = drawable(input, facts);
    const group = tooFewFor(input.groups, eligible);
    if (group === null) return null;
    const { specialty } = input.groups[group] as Group;
    const detail = `第 ${group + 1} 组（${specialty}）的候选专家不足，只有 ${eligible[group]?.length ?? 0} 人。请减少人数，或先补充专家库。`;
    return { code: 'pool-too-small', detail };
  },
  drafts: (input, facts) => {
    const { groups, follows, followsReason } = input;
    const of = caseOf(input, facts) as Exchange;
    const { eligible, excluded } = drawable(input, facts);
    const { secret, sealed } = secretIn(facts);
    const empty = groups.map(() => []);
    return [
      {
        case: of.id,
        participants: of.participants,
        ...(of.party !== null && { party: of.party }),
        ...(of.subject?.party && { subject: { party: of.subject.party } }),
        state: 'committed',
        clock: start(facts.log, facts.now, 'contribution', facts.now),
        body: {
          ...{ of: of.kind as DrawBody['of'], groups, eligible, excluded, contributions: [], beacon: null },
          ...{ eligibleDigest: eligibleDigestOf(eligible), commitment: commitmentOf(secret) },
          sealedSecret: sealed,
          ...{ seed: null, drawn: empty, alternates: empty, replacements: [], follows },
          stage: of.state === 'held' ? 'held' : 'before',
          ...{ silent: false, reason: null },
          ...(followsReason !== null && { followsReason }),
        },
      },
    ];
  },
};

function caseOf({ case: of }: Input, { found }: OpeningFacts): Exchange | undefined {
  return found?.records?.get(of);
}

function drawable(input: Input, facts: OpeningFacts) {
  const of = caseOf(input, facts);
  const party = { creditCode: of?.party ?? null, name: of?.subject?.party?.name ?? null };
  return poolOf(facts.found?.experts ?? [], input.groups, input.exclude, party, facts.now);
}

function fieldErrors(input: Input, facts: OpeningFacts): FieldError[] {
  const of = caseOf(input, facts);
  const own = of !== undefined && CASES.includes(of.kind) && of.from === facts.actor.org && !of.quarantined;
  const known = new Set(facts.found?.experts?.map(({ id }) => id));
  const before = input.follows === null ? undefined : facts.found?.records?.get(input.follows);
  return [
    ...(own ? [] : [{ pointer: '/case', detail: '没有该事项，或者不是本单位召集的。请核对编号' }]),
    ...input.exclude.flatMap(({ expert }, i) =>
      known.has(expert) ? [] : [{ pointer: `/exclude/${i}/expert`, detail: '专家库中没有该专家，请核对编号' }],
    ),
    ...(input.follows === null || (before?.kind === 'draw' && before.case === input.case)
      ? []
      : [{ pointer: '/follows', detail: '该事项没有这次抽取，请核对编号' }]),
  ];
}

/** What the record of a draw keeps (art. 14): what stood fixed before chance came in, and what it came to. */
import * as z from 'zod';
import { said } from '../exchange/body.ts';
import { LEVELS } from '../experts/body.ts';
import { choice, line, organisation, text, whole } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { hash, recordId, sealedText, sealedUntilRevealed } from '../record-fields.ts';

export type DrawState = 'committed' | 'drawn' | 'abandoned';

/** How far the case has come; from `concluded` or `cancelled` on its draws are public. */
export const STAGES = { before: '尚未进行', held: '已进行', concluded: '已办结', cancelled: '已取消' } as const;

/** Whatever experts are drawn for. */
export const CASES = { survey: '联合踏勘、评审', meeting: '会议' } as const;

export const REASONS = { declined: '谢绝', conflict: '须回避', unreachable: '联系不上', absent: '未到场' } as const;

export const groupFields = lazily(() => ({
  specialty: line(50).meta({ title: '专业' }),
  level: choice(LEVELS).meta({ title: '专家库', description: '不填的，不限' }),
  count: whole(1, 20).meta({ title: '抽取人数' }),
  alternates: whole(0, 20).meta({ title: '候补人数' }),
}));

const group = lazily(() => {
  const { level, ...others } = groupFields();
  return z.strictObject({ ...others, level: level.nullable() });
});
export type Group = Checked<typeof group>;

const ids = (title: string) => z.array(z.array(recordId())).meta({ title });

export const drawBody = lazily(() =>
  z.strictObject({
    of: choice(CASES).meta({ title: '所属事项的种类' }),
    groups: z.array(group()).meta({ title: '分组' }),
    eligible: ids('候选名单').meta({ title: '候选名单', description: '各组候选专家的编号，按编号排列' }),
    excluded: said(
      z
        .array(z.strictObject({ expert: recordId().meta({ title: '专家' }), why: text(200).meta({ title: '原因' }) }))
        .meta({ title: '未列入的专家' }),
    ),
    eligibleDigest: hash().meta({ title: '候选名单摘要' }),
    commitment: hash().meta({ title: '平台承诺', description: '平台随机数的 SHA-256，先于各方随机数公布' }),
    sealedSecret: sealedText().meta({ title: '平台随机数（密封）' }),
    secret: hash().meta({ title: '平台随机数', description: '抽取前为 null' }).optional(),
    contributions: said(
      z
        .array(
          z.strictObject({
            org: organisation().meta({ title: '单位' }),
            value: sealedUntilRevealed(line(100).meta({ title: '随机数' })).meta({ title: '随机数' }),
          }),
        )
        .meta({ title: '各方随机数', description: '抽取前不显示' }),
    ),
    beacon: z.null().meta({ title: '公共信标', description: '目前不用' }),
    seed: hash().meta({ title: '种子' }).nullable(),
    drawn: ids('抽取结果'),
    alternates: ids('候补顺序'),
    replacements: z
      .array(
        z.strictObject({
          group: whole(0, 99).meta({ title: '组' }),
          expert: recordId().meta({ title: '被替换的专家' }),
          reason: choice(REASONS).meta({ title: '原因' }),
          by: recordId().meta({ title: '替补的专家' }),
        }),
      )
      .meta({ title: '替补' }),
    stage: choice(STAGES).meta({ title: '所属事项的进展' }),
    follows: recordId().meta({ title: '上一次抽取' }).nullable(),
    followsReason: said(text(500).meta({ title: '重新抽取的理由' }).optional()),
    silent: z.boolean().meta({ title: '期满时有单位未提供随机数', description: '已告知县政府办公室，可由其代为提供' }),
    reason: said(text(500).meta({ title: '终止的理由' })),
  }),
);
export type DrawBody = Checked<typeof drawBody>;

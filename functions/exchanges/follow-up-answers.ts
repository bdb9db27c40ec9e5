/** What follows a circular (art. 23, 24), as answered beside the records themselves. */
import * as z from 'zod';
import { evidenceFields } from '../../shared/accountability/body.ts';
import { caution } from '../../shared/cautions/caution.ts';
import { talk } from '../../shared/cautions/talk.ts';
import { idOut, pageOf } from '../http/answer-fields.ts';
import { recordAnswer } from './answers.ts';
import { historyAnswer } from './history-answer.ts';

/** `GET /accountability/{id}/evidence/{record}`. */
export const evidenceAnswer = z
  .strictObject({
    ...evidenceFields(),
    entriesThen: z.int().min(1).nullable().meta({
      title: '提出时的办理记录条数',
      description: '其后的为后来办理；为 null 的，提出时的 hash 已不在其中',
    }),
    content: z
      .looseObject({ id: idOut.meta({ title: '编号' }) })
      .meta({ title: '记录', description: '与查看该类记录的答复相同' }),
    history: historyAnswer.meta({ title: '办理记录' }),
  })
  .meta({ id: 'EvidenceOfAccountability' });

/** `GET /reports/quarters/{quarter}/cautions`. */
export const cautionsOfQuarterAnswer = pageOf(
  z.strictObject({
    caution: recordAnswer(caution).meta({ title: '提醒函' }),
    talk: recordAnswer(talk).nullable().meta({ title: '约谈' }),
  }),
).meta({ id: 'CautionsOfQuarter' });

/** The supervision register, its feedback, and a reconciliation. */
import * as z from 'zod';
import { codeOut, dateOut, idOut, instantOut, pageOf } from '../http/answer-fields.ts';
import { attachedRisk, licence, party } from '../pushes/answers.ts';

const entry = {
  id: z.string(),
  org: codeOut,
  state: z.enum(['active', 'ended', 'transferred']).meta({ description: '在监管、已终止、已移交其他单位' }),
  section: codeOut.nullable(),
  matter: z.string().nullable(),
  matterName: z.string().nullable(),
  party: party.nullable(),
  licence: licence.nullable(),
  commitment: z.boolean(),
  since: instantOut.nullable().meta({ description: '纳入监管的时间' }),
  riskPoints: z.array(attachedRisk),
  pushes: z.array(idOut).meta({ description: '所依据的推送，先后为序' }),
};

const feedback = z.strictObject({
  id: idOut,
  entry: z.string(),
  result: z.string(),
  day: dateOut,
  detail: z.string().nullable().meta({ description: '内容被隔离的为 null' }),
});

export const registerPage = pageOf(z.strictObject(entry).meta({ id: 'RegisterEntry' })).meta({ id: 'RegisterPage' });

export const registerEntryAnswer = z
  .strictObject({ ...entry, feedback: z.array(feedback) })
  .meta({ id: 'RegisterEntryWithFeedback' });

const references = z.array(z.string());

export const reconciliationAnswer = z
  .strictObject({
    missing: references.meta({ description: '清单中有、平台没有推送的编号' }),
    late: references.meta({ description: '迟推送的编号' }),
    unknown: references.meta({ description: '平台有推送、清单中没有的编号' }),
  })
  .meta({ id: 'ReconciliationResult' });

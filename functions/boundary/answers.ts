/** The boundary list as answered. */
import * as z from 'zod';
import { ADDRESSING, DECIDED_ABOVE, GUIDANCE, STAGES } from '../../shared/boundary/matter.ts';
import { choice } from '../../shared/fields.ts';
import { codeOut, dateOut, instantOut } from '../http/answer-fields.ts';

const matter = z
  .strictObject({
    code: z.string().meta({ description: '事项编码', example: '371525-SCJG-001' }),
    name: z.string().meta({ description: '事项名称' }),
    powerType: z.string().meta({ description: '权力类型', example: '行政许可' }),
    stages: z.array(choice(STAGES)).meta({ description: '互动环节' }),
    approvalDuty: z.string().meta({ description: '审批职责' }),
    supervisionDuty: z.string().meta({ description: '监管职责' }),
    pushMethod: z.string().meta({ description: '信息推送方式' }),
    addressing: choice(ADDRESSING).meta({ description: '监管单位由清单列明，或逐件指定' }),
    approvingSection: codeOut.nullable().meta({ description: '审批科室代码' }),
    department: codeOut.nullable().meta({ description: '监管单位代码；逐件指定的为 null' }),
    section: codeOut.nullable().meta({ description: '责任科室代码' }),
    enforcementAgency: codeOut.nullable().meta({ description: '执法机构代码' }),
    candidates: z.array(codeOut).meta({ description: '逐件指定时可选的单位' }),
    dutyListEntry: z.string().meta({ description: '所依据的职责边界清单条目' }),
    dutyListVersion: z.string().meta({ description: '职责边界清单的版本' }),
    guidance: z
      .strictObject({ reason: choice(GUIDANCE), explanation: z.string() })
      .nullable()
      .meta({ description: '需主管部门指导的原因（办法第五条）' }),
    decidedAbove: choice(DECIDED_ABOVE).meta({
      description: '国家有关部门终审（state）或需要省外认可（other-province）的事项；其余为 none',
    }),
  })
  .meta({ id: 'Matter' });

export const boundaryListAnswer = z
  .strictObject({ version: z.string(), validFrom: dateOut, items: z.array(matter) })
  .meta({ id: 'BoundaryList' });

export const boundaryDifferenceAnswer = z
  .strictObject({
    added: z.array(matter).meta({ description: '新增的事项' }),
    dropped: z.array(matter).meta({ description: '取消的事项' }),
    changed: z
      .array(
        z.strictObject({
          code: z.string().meta({ description: '事项编码' }),
          fields: z.array(
            z.strictObject({
              field: z.string().meta({ description: '有改动的栏目', example: 'department' }),
              before: z.unknown().meta({ description: '此前的内容' }),
              after: z.unknown().meta({ description: '此后的内容' }),
            }),
          ),
        }),
      )
      .meta({ description: '有改动的事项' }),
  })
  .meta({ id: 'BoundaryListDifference' });

/** A version as those with an account see it. */
export const boundaryVersionAnswer = z
  .strictObject({
    version: z.string(),
    validFrom: dateOut,
    publishedAt: instantOut,
    by: z.string().meta({ description: '发布的账号' }),
    count: z.int().meta({ description: '事项数' }),
    content: z.string().optional().meta({ description: '内容的摘要：内容相同的再次发布返回同一版本' }),
  })
  .meta({ id: 'BoundaryVersion' });

export const boundaryVersionsAnswer = z.strictObject({ items: z.array(boundaryVersionAnswer), next: z.null() });

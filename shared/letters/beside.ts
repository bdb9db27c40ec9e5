/** What a letter shows beside its body: the keys by which it belongs to other records. */
import * as z from 'zod';
import type { Beside } from '../exchange/body.ts';
import { lazily } from '../lazily.ts';
import { recordId } from '../record-fields.ts';
import type { LetterBody } from './body.ts';

export const beside: Beside<LetterBody> = {
  fields: lazily(() => ({
    application: z.string().meta({ title: '办件编号' }).nullable(),
    series: recordId()
      .meta({ title: '同一批函件', description: '同时发给几个单位的，各件相同；只发一个单位的为 null' })
      .nullable(),
    case: recordId()
      .meta({ title: '所属事项', description: '随其发出的记录，如边界清单草案；单独发出的为 null' })
      .nullable(),
  })),
  of: ({ application, series, case: of }) => {
    return { application: application ?? null, series: series ?? null, case: of ?? null };
  },
};

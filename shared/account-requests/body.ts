/**
 * What the record of an account request keeps: how many accounts with which roles and for whom, and what was granted.
 */
import * as z from 'zod';
import { said } from '../exchange/body.ts';
import { ROLE_WORDS } from '../exchange/exchange.ts';
import { account, choice, line, optional, section, text, whole } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { moment } from '../record-fields.ts';

export type RequestState = 'pending' | 'granted' | 'refused' | 'withdrawn';

const { system: _machines, ...PEOPLES } = ROLE_WORDS;

const requestedPerson = lazily(() =>
  z.strictObject({
    name: line(50).meta({ title: '姓名' }),
    section: optional(section()).meta({ title: '科室' }),
    duty: line(100).meta({ title: '职责' }),
  }),
);

export const requestBody = lazily(() =>
  z.strictObject({
    accounts: whole(1, 300).meta({ title: '账号数量', description: '本单位人员账号的总数，含已有的' }),
    roles: z
      .array(choice(PEOPLES), { error: '应为角色的数组' })
      .min(1, { error: '至少填写一个角色' })
      .max(Object.keys(PEOPLES).length)
      .meta({ title: '角色' }),
    people: said(z.array(requestedPerson()).max(300).meta({ title: '人员' })),
    reason: said(text(500).meta({ title: '理由' })),
    granted: whole(0, 300).meta({ title: '核定数量' }).nullable(),
    refusal: said(text(500).meta({ title: '不予核定的理由' })),
    decidedBy: said(account().meta({ title: '核定人' })),
    decidedAt: moment().meta({ title: '核定时间' }).nullable(),
  }),
);

export type RequestBody = Checked<typeof requestBody>;

export const UNDECIDED = { granted: null, refusal: null, decidedBy: null, decidedAt: null };

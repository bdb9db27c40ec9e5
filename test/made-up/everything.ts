/** A kind of nobody's whose forms ask for everything that forms can ask for, and whose record shows it. */
import * as z from 'zod';
import { start } from '../../shared/clocks/clocks.ts';
import { creditCode } from '../../shared/credit-code.ts';
import { keeps, said } from '../../shared/exchange/body.ts';
import { declareKind } from '../../shared/exchange/declare.ts';
import type { Opening, PersonAct } from '../../shared/exchange/kind.ts';
import { quarantineBy } from '../../shared/exchange/quarantine.ts';
import {
  choice,
  civilDate,
  identifier,
  instant,
  line,
  listOf,
  optional,
  organisation,
  person,
  section,
  text,
  whole,
  yesNo,
} from '../../shared/fields.ts';
import { fileId } from '../../shared/files/attachment.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { moment, recordId } from '../../shared/record-fields.ts';

const COLOURS = { red: '红', green: '绿', blue: '蓝' } as const;

const target = lazily(() =>
  z.strictObject({ org: organisation().meta({ title: '单位' }), section: optional(section()).meta({ title: '科室' }) }),
);
const attached = lazily(() =>
  z.strictObject({ file: fileId().meta({ title: '文件编号' }), name: line(200).meta({ title: '文件名' }) }),
);
const point = lazily(() =>
  z.strictObject({ what: line(100).meta({ title: '要点' }), colour: choice(COLOURS).meta({ title: '颜色' }) }),
);

const some = <T extends z.ZodType>(items: z.ZodArray<T>) => items.nullish().transform((value) => value ?? []);

/** Every shape of a field, each once. */
export const everythingInput = lazily(() =>
  z.strictObject({
    title: line(100).meta({ title: '名称' }),
    text: optional(text(1000)).meta({ title: '正文', description: '写清楚事由' }),
    number: optional(identifier(100)).meta({ title: '文号' }),
    code: optional(creditCode()).meta({ title: '信用代码' }),
    days: optional(whole(1, 60)).meta({ title: '工作日数' }),
    day: optional(civilDate()).meta({ title: '日期' }),
    at: optional(instant()).meta({ title: '时间' }),
    urgent: yesNo().default(false).meta({ title: '紧急' }),
    colour: choice(COLOURS).meta({ title: '颜色' }),
    colours: some(z.array(choice(COLOURS))).meta({ title: '各颜色' }),
    org: optional(organisation()).meta({ title: '有关单位' }),
    orgs: some(listOf(organisation(), 10)).meta({ title: '有关各单位' }),
    to: target().meta({ title: '接收单位' }),
    copies: some(listOf(target(), 10)).meta({ title: '抄送' }),
    who: optional(person()).meta({ title: '联系人' }),
    people: some(listOf(person(), 10)).meta({ title: '人员' }),
    about: optional(recordId()).meta({ title: '有关记录' }),
    part: optional(
      z.strictObject({ name: line(50).meta({ title: '甲' }), size: optional(whole(0, 9)).meta({ title: '乙' }) }),
    ).meta({
      title: '分项',
    }),
    points: some(listOf(point(), 5)).meta({ title: '各要点' }),
    attachments: some(listOf(attached(), 5)).meta({ title: '附件' }),
  }),
);
type Input = Checked<typeof everythingInput>;

const everythingBody = lazily(() => {
  const { title, ...others } = everythingInput().shape;
  return z.strictObject({
    title: said(title),
    text: said(text(1000).meta({ title: '正文' })),
    number: said(identifier(100).meta({ title: '文号' })),
    day: civilDate().meta({ title: '日期' }).nullable(),
    at: moment().meta({ title: '时间' }).nullable(),
    urgent: yesNo().meta({ title: '紧急' }),
    colour: others.colour,
    orgs: z.array(organisation()).meta({ title: '有关各单位' }),
    who: said(person().meta({ title: '联系人' })),
    about: recordId().meta({ title: '有关记录' }).nullable(),
    points: said(z.array(point()).meta({ title: '各要点' })),
    attachments: said(z.array(attached()).meta({ title: '附件' })),
  });
});
type Body = Checked<typeof everythingBody>;
type State = 'open' | 'done';

const opening: Opening<Body, State, Input> = {
  label: '发起万象',
  roles: ['officer'],
  input: everythingInput,
  drafts: (input, { log, now }) => {
    const { title, text, number, day, at, urgent, colour, orgs, who, about, points, attachments } = input;
    const body = { title, text, number, day, at, urgent, colour, orgs, who, about, points, attachments };
    const { org, section } = input.to;
    return [{ to: org, section, state: 'open', clock: start(log, now, 'reply', now, 2), body }];
  },
};

const finish: PersonAct<Body, State, { note: string | null }> = {
  label: '办结',
  article: '21',
  by: 'addressee',
  batch: true,
  hint: '办结以后不能再改。',
  from: ['open'],
  otherwise: { '*': 'already-done' },
  to: 'done',
  input: lazily(() => z.strictObject({ note: optional(text(100)).meta({ title: '备注' }) })),
};

export const everything = declareKind<'made-up-everything', Body, State>({
  ...{ kind: 'made-up-everything', label: '万象', article: '21', path: 'everything' },
  ...keeps(everythingBody),
  states: { open: { label: '待办结', open: true }, done: { label: '已办结', open: false } },
  clock: { open: { annex: null } },
  settable: true,
  opening,
  acts: { finish, quarantine: quarantineBy<Body, State>({ by: 'sender' }) },
  title: ({ body }) => `万象：${body.title}`,
});

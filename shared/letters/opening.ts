/** Who writes to whom (`POST /letters`), and what each purpose needs: one record for each addressee, one series. */
import * as z from 'zod';
import { departmentsOf } from '../boundary/departments.ts';
import { start } from '../clocks/clocks.ts';
import { bureauOf, type OrganisationType, organisationOf } from '../county.ts';
import type { FieldError } from '../errors.ts';
import type { AcrossFacts, Opening, OpeningFacts, Readable, Refusal } from '../exchange/kind.ts';
import { sectionOf } from '../exchange/known.ts';
import { identifier, line, listOf, optional, otherOfTypes, section, toSealNumber, whole } from '../fields.ts';
import { fileAlong, fileSaid } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { addDays } from '../time.ts';
import { askedFields, type LetterBody, type LetterState, UNANSWERED } from './body.ts';

/** To whom letters go; those that ask for an opinion of the bureau, of a department. */
const WRITTEN_TO: readonly OrganisationType[] = [
  ...(['approval-bureau', 'department', 'enforcement-agency', 'government-office'] as const),
];
const BUREAU: readonly OrganisationType[] = ['approval-bureau'];

/** The addressees, which are of those types. */
function toTypes(types: readonly OrganisationType[], why: string) {
  const org = otherOfTypes(types, why).meta({ title: '单位' });
  const one = z.strictObject({ org, section: optional(section()).meta({ title: '科室' }) });
  return listOf(one, 40).min(1, { error: '至少一个接收单位' }).meta({ title: '接收单位' });
}

const to = lazily(() => toTypes(WRITTEN_TO, '不接收函件。需要其知悉的，请推送文件资料'));
const toBureau = lazily(() => toTypes(BUREAU, '不接收政策文件征求意见：只发给行政审批服务局'));

const LETTER_EXAMPLE = {
  ...{ purpose: 'inquiry', to: [{ org: 'SCJG' }] },
  ...{ title: '关于现场核查的商洽', text: '请说明现场核查的时间安排。' },
};

const letterInput = lazily(() => {
  const { purpose, title, text, matter, application, documentNumber, signedBy, justification, effectiveOn } =
    askedFields();
  const some = <T extends z.ZodType>(items: z.ZodArray<T>) => items.nullish().transform((value) => value ?? []);
  return z
    .strictObject({
      reference: optional(identifier(100)).meta({ title: '编号', description: '来源自己的编号；再次提交不会重复发函' }),
      purpose,
      to: to(),
      title,
      text,
      matter: optional(matter).meta({ title: '事项编码' }),
      application: optional(application).meta({ title: '办件编号' }),
      workingDays: optional(whole(1, 60)).meta({
        title: '答复期限（工作日）',
        description: '不填的按本县（市、区）的规则，默认 5 个工作日',
      }),
      documentNumber: optional(toSealNumber(documentNumber)).meta({ title: '文号' }),
      signedBy: optional(signedBy).meta({ title: '签发人' }),
      thirdParty: optional(
        z.strictObject({ name: line(200).meta({ title: '名称' }), file: fileAlong().shape.file }),
      ).meta({ title: '第三方机构', description: '受托提供专业服务的机构及其报告' }),
      attachments: some(listOf(fileSaid(), 50)).meta({ title: '附件' }),
      justification: justification.nullish().transform((value) => value ?? undefined),
      effectiveOn: effectiveOn.nullish().transform((value) => value ?? undefined),
    })
    .meta({ id: 'LetterInput', example: LETTER_EXAMPLE });
});
type Input = Checked<typeof letterInput>;
type Asked = keyof ReturnType<typeof letterInput>['shape'];

/**
 * Fields that letters of some purposes alone have; of others the form does not ask for them, and the API refuses them.
 */
const ONLY_OF = {
  effectiveOn: { has: (purpose) => purpose === 'matter-change', detail: '只有事项调整函告才填写施行日期，请删除' },
  workingDays: { has: (purpose) => purpose !== 'matter-change', detail: '事项调整函告不需要答复，请删除答复期限' },
  thirdParty: { has: (purpose) => purpose === 'gatekeeping', detail: '只有专业把关才填写第三方机构，请删除' },
  justification: { has: (purpose) => purpose === 'gatekeeping', detail: '只有专业把关才填写理由，请删除' },
} as const satisfies Partial<Record<Asked, { has(purpose: string): boolean; detail: string }>>;

/** What a letter may say and its form does not ask for, since nobody needs it. */
const NEEDLESS: Readonly<Partial<Record<string, readonly Asked[]>>> = {
  policy: ['matter', 'application'],
  'matter-change': ['application'],
};

function strangeTo(purpose: string): (keyof typeof ONLY_OF)[] {
  return (Object.keys(ONLY_OF) as (keyof typeof ONLY_OF)[]).filter((field) => !ONLY_OF[field].has(purpose));
}

const draftAttached = lazily(() => listOf(fileSaid(), 50).min(1, { error: NO_DRAFT }).meta({ title: '附件' }));
const NO_DRAFT = '请附上征求意见的文件草案';

/** What people are asked for a letter of one purpose. */
function inputFor(purpose: string): z.ZodType {
  const { matter, application, effectiveOn } = askedFields();
  const unasked = [...strangeTo(purpose), ...(NEEDLESS[purpose] ?? [])];
  const rest = letterInput().omit(Object.fromEntries(unasked.map((name) => [name, true])) as Record<Asked, true>);
  if (purpose === 'gatekeeping') return rest.extend({ matter, application });
  if (purpose === 'written-opinion') return rest.extend({ matter });
  if (purpose === 'policy') return rest.extend({ to: toBureau(), attachments: draftAttached() });
  return purpose === 'matter-change' ? rest.extend({ effectiveOn }) : rest;
}

/** Who writes of what: the bureau of matters, departments of policy; what follows from another record has no form. */
function isOffered(purpose: string, type: OrganisationType | undefined): boolean {
  return !(purpose in CAUSED) && mayWrite(purpose, type);
}

function mayWrite(purpose: string, type: OrganisationType | undefined): boolean {
  if (purpose === 'policy') return type === 'department' || type === 'enforcement-agency';
  return !OF_BUREAU.includes(purpose) || type === 'approval-bureau';
}

export const opening: Opening<LetterBody, LetterState, Input> = {
  label: '发函',
  roles: ['officer', 'section-head', 'government-office', 'discipline'],
  scope: 'letters:write',
  input: letterInput,
  asksFirst: { field: 'purpose', input: inputFor, offers: isOffered },
  series: true,
  reads: ({ matter }) => (matter === null ? {} : { matter }),
  refuses: ['notice-too-short'],
  across: (said, facts) => [...formErrors(said), ...addresseeErrors(said, facts)],
  refuse: (input, facts) => {
    const errors = matterErrors(input, facts);
    return errors.length > 0 ? errors : (senderRefusal(input, facts) ?? noticeRefusal(input, facts));
  },
  drafts: (input, { log, now, county, found, idOf }) => {
    const { to, reference: _, application, workingDays, thirdParty, justification, effectiveOn, ...asked } = input;
    // What is announced by hand owes no reply (art. 20).
    const clock = effectiveOn === undefined ? start(log, now, 'reply', now, workingDays ?? undefined) : null;
    const attachments = [
      ...asked.attachments,
      ...(thirdParty ? [{ file: thirdParty.file, name: thirdParty.name }] : []),
    ];
    const unlisted = input.purpose === 'gatekeeping' && { unlisted: found?.matter?.matter?.guidance === null };
    const more = {
      ...{ ...unlisted, ...(justification !== undefined && { justification }) },
      ...(effectiveOn === undefined ? { workingDays: clock?.length } : { effectiveOn }),
    };
    const said = { ...asked, ...more, attachments, thirdParty: thirdParty?.name ?? null };
    const row = found?.matter?.matter;
    const matterName = row?.name ?? null;
    return to.map(({ org, section }) => ({
      to: org,
      ...(to.length > 1 && { series: idOf(0) }),
      section: sectionOf(county, org, section ?? (row?.department === org ? row.section : null)),
      state: clock === null ? 'informed' : 'pending',
      clock,
      ...(application !== null && { application }),
      body: { ...said, matterName, ...UNANSWERED },
    }));
  },
};

/** What the bureau alone writes. */
const OF_BUREAU: readonly string[] = ['gatekeeping', 'written-opinion', 'matter-change'];

/** What is opened by something else alone, and by what. */
const CAUSED = {
  guidance: '事前业务指导的征求意见随业务指导事项发出，请在该事项中办理',
  problem: '问题的协商函随问题发出，请在该问题中办理',
} as const;

function formErrors(said: Readable<Input>): FieldError[] {
  const { purpose, documentNumber, signedBy, attachments, application, effectiveOn } = said;
  const errors: FieldError[] = [];
  const wrong = (pointer: string, detail: string): void => void errors.push({ pointer, detail });
  if (documentNumber && signedBy === null) wrong('/signedBy', '填写文号的，须同时填写签发人');
  if (purpose === undefined) return errors;
  if (purpose in CAUSED) wrong('/purpose', CAUSED[purpose as keyof typeof CAUSED]);
  if (purpose === 'matter-change' && effectiveOn === undefined) wrong('/effectiveOn', '请填写施行日期');
  for (const field of strangeTo(purpose)) {
    if (said[field] !== null && said[field] !== undefined) wrong(`/${field}`, ONLY_OF[field].detail);
  }
  if (purpose === 'policy' && attachments?.length === 0) wrong('/attachments', NO_DRAFT);
  if (purpose === 'gatekeeping' && application === null) wrong('/application', '专业把关须填写办件编号');
  return errors;
}

function addresseeErrors({ to = [] }: Readable<Input>, { county, actor }: AcrossFacts): FieldError[] {
  return to.flatMap(({ org }, i): FieldError[] => {
    const pointer = `/to/${i}/org`;
    const found = organisationOf(county, org);
    if (!found) return [];
    if (org === actor.org) return [{ pointer, detail: '不能发给本单位，请删除' }];
    if (to.findIndex((one) => one.org === org) < i) return [{ pointer, detail: '接收单位重复，请删除' }];
    return [];
  });
}

/** Art. 5: whatever is not on the list of guided matters the bureau decides by itself as a rule. */
const UNJUSTIFIED: FieldError = {
  pointer: '/justification',
  detail: '该事项不在需主管部门指导的事项清单中，请填写确需专业把关的理由',
};

function matterErrors({ matter, purpose, to, justification }: Input, { county, found }: OpeningFacts): FieldError[] {
  const needed = purpose === 'gatekeeping' || purpose === 'written-opinion';
  if (matter === null) return needed ? [{ pointer: '/matter', detail: '请填写边界清单中的事项编码' }] : [];
  const row = found?.matter?.matter;
  if (!row) return [{ pointer: '/matter', detail: '该事项不在现行审管互动边界清单中，请核对事项编码' }];
  if (purpose === 'written-opinion' && (row.decidedAbove ?? 'none') === 'none') {
    return [{ pointer: '/matter', detail: '该事项不由国家或省外决定，不需要书面意见；需要专业把关的，请选择专业把关' }];
  }
  if (!needed) return [];
  const unjustified = purpose === 'gatekeeping' && row.guidance === null && justification === undefined;
  const misaddressed = to.flatMap(({ org }, i) =>
    departmentsOf(row, county).includes(org)
      ? []
      : [{ pointer: `/to/${i}/org`, detail: '该事项的行业主管部门由边界清单确定，请按清单填写接收单位' }],
  );
  return unjustified ? [...misaddressed, UNJUSTIFIED] : misaddressed;
}

function senderRefusal({ purpose }: Input, { actor, county }: OpeningFacts): Refusal | null {
  if (mayWrite(purpose, organisationOf(county, actor.org)?.type)) return null;
  return purpose === 'policy'
    ? { code: 'not-allowed', detail: '政策文件征求意见由行业主管部门、执法机构发出。' }
    : { code: 'not-allowed', detail: `此类函件由${bureauOf(county).name}发出。` };
}

/** Art. 20: told so many working days before. What changes rows of the list is announced by a draft of the list. */
function noticeRefusal({ effectiveOn }: Input, { log, now }: OpeningFacts): Refusal | null {
  if (effectiveOn === undefined) return null;
  const earliest = addDays(start(log, now, 'change-notice', now).by, 1);
  return effectiveOn < earliest ? { code: 'notice-too-short', more: { earliest } } : null;
}

/**
 * The instruction (交办, art. 25): the government office, which leads and coordinates, gives a task and a day to one or
 * more organisations; each reports, is sent back to it or closed. One record an organisation, one series.
 */
import * as z from 'zod';
import { start } from '../clocks/clocks.ts';
import { organisationOf } from '../county.ts';
import type { FieldError } from '../errors.ts';
import { assignIn } from '../exchange/assign.ts';
import { type Beside, keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { AcrossFacts, Opening, Readable } from '../exchange/kind.ts';
import { sectionOf } from '../exchange/known.ts';
import { identifier, listOf, optional, otherOfTypes, section } from '../fields.ts';
import { filesAlong } from '../files/attachment.ts';
import { filesOf } from '../files/named.ts';
import { type Checked, lazily } from '../lazily.ts';
import { recordId } from '../record-fields.ts';
import { close, quarantine, report, sendBack, withdraw } from './acts.ts';
import { assignedFields, type InstructionBody, type InstructionState, instructionBody, UNREPORTED } from './body.ts';

declare module '../exchange/seams.ts' {
  interface MailTypes {
    'instruction-reported': 'instruction';
    'instruction-sent-back': 'instruction';
    'instruction-withdrawn': 'instruction';
  }
}

const ASSIGNED_TO = ['approval-bureau', 'department', 'enforcement-agency'] as const;

const to = lazily(() =>
  z.strictObject({
    org: otherOfTypes(ASSIGNED_TO, '不通过本平台承办交办事项，请删除').meta({ title: '单位' }),
    section: optional(section()).meta({ title: '科室' }),
  }),
);

const instructionInput = lazily(() => {
  const { title, task, workingDays } = assignedFields();
  return z
    .strictObject({
      reference: optional(identifier(100)).meta({ title: '编号', description: '本单位的编号；再次提交不会重复交办' }),
      to: listOf(to(), 40).min(1, { error: '至少一个承办单位' }).meta({ title: '承办单位' }),
      title: optional(title),
      task,
      workingDays,
      attachments: filesAlong(),
    })
    .meta({ id: 'InstructionInput' });
});
type Input = Checked<typeof instructionInput>;

const opening: Opening<InstructionBody, InstructionState, Input> = {
  label: '交办',
  roles: ['government-office'],
  organisations: ['government-office'],
  input: instructionInput,
  series: true,
  across: addresseeErrors,
  drafts: ({ to, title, task, workingDays, attachments }, { log, now, county, idOf }) =>
    to.map(({ org, section }) => ({
      to: org,
      ...(to.length > 1 && { series: idOf(0) }),
      section: sectionOf(county, org, section),
      state: 'assigned',
      clock: start(log, now, 'reply', now, workingDays),
      body: { title, task, workingDays, attachments, ...UNREPORTED, reason: null, closedAt: null },
    })),
};

function addresseeErrors({ to = [] }: Readable<Input>, { county, actor }: AcrossFacts): FieldError[] {
  return to.flatMap(({ org }, i): FieldError[] => {
    const pointer = `/to/${i}/org`;
    const found = organisationOf(county, org);
    if (!found) return [];
    if (org === actor.org) return [{ pointer, detail: '不能交办给本单位，请删除' }];
    if (to.findIndex((one) => one.org === org) < i) return [{ pointer, detail: '承办单位重复，请删除' }];
    return [];
  });
}

const beside: Beside<InstructionBody> = {
  fields: lazily(() => ({
    series: recordId()
      .meta({ title: '同一批交办', description: '同时交办几个单位的，各件相同；只交办一个单位的为 null' })
      .nullable(),
  })),
  of: ({ series }) => ({ series: series ?? null }),
};

export const instruction = declareKind<'instruction', InstructionBody, InstructionState>({
  kind: 'instruction',
  label: '交办事项',
  article: '25',
  path: 'instructions',
  menu: {
    under: 'letters',
    daily: ['government-office'],
    comes: '县政府办公室交办的事项。',
  },
  ...keeps(instructionBody, beside),
  own: UNREPORTED,
  states: {
    assigned: { label: '承办中', open: true },
    reported: { label: '已报告，待办结', open: true, waits: 'sender' },
    closed: { label: '已办结', open: false },
    withdrawn: { label: '已撤回', open: false },
  },
  clock: { assigned: { annex: 'repliesLate' } },
  takenBack: ({ state }) => state === 'withdrawn',
  unreadable: true,
  settable: true,
  mails: () => import('./mails.ts'),
  opening,
  files: ({ attachments, reportAttachments }) => filesOf(attachments, reportAttachments),
  acts: {
    ...{ report, 'send-back': sendBack, close, withdraw, quarantine },
    assign: assignIn<InstructionBody, InstructionState>(['assigned', 'reported']),
  },
  codes: {
    'not-reported': {
      meaning: '尚未报告',
      detail: '承办单位尚未报告办理情况，不能办结。请等待报告或催办；不再需要的，请撤回。',
    },
  },
  title: ({ body: { title, task } }) => ['交办事项', title ?? beginningOf(task)].filter(Boolean).join('：'),
});

/** Letters of what is to be done that tell instructions without a title apart. */
const TOLD = 30;

function beginningOf(task: string | null): string {
  const [first = ''] = (task ?? '').split(/[。；\n]/);
  const letters = [...first.trim()];
  return letters.length > TOLD ? `${letters.slice(0, TOLD).join('')}…` : letters.join('');
}

/** What was sent offline, and to whom: one record an addressee, one series. */
import * as z from 'zod';
import { organisationOf } from '../county.ts';
import type { FieldError } from '../errors.ts';
import type { AcrossFacts, Opening, Readable } from '../exchange/kind.ts';
import { sectionOf } from '../exchange/known.ts';
import { identifier, listOf, optional, otherOrganisation, section, toSealNumber } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf } from '../time.ts';
import { CONFIDENTIAL, itemFields, sentFields, type TransferBody, type TransferState, UNANSWERED } from './body.ts';

const to = lazily(() =>
  z.strictObject({
    org: otherOrganisation().meta({ title: '单位' }),
    section: optional(section()).meta({ title: '科室' }),
  }),
);

const item = lazily(() => {
  const { name, sha256, copies } = itemFields();
  return z.strictObject({ name, sha256: optional(sha256), copies });
});

const transferInput = lazily(() => {
  const { channel, documentNumber, title, sentOn, copies } = sentFields();
  return z
    .strictObject({
      reference: optional(identifier(100)).meta({ title: '编号', description: '本单位的编号；再次提交不会重复登记' }),
      to: listOf(to(), 40).min(1, { error: '至少一个接收单位' }).meta({ title: '接收单位' }),
      channel: channel.meta({ description: '走机要渠道的，只登记接收单位、发出日期和份数' }),
      documentNumber: optional(toSealNumber(documentNumber)).meta({ title: '文号' }),
      title: optional(title).meta({ description: '机要以外的渠道必填' }),
      sentOn,
      items: listOf(item(), 50)
        .nullish()
        .transform((value) => value ?? [])
        .meta({ title: '各件', description: '只登记名称、份数和文件的摘要，最多 50 件' }),
      copies: optional(copies),
    })
    .meta({ id: 'OfflineTransferInput' });
});
type Input = Checked<typeof transferInput>;

export const opening: Opening<TransferBody, TransferState, Input> = {
  label: '登记线下传输',
  roles: ['officer', 'section-head', 'government-office', 'discipline'],
  input: transferInput,
  series: true,
  untied: ({ channel }) => (channel === CONFIDENTIAL ? NO_CONTENT : null),
  across: (said, facts) => [...addresseeErrors(said, facts), ...channelErrors(said), ...dayErrors(said, facts)],
  drafts: ({ to, reference: _reference, ...sent }, { county, idOf }) =>
    to.map(({ org, section }) => ({
      to: org,
      ...(to.length > 1 && { series: idOf(0) }),
      section: sectionOf(county, org, section),
      state: 'sent',
      clock: null,
      body: { ...sent, ...UNANSWERED },
    })),
};

function addresseeErrors({ to = [] }: Readable<Input>, { county, actor }: AcrossFacts): FieldError[] {
  return to.flatMap(({ org }, i): FieldError[] => {
    const pointer = `/to/${i}/org`;
    if (!organisationOf(county, org)) return [];
    if (org === actor.org) return [{ pointer, detail: '不需要登记本单位内部的传送，请删除' }];
    if (to.findIndex((one) => one.org === org) < i) return [{ pointer, detail: '接收单位重复，请删除' }];
    return [];
  });
}

const NO_CONTENT =
  '走机要渠道的，不得在本平台登记文号、标题、内容和能看出内容的编号、相对人、事项，请删除，只填写接收单位、发出日期和份数';

/** The confidential channel says nothing of what was sent; the others say what it was. */
function channelErrors(said: Readable<Input>): FieldError[] {
  const { channel, reference, documentNumber, title, items, copies } = said;
  if (channel === undefined) return [];
  if (channel === CONFIDENTIAL) {
    return [
      ...(reference == null ? [] : [{ pointer: '/reference', detail: NO_CONTENT }]),
      ...(documentNumber == null ? [] : [{ pointer: '/documentNumber', detail: NO_CONTENT }]),
      ...(title == null ? [] : [{ pointer: '/title', detail: NO_CONTENT }]),
      ...(items?.length ? [{ pointer: '/items', detail: NO_CONTENT }] : []),
      ...(copies === null ? [{ pointer: '/copies', detail: '请填写份数' }] : []),
    ];
  }
  return [
    ...(title === null ? [{ pointer: '/title', detail: '请填写标题' }] : []),
    ...(items?.length === 0 ? [{ pointer: '/items', detail: '请至少登记一件' }] : []),
    ...(copies == null ? [] : [{ pointer: '/copies', detail: '仅机要渠道填写，请删除，并在各件中填写份数' }]),
  ];
}

function dayErrors({ sentOn = '' }: Readable<Input>, { now }: AcrossFacts): FieldError[] {
  return sentOn > civilDateOf(now) ? [{ pointer: '/sentOn', detail: '发出日期不能晚于今天' }] : [];
}

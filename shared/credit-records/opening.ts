/**
 * What opens a credit record: whoever decided, by hand or machine; and what another record says of a decision (art.
 * 19).
 */
import * as z from 'zod';
import type { Draft } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Opening } from '../exchange/kind.ts';
import { identifier, optional, yesNo } from '../fields.ts';
import { containsIdentityNumber } from '../identity-number.ts';
import { digest } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import type { Party } from '../party.ts';
import type { Sealed } from '../seal.ts';
import type { CivilDate } from '../time.ts';
import { type CreditRecordBody, type CreditRecordState, creditRecordBody } from './body.ts';
import { fieldsInput, fieldsInputOf, type GivenFields } from './fields.ts';
import { clockOf, filledIn, futureDay, headOf, publicUntil, stateOf, type Whole, wrongIn } from './record.ts';
import { creditRecordId } from './record-id.ts';
import type { RecordType } from './table.ts';

/** A decision that another record tells of. */
export interface Decided {
  /** The record that tells of it. */
  origin: string;
  from: string;
  section: string | null;
  type: RecordType;
  decidedOn: CivilDate;
  party: Party | null;
  documentNumber: string | Sealed | null;
  licence: string | null;
  application?: string;
  project?: string;
  /** Further fields of the table; those that contain an identity number are left out. */
  fields: Readonly<Record<string, string | Sealed | null>>;
}

declare module '../exchange/seams.ts' {
  interface Openings {
    'credit-record': Decided;
  }
}

function inputWith<Fields extends z.ZodType>(fields: Fields) {
  const { type, decidedOn, publish, publishUntil, severity } = creditRecordBody().shape;
  return z.strictObject({
    reference: optional(identifier(100)).meta({ title: '编号', description: '本单位的编号；再次提交不会重复登记' }),
    type,
    decidedOn,
    publish: yesNo().meta(publish.meta() ?? {}),
    publishUntil: optional(publishUntil.unwrap()).meta({
      title: '公示至',
      description: '行政处罚不得超过法定的最长公示期；不填为最长公示期',
    }),
    severity: optional(severity.unwrap()).meta({ title: '违法情节', description: '仅行政处罚；决定最长公示期' }),
    fields,
  });
}

const input = lazily(() => inputWith(fieldsInput()).meta({ id: 'CreditRecordInput' }));

/** What people are asked of a record of one type: its own rows of the table, and of a penalty how grave it is. */
const inputOf = (type: string): z.ZodType =>
  inputWith(fieldsInputOf(type as RecordType)).omit(type === 'penalty' ? {} : { severity: true, publishUntil: true });

type Input = Checked<typeof input>;

export const opening: Opening<CreditRecordBody, CreditRecordState, Input> = {
  label: '登记信用记录',
  roles: ['officer', 'section-head'],
  scope: 'credit:write',
  organisations: ['approval-bureau', 'department', 'enforcement-agency'],
  input,
  asksFirst: { field: 'type', input: inputOf },
  refuse: ({ reference: _, fields, ...whole }, facts) => [
    ...futureDay('/decidedOn', whole.decidedOn, facts),
    ...wrongIn(whole, fields),
  ],
  drafts: ({ reference: _, fields: given, ...whole }, facts) => {
    const { org } = facts.actor;
    const fields = filledIn(whole, given, org, facts);
    return [
      {
        ...{ to: org, state: stateOf(whole.type, fields), clock: clockOf(whole, facts), ...headOf(fields) },
        body: newBody(whole, fields),
      },
    ];
  },
};

const CLASSES = {
  organisation: '法人及非法人组织',
  'individual-business': '个体工商户',
  'natural-person': '自然人',
} as const;
const STARTS = { licence: 'XK', penalty: 'CF', inspection: 'JC' } as const;

/** The record of a decision that another record tells of: public unless its owner says otherwise. */
export function opened(decided: Decided, facts: Facts): Draft<CreditRecordBody, CreditRecordState> {
  const { origin, from, section, type, decidedOn, party, documentNumber, application, project } = decided;
  const id = creditRecordId(origin);
  const whole: Whole = { type, decidedOn, publish: true, publishUntil: null, severity: null };
  const start = STARTS[type];
  const given: GivenFields = {
    ...(party && { [`${start}_XDR_MC`]: party.name, [`${start}_XDR_LB`]: CLASSES[party.type] }),
    [`${start}_XDR_SHXYM`]: party?.creditCode,
    [`${start}_WSH`]: documentNumber,
    ...decided.fields,
  };
  const safe = Object.entries(given).filter(([, value]) => value && (typeof value !== 'string' || !holdsOne(value)));
  const fields = filledIn(whole, Object.fromEntries(safe), from, facts);
  return {
    ...{ id, from, to: from, section, handler: null, participants: [], source: 'system', reference: id },
    ...{
      claimBy: null,
      party: null,
      licence: decided.licence,
      ...headOf(fields, { licence: decided.licence, fields: null }),
      about: [origin],
    },
    ...(application !== undefined && { application }),
    ...(project !== undefined && { project }),
    ...{ state: stateOf(type, fields), clock: clockOf(whole, facts), content: digest({ origin }) },
    body: newBody(whole, fields),
  };
}

function holdsOne(value: string): boolean {
  return containsIdentityNumber(value.normalize('NFKC'));
}

function newBody(whole: Whole, fields: CreditRecordBody['fields']): CreditRecordBody {
  return {
    ...{ type: whole.type, decidedOn: whole.decidedOn, publish: whole.publish, severity: whole.severity },
    ...{ publishUntil: publicUntil(whole), fields, channel: null, receipt: null, sentAt: null, sentBy: null },
    ...{ reasons: null, answeredAt: null, withdrawal: null, withdrawnOn: null, withdrawalText: null },
  };
}

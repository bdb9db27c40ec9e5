/**
 * What opens a case of accountability (art. 24): the limb, whose doing it was, the harm, and the evidence, which is
 * checked against the records as they are now.
 */
import * as z from 'zod';
import { governmentOfficeOf, organisationOf } from '../county.ts';
import type { FieldError } from '../errors.ts';
import { type Exchange, isOneOf } from '../exchange/exchange.ts';
import { headOf } from '../exchange/history.ts';
import type { AcrossFacts, Opening, OpeningFacts, Readable } from '../exchange/kind.ts';
import { sightOf } from '../exchange/sight.ts';
import { listOf, sha256Hex } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { meanings } from '../meaning.ts';
import { type AccountabilityBody, type AccountabilityState, accountabilityBody } from './body.ts';

/** A record of this platform, and the head of its history as whoever names it saw it: proof of what it then said. */
const named = lazily(() =>
  z.strictObject({
    record: z
      .string({ error: '请填写记录编号' })
      .regex(/^[0-9a-f]{32}$/, { error: '应为记录编号（32 位十六进制）' })
      .register(meanings, { is: 'record' })
      .meta({ title: '记录编号' }),
    hash: sha256Hex().meta({ title: '摘要', description: '该记录办理记录最后一条的摘要' }),
  }),
);

const accountabilityInput = lazily(() => {
  const { limb, org, conduct, harm } = accountabilityBody().shape;
  const evidence = listOf(named(), 20).min(1, { error: '至少附一条证据' }).meta({ title: '证据' });
  return z
    .strictObject({ limb, org, conduct: conduct.unwrap(), harm: harm.unwrap(), evidence })
    .meta({ id: 'AccountabilityInput' });
});

type Input = Checked<typeof accountabilityInput>;

export const opening: Opening<AccountabilityBody, AccountabilityState, Input> = {
  label: '提出责任追究',
  hint: '作为证据的记录，可以从其页面“以本记录为证据提出责任追究…”进入本页，也可以把各条记录的网址粘贴在证据中；摘要由平台填入。',
  roles: ['bureau-admin', 'government-office'],
  input: accountabilityInput,
  cites: 'evidence',
  reads: ({ evidence }) => ({ records: evidence.map(({ record }) => record) }),
  across: openingErrors,
  refuse: (input, facts) => {
    // How records stand, and whether one may see them, is told to nobody who could not name them as evidence.
    const evidence = isOneOf(facts.actor, opening.roles) ? evidenceErrors(input, facts) : [];
    return evidence.length > 0 ? evidence : null;
  },
  drafts: (input, { actor, county, found }) => {
    const office = governmentOfficeOf(county).code;
    const records = found?.records ?? new Map<string, Exchange>();
    const evidence = input.evidence.flatMap(({ record, hash }) => {
      const named = records.get(record);
      return named ? [{ record, hash, kind: named.kind, reference: named.reference }] : [];
    });
    const later = { approver: null, approvedAt: null, responsibleOrg: null, responsibility: null };
    const body = { ...input, evidence, ...later, referredAt: null, outcome: null };
    return [{ to: actor.org === office ? null : office, state: 'proposed', body }];
  },
};

/** Wrong fields that only the county tells: limb one is the competent departments' (相关行业主管部门) alone. */
function openingErrors({ limb, org }: Readable<Input>, { county }: AcrossFacts): FieldError[] {
  if (limb === undefined || org === undefined) return [];
  const found = organisationOf(county, org);
  const competent = found?.type === 'department' || found?.type === 'enforcement-agency';
  if (limb === 'misconduct' || competent) return [];
  return [{ pointer: '/org', detail: `转送不及时的责任只适用于行业主管部门，${found?.name}不是行业主管部门` }];
}

/** Every record must be there for whoever names it, and stand as it was said to. */
function evidenceErrors({ evidence }: Input, { actor, found }: OpeningFacts): FieldError[] {
  return evidence.flatMap(({ record, hash }, i) => {
    const exchange = found?.records?.get(record);
    if (!exchange || sightOf(exchange, actor) === null) {
      return [{ pointer: `/evidence/${i}/record`, detail: '没有这条记录，或者您无权查看。请核对记录编号' }];
    }
    if (headOf(exchange) === hash) return [];
    const detail = '与该记录办理记录最后一条的摘要（hash）不符：记录可能已有新的办理。请重新查看该记录后再提交';
    return [{ pointer: `/evidence/${i}/hash`, detail }];
  });
}

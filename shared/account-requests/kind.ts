/**
 * The account request (art. 16): an organisation asks the bureau for a number of accounts, with their roles and people.
 * `grant` sets its quota by the same commit; whom it then takes on is the organisation's own decision.
 */
import * as z from 'zod';
import type { Accounts } from '../accounts/account.ts';
import { ROLE_BELONGS_TO } from '../accounts/fitting.ts';
import { peopleOf } from '../accounts/people.ts';
import { quotaAct } from '../accounts/quota.ts';
import type { KeptAccounts } from '../accounts/reader.ts';
import { auditedAt } from '../audit/chain.ts';
import { start } from '../clocks/clocks.ts';
import { bureauOf, type Organisation, organisationOf } from '../county.ts';
import type { FieldError } from '../errors.ts';
import { assignIn } from '../exchange/assign.ts';
import { type Beside, keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import { ROLE_WORDS, type Role } from '../exchange/exchange.ts';
import type { Opening, OpeningFacts, PersonAct } from '../exchange/kind.ts';
import { hasSection } from '../exchange/known.ts';
import { quarantineBy, takenFromSight } from '../exchange/quarantine.ts';
import type { PutEffect } from '../exchange/seams.ts';
import { identifier, optional, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { type RequestBody, type RequestState, requestBody, UNDECIDED } from './body.ts';

declare module '../exchange/seams.ts' {
  interface MailTypes {
    'accounts-granted': 'account-request';
    'accounts-refused': 'account-request';
  }
}

type Act<Input> = PersonAct<RequestBody, RequestState, Input>;

const requestInput = lazily(() => {
  const { accounts, roles, people, reason } = requestBody().shape;
  return z
    .strictObject({
      reference: optional(identifier(100)).meta({ title: '编号', description: '本单位的编号；再次提交不会重复申请' }),
      ...{ accounts, roles, people, reason: reason.unwrap() },
    })
    .meta({ id: 'AccountRequestInput' });
});
type Input = Checked<typeof requestInput>;

const opening: Opening<RequestBody, RequestState, Input> = {
  label: '申请账号',
  roles: ['org-admin'],
  input: requestInput,
  // What the type of an organisation cannot have is not asked for.
  offers: (field, value, type) => field !== 'roles' || (ROLE_BELONGS_TO[value as Role] ?? type) === type,
  refuse: (input, facts) => [...roleErrors(input, facts), ...sectionErrors(input, facts)],
  drafts: ({ accounts, roles, people, reason }, { log, now, county }) => [
    {
      to: bureauOf(county).code,
      state: 'pending',
      clock: start(log, now, 'reply', now),
      body: { accounts, roles, people, reason, ...UNDECIDED },
    },
  ],
};

/** Roles that none of its accounts can have. */
function roleErrors({ roles }: Input, { county, actor }: OpeningFacts): FieldError[] {
  const org = organisationOf(county, actor.org);
  return roles.flatMap((role, i) => {
    const type = ROLE_BELONGS_TO[role as Role];
    if (!org || !type || type === org.type) return [];
    return [{ pointer: `/roles/${i}`, detail: `${org.name}的账号不能有角色“${ROLE_WORDS[role as Role]}”` }];
  });
}

function sectionErrors({ people }: Input, { county, actor }: OpeningFacts): FieldError[] {
  const org = organisationOf(county, actor.org);
  return people.flatMap(({ section }, i) => {
    if (section === null || (org && hasSection(org, section))) return [];
    return [{ pointer: `/people/${i}/section`, detail: `本单位没有代码为 ${section} 的科室，请从本单位的科室中选择` }];
  });
}

const grantInput = lazily(() => z.strictObject({ accounts: requestBody().shape.granted.unwrap() }));

const grant: Act<Checked<typeof grantInput>> = {
  label: '核定',
  article: '16',
  by: 'addressee',
  roles: ['bureau-admin'],
  from: ['pending'],
  otherwise: { '*': 'already-decided' },
  to: 'granted',
  input: grantInput,
  begins: ({ body }) => ({ accounts: body.accounts }),
  hint: '核定的数量即为该单位可同时启用的人员账号总数，即刻生效。',
  reads: ({ from }) => ({ accounts: from }),
  apply: ({ body, from, jurisdiction }, { accounts }, { now, by, county, found }) => ({
    body: { ...body, granted: accounts, decidedBy: by, decidedAt: now },
    also: [
      ...quotaPuts(jurisdiction, organisationOf(county, from) as Organisation, found?.accounts, accounts, {
        by,
        at: now,
      }),
      { do: 'mail', org: from, section: null, type: 'accounts-granted' },
    ],
  }),
};

/** The number lies with the organisation's accounts, which no commit in between has changed. */
function quotaPuts(
  jurisdiction: string,
  org: Organisation,
  known: KeptAccounts | undefined,
  quota: number,
  who: { by: string; at: number },
): PutEffect[] {
  const kept = (known?.item?.value as Accounts | undefined) ?? { org: org.code, accounts: [] };
  const act = quotaAct(org, kept.quota, quota, who);
  const { item, entry } = auditedAt(jurisdiction, known?.chained, known?.item, { ...kept, quota }, act);
  return [
    { do: 'put', put: { item, expected: known?.item?.head ?? null } },
    { do: 'put', put: { item: entry, expected: null } },
  ];
}

const refusalInput = lazily(() => z.strictObject({ reason: text(500).meta({ title: '理由' }) }));

const refuse: Act<Checked<typeof refusalInput>> = {
  label: '不予核定',
  article: '16',
  by: 'addressee',
  roles: ['bureau-admin'],
  from: ['pending'],
  otherwise: { '*': 'already-decided' },
  to: 'refused',
  input: refusalInput,
  apply: ({ body, from }, { reason }, { now, by }) => ({
    body: { ...body, refusal: reason, decidedBy: by, decidedAt: now },
    also: [{ do: 'mail', org: from, section: null, type: 'accounts-refused' }],
  }),
};

const withdraw: Act<Checked<typeof refusalInput>> = {
  label: '撤回',
  article: '16',
  by: 'sender',
  roles: ['org-admin'],
  from: ['pending'],
  otherwise: { '*': 'already-decided' },
  danger: true,
  to: 'withdrawn',
  input: refusalInput,
  apply: () => ({}),
};

/** Who asked takes the whole from sight, the bureau the reason of its refusal. */
const quarantine = quarantineBy<RequestBody, RequestState>({
  by: 'participant',
  roles: ['org-admin', 'bureau-admin'],
  refuses: ['not-replied'],
  barred: ({ from, body }, { org }) =>
    org !== from && body.refusal === null
      ? { code: 'not-replied', detail: '本单位在该申请中没有填写理由，没有可隔离的内容。请联系申请单位。' }
      : null,
  apply: ({ from, body, caused }, input, { org }) =>
    org === from ? takenFromSight(input, caused) : { body: { ...body, refusal: null, decidedBy: null }, detail: input },
  spares: ({ from }, { org }) => (org === from ? null : (entry) => entry.act !== 'refuse'),
});

const beside: Beside<RequestBody> = {
  fields: lazily(() => ({
    active: z.int().meta({ title: '已启用的人员账号', description: '列表中为 null' }).nullable(),
    quota: z.int().meta({ title: '此前核定的数量', description: '没有核定的、列表中为 null' }).nullable(),
  })),
  of: () => ({ active: null, quota: null }),
};
const kept = keeps(requestBody, beside);

function countedIn(known: KeptAccounts | undefined): { active: number | null; quota: number | null } {
  if (!known) return { active: null, quota: null };
  const { accounts = [], quota = null } = (known.item?.value ?? {}) as Partial<Accounts>;
  return { active: peopleOf(accounts).length, quota };
}

export const accountRequest = declareKind<'account-request', RequestBody, RequestState>({
  kind: 'account-request',
  label: '账号申请',
  article: '16',
  path: 'account-requests',
  menu: {
    under: 'administration',
    roles: ['org-admin', 'bureau-admin'],
    comes: '各单位的账号申请和核定。',
  },
  ...kept,
  present: (exchange, _reader, { found }) => ({ ...kept.present(exchange), ...countedIn(found?.accounts) }),
  // Whoever decides has to know what there is by now.
  asks: ({ from }) => ({ accounts: from }),
  states: {
    pending: { label: '待核定', open: true },
    granted: { label: '已核定', open: false },
    refused: { label: '不予核定', open: false },
    withdrawn: { label: '已撤回', open: false },
  },
  clock: { pending: { annex: 'repliesLate' } },
  takenBack: ({ state }) => state === 'withdrawn',
  settable: true,
  mails: () => import('./mails.ts'),
  opening,
  // The bureau's own request needs no mail to the bureau.
  tellsArrival: ({ from, to }) => from !== to,
  acts: { grant, refuse, withdraw, assign: assignIn<RequestBody, RequestState>(['pending']), quarantine },
  codes: {
    'not-replied': { meaning: '尚未答复', detail: '该申请尚未核定。请先核定。' },
    'already-decided': {
      meaning: '变更或申请已经决定',
      detail: '该申请已经核定或撤回，不能再次办理。需要的，请重新申请。',
    },
  },
  // Nobody fills the accounts of an organisation that ends.
  succeeded: ({ from, to }, { org }) =>
    from === org ? { set: { from, to, state: 'withdrawn', clock: null, passed: undefined } } : {},
  title: ({ body }) => `账号申请：${body.accounts} 个`,
});

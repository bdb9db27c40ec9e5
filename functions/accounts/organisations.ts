/** The organisations of a county (art. 16), put by the bureau's administrator. */
import * as z from 'zod';
import type { Accounts } from '../../shared/accounts/account.ts';
import { confirmBy } from '../../shared/accounts/confirmation.ts';
import { putOrganisation, typeErrors } from '../../shared/accounts/directory.ts';
import { endingPuts } from '../../shared/accounts/ending.ts';
import { organisationErrors } from '../../shared/accounts/fitting.ts';
import type { OrganisationInput } from '../../shared/accounts/input.ts';
import {
  type OrganisationGiven,
  organisationInput,
  organisationLeftOut,
  organisationMeant,
} from '../../shared/accounts/input.ts';
import { ownersOf } from '../../shared/accounts/people.ts';
import { readKept } from '../../shared/accounts/quota.ts';
import { organisationReasons } from '../../shared/accounts/second-person.ts';
import { mayEnd } from '../../shared/accounts/succession.ts';
import { isActive, type Organisation, organisationOf } from '../../shared/county.ts';
import { type FieldError, invalid, notFound, unavailable } from '../../shared/errors.ts';
import { deskInSteps } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { organisation as organisationCode } from '../../shared/fields.ts';
import { mailboxMoved } from '../../shared/mail/mailbox-moved.ts';
import type { Put, Store } from '../../shared/ports.ts';
import { mustMatch, tagOf } from '../http/conditional.ts';
import { mustFit } from '../http/input.ts';
import { pageOfWhole, wholeQuery } from '../http/paging.ts';
import { mustBe } from '../http/permission.ts';
import { READ_TAG, type Route, route } from '../http/route.ts';
import { ask } from './deciding.ts';
import { mustHaveNothingLeft, mustNotBeInUse } from './in-use.ts';
import { presentConfirmation } from './present-confirmation.ts';
import { tag } from './tag.ts';

const answers = () => import('./answers.ts');

/** What a `PUT` answers that needs a second person. */
export const WAITS = {
  description: '须由第二人确认，尚未生效；见 /changes',
  schema: async () => (await import('./change-answers.ts')).changeAnswer,
  headers: { location: '该变更的地址' },
};

const list = route({
  method: 'GET',
  path: '/organisations',
  id: 'listOrganisations',
  summary: '单位名录',
  description: '单位、类型和科室。通知邮箱只有行政审批服务局管理员和本单位管理员可见。',
  tag,
  query: wholeQuery,
  answers: { 200: { description: '全部单位', schema: async () => (await answers()).organisationsAnswer } },
  handle: async (call) => {
    const { county } = await call.desk.facts();
    const items = county.organisations.map((org) => presentOrganisation(visible(org, call.actor)));
    return pageOfWhole(call, items);
  },
});

const read = route({
  method: 'GET',
  path: '/organisations/{org}',
  id: 'readOrganisation',
  summary: '一个单位',
  description:
    '通知邮箱只有行政审批服务局管理员和本单位管理员可见；科室由谁负责，只有本单位、行政审批服务局管理员和县政府办公室可见。没有经办人员的科室，其事项由科室负责人办理。',
  tag,
  answers: {
    200: { description: '单位', schema: async () => (await answers()).organisationWholeAnswer, headers: READ_TAG },
  },
  handle: async ({ desk, actor, params }) => {
    const facts = await desk.facts();
    const org = organisationOf(facts.county, params.org as string);
    if (!org) throw notFound('该单位');
    const body = visible(org, actor);
    const kept = await readKept(desk.ports.store, desk.jurisdiction, org.code);
    // The tag is that of what `PUT` replaces alone.
    return {
      status: 200,
      body: { ...presentOrganisation(body), ...staffOf(org, body, kept, actor), confirmBy: confirmBy(facts) },
      headers: { etag: tagOf(body) },
    };
  },
});

const put = route({
  method: 'PUT',
  path: '/organisations/{org}',
  id: 'putOrganisation',
  summary: '新增或修改单位',
  description:
    'active 填 false 的停用单位及其全部账号：现行和待施行的边界清单、清单草案列有该单位，或有未办结事项、在监管的台账条目的，不能停用（by 列明）。修改时以 If-Match 携带读取所得的 ETag，并写明 mail、sections 等可能被清空的字段：不变的照旧填写，清空的填 null 或 []。',
  tag,
  body: organisationInput,
  // Only whoever may change it is told what it has.
  wrongBeside: async ({ desk, actor, params }, json) => {
    const found = organisationOf((await desk.facts()).county, params.org as string);
    const known = actor.roles.includes('bureau-admin') ? found : undefined;
    const left = known ? organisationLeftOut(readablePart(json), known) : [];
    return [...left, ...sectionErrors(json, known)];
  },
  ifMatch: 'existing',
  conflicts: ['in-use'],
  answers: {
    200: { description: '已修改', schema: async () => (await answers()).organisationAnswer },
    201: { description: '已新增', schema: async () => (await answers()).organisationAnswer },
    202: WAITS,
  },
  handle: async ({ platform, desk, actor, params, body, headers }) => {
    const fits = organisationCode().safeParse(params.org);
    if (!fits.success) throw invalid([{ pointer: '/org', detail: fits.error.issues[0]?.message ?? '' }]);
    const { county } = await desk.facts();
    const known = organisationOf(county, fits.data);
    const input = organisationMeant(body, known);
    mustFit([...organisationErrors(input), ...standingErrors(input, known)]);
    mustBe(actor, ['bureau-admin']);
    const replaces = async (before: Organisation | undefined): Promise<void> => {
      mustMatch(headers, before ? tagOf(before) : null, '该单位');
      if (!before) return;
      // The commit closes or allows accounts by what was read: another program may have written it since.
      if (known && isActive(before) !== isActive(known)) throw unavailable();
      mustFit(organisationLeftOut(body, before));
      await mustNotBeInUse(desk, before, input);
    };
    const reasons = organisationReasons(known, input);
    if (known && reasons.length > 0) {
      mustFit(typeErrors(county, known, input));
      await replaces(known);
      const wanted = { org: known.code, account: null, input };
      return ask(desk, platform.settings, actor, { wanted, before: known, reasons });
    }
    const who = { by: actor.account, at: desk.ports.clock.now() };
    const moved = known && isActive(known) !== isActive(input) ? known : null;
    // An end looks at all that the organisation has: the attempt begins after that.
    const steps = deskInSteps(desk);
    if (moved && !isActive(input)) {
      await replaces(moved);
      await mustHaveNothingLeft(steps, moved);
    }
    const facts = await desk.facts();
    const also = async (inTime: Store, before: Organisation | undefined): Promise<Put[]> => [
      ...(moved ? await endingPuts(inTime, desk.jurisdiction, moved, !isActive(input), who) : []),
      ...mailboxMoved(facts, before, { code: fits.data, ...input }, who.by, platform.settings.mailDomain),
    ];
    const options = { replaces, also, ...who };
    const { organisation, created } = await putOrganisation(
      steps.ports.store,
      desk.jurisdiction,
      fits.data,
      input,
      options,
    );
    const answer = { body: presentOrganisation(organisation), headers: { etag: tagOf(organisation) } };
    return { status: created ? 201 : 200, ...answer };
  },
});

export const organisationRoutes: readonly Route[] = [list, read, put];

/** An organisation as this account may see it: addresses are for administrators. Its tag is that of what is seen. */
function visible(org: Organisation, actor: Actor): Seen {
  const admin = actor.roles.includes('bureau-admin') || (actor.roles.includes('org-admin') && actor.org === org.code);
  if (admin) return org;
  const sections = org.sections.map(({ code, name }) => ({ code, name }));
  const { code, name, type, defaultSection, active, succeededBy } = org;
  const standing = { ...(active === false && { active }), ...(succeededBy && { succeededBy }) };
  return { code, name, type, sections, defaultSection, ...standing };
}

function presentOrganisation<O extends Seen>(org: O) {
  return { ...org, active: isActive(org), succeededBy: org.succeededBy ?? null };
}

/** What an organisation may not be: new and ended, or without use where a county always has one. */
function standingErrors(input: OrganisationInput, known: Organisation | undefined): FieldError[] {
  if (isActive(input) || (known && !isActive(known))) return [];
  if (!known) return [{ pointer: '/active', detail: '新增的单位应为启用' }];
  return mayEnd(known) ? [] : [{ pointer: '/active', detail: `${known.name}不能停用` }];
}

type Seen = Omit<Organisation, 'mail' | 'sections'> & {
  mail?: string | null;
  sections: readonly { code: string; name: string; mail?: string | null }[];
};

/** Whose each section is, and the last confirmation: names for those whom they concern alone. */
function staffOf(org: Organisation, { sections }: Seen, { accounts, confirmed }: Accounts, actor: Actor) {
  const reads = ['bureau-admin', 'government-office'].some((role) => (actor.roles as string[]).includes(role));
  const named = actor.org === org.code || reads;
  return {
    sections: sections.map((section) => {
      const owners = ownersOf(accounts, section.code);
      const names = owners.map(({ account, name }) => ({ account, name }));
      return { ...section, ...(named && { owners: names }), ownerless: owners.length === 0 };
    }),
    confirmed: confirmed === undefined || !named ? null : presentConfirmation(confirmed),
  };
}

/** What is wrong with the sections of a body that does not fit, where these do. */
function sectionErrors(json: unknown, known: Organisation | undefined): FieldError[] {
  const { sections, defaultSection } = organisationInput().shape;
  const { data } = z.object({ sections, defaultSection }).safeParse(json);
  return data ? organisationErrors(organisationMeant(data as OrganisationGiven, known)) : [];
}

/**
 * What of a body that does not fit can be held against the organisation: its fields, and sections where they are some.
 */
function readablePart(json: unknown): OrganisationGiven {
  const fields = (typeof json === 'object' && json !== null ? json : {}) as Partial<OrganisationGiven>;
  const { sections } = fields;
  const whole = Array.isArray(sections) && sections.every((one) => typeof one === 'object' && one !== null);
  return { ...fields, ...(sections !== undefined && { sections: whole ? sections : [] }) } as OrganisationGiven;
}

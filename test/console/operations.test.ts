/**
 * People with a browser can do everything that the platform does: each operation of the API has a page, or stands here
 * as one that only programs ask for. An operation that is added wants a line.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAGES, ROUTES } from '../../functions/catalog.ts';
import { batchActs } from '../../functions/exchanges/batch.ts';
import { batchOperation, operation } from '../../functions/exchanges/naming.ts';
import { routesOf } from '../../functions/exchanges/of-kind.ts';
import { personActs } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';

const ORG = 'organisations/{org}';
const ACCOUNT = `${ORG}/accounts/{account}`;
const DRAFT = 'boundary-list-drafts/{id}';
const QUARTER = 'reports/{quarter}';

/** Below `/console/`: where a person does what the operation does. */
const BY_PAGE: Readonly<Record<string, string>> = {
  readInbox: 'inbox',
  readTimeline: 'timeline',
  createPush: 'entry/{kind}/{matter}',
  reconcile: 'entry/reconciling',
  importPushes: 'entry/workbook',
  readPushImport: 'entry/workbook/{id}',
  readPushTemplate: 'entry/template/{kind}',
  listRegister: 'register',
  readRegisterEntry: 'register/{id}',
  listFeedbackOfEntry: 'register/{id}',
  openFeedback: 'register/{id}/feedback',
  readTrainings: 'trainings',
  readEvidenceOfAccountability: 'accountability/{id}/evidence/{record}',
  declareFile: 'files/declared',
  putFileContent: 'files/{id}/content',
  getFileContent: 'files/{id}',
  readFile: 'files',
  // The calendar and the rules.
  readCalendarYear: 'calendar/{year}',
  explainDeadline: 'explain',
  putCalendarYear: 'calendar/{year}/notice',
  listExtensions: 'extensions',
  extendDeadlines: 'extensions/new',
  revokeExtension: 'extensions/{id}/revoke',
  listRuleSets: 'rule-sets',
  enterRuleSet: 'rule-sets/new',
  readRetimingJob: 'calendar/{year}',
  listSpared: 'recounts/{id}/spared',
  // Organisations and accounts.
  listInvitations: 'county',
  acceptInvitation: 'invitations',
  refuseInvitation: 'invitations',
  listColleagues: 'inbox',
  listOrganisations: 'organisations',
  readOrganisation: ORG,
  putOrganisation: `${ORG}/edit`,
  succeedOrganisation: `${ORG}/succeed`,
  readSuccession: `${ORG}/succession`,
  listAccounts: `${ORG}/accounts`,
  readAccount: ACCOUNT,
  putAccount: `${ACCOUNT}/edit`,
  readQuota: `${ORG}/quota`,
  putQuota: `${ORG}/quota`,
  putDeputy: `${ACCOUNT}/deputy`,
  dropDeputy: `${ACCOUNT}/deputy/drop`,
  confirmAccounts: `${ORG}/confirm`,
  handOverAccount: `${ACCOUNT}/hand-over`,
  readHandOver: `${ORG}/hand-overs/{id}`,
  importAccounts: `${ORG}/import`,
  makeSecret: `${ACCOUNT}/secret`,
  dropSecret: `${ACCOUNT}/secret/drop`,
  listChanges: 'changes',
  readChange: 'changes/{id}',
  confirmChange: 'changes/{id}/confirm',
  refuseChange: 'changes/{id}/refuse',
  readCountySettings: 'settings',
  putCountySettings: 'settings/edit',
  listAudit: 'audit',
  verifyAuditChain: 'audit/chain',
  listNotices: 'mails',
  resendNotice: 'mails/{id}/resend',
  resendNotices: 'mails/resend',
  // Sharing rights.
  listQueryGrants: 'sharing',
  listQueryGrantGaps: 'sharing',
  readQueryGrant: 'sharing/grants/{id}',
  putQueryGrant: 'sharing/grants/{id}/edit',
  revokeQueryGrant: 'sharing/grants/{id}/revoke',
  queryApprovals: 'sharing/query/approvals',
  querySupervision: 'sharing/query/supervision',
  queryRegister: 'sharing/query/register',
  readQueryLog: 'sharing/log',
  listSystems: 'sharing',
  readSystem: 'sharing/systems/{id}',
  putSystem: 'sharing/systems/{id}/edit',
  // The boundary list.
  readBoundaryList: 'boundary-list',
  listBoundaryVersions: 'boundary-list',
  publishBoundaryList: 'boundary-list/direct',
  readBoundaryListDifference: 'boundary-list/difference',
  listDraftRows: `${DRAFT}/rows`,
  readDraftRow: `${DRAFT}/rows/{code}`,
  putDraftRow: `${DRAFT}/rows/{code}`,
  dropDraftRow: `${DRAFT}/rows/{code}/drop`,
  readDraftDifference: `${DRAFT}/rows`,
  importDraftRows: `${DRAFT}/import`,
  // What lies sealed.
  listSealed: 'sealed',
  readSealed: 'sealed/{id}',
  confirmSealed: 'sealed/{id}/destroy',
  restoreSealed: 'sealed/{id}/restore',
  // Credit.
  readCredit: 'credit-ask',
  exportCreditRecords: 'credit-files/{type}/{format}',
  readCreditLists: 'credit-lists',
  readCreditList: 'credit-lists/{list}/replace',
  putCreditList: 'credit-lists/new',
  // The circular.
  readCircular: QUARTER,
  objectToCircular: `${QUARTER}/objection`,
  issueCircular: `${QUARTER}/issue`,
  readEvidence: `${QUARTER}/evidence`,
  listErrata: QUARTER,
  readYearOfCirculars: 'years/{year}',
  readAssessmentWeights: 'weights',
  putAssessmentWeights: 'weights',
  readMatterFigures: `${QUARTER}/matters`,
  listCautionsOfQuarter: `${QUARTER}/cautions`,
};

/** What programs alone ask for, and why people need no page of it; what is a page itself. */
const OTHERS: Readonly<Record<string, string>> = {
  issueToken: 'a machine’s token; people sign in',
  readMe: 'which account a token is; every page says who is signed in',
  issueCreditTicket: 'an approval system embeds the page that it opens; in the console credit is asked for itself',
};
/** Asked for by a page under another name: what the file’s own list says of it, whom a form proposes. */
const SHOWN_BESIDE = new Set(['readFile', 'listFeedbackOfEntry']);
const IS_PUBLIC = /^\/(?:$|health$|public\/|openapi\.json$|docs$|credit\/page\/)/;

const paths = new Set(PAGES.map(({ path }) => path));
const ofKinds = new Map([...KINDS.values()].flatMap((kind) => routesOf(kind).map(({ id }) => [id, kind] as const)));
const own = ROUTES.filter(({ id, path }) => !ofKinds.has(id) && !IS_PUBLIC.test(path));
const sources = globSync(join(import.meta.dirname, '../../functions/console/**/*.ts'));
const console$ = sources.map((file) => readFileSync(file, 'utf8')).join('\n');

describe.each(own.map(({ id }) => id))('%s', (id) => {
  it('has a page, which asks it, or is for programs alone', () => {
    const page = BY_PAGE[id];
    expect([page !== undefined, id in OTHERS]).toEqual([!(id in OTHERS), id in OTHERS]);
    if (page === undefined) return;
    expect(paths).toContain(`/console/${page}`);
    if (!SHOWN_BESIDE.has(id)) expect(console$.includes(`'${id}'`)).toBe(true);
  });
});

it('stands here for no operation that there is not', () => {
  const known = new Set(ROUTES.map(({ id }) => id));
  expect([...Object.keys(BY_PAGE), ...Object.keys(OTHERS)].filter((id) => !known.has(id))).toEqual([]);
});

it.each([...KINDS.values()].map((kind) => [kind.label, kind] as const))(
  'of %s all are on the pages that every kind has',
  (_label, kind) => {
    const pages = [
      ...[
        operation('list', kind.path),
        operation('open', kind.kind),
        ...personActs(kind).map(([name]) => operation(name, kind.kind)),
      ],
      ...['read', 'history', 'deadline', 'readings', 'archive'].map((name) => operation(name, kind.kind)),
      ...batchActs(kind).map(([name]) => batchOperation(kind, name)),
    ];
    const others = [...ofKinds].filter(([id, of]) => of === kind && !pages.includes(id)).map(([id]) => id);
    // Pushes have routes of their own besides, which stand above.
    expect(others.filter((id) => !(id in BY_PAGE))).toEqual([]);
  },
);

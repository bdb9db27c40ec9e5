/** The pages of those who administer: organisations, accounts, sharing rights, settings, changes, sealed evidence. */
import type { Route } from '../../http/route.ts';
import { ownButton, ownFile, ownForm, ownPage } from '../own-page.ts';

const organisations = () => import('./organisations.ts');
const accounts = () => import('./accounts.ts');
const secrets = () => import('./account-secrets.ts');
const changes = () => import('./changes.ts');
const sharing = () => import('./sharing.ts');
const queries = () => import('./granted-queries.ts');
const settings = () => import('./settings.ts');
const sealed = () => import('./sealed.ts');
const at = (path: string, id: string, summary: string) => ({ path: `/console/${path}`, id, summary });
const ORG = 'organisations/{org}';
const ACCOUNT = `${ORG}/accounts/{account}`;
const GRANT = 'sharing/grants/{id}';
const SYSTEM = 'sharing/systems/{id}';

const ofOrganisations: readonly Route[] = [
  ownPage(at('organisations', 'pageOrganisations', '单位名录'), async () => (await organisations()).organisations),
  ...ownForm(at('organisations/new', 'pageOrganisationNew', '新增单位'), async () => (await organisations()).adding),
  ownPage(at(ORG, 'pageOrganisation', '单位'), async () => (await organisations()).organisation),
  ...ownForm(at(`${ORG}/edit`, 'pageOrganisationEdit', '修改单位'), async () => (await organisations()).changing),
  ...ownForm(at(`${ORG}/succeed`, 'pageSucceeding', '由其他单位承接'), async () => (await organisations()).succeeding),
  ownPage(at(`${ORG}/succession`, 'pageSuccession', '承接的进度'), async () => (await organisations()).succession),
  ...ownForm(at(`${ORG}/quota`, 'pageQuota', '核定账号数量'), async () => (await organisations()).quota),
  ...ownForm(at(`${ORG}/confirm`, 'pageConfirming', '确认账号'), async () => (await organisations()).confirming),
];

const ofAccounts: readonly Route[] = [
  ownPage(at(`${ORG}/accounts`, 'pageAccounts', '账号'), async () => (await accounts()).accounts),
  ...ownForm(at(`${ORG}/new-account`, 'pageAccountNew', '新增账号'), async () => (await accounts()).adding),
  ...ownForm(
    at(`${ORG}/import`, 'pageAccountImport', '导入账号'),
    async () => (await import('./account-import.ts')).importingForm,
  ),
  ownFile(at(`${ORG}/import/workbook`, 'pageAccountWorkbook', '账号的表格'), async () => {
    return (await import('./account-import.ts')).accountWorkbook;
  }),
  ownPage(at(`${ORG}/hand-overs/{id}`, 'pageHandOver', '移交'), async () => (await accounts()).handOver),
  ownPage(at(ACCOUNT, 'pageOneAccount', '账号'), async () => (await accounts()).account),
  ...ownForm(at(`${ACCOUNT}/edit`, 'pageAccountEdit', '修改账号'), async () => (await accounts()).changing),
  ...ownForm(at(`${ACCOUNT}/hand-over`, 'pageHandingOver', '移交、离岗'), async () => (await accounts()).handingOver),
  ...ownForm(at(`${ACCOUNT}/deputy`, 'pageDeputy', '设置 AB 角'), async () => (await accounts()).deputy),
  ownButton(at(`${ACCOUNT}/deputy/drop`, 'pageDeputyDropped', '取消 AB 角'), async () => (await accounts()).dropDeputy),
  ...ownForm(at(`${ACCOUNT}/secret`, 'pageSecret', '系统账号的密钥'), async () => (await secrets()).secret),
  ...ownForm(at(`${ACCOUNT}/secret/drop`, 'pageSecretsDropping', '收回密钥'), async () => (await secrets()).dropping),
  ...ownForm(at(`${ACCOUNT}/link`, 'pageMakingLink', '登录链接'), async () => (await secrets()).link),
];

const ofChanges: readonly Route[] = [
  ownPage(at('changes', 'pageChanges', '须由第二人确认的变更'), async () => (await changes()).changes),
  ownPage(at('changes/{id}', 'pageChange', '变更'), async () => (await changes()).oneChange),
  ownButton(at('changes/{id}/confirm', 'pageChangeConfirmed', '确认变更'), async () => (await changes()).confirmChange),
  ...ownForm(at('changes/{id}/refuse', 'pageChangeRefusing', '拒绝变更'), async () => (await changes()).refusing),
];

const ofSharing: readonly Route[] = [
  ownPage(at('sharing', 'pageSharing', '共享权限'), async () => (await sharing()).sharing),
  ...ownForm(at('sharing/new-grant', 'pageGrantNew', '开放查询'), async () => (await sharing()).addingGrant),
  ownPage(at(GRANT, 'pageGrant', '查询授权'), async () => (await sharing()).grant),
  ...ownForm(at(`${GRANT}/edit`, 'pageGrantEdit', '修改查询授权'), async () => (await sharing()).changingGrant),
  ...ownForm(at(`${GRANT}/revoke`, 'pageGrantRevoke', '收回查询授权'), async () => (await sharing()).revoking),
  ...ownForm(at('sharing/new-system', 'pageSystemNew', '登记上级系统'), async () => (await sharing()).addingSystem),
  ...ownForm(at('sharing/query/approvals', 'pageQueryApprovals', '按授权查询审批信息'), async () => {
    return (await queries()).queryingApprovals;
  }),
  ...ownForm(at('sharing/query/supervision', 'pageQuerySupervision', '按授权查询监管信息'), async () => {
    return (await queries()).queryingSupervision;
  }),
  ...ownForm(at('sharing/query/register', 'pageQueryRegister', '按授权查询监管台账'), async () => {
    return (await queries()).queryingRegister;
  }),
  ownPage(at('sharing/log', 'pageQueryLog', '授权查询的日志'), async () => (await queries()).queryLog),
  ownPage(at(SYSTEM, 'pageSystem', '上级系统'), async () => (await sharing()).system),
  ...ownForm(at(`${SYSTEM}/edit`, 'pageSystemEdit', '修改系统'), async () => (await sharing()).changingSystem),
];

const ofSettings: readonly Route[] = [
  ownPage(at('settings', 'pageSettings', '设置'), async () => (await settings()).settings),
  ...ownForm(at('settings/edit', 'pageSettingsEdit', '修改设置'), async () => (await settings()).changing),
  ...ownForm(at('rule-sets/new', 'pageRuleSetNew', '录入时限规则'), async () => (await settings()).enteringRules),
];

const ofEvidence: readonly Route[] = [
  ownPage(at('sealed', 'pageSealed', '密封留存的证据'), async () => (await sealed()).sealed),
  ownPage(at('sealed/{id}', 'pageSealedOpened', '打开密封留存的证据'), async () => (await sealed()).opened),
  ...ownForm(at('sealed/{id}/restore', 'pageSealedRestoring', '恢复'), async () => (await sealed()).restoring),
  ...ownForm(at('sealed/{id}/destroy', 'pageSealedDestroying', '销毁'), async () => (await sealed()).destroying),
];

export const administration: readonly Route[] = [
  ...ofOrganisations,
  ...ofAccounts,
  ...ofChanges,
  ...ofSharing,
  ...ofSettings,
  ...ofEvidence,
];

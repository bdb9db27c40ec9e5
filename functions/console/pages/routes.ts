/** The pages that belong to no kind. What makes each is loaded when it is asked for. */
import type { Route } from '../../http/route.ts';
import { ownButton, ownFile, ownForm, ownPage } from '../own-page.ts';
import { administration } from './administration-routes.ts';
import { boundaryPages } from './boundary-routes.ts';
import { entryPages } from './entry-routes.ts';

const circular = () => import('./circular.ts');
const beside = () => import('./circular-beside.ts');
const calendar = () => import('./calendar.ts');
const shelves = () => import('./shelves.ts');
const timeline = () => import('./timeline.ts');
const keeping = () => import('./keeping.ts');
const at = (path: string, id: string, summary: string) => ({ path: `/console/${path}`, id, summary });
const QUARTER = 'reports/{quarter}';

const reports: readonly Route[] = [
  ownPage(at('reports', 'pageReports', '定期通报'), async () => (await circular()).quarters),
  ownPage(at(QUARTER, 'pageCircular', '季度通报'), async () => (await circular()).circular),
  ownPage(at(`${QUARTER}/cautions`, 'pageCautions', '提醒函和约谈'), async () => (await beside()).cautions),
  ownPage(at(`${QUARTER}/matters`, 'pageMatters', '分事项统计'), async () => (await beside()).matters),
  ownFile(at(`${QUARTER}/files/{format}`, 'pageCircularFile', '通报的文件'), async () => (await circular()).file),
  ownFile(at(`${QUARTER}/evidence`, 'pageEvidence', '逐条依据'), async () => (await circular()).evidence),
  ...ownForm(at(`${QUARTER}/issue`, 'pageIssuing', '签发通报'), async () => (await beside()).issuing),
  ...ownForm(at(`${QUARTER}/objection`, 'pageObjecting', '提出更正'), async () => (await beside()).objecting),
  ownPage(at('years/{year}', 'pageYear', '年度汇总'), async () => (await beside()).year),
  ...ownForm(at('weights', 'pageWeights', '计分权重'), async () => (await beside()).weights),
];

const lists: readonly Route[] = [
  ownPage(at('county-wide', 'pageCountyWide', '全县情况'), async () => (await import('./county-wide.ts')).countyWide),
  ownPage(at('more', 'pageMore', '更多事务'), async () => (await shelves()).more),
  ownPage(at('timeline', 'pageTimeline', '时间线'), async () => (await timeline()).timeline),
  ownPage(at('register', 'pageRegister', '监管台账'), async () => (await shelves()).register),
  ownFile(at('register/export', 'pageRegisterFile', '监管台账的表格'), async () => (await shelves()).registerFile),
  ownPage(at('register/{id}', 'pageRegisterEntry', '台账条目'), async () => (await shelves()).registerEntry),
  ...ownForm(at('register/{id}/feedback', 'pageFeedback', '登记监管反馈'), async () => (await shelves()).feedback),
  ownPage(at('trainings', 'pageTrainings', '业务培训'), async () => (await shelves()).trainings),
  ownPage(at('accountability/{id}/evidence/{record}', 'pageEvidenceOfCase', '证据'), async () => {
    return (await import('./evidence.ts')).evidence;
  }),
  ownPage(at('mails', 'pageMails', '发送失败的邮件'), async () => (await shelves()).mails),
  ownButton(at('mails/{id}/resend', 'pageMailSent', '重新发送'), async () => (await shelves()).resend),
  ownButton(at('mails/resend', 'pageMailsSent', '全部重新发送'), async () => (await keeping()).resendAll),
  ownPage(at('audit', 'pageAudit', '审计记录'), async () => (await shelves()).audit),
  ownPage(at('audit/chain', 'pageAuditChain', '校验审计链'), async () => (await keeping()).chain),
  ownPage(at('extensions', 'pageExtensions', '期限顺延'), async () => (await shelves()).extensions),
  ...ownForm(at('extensions/new', 'pageExtending', '录入期限顺延'), async () => (await shelves()).extending),
  ...ownForm(at('extensions/{id}/revoke', 'pageRevoking', '撤销期限顺延'), async () => (await shelves()).revoking),
  ownPage(at('rule-sets', 'pageRuleSets', '时限规则'), async () => (await shelves()).ruleSets),
];

const creditOf = () => import('./credit.ts');

const credit: readonly Route[] = [
  ...ownForm(at('credit-ask', 'pageCreditAsking', '查询信用'), async () => (await creditOf()).asking),
  ownPage(at('credit-lists', 'pageCreditLists', '信用名单'), async () => (await creditOf()).lists),
  ...ownForm(at('credit-lists/new', 'pageCreditListNew', '导入信用名单'), async () => (await creditOf()).importing),
  ...ownForm(
    at('credit-lists/{list}/replace', 'pageCreditListReplacing', '替换信用名单'),
    async () => (await creditOf()).replacing,
  ),
  ownFile(
    at('credit-files/{type}/{format}', 'pageCreditFile', '待报送的信用记录'),
    async () => (await creditOf()).exported,
  ),
];

const help = () => import('../help/help-page.ts');

const days: readonly Route[] = [
  ownPage(at('help', 'pageHelp', '使用说明'), async () => (await help()).help),
  ownPage(at('help/{flow}', 'pageHelpFlow', '说明'), async () => (await help()).helpFlow),
  ownPage(at('explain', 'pageExplain', '试算期限'), async () => (await import('./explain.ts')).explain),
  ownPage(at('recounts/{id}/spared', 'pageSpared', '本可免于超期的记录'), async () => (await keeping()).spared),
  ownFile(at('calendar', 'pageThisYear', '日历'), async () => (await calendar()).thisYear),
  ownPage(at('calendar/{year}', 'pageCalendar', '日历'), async () => (await calendar()).calendar),
  ...ownForm(at('calendar/{year}/notice', 'pageNotice', '录入放假安排'), async () => {
    const { showNotice, enterNotice } = await calendar();
    return { show: showNotice, act: enterNotice };
  }),
];

export const ownPages: readonly Route[] = [
  ...entryPages,
  ...boundaryPages,
  ...reports,
  ...days,
  ...lists,
  ...credit,
  ...administration,
];

/** Which page of 说明 a page of the console leads to: by its path, whose ids are left out. */

export interface HelpWay {
  /** In the address: `/console/help/claim`. */
  readonly slug: string;
  readonly title: string;
  /** Paths of pages; those below them lead here too, unless another flow names them more closely. */
  readonly pages: readonly string[];
}

export const HELP = '/console/help';

export const HELP_WAYS: readonly HelpWay[] = [
  { slug: 'claim', title: '认领推送、分办到人', pages: ['/console/pushes', '/console/inbox', '/console/tasks'] },
  {
    slug: 'return',
    title: '退回、改派和认领异议',
    pages: ['/console/pushes/return', '/console/pushes/readdress', '/console/pushes/dispute'],
  },
  { slug: 'deemed', title: '视为已认领和确认责任人', pages: ['/console/pushes/responsible'] },
  { slug: 'entry', title: '推送录入、撤回和更正', pages: ['/console/entry'] },
  { slug: 'register', title: '监管台账和监管反馈', pages: ['/console/register', '/console/feedback'] },
  { slug: 'boundary-list', title: '调整边界清单', pages: ['/console/boundary-list', '/console/boundary-list-drafts'] },
  {
    slug: 'letters',
    title: '发函和答复',
    pages: ['/console/letters', '/console/support-requests', '/console/standards', '/console/offline-transfers'],
  },
  { slug: 'problems', title: '提出和办理问题', pages: ['/console/problems'] },
  {
    slug: 'meetings',
    title: '会议、联合踏勘、评审和抽取专家',
    pages: [
      '/console/meetings',
      '/console/surveys',
      '/console/participations',
      '/console/guidance',
      '/console/experts',
      '/console/draws',
    ],
  },
  { slug: 'certificates', title: '配发证照和告知承诺核查', pages: ['/console/certificates', '/console/commitments'] },
  { slug: 'credit', title: '信用记录和信用查询', pages: ['/console/credit-records', '/console/credit-queries'] },
  {
    slug: 'circular',
    title: '季度通报：审核、更正、签发',
    pages: ['/console/reports', '/console/years', '/console/corrections', '/console/weights'],
  },
  {
    slug: 'cautions',
    title: '提醒函、约谈和责任追究',
    pages: ['/console/cautions', '/console/talks', '/console/accountability'],
  },
  {
    slug: 'calendar',
    title: '工作日历和期限怎么算',
    pages: ['/console/calendar', '/console/extensions', '/console/rule-sets'],
  },
  { slug: 'instructions', title: '交办事项', pages: ['/console/instructions'] },
  {
    slug: 'accounts',
    title: '单位、账号和代办',
    pages: [
      '/console/organisations',
      '/console/account-requests',
      '/console/changes',
      '/console/county',
      '/console/audit',
    ],
  },
  {
    slug: 'console',
    title: '使用工作台：查找、草稿、附件、键盘',
    pages: ['/console/search', '/console/drafts', '/console/phrases', '/console/files', '/console/more'],
  },
];

const ID = /\/[0-9a-f]{32}(?=\/|$)/g;

/** The flow that a page belongs to; null where none does. `path`: of the page, with or without its query. */
export function helpFor(path: string): HelpWay | null {
  const plain = (path.split('?')[0] as string).replaceAll(ID, '');
  const fits = (page: string): boolean => plain === page || plain.startsWith(`${page}/`);
  const found = HELP_WAYS.flatMap((way) => way.pages.filter(fits).map((page) => ({ way, length: page.length })));
  return found.sort((a, b) => b.length - a.length)[0]?.way ?? null;
}

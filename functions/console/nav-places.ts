/** Pages of the navigation that are no kind's. */
import { type Menu, SIDES, SUPERVISORS } from '../../shared/exchange/menu.ts';
import { READERS } from '../register/readers.ts';
import type { Icon } from './icons.ts';

export interface OwnPlace {
  readonly href: string;
  readonly label: string;
  readonly menu: Menu;
  readonly icon?: Icon;
}

const OFFICERS = ['officer', 'section-head'] as const;

/** In the order in which they stand under their headings, after the kinds of these. */
export const OWN_PLACES: readonly OwnPlace[] = [
  {
    ...{ href: '/console/entry', label: '推送录入', icon: 'new' },
    menu: { under: 'pushes', roles: [...OFFICERS, 'government-office', 'discipline'], daily: SIDES },
  },
  { href: '/console/timeline', label: '时间线', menu: { under: 'pushes' } },
  { href: '/console/trainings', label: '业务培训', menu: { under: 'consulting' } },
  {
    ...{ href: '/console/register', label: '监管台账' },
    menu: { under: 'supervision', of: [...SIDES, 'government-office'], roles: READERS, daily: SUPERVISORS },
  },
  { href: '/console/credit-ask', label: '查询信用', menu: { under: 'supervision', of: SIDES, roles: OFFICERS } },
  { href: '/console/credit-lists', label: '信用名单', menu: { under: 'supervision', of: SIDES } },
  {
    ...{ href: '/console/county-wide', label: '全县情况' },
    menu: { under: 'reports', roles: ['government-office'], daily: ['government-office'] },
  },
  {
    ...{ href: '/console/reports', label: '定期通报' },
    menu: { under: 'reports', daily: ['approval-bureau', 'government-office', 'discipline'] },
  },
  { href: '/console/boundary-list', label: '边界清单的各版本', menu: { under: 'standards' } },
  { href: '/console/calendar', label: '工作日历', menu: { under: 'standards' } },
  { href: '/console/explain', label: '试算期限', menu: { under: 'standards' } },
  { href: '/console/extensions', label: '期限顺延', menu: { under: 'standards' } },
  { href: '/console/rule-sets', label: '时限规则', menu: { under: 'standards' } },
  { href: '/console/organisations', label: '单位和账号', menu: { under: 'administration' } },
  { href: '/console/sharing', label: '共享权限', menu: { under: 'administration' } },
  { href: '/console/settings', label: '本县（市、区）的设置', menu: { under: 'administration' } },
  {
    ...{ href: '/console/changes', label: '须由第二人确认的变更' },
    menu: { under: 'administration', roles: ['bureau-admin', 'org-admin', 'government-office', 'discipline'] },
  },
  { href: '/console/mails', label: '发送失败的邮件', menu: { under: 'administration', roles: ['bureau-admin'] } },
  {
    ...{ href: '/console/sealed', label: '密封留存的证据' },
    menu: { under: 'administration', roles: ['government-office', 'discipline'] },
  },
  {
    ...{ href: '/console/audit', label: '审计记录' },
    menu: { under: 'administration', roles: ['bureau-admin', 'government-office', 'discipline'] },
  },
  { href: '/console/drafts', label: '草稿', menu: { under: 'own' } },
  { href: '/console/phrases', label: '常用语', menu: { under: 'own' } },
  { href: '/console/files', label: '附件', menu: { under: 'own' } },
  { href: '/console/help', label: '使用说明', menu: { under: 'own' } },
];

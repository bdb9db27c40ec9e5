/**
 * The expert (专家, art. 14): nominated by the bureau or a department, admitted by the bureau, for a term and with a day
 * by which the entry is reviewed. All others know an expert by specialties and level alone: draws are of ids, not of
 * names.
 */
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { SIDES } from '../exchange/menu.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import { acts, IN_POOL } from './acts.ts';
import { type ExpertBody, type ExpertState, expertBody, LEVELS } from './body.ts';
import { opening } from './opening.ts';

declare module '../exchange/seams.ts' {
  interface MailTypes {
    'expert-reminder': 'expert';
    'expert-decided': 'expert';
  }
}

const kept = keeps(expertBody);

/** As all others know an expert: by specialties and level. */
function known(expert: Exchange<ExpertBody, ExpertState>): Exchange<ExpertBody, ExpertState> {
  const { about: _, subject: __, application: ___, project: ____, ...head } = expert;
  const days = { termTo: null, reviewBy: null, admittedAt: null, remindedOf: [] };
  return { ...head, reference: expert.id, clock: null, body: { ...kept.blank(expert.body), ...days } };
}

export const expert = declareKind<'expert', ExpertBody, ExpertState>({
  kind: 'expert',
  label: '专家',
  article: '14',
  path: 'experts',
  menu: {
    under: 'consulting',
    of: [...SIDES, 'government-office'],
    comes: '本单位推荐、管理的专家；全县专家库在“参与的”中。',
  },
  ...kept,
  states: {
    nominated: { label: '待入库', open: true },
    // Kept among what is open, where draws find the pool; they wait for nobody.
    active: { label: '在库', open: true, waits: null },
    suspended: { label: '暂停', open: true, waits: null },
    refused: { label: '不予入库', open: false },
    retired: { label: '已退出', open: false },
  },
  clock: { active: 'remind' },
  mails: () => import('./mails.ts'),
  opening,
  tellsArrival: ({ from, to }) => from !== to,
  acts: {
    ...acts,
    quarantine: quarantineBy<ExpertBody, ExpertState>({ by: 'sender', roles: opening.roles }),
  },
  codes: { 'not-admitted': { meaning: '尚未入库', detail: '该专家尚未入库。请等待行政审批服务局办理。' } },
  stage: () => null,
  pool: (expert) => (IN_POOL.some((state) => state === expert.state) && !expert.quarantined ? known(expert) : null),
  columns: [
    { title: '专业', fields: ['specialties'], link: true },
    { title: '姓名', fields: ['name'] },
    { title: '专家库', fields: ['level'] },
    { title: '状态', fields: ['status'] },
    { title: '聘期至', fields: ['termTo'] },
  ],
  title: ({ body }) => `专家：${body.specialties.join('、')}（${LEVELS[body.level]}）`,
  called: ({ body }) =>
    body.name === null ? '专家（内容已隔离）' : `${body.name}（${body.specialties.join('、')}，${LEVELS[body.level]}）`,
});

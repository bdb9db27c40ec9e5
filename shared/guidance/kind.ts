/**
 * Pre-approval guidance (事前业务指导, art. 11): a project is looked at by all concerned before anybody applies. Asked in
 * writing or in a joint review, concluded by the bureau, and handed to the project.
 */
import { assignIn } from '../exchange/assign.ts';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import { SIDES } from '../exchange/menu.ts';
import { close, conclude, handOver, quarantine } from './acts.ts';
import { ask, convene, partsAndReports } from './asking.ts';
import { type GuidanceBody, type GuidanceState, guidanceBody } from './body.ts';
import { forget, quote } from './copies.ts';
import { opening } from './opening.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'not-yours': true;
  }
}

export const guidance = declareKind<'guidance', GuidanceBody, GuidanceState>({
  kind: 'guidance',
  label: '事前业务指导',
  article: '11',
  path: 'guidance',
  menu: {
    under: 'consulting',
    of: SIDES,
    comes: '项目的事前业务指导。',
  },
  ...keeps(guidanceBody),
  states: {
    open: { label: '办理中', open: true },
    concluded: { label: '已形成综合意见', open: true },
    'handed-over': { label: '已交付', open: false },
    closed: { label: '已终止', open: false },
  },
  // Of a department's guidance the bureau owes a first step; its own has no clock.
  clock: { open: { annex: 'repliesLate' } },
  settable: true,
  convenes: true,
  tellsArrival: ({ from, to }) => from !== to,
  opening,
  acts: {
    ...{ ask, convene, conclude, 'hand-over': handOver, close, quarantine, forget, quote },
    assign: assignIn<GuidanceBody, GuidanceState>(['open', 'concluded']),
  },
  codes: {
    'already-asked': { meaning: '已经征求过', detail: '其中有单位已经征求过意见，或是提出单位。请删除后再提交。' },
    'nobody-asked': { meaning: '尚未征求意见', detail: '尚未征求任何单位的意见。请先征求意见或召集联审会。' },
    'opinions-open': {
      meaning: '意见尚未齐备',
      detail: '还有单位没有答复，或联审会尚未办结。请等待或催办；期限已过的，可以注明“未获意见”，径行办理。',
    },
    'not-concluded': { meaning: '尚未形成综合意见', detail: '尚未形成综合意见，不能交付。请先形成综合意见。' },
    'not-yours': { meaning: '由其他单位启动', detail: '该事项由其他单位启动，不能隔离。' },
  },
  // What can be done depends on what those asked have said.
  asks: partsAndReports,
  // Nobody is asked twice, nor is whoever takes the place of one that was asked.
  succeeded: ({ body }, { org, by }) => ({
    body: { ...body, asked: body.asked.map((one) => (one.org === org ? { ...one, org: by } : one)) },
  }),
  stage: 'before',
  title: ({ body }) => `事前业务指导：${body.projectName ?? ''}`,
});

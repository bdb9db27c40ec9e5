/** What both sides apply: a condition that holds, and a checklist that waits for the department's word. */
import { civilDateOf } from '../../../../shared/time.ts';
import { acts, opens, type Story } from './scene.ts';

export const standards: Story = (days) => {
  const at = days.back;
  return [
    opens(at(20, '09:30'), 'premises', 'scjg.admin', '/standards', {
      ...{
        type: 'condition',
        matters: ['371525-SCJG-001'],
        title: '食品经营场所审批条件',
        validFrom: civilDateOf(at(20, '09:30')),
      },
      text: '经营场所与污染源保持规定距离，设施布局符合食品安全要求。',
      basis: ['《食品经营许可和备案管理办法》'],
      source: { documentNumber: '冠市监〔2026〕11号', issuer: '冠县市场监督管理局', level: 'county' },
    }),
    acts(at(18, '10:00'), 'spj.admin', 'standards', 'premises', 'confirm'),
    opens(at(2, '09:20'), 'clinic', 'spj.admin', '/standards', {
      ...{
        type: 'checklist',
        matters: ['371525-WJJ-001'],
        title: '现场核查要点',
        validFrom: civilDateOf(at(0, '09:00')),
      },
      items: [{ point: '诊疗科目与登记一致' }, { point: '医疗废物暂存间独立设置' }],
      source: { documentNumber: '冠审批〔2026〕7号', issuer: '冠县行政审批服务局', level: 'county' },
    }),
  ];
};

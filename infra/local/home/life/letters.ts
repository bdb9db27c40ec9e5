/** Letters of all kinds of asking: answered, adopted, waiting, overdue. */
import { acts, opens, type Story } from './scene.ts';

export const letters: Story = (days) => {
  const at = days.back;
  const to = (...orgs: string[]) => orgs.map((org) => ({ org }));
  return [
    opens(at(16, '09:30'), 'address', 'spj.officer', '/letters', {
      ...{ purpose: 'inquiry', to: to('SCJG'), title: '核实某餐饮店经营场所', text: '请核实该店现址是否仍在经营。' },
    }),
    acts(at(14, '15:20'), 'scjg.officer', 'letters', 'address', 'reply', { text: '经现场查看，该店已停业并腾空。' }),
    acts(at(13, '10:00'), 'spj.officer', 'letters', 'address', 'conclude', { outcome: 'adopted' }),
    opens(at(12, '10:10'), 'gate', 'spj.officer', '/letters', {
      ...{
        purpose: 'gatekeeping',
        to: to('STHJ'),
        title: '关于某表面处理项目排污许可的专业把关',
        text: '请出具意见。',
      },
      ...{ matter: '371525-STHJ-002', application: 'BJ20261101' },
    }),
    acts(at(9, '16:00'), 'sthj.head', 'letters', 'gate', 'reply', {
      ...{ conclusion: 'conditional', signedBy: '张建国', text: '符合总量要求，应补充在线监测联网方案。' },
    }),
    opens(at(10, '09:00'), 'survey-rules', 'spj.officer', '/letters', {
      ...{ purpose: 'inquiry', to: to('SCJG', 'WJJ', 'JTJ'), title: '征求联合踏勘时限意见' },
      text: '拟将联合踏勘由五个工作日压缩为三个工作日，请提出意见。',
    }),
    opens(at(2, '11:00'), 'register', 'zjj.officer', '/letters', {
      ...{
        purpose: 'inquiry',
        to: to('SPJ'),
        title: '查询某工程施工许可变更情况',
        text: '请提供变更决定的日期和文号。',
      },
    }),
  ];
};

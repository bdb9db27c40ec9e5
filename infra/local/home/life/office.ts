/** The government office leads, the bureau supports, accounts are asked for, problems are raised. */
import { civilDateOf } from '../../../../shared/time.ts';
import { acts, type Hands, opens, type Story, scene } from './scene.ts';

export const office: Story = (days) => {
  const at = days.back;
  return [
    opens(at(13, '09:00'), 'tidy', 'zfb.office', '/instructions', {
      ...{ to: [{ org: 'NYNC' }], title: '清理积压推送', task: '请清理积压推送并报告原因。', workingDays: 5 },
    }),
    acts(at(9, '15:00'), 'nync.officer', 'instructions', 'tidy', 'report', {
      text: '已全部认领，原因是岗位调整未交接。',
    }),
    acts(at(8, '09:30'), 'zfb.office', 'instructions', 'tidy', 'close'),
    opens(at(7, '09:00'), 'plan', 'zfb.office', '/instructions', {
      ...{ to: [{ org: 'SCJG' }, { org: 'WJJ' }], title: '报送联合检查计划', task: '请报送下季度联合检查计划。' },
      workingDays: 3,
    }),
    opens(at(8, '10:30'), 'export', 'jtj.officer', '/support-requests', {
      ...{ category: 'function', text: '希望导出的清单含接收科室。' },
    }),
    acts(at(5, '11:00'), 'spj.officer', 'support-requests', 'export', 'answer', { text: '导出文件自本周起已含该列。' }),
    opens(at(1, '16:20'), 'slow', 'wjj.officer', '/support-requests', {
      ...{ category: 'fault', text: '上午 9 时前后打开推送列表较慢。' },
    }),
    opens(at(6, '09:40'), 'archive', 'spj.officer', '/offline-transfers', {
      ...{
        to: [{ org: 'ZJJ' }],
        channel: 'official-document',
        documentNumber: `冠审批函〔${civilDateOf(at(6, '09:40')).slice(0, 4)}〕21号`,
      },
      ...{ title: '关于移交施工许可档案的函', sentOn: civilDateOf(at(6, '09:40')) },
      items: [{ name: '施工许可档案目录', copies: 1 }],
    }),
    opens(at(3, '11:00'), 'seats', 'jtj.admin', '/account-requests', {
      ...{ accounts: 5, roles: ['officer'], people: [{ name: '孙经办', duty: '道路运输许可承接' }] },
      reason: '新增一名经办人员。',
    }),
    opens(at(10, '14:40'), 'unclear', 'zjj.officer', '/problems', {
      ...{ type: 'boundary-unclear', title: '门头广告设置许可的监管归属', matter: '371525-ZHZF-001', with: ['ZHZF'] },
      text: '许可后由住建还是综合执法日常检查，清单表述不清。',
    }),
    scene(at(6, '15:00'), proposed),
    acts(at(9, '10:00'), 'zhzf.officer', 'problems', 'unclear', 'reply', { text: '我局认为应由主管部门日常检查。' }),
  ];
};

/** Art. 24, on the caution letter as it stands. */
async function proposed({ get, post, id }: Hands): Promise<void> {
  const record = id('caution');
  const { items = [] } = await get('zfb.office', `/cautions/${record}/history`);
  await post('zfb.office', '/accountability', {
    ...{ limb: 'misconduct', org: 'NYNC', conduct: '一个季度内六次超期未认领推送。' },
    ...{ harm: '有关企业投产后一个月未受检查。', evidence: [{ record, hash: items.at(-1)?.hash }] },
  });
}

/** Credit records of what was decided: sent and accepted, rejected, ready, and still lacking fields. */
import { addDays, civilDateOf } from '../../../../shared/time.ts';
import type { Days } from './days.ts';
import { firmOf } from './firms.ts';
import { acts, opens, type Scene, type Story } from './scene.ts';

/** Made up, as all codes of the demonstration. */
const AUTHORITY = '11371525MB28000015';

export const credit: Story = (days) => {
  const at = days.back;
  const by = 'scjg.officer';
  const act = (day: number, time: string, name: string, what: string, body: object = {}): Scene =>
    acts(at(day, time), by, 'credit-records', name, what, body);
  return [
    penalty(days, 'paid', 14, 1),
    act(12, '10:30', 'paid', 'send', { channel: 'export', receipt: '报送单 0114' }),
    act(11, '09:15', 'paid', 'answer', { accepted: true }),
    penalty(days, 'refused', 9, 2),
    act(8, '10:30', 'refused', 'send', { channel: 'export', receipt: '报送单 0121' }),
    act(6, '09:20', 'refused', 'answer', { accepted: false, reasons: '处罚依据应写明条款项。' }),
    penalty(days, 'ready', 3, 3),
    opens(at(1, '11:00'), 'lacking', 'wjj.officer', '/credit-records', {
      ...{ type: 'inspection', decidedOn: civilDateOf(at(2, '09:00')), publish: true },
      fields: { JC_XDR_MC: firmOf('WJJ', 1).name, JC_XDR_LB: '法人及非法人组织', JC_SX: '公共场所卫生监督检查' },
    }),
  ];
};

/** A warning, with all that the platform wants to know of it. */
function penalty({ back }: Days, name: string, day: number, n: number): Scene {
  const decidedOn = civilDateOf(back(day, '09:00'));
  const { name: firm, creditCode } = firmOf('SCJG', n);
  return opens(back(day, '16:00'), name, 'scjg.officer', '/credit-records', {
    ...{ type: 'penalty', decidedOn, publish: true, severity: 'minor', publishUntil: addDays(decidedOn, 80) },
    fields: {
      ...{ CF_XDR_MC: firm, CF_XDR_LB: '法人及非法人组织', CF_XDR_SHXYM: creditCode, CF_FRDB: '法定代表人' },
      ...{ CF_WSH: `冠市监罚〔${decidedOn.slice(0, 4)}〕${decidedOn.slice(5).replace('-', '')}${n}号` },
      ...{
        CF_WFXW: '未按规定公示健康证明',
        CF_SY: '检查时从业人员健康证明未公示。',
        CF_YJ: '食品安全法第一百二十六条',
      },
      ...{ CF_CFLB: '警告', CF_NR: '警告', CF_CFJGDM: AUTHORITY, CF_SJLYDM: AUTHORITY },
    },
  });
}

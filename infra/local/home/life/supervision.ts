/** After the approval: supervision results, certificates, promises verified, documents passed on. */
import { civilDateOf, formatInstant, MINUTE } from '../../../../shared/time.ts';
import { approvalOf, clinicOf, firmOf } from './firms.ts';
import { acts, type Hands, opens, type Story, scene } from './scene.ts';

export const supervision: Story = (days) => {
  const at = days.back;
  const result = (when: number, reference: string, n: number, summary: string) => ({
    ...{ kind: 'supervision', reference, matter: '371525-SCJG-001', party: firmOf('SCJG', n), summary },
    occurredAt: formatInstant(when - 30 * MINUTE),
  });
  const clinic = (reference: string, n: number, when: number) =>
    approvalOf(
      { reference, org: 'WJJ', n, at: when },
      {
        ...{ matter: '371525-WJJ-002', summary: '准予医疗机构执业登记。', licence: licenceOf(reference, when) },
        party: clinicOf(n),
      },
    );
  return [
    opens(
      at(15, '10:00'),
      'warned',
      'scjg.officer',
      '/pushes',
      result(at(15, '10:00'), 'JG-101', 1, '责令限期改正并警告。'),
    ),
    acts(at(14, '09:15'), 'spj.officer', 'pushes', 'warned', 'claim'),
    task(at(12, '15:00'), '证照继续有效，已电话提示企业。'),
    opens(
      at(3, '16:10'),
      'closed',
      'scjg.officer',
      '/pushes',
      result(at(3, '16:10'), 'JG-102', 2, '当事人已停止经营，建议注销许可。'),
    ),
    acts(at(2, '10:05'), 'spj.officer', 'pushes', 'closed', 'claim'),
    opens(at(18, '09:30'), 'clinic', 'spj.officer', '/pushes', clinic('GX-CERT-1801', 1, at(18, '09:30'))),
    acts(at(18, '14:30'), 'wjj.officer', 'pushes', 'clinic', 'claim'),
    issued(at(13, '11:00'), 'clinic', 'PDY00123137152512A1002', civilDateOf(at(13, '11:00'))),
    opens(at(12, '09:30'), 'clinic-2', 'spj.officer', '/pushes', clinic('GX-CERT-1201', 2, at(12, '09:30'))),
    acts(at(11, '14:30'), 'wjj.officer', 'pushes', 'clinic-2', 'claim'),
    opens(at(4, '09:30'), 'clinic-3', 'spj.officer', '/pushes', clinic('GX-CERT-0401', 3, at(4, '09:30'))),
    acts(at(3, '14:30'), 'wjj.officer', 'pushes', 'clinic-3', 'claim'),
    scene(at(2, '17:00'), inspected),
    scene(at(1, '15:30'), verified),
    opens(at(9, '11:20'), 'policy', 'scjg.officer', '/pushes', {
      ...{
        kind: 'document',
        reference: 'WJ-31',
        to: { org: 'SPJ' },
        summary: '转送省局关于食品经营许可审查细则的通知。',
      },
      occurredAt: formatInstant(at(9, '11:00')),
      document: {
        ...{
          type: 'superior',
          number: '鲁市监〔2026〕31号',
          title: '食品经营许可审查细则',
          issuer: '山东省市场监督管理局',
        },
        receivedOn: civilDateOf(at(11, '09:00')),
      },
    }),
  ];
};

const licenceOf = (reference: string, when: number) => ({
  ...{ name: '医疗机构执业许可证', documentNumber: `冠审批医〔${reference.slice(-4)}〕号` },
  decidedOn: civilDateOf(when),
});

/** The bureau's decision on what it was told. */
function task(at: number, note: string) {
  return scene(at, async ({ get, post }) => {
    const { items = [] } = await get('spj.officer', '/tasks?box=in');
    if (items[0]) await post('spj.officer', `/tasks/${items[0].id}/decide`, { outcome: 'keep', note });
  });
}

/** The certificate that an approval opened. */
function issued(at: number, name: string, number: string, issuedOn: string) {
  return scene(at, async ({ get, post, id }) => {
    const { items = [] } = await get('wjj.officer', '/certificates?box=in');
    const found = items.find(({ push }: { push: string }) => push === id(name));
    if (found) await post('wjj.officer', `/certificates/${found.id}/issue`, { number, issuedOn, method: '窗口领取' });
  });
}

/** A company on the register is visited. */
async function inspected({ get, post, desk }: Hands): Promise<void> {
  const { items = [] } = await get('jtj.officer', '/register');
  const day = civilDateOf((await desk.facts()).now);
  if (items[0])
    await post('jtj.officer', `/register/${items[0].id}/feedback`, {
      result: 'other',
      day,
      detail: '首次检查，未发现问题。',
    });
}

/** Of the promises that departments have to verify, the first is kept. */
async function verified({ get, post, desk }: Hands): Promise<void> {
  const { items = [] } = await get('scjg.officer', '/commitments?box=in');
  const on = civilDateOf((await desk.facts()).now);
  if (items[0]) {
    const body = { outcome: 'kept', on, text: '现场核查，承诺事项均已落实。' };
    await post('scjg.officer', `/commitments/${items[0].id}/verify`, body);
  }
}

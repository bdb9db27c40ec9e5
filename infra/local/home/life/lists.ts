/**
 * A draft of the boundary list, out for confirmation; with it an organisation ends, whose place another takes (机构改革).
 */
import { addDays, civilDateOf } from '../../../../shared/time.ts';
import { acts, type Hands, opens, type Story, scene } from './scene.ts';

const FROM = { department: 'SWJ', matter: '371525-SWJ-001' };
const TO = { department: 'GXJ', section: 'JSGZ' };

export const lists: Story = (days) => {
  const at = days.back;
  const validFrom = addDays(civilDateOf(at(0, '09:00')), 45);
  return [
    opens(at(6, '10:00'), 'reform', 'spj.admin', `/organisations/${FROM.department}/succeed`, {
      ...{ by: TO.department, on: validFrom, documentNumber: '冠编〔2026〕6号' },
    }),
    acts(at(6, '15:00'), 'zfb.office', 'changes', 'reform', 'confirm'),
    opens(at(4, '09:00'), 'list', 'spj.admin', '/boundary-list/drafts', { validFrom, note: '年度修订，并入机构改革' }),
    scene(at(4, '09:30'), async (hands) => {
      await changed(hands, '371525-SCJG-003', { supervisionDuty: '纳入日常监督检查，每年不少于一次。' });
      await changed(hands, FROM.matter, TO);
      await hands.post('spj.admin', `/boundary-list/drafts/${hands.id('list')}/submit`);
    }),
    scene(at(3, '10:20'), async ({ get, post, id }) => {
      const { confirmations = [] } = await get('spj.admin', `/boundary-list/drafts/${id('list')}`);
      const asked = confirmations.find(({ org }: { org: string }) => org === FROM.department);
      await post('swj.admin', `/letters/${asked?.letter}/reply`, { position: 'agree' });
    }),
  ];
};

async function changed({ get, put, id }: Hands, code: string, more: object): Promise<void> {
  const path = `/boundary-list/drafts/${id('list')}/rows/${code}`;
  await put('spj.admin', path, { ...(await get('spj.admin', path)), ...more });
}

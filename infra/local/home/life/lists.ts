/** A draft of the boundary list, out for confirmation. */
import { addDays, civilDateOf } from '../../../../shared/time.ts';
import { opens, type Story, scene } from './scene.ts';

export const lists: Story = (days) => [
  opens(days.back(4, '09:00'), 'list', 'spj.admin', '/boundary-list/drafts', {
    ...{ validFrom: addDays(civilDateOf(days.back(0, '09:00')), 45), note: '年度修订' },
  }),
  scene(days.back(4, '09:30'), async ({ get, put, post, id }) => {
    const path = `/boundary-list/drafts/${id('list')}`;
    const code = '371525-SCJG-003';
    const { version: _v, ...row } = await get('spj.admin', `${path}/rows/${code}`);
    await put('spj.admin', `${path}/rows/${code}`, { ...row, supervisionDuty: '纳入日常监督检查，每年不少于一次。' });
    await post('spj.admin', `${path}/submit`);
  }),
];

/** What one side takes from sight of a record by itself, evidence as it is, is put back as it was (本系统约定). */
import { expect, it } from 'vitest';
import { countyHere, type Here } from './county.ts';

const OFFICE = 'zfb.office';
const post = async (here: Here, path: string, as: string, body: object = {}) => {
  const answer = await here.call('POST', path, { as, body });
  if (answer.status >= 300) throw new Error(`${path} ${answer.status} ${answer.text}`);
  return answer.json;
};
const read = async (here: Here, path: string) => {
  const { acts: _, ...record } = (await here.call('GET', path, { as: OFFICE })).json;
  return record;
};

/** By kind: who takes what it said itself, and how the record comes to have it. */
const STORIES: Record<string, [as: string, (here: Here) => Promise<string>]> = {
  'a report of a meeting': [
    'wjj.officer',
    async (here) => {
      const plan = {
        type: 'special',
        title: '专题会议',
        startsAt: '2026-09-28T09:00:00+08:00',
        place: '三楼',
        agenda: '某',
      };
      const meeting = await post(here, '/meetings', 'spj.officer', {
        ...plan,
        opinions: true,
        invite: [{ org: 'WJJ' }],
      });
      await post(here, `/meetings/${meeting.id}/hold`, 'spj.officer', {
        attendance: [{ org: 'WJJ', people: ['张三'] }],
      });
      const [part] = (await here.call('GET', '/participations', { as: 'wjj.officer' })).json.items;
      const said = { position: 'agree', text: '可行。', problems: '停车位不足。', signedBy: '王芳' };
      await post(here, `/participations/${part.id}/report`, 'wjj.officer', said);
      return `/participations/${part.id}`;
    },
  ],
  'a report on an instruction': [
    'wjj.officer',
    async (here) => {
      const task = { to: [{ org: 'WJJ' }], title: '某事', task: '请办理。', workingDays: 3 };
      const [{ id }] = (await post(here, '/instructions', OFFICE, task)).items;
      await post(here, `/instructions/${id}/report`, 'wjj.officer', { text: '已办理。' });
      return `/instructions/${id}`;
    },
  ],
  'an answer to a support request': [
    'spj.officer',
    async (here) => {
      const { id } = await post(here, '/support-requests', 'wjj.officer', { category: 'fault', text: '打不开。' });
      await post(here, `/support-requests/${id}/answer`, 'spj.officer', { text: '已修复。' });
      return `/support-requests/${id}`;
    },
  ],
  'what was said of an offline transfer': [
    'wjj.officer',
    async (here) => {
      const sent = { channel: 'post', title: '某函', sentOn: '2026-09-28', items: [{ name: '某', copies: 1 }] };
      const { items } = await post(here, '/offline-transfers', 'spj.officer', { to: [{ org: 'WJJ' }], ...sent });
      await post(here, `/offline-transfers/${items[0].id}/miss`, 'wjj.officer', { reason: '没有收到' });
      return `/offline-transfers/${items[0].id}`;
    },
  ],
  'an applicant whom a participant told of, and more of one that was known': [
    'wjj.officer',
    async (here) => {
      const affected = [{ name: '甲公司', loss: '停业三日' }];
      const raised = { type: 'other', title: '标准不一', text: '某', with: ['WJJ'], affected };
      const { id } = await post(here, '/problems', 'scjg.officer', raised);
      await post(here, `/problems/${id}/affect`, 'wjj.officer', { name: '乙公司', loss: '停业五日' });
      await post(here, `/problems/${id}/affect`, 'wjj.officer', { name: '甲公司', remedy: '已补办' });
      await post(here, `/problems/${id}/reply`, 'wjj.officer', { text: '已核实。' });
      return `/problems/${id}`;
    },
  ],
};

it.each(Object.entries(STORIES))('%s', async (_name, [as, story]) => {
  const here = await countyHere();
  const path = await story(here);
  const before = await read(here, path);
  const { hash } = (await here.call('GET', `${path}/history`, { as: OFFICE })).json.items.at(-1);
  const evidence = [{ record: before.id, hash }];
  const found = { limb: 'misconduct', org: 'SPJ', conduct: '不作为', harm: '造成损失', evidence };
  await post(here, '/accountability', OFFICE, found);
  await post(here, `${path}/quarantine`, as, { reason: '误录' });
  expect(await read(here, path)).not.toEqual(before);
  const [held] = (await here.call('GET', '/sealed', { as: OFFICE })).json.items;
  await post(here, `/sealed/${held.id}/restore`, OFFICE, { reason: '系证据' });
  expect(await read(here, path)).toEqual(before);
  expect((await here.call('GET', `${path}/history`, { as: OFFICE })).json.verified).toBe(true);
});

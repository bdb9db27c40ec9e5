/**
 * What runs by a rule has a superior rule's length from its entry on (art. 26); days that a sender, the office or a
 * matter has set are no rule's. Of 2026-09-08, a Tuesday; the rule is entered at once.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { countyHere, type Here } from '../contract-http/county.ts';
import { rowOf } from '../list-drafts/story.ts';

const CLINIC = '371525-WJJ-002';
const OTHER = '371525-WJJ-001';
const NOW = '2026-09-08T09:00:00+08:00';

let here: Here;
/** By name, where each is read. */
const paths: Record<string, string> = {};

const post = async (path: string, as: string, body: object) => {
  const { status, json, text } = await here.call('POST', path, { as, body });
  if (status >= 400) throw new Error(`${path}: ${text}`);
  return json;
};
const letter = async (more: object = {}): Promise<string> =>
  `/letters/${(await post('/letters', 'spj.officer', { ...LETTER, ...more })).items[0].id}`;
const instruction = async (): Promise<string> =>
  `/instructions/${(await post('/instructions', 'zfb.office', { ...TO, task: '检查', workingDays: 9 })).items[0].id}`;
const due = async (path: string): Promise<string> => (await here.call('GET', path, { as: 'zfb.office' })).json.due;
const TO = { to: [{ org: 'SCJG' }] };
const LETTER = { ...TO, purpose: 'inquiry', title: '咨询', text: '请答复。' };

/** What a licence of a matter leads to, where it is to be issued and was promised for. */
async function follows(matter: string, reference: string): Promise<{ certificate: string; verification: string }> {
  const asked = { kind: 'approval', reference, matter, party: { name: '甲' }, summary: '准予', commitment: true };
  const { id, certificate } = await post('/pushes', 'construction', { ...asked, occurredAt: NOW });
  const { verification } = await post(`/pushes/${id}/claim`, 'wjj.officer', {});
  return { certificate: `/certificates/${certificate}`, verification: `/commitments/${verification}` };
}

beforeAll(async () => {
  const own = { ...rowOf(CLINIC), certificateDays: 9, commitmentDays: 9 };
  here = await countyHere({ now: NOW, matters: [own, { ...rowOf(CLINIC), code: OTHER }] });
  const [set, unset] = [await follows(CLINIC, 'A'), await follows(OTHER, 'B')];
  const moved = await letter();
  await post(`${moved}/set-due`, 'zfb.office', { workingDays: 9, reason: '从宽' });
  const back = await instruction();
  await post(`${back}/report`, 'scjg.officer', { text: '已办。' });
  await post(`${back}/send-back`, 'zfb.office', { reason: '不全', workingDays: 9 });
  Object.assign(paths, { letter: await letter(), asked: await letter({ workingDays: 9 }), moved });
  Object.assign(paths, { instruction: await instruction(), back });
  Object.assign(paths, { certificate: unset.certificate, promise: unset.verification });
  Object.assign(paths, { itsCertificate: set.certificate, itsPromise: set.verification });
  const clocks = { reply: { length: 3 }, certificate: { length: 3 }, commitment: { length: 3 } };
  const rule = { source: '鲁政办字〔2026〕1号', from: '2026-09-08', superior: true, clocks };
  await post('/rule-sets', 'spj.admin', rule);
});

describe('after a superior rule of three days', () => {
  // Sunday 09-20 is worked.
  it.each([
    ['letter', '2026-09-11', 'a letter without days of its own'],
    ['asked', '2026-09-20', 'nine days that its sender set'],
    ['moved', '2026-09-20', 'nine days that the office set'],
    ['instruction', '2026-09-20', 'nine days that the office gave'],
    ['back', '2026-09-20', 'nine days from sending back'],
    ['certificate', '2026-09-11', 'a matter that leaves it to the rule'],
    ['promise', '2026-09-11', 'a matter that leaves it to the rule'],
    ['itsCertificate', '2026-09-20', 'nine days of the matter'],
    ['itsPromise', '2026-09-20', 'nine days of the matter'],
  ])('%s is due on %s: %s', async (name, day) => {
    expect(await due(paths[name] as string)).toBe(day);
  });

  it('what is asked later is due on the same days', async () => {
    expect(await due(await letter())).toBe('2026-09-11');
    expect(await due(await letter({ workingDays: 9 }))).toBe('2026-09-20');
    expect(await due(await instruction())).toBe('2026-09-20');
  });
});

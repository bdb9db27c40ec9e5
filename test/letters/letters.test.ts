/** Letters (函, arts. 10, 12, 20): who writes to whom, what each purpose needs, and what its clock does. */
import { describe, expect, it } from 'vitest';
import { deskAt } from '../../functions/desk.ts';
import { wakeKey } from '../../functions/timers/wake.ts';
import { load } from '../../shared/exchange/work.ts';
import { countyHere, expectRefusal, FOOD, type Here } from '../contract-http/county.ts';
import { PDF, upload } from '../files/sample.ts';
import { type Post, post } from '../mail/post.ts';

const inquiry = (more: object = {}) => ({
  purpose: 'inquiry',
  to: [{ org: 'SCJG' }],
  title: '关于食品经营许可现场核查的商洽',
  text: '请说明现场核查的时间安排。',
  ...more,
});
const write = (here: Here, as: string, body: object, headers = {}) =>
  here.call('POST', '/letters', { as, body, headers });
const act = (here: Here, id: string, name: string, as: string, body: object = {}) =>
  here.call('POST', `/letters/${id}/${name}`, { as, body });
const letter = async (here: Here, as = 'spj.officer', body = inquiry()): Promise<string> =>
  (await write(here, as, body)).json.items[0].id;

describe('a letter', async () => {
  const here = await countyHere();
  const { status, json } = await write(here, 'spj.officer', inquiry({ to: [{ org: 'SCJG' }, { org: 'WJJ' }] }));
  const [first, second] = json.items;

  it('is one record an addressee, each with its own clock of five working days', () => {
    expect(status).toBe(201);
    expect(json.items.map(({ to }: { to: { org: string } }) => to.org)).toEqual(['SCJG', 'WJJ']);
    // 09-29, 09-30, 10-08, 10-09, and 10-10, a Saturday that is worked.
    expect(first).toMatchObject({ status: 'pending', due: '2026-10-10', deadline: '2026-10-11T00:00:00+08:00' });
    expect(first).toMatchObject({ workingDays: 5, late: null, withoutReply: false });
  });

  it('is seen by its two sides; the other addressee of the series has one of its own', async () => {
    const read = (as: string) => here.call('GET', `/letters/${first.id}`, { as });
    expect((await read('scjg.officer')).status).toBe(200);
    expect((await read('wjj.officer')).status).toBe(404);
    expect(
      (await here.call('GET', '/letters', { as: 'wjj.officer' })).json.items.map(({ id }: { id: string }) => id),
    ).toEqual([second.id]);
  });

  it('stands in the inbox of its addressee, and once answered of its sender unless it only asked', async () => {
    const inbox = async (as: string) => (await here.call('GET', '/inbox?kind=letter', { as })).json.items;
    expect(await inbox('scjg.officer')).toMatchObject([
      { id: first.id, path: 'letters', title: '工作联系（商洽）：关于食品经营许可现场核查的商洽', due: '2026-10-10' },
    ]);
    await act(here, first.id, 'reply', 'scjg.officer', { text: '下周一上午。' });
    expect(await inbox('scjg.officer')).toEqual([]);
    expect(await inbox('spj.officer')).toEqual([]);
  });

  it('is replied to once', async () => {
    const again = await act(here, first.id, 'reply', 'scjg.officer', { text: '下周二。' });
    expectRefusal(again, 409, 'already-replied');
    expectRefusal(await act(here, first.id, 'withdraw', 'spj.officer', { reason: '误发' }), 409, 'already-replied');
    const concluded = await act(here, first.id, 'conclude', 'spj.officer', { outcome: 'adopted' });
    expect(concluded.json).toMatchObject({ status: 'concluded', outcome: 'adopted', withoutReply: false });
    expectRefusal(await act(here, first.id, 'comment', 'scjg.officer', { text: '补充' }), 409, 'already-done');
  });

  it('is withdrawn by its sender while nobody has replied', async () => {
    expectRefusal(await act(here, second.id, 'withdraw', 'wjj.officer', { reason: '不回' }), 403, 'not-allowed');
    expect((await act(here, second.id, 'withdraw', 'spj.officer', { reason: '误发' })).json.status).toBe('withdrawn');
    expectRefusal(await act(here, second.id, 'reply', 'wjj.officer', { text: '收到' }), 409, 'already-done');
  });
});

describe('the clock of a reply', async () => {
  const here = await countyHere();
  const id = await letter(here);
  const read = async () => (await here.call('GET', `/letters/${id}`, { as: 'spj.officer' })).json;

  it('is not late on the last moment of its last day', async () => {
    here.clock.set('2026-10-10T23:59:59.999+08:00');
    expect(await read()).toMatchObject({ status: 'pending', late: null });
    const early = await act(here, id, 'conclude', 'spj.officer', { outcome: 'adopted', withoutReply: true });
    expectRefusal(early, 409, 'reply-running');
    expectRefusal(await act(here, id, 'conclude', 'spj.officer', { outcome: 'adopted' }), 409, 'not-replied');
  });

  it('is late from then on, for good; both sides are told, and a reply is taken', async () => {
    here.clock.set('2026-10-11T00:00:00+08:00');
    const late = { due: '2026-10-10', at: '2026-10-11T00:00:00+08:00' };
    expect(await read()).toMatchObject({ status: 'pending', late, due: '2026-10-10' });
    const overdue = await here.call('GET', '/inbox?due=overdue', { as: 'scjg.officer' });
    expect(overdue.json.items.map((item: { id: string }) => item.id)).toEqual([id]);
    expect((await act(here, id, 'reply', 'scjg.officer', { text: '迟复为歉。' })).json).toMatchObject({
      ...{ status: 'replied', late },
    });
  });

  it('without a reply, whoever asked goes on, and it is shown', async () => {
    const other = await letter(here, 'spj.officer', inquiry({ workingDays: 1 }));
    here.clock.set('2026-10-20T09:00:00+08:00');
    const done = await act(here, other, 'conclude', 'spj.officer', { outcome: 'adopted', withoutReply: true });
    expect(done.json).toMatchObject({ status: 'concluded', withoutReply: true, late: { due: '2026-10-12' } });
  });
});

describe('another day for a reply', async () => {
  const here = await countyHere();
  const id = await letter(here);
  const set = (as: string, workingDays: number) => act(here, id, 'set-due', as, { workingDays, reason: '情况复杂' });

  it.each([
    ['the sender gives less time', 'spj.officer', 3, 422],
    ['the addressee', 'scjg.officer', 10, 403],
    ['more than sixty days', 'spj.officer', 61, 422],
  ] as const)('%s: refused', async (_name, as, days, status) => {
    expect((await set(as, days)).status).toBe(status);
  });

  it('the sender gives more time, the government office any', async () => {
    expect((await set('spj.officer', 10)).json).toMatchObject({ due: '2026-10-16' });
    expect((await set('zfb.office', 1)).json).toMatchObject({ due: '2026-09-29' });
  });

  it('what the government office has shortened, the sender does not lengthen again', async () => {
    const refused = await set('spj.officer', 20);
    expectRefusal(refused, 403, 'not-allowed');
    expect(refused.json.detail).toContain('只能由县政府办公室再行调整');
    expect((await set('zfb.office', 2)).json).toMatchObject({ due: '2026-09-30' });
    expect((await set('spj.officer', 3)).json).toMatchObject({ due: '2026-10-08' });
    expect((await set('zfb.office', 1)).json).toMatchObject({ due: '2026-09-29' });
  });

  it('both sides hear of a new day, of a nudge, and that it is late, in the words of the kind', async () => {
    const there = await countyHere();
    const asked = await letter(there);
    await act(there, asked, 'set-due', 'spj.officer', { workingDays: 6, reason: '情况复杂' });
    await act(there, asked, 'nudge', 'spj.officer', { channel: 'notice' });
    there.clock.set('2026-10-20T09:00:00+08:00');
    await there.call('GET', `/letters/${asked}`, { as: 'spj.officer' });
    const record = await load(deskAt(there.platform, '371525'), asked);
    const owed = record?.mails.map(({ type, org }) => `${type} ${org}`);
    expect(owed).toEqual(['arrival SCJG', 'due-set SPJ', 'due-set SCJG', 'nudge SCJG', 'overdue SCJG', 'overdue SPJ']);
    await wakeKey(there.platform, `371525#exchange#${asked}`);
    const subjects = there.mails.map(({ subject }) => subject.replace('【审管互动】', ''));
    for (const said of ['期限', '催办', '超期']) expect(subjects).toContainEqual(expect.stringContaining(said));
  });

  it('not once it has passed', async () => {
    here.clock.set('2026-09-30T09:00:00+08:00');
    expectRefusal(await set('zfb.office', 5), 409, 'already-late');
  });
});

describe('a nudge (催办)', async () => {
  const here = await countyHere();
  const id = await letter(here);
  const nudge = (as: string, channel = 'notice') => act(here, id, 'nudge', as, { channel });

  it('is the asking side’s, its administrators’ too, and the government office’s', async () => {
    expectRefusal(await nudge('scjg.officer'), 403, 'not-allowed');
    expect((await nudge('spj.admin')).status).toBe(200);
  });

  it('is made once a working day and channel, whoever asks', async () => {
    expectRefusal(await nudge('zfb.office'), 409, 'nudged-today');
    expect((await nudge('zfb.office', 'phone')).status).toBe(200);
    here.clock.set('2026-09-29T09:00:00+08:00');
    expect((await nudge('spj.officer')).status).toBe(200);
  });

  it('on a day off counts for the next working day', async () => {
    here.clock.set('2026-10-03T09:00:00+08:00');
    expect((await nudge('spj.officer', 'phone')).status).toBe(200);
    here.clock.set('2026-10-08T09:00:00+08:00');
    expectRefusal(await nudge('spj.officer', 'phone'), 409, 'nudged-today');
  });
});

describe('each purpose', async () => {
  const here = await countyHere();
  const gatekeeping = inquiry({ purpose: 'gatekeeping', matter: FOOD, application: 'BJ-1', justification: '专业性强' });

  it.each([
    ['guidance is opened by its case', 'spj.officer', inquiry({ purpose: 'guidance' }), ['/purpose']],
    ['problem is opened by its problem', 'spj.officer', inquiry({ purpose: 'problem' }), ['/purpose']],
    ['matter-change needs its day', 'spj.officer', inquiry({ purpose: 'matter-change' }), ['/effectiveOn']],
    ['only matter-change has a day', 'spj.officer', inquiry({ effectiveOn: '2026-10-20' }), ['/effectiveOn']],
    ['policy needs its draft', 'scjg.officer', inquiry({ purpose: 'policy', to: [{ org: 'SPJ' }] }), ['/attachments']],
    [
      'gatekeeping needs matter and application',
      'spj.officer',
      inquiry({ purpose: 'gatekeeping' }),
      ['/application', '/matter'],
    ],
    [
      'gatekeeping asks the matter’s department',
      'spj.officer',
      { ...gatekeeping, to: [{ org: 'WJJ' }] },
      ['/to/0/org'],
    ],
    [
      'a written opinion is for what is decided above',
      'spj.officer',
      inquiry({ purpose: 'written-opinion', matter: FOOD }),
      ['/matter'],
    ],
    ['nobody writes to discipline inspection', 'spj.officer', inquiry({ to: [{ org: 'JW' }] }), ['/to/0/org']],
    ['nobody writes to himself', 'scjg.officer', inquiry(), ['/to/0/org']],
    ['nobody is written to twice', 'spj.officer', inquiry({ to: [{ org: 'WJJ' }, { org: 'WJJ' }] }), ['/to/1/org']],
    [
      'a document number needs its signer',
      'spj.officer',
      inquiry({ documentNumber: '冠审〔2026〕9号' }),
      ['/signedBy'],
    ],
    ['nobody unknown', 'spj.officer', inquiry({ to: [{ org: 'NOBODY' }] }), ['/to/0/org']],
  ] as const)('%s', async (_name, as, body, pointers) => {
    expectRefusal(await write(here, as, body), 422, 'invalid', pointers);
  });

  it.each(['qqjd.officer', 'jw.discipline'])(
    'anyone inquires, %s too, and goes on with what was answered',
    async (as) => {
      const made = await write(here, as, inquiry());
      expect(made.status).toBe(201);
      const { id } = made.json.items[0];
      const act = (name: string, by: string, body: object) =>
        here.call('POST', `/letters/${id}/${name}`, { as: by, body });
      expect((await act('comment', as, { text: '补充材料另送。' })).status).toBe(200);
      expect((await act('reply', 'scjg.officer', { text: '收悉。' })).status).toBe(200);
      expect((await act('conclude', as, { outcome: 'adopted' })).json.status).toBe('concluded');
      expectRefusal(await write(here, as, gatekeeping), 403, 'not-allowed');
    },
  );

  it('gatekeeping is the bureau’s to ask', async () => {
    expectRefusal(await write(here, 'wjj.officer', gatekeeping), 403, 'not-allowed');
  });

  it('a signed-off opinion of a gatekeeper needs conclusion and signer', async () => {
    const id = await letter(here, 'spj.officer', gatekeeping);
    const short = await act(here, id, 'reply', 'scjg.officer', { text: '符合' });
    expectRefusal(short, 422, 'invalid', ['/conclusion', '/signedBy']);
    const signed = { text: '现场符合要求', conclusion: 'meets', signedBy: '王芳' };
    expect((await act(here, id, 'reply', 'scjg.officer', signed)).json).toMatchObject({
      ...{ status: 'replied', conclusion: 'meets', replySignedBy: '王芳', repliedBy: 'scjg.officer' },
    });
    expectRefusal(await act(here, id, 'conclude', 'spj.officer', { outcome: 'partly' }), 422, 'invalid', ['/reason']);
  });
});

describe('sent again', async () => {
  const here = await countyHere();

  it('by its reference it is the same series for ever', async () => {
    const body = inquiry({ reference: 'H-1', to: [{ org: 'SCJG' }, { org: 'WJJ' }] });
    const made = await write(here, 'spj.officer', body);
    const again = await write(here, 'spj.head', body);
    expect([made.status, again.status]).toEqual([201, 200]);
    const ids = ({ json }: typeof made) => json.items.map(({ id }: { id: string }) => id);
    expect(ids(again)).toEqual(ids(made));
    expectRefusal(await write(here, 'spj.officer', { ...body, title: '另一件事' }), 409, 'reference-reused');
  });

  it('by its Idempotency-Key it is done once', async () => {
    const key = { 'idempotency-key': 'k-1' };
    const made = await write(here, 'spj.officer', inquiry(), key);
    const again = await write(here, 'spj.officer', inquiry(), key);
    expect(again.json.items[0].id).toBe(made.json.items[0].id);
    expectRefusal(await write(here, 'spj.officer', inquiry({ title: '另一件事' }), key), 409, 'idempotency-key-reused');
  });
});

it('says from what its clock counts: from the day on which another was set', async () => {
  const here = await countyHere();
  const id = await letter(here);
  const startsFrom = async () =>
    (await here.call('GET', `/letters/${id}/deadline`, { as: 'scjg.officer' })).json.clock.startsFrom;
  expect(await startsFrom()).toBe('发出');
  here.clock.set('2026-09-29T10:00:00+08:00');
  const set = await act(here, id, 'set-due', 'spj.officer', { workingDays: 9, reason: '情况复杂' });
  expect(set.status, set.text).toBe(200);
  expect(await startsFrom()).toBe('调整期限');
});

it('quarantined, nothing that anybody wrote is left, and the chain holds', async () => {
  const here = await countyHere();
  const id = await letter(here, 'spj.officer', inquiry({ title: '绝密事项', text: '绝密内容' }));
  await act(here, id, 'reply', 'scjg.officer', { text: '绝密答复' });
  expect((await act(here, id, 'quarantine', 'spj.officer', { reason: '误写，应予隔离' })).status).toBe(200);
  const parts = await Promise.all(
    ['', '/history'].map((part) => here.call('GET', `/letters/${id}${part}`, { as: 'zfb.office' })),
  );
  expect(parts.map(({ text }) => text).join()).not.toContain('绝密');
  expect(parts[1]?.json.verified).toBe(true);
});

describe('what each side wrote', async () => {
  const here = await countyHere();
  const id = await letter(here);
  await act(here, id, 'comment', 'spj.officer', { text: '请尽快。' });
  const quarantine = (as: string) => act(here, id, 'quarantine', as, { reason: '误写，应予隔离' });

  it('its addressee takes nothing from sight before it has written anything', async () => {
    expectRefusal(await quarantine('scjg.officer'), 403, 'not-allowed');
  });

  it('its addressee takes its own reply and comments, and nothing of the sender’s', async () => {
    await act(here, id, 'comment', 'scjg.officer', { text: '绝密说明' });
    await act(here, id, 'reply', 'scjg.officer', { text: '绝密答复' });
    expect((await quarantine('scjg.officer')).json).toMatchObject({
      ...{ status: 'replied', reply: null, quarantined: false, title: inquiry().title, text: inquiry().text },
    });
    const history = await here.call('GET', `/letters/${id}/history`, { as: 'spj.officer' });
    expect(history.text).not.toContain('绝密');
    expect(history.text).toContain('请尽快。');
    expect(history.json.verified).toBe(true);
  });

  it('a file that came with the letter stands for no file of one’s own', async () => {
    const file = await upload(here.call, 'spj.officer');
    const other = await letter(here, 'spj.officer', inquiry({ attachments: [{ file, name: '来函附件.pdf' }] }));
    const reply = { text: '见附件', attachments: [{ file, name: '复函附件.pdf' }] };
    expectRefusal(await act(here, other, 'reply', 'scjg.officer', reply), 422, 'invalid', ['/attachments/0/file']);
  });

  it('a file that is given no name has the one it was declared under', async () => {
    const asked = await upload(here.call, 'spj.officer', PDF, { name: '来函.pdf' });
    const answer = await upload(here.call, 'scjg.officer');
    const other = await letter(here, 'spj.officer', inquiry({ attachments: [{ file: asked }] }));
    const read = async () => (await here.call('GET', `/letters/${other}`, { as: 'spj.officer' })).json;
    expect((await read()).attachments).toEqual([{ file: asked, name: '来函.pdf' }]);
    const reply = { text: '见附件', attachments: [{ file: answer }, { file: asked }] };
    expectRefusal(await act(here, other, 'reply', 'scjg.officer', reply), 422, 'invalid', ['/attachments/1/file']);
    reply.attachments.pop();
    expect((await act(here, other, 'reply', 'scjg.officer', reply)).status).toBe(200);
    const { name } = (await here.call('GET', `/files/${answer}`, { as: 'scjg.officer' })).json;
    expect((await read()).replyAttachments).toEqual([{ file: answer, name }]);
  });

  it('says to which application and to which series it belongs', async () => {
    const gatekeeping = inquiry({
      purpose: 'gatekeeping',
      matter: FOOD,
      application: 'BJ-1',
      justification: '专业性强',
    });
    const one = (await write(here, 'spj.officer', gatekeeping)).json.items[0];
    // Asked about a matter, it goes to the matter's section.
    expect(one).toMatchObject({ application: 'BJ-1', series: null, to: { org: 'SCJG', section: 'SPXK' } });
    const many = await write(here, 'spj.officer', inquiry({ to: [{ org: 'SCJG' }, { org: 'WJJ' }] }));
    const series = many.json.items.map((item: { series: string }) => item.series);
    expect(series).toEqual([many.json.items[0].id, many.json.items[0].id]);
  });

  it('only a gatekeeper’s letter names a third party', async () => {
    const file = await upload(here.call, 'spj.officer');
    const thirdParty = { name: '某检测公司', file };
    expectRefusal(await write(here, 'spj.officer', inquiry({ thirdParty })), 422, 'invalid', ['/thirdParty']);
    const gatekeeping = inquiry({
      purpose: 'gatekeeping',
      matter: FOOD,
      application: 'BJ-2',
      justification: '专业性强',
    });
    const unknown = { ...gatekeeping, thirdParty: { ...thirdParty, file: '0'.repeat(32) } };
    expectRefusal(await write(here, 'spj.officer', unknown), 422, 'invalid', ['/thirdParty/file']);
  });
});

describe('its mails', () => {
  const subjects = (county: Post): string[] => county.sent.map(({ subject }) => subject.replace('【审管互动】', ''));

  it('arrives, is told of the day before its last and on it, and is late', async () => {
    const county = await post('2026-09-28T09:00');
    const body = inquiry({ workingDays: 2 });
    expect((await county.call('POST', '/letters', { as: 'spj.officer', body })).status).toBe(201);
    await county.until('2026-09-28T12:00');
    expect(subjects(county)).toEqual(['新的函件']);
    for (const hour of ['2026-09-29T08:30', '2026-09-30T08:30', '2026-10-08T08:30']) await county.hour(hour);
    const told = county.sent.filter(({ subject }) => subject.includes('待办提醒'));
    expect(told.map(({ at, subject }) => `${at.slice(0, 10)} ${subject}`)).toEqual([
      '2026-09-29 【审管互动】待办提醒：其他待办 1 件',
      '2026-09-30 【审管互动】待办提醒：其他待办 1 件',
    ]);
    expect(told[0]?.text).toContain('函件，冠县行政审批服务局，期限 2026-09-30（星期三）24:00');
    expect(told[0]?.text).toContain('以下事项请登录平台办理：其他待办 1 件。期限届满未办理的，记为超期。');
    // What people typed stays on the platform.
    expect(county.sent.map(({ text }) => text).join()).not.toContain('现场核查');
    const [{ id }] = (await county.call('GET', '/letters', { as: 'scjg.officer' })).json.items;
    await county.call('POST', `/letters/${id}/reply`, { as: 'scjg.officer', body: { text: '迟复为歉。' } });
    await county.until('2026-10-08T12:00');
    expect(subjects(county).at(-1)).toBe('函件已答复');
    const late = county.sent.filter(({ subject }) => subject.includes('超期'));
    expect(late.map(({ at }) => at.slice(0, 16))).toEqual(['2026-10-08T08:30', '2026-10-08T08:30']);
  });
});

describe('a change of matters announced by hand', async () => {
  const here = await countyHere();
  const announced = (more: object = {}) =>
    inquiry({ purpose: 'matter-change', to: [{ org: 'SCJG' }, { org: 'NYNC' }], effectiveOn: '2026-10-11', ...more });

  it('is the bureau’s, at least five working days ahead, and asks for no reply', async () => {
    // 09-29, 09-30, 10-08, 10-09, 10-10: the fifth ends as 10-11 begins.
    const early = await write(here, 'spj.officer', announced({ effectiveOn: '2026-10-10' }));
    expectRefusal(early, 409, 'notice-too-short');
    expect(early.json.earliest).toBe('2026-10-11');
    expectRefusal(await write(here, 'spj.officer', announced({ workingDays: 5 })), 422, 'invalid', ['/workingDays']);
    expectRefusal(await write(here, 'scjg.officer', announced({ to: [{ org: 'NYNC' }] })), 403, 'not-allowed');
    const { status, json } = await write(here, 'spj.officer', announced());
    expect(status).toBe(201);
    expect(json.items).toMatchObject([
      { status: 'informed', due: null, workingDays: null, effectiveOn: '2026-10-11', case: null },
      { to: { org: 'NYNC' } },
    ]);
    expect((await here.call('GET', '/inbox', { as: 'scjg.admin' })).json.items).toEqual([]);
    expectRefusal(await act(here, json.items[0].id, 'reply', 'scjg.admin', { position: 'agree' }), 409, 'already-done');
  });

  it('may be commented on, and taken back before its day alone', async () => {
    const [first, second] = (await write(here, 'spj.officer', announced())).json.items;
    expect((await act(here, first.id, 'comment', 'scjg.officer', { text: '请附新的办事指南' })).status).toBe(200);
    expectRefusal(await act(here, first.id, 'withdraw', 'scjg.officer', { reason: '不' }), 403, 'not-allowed');
    expect((await act(here, first.id, 'withdraw', 'spj.officer', {})).json.status).toBe('withdrawn');
    here.clock.set('2026-10-11T09:00:00+08:00');
    expectRefusal(await act(here, second.id, 'withdraw', 'spj.officer', { reason: '迟' }), 409, 'already-done');
  });

  it('is told by a mail that names no reply', async () => {
    const county = await post('2026-09-28T09:00');
    await county.call('POST', '/letters', { as: 'spj.officer', body: announced() });
    await county.until('2026-09-28T09:30');
    expect(county.sent.map(({ subject }) => subject)).toEqual(['【审管互动】事项调整函告', '【审管互动】事项调整函告']);
    expect(county.sent[0]?.text).toContain('不需要答复');
  });
});

it('is answered and concluded also where the sender has filled it with remarks', async () => {
  const here = await countyHere();
  const id = await letter(here);
  let remarks = 0;
  while ((await act(here, id, 'comment', 'spj.officer', { text: '请尽快' })).status === 200) remarks += 1;
  expect(remarks).toBe(149);
  expectRefusal(await act(here, id, 'comment', 'scjg.officer', { text: '收到' }), 409, 'history-full');
  expect((await act(here, id, 'reply', 'scjg.officer', { text: '同意。' })).json.status).toBe('replied');
  expect((await act(here, id, 'conclude', 'spj.officer', { outcome: 'adopted' })).json.status).toBe('concluded');
});

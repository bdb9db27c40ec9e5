/**
 * Drafts of the boundary list (arts. 4, 9, 20, 25, 26): from the first row to the day on which the list is in force.
 */
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { browserOf } from '../console/browser.ts';
import { expectRefusal } from '../contract-http/county.ts';
import { demonstrationMatters } from '../in-process/county.ts';
import { CATERING, DRAFTS, drafting, FOOD, rowOf } from './story.ts';

const NUMBER = { documentNumber: '冠政办字〔2026〕8号' };
const TO_NYNC = { department: 'NYNC', section: 'NZJG' };

describe('a draft that moves a matter to another department', async () => {
  const here = await drafting();

  it('begins with the rows last published, and is the only one', async () => {
    const { json } = await here.draft();
    expect(json).toMatchObject({ status: 'editing', validFrom: '2026-10-20', confirmations: [], count: null });
    const page = (await here.draft('/rows?limit=200')).json;
    expect([page.items.length, page.next]).toEqual([81, null]);
    expect((await here.draft('/difference')).json).toEqual({ added: [], dropped: [], changed: [] });
    const again = await here.call('POST', DRAFTS, { as: 'spj.admin', body: { validFrom: '2026-11-02' } });
    expectRefusal(again, 409, 'draft-open');
    expect(again.json.draft).toBe(here.id);
  });

  it('is nobody’s to confirm while nothing has changed', async () => {
    expectRefusal(await here.act('submit'), 409, 'nothing-changed');
    expectRefusal(await here.act('publish', NUMBER), 409, 'not-confirmed');
  });

  it('does not exist before it is submitted but for the bureau and the government office', async () => {
    for (const as of ['scjg.admin', 'nync.head', 'jw.discipline']) {
      for (const path of ['', '/rows', `/rows/${FOOD}`, '/difference', '/history'])
        expectRefusal(await here.draft(path, as), 404, 'not-found');
      expectRefusal(await here.put(FOOD, rowOf(FOOD), { 'if-match': '*' }, as), 404, 'not-found');
    }
    expect((await here.draft('', 'zfb.office')).status).toBe(200);
    expectRefusal(await here.put(FOOD, rowOf(FOOD), {}, 'spj.officer'), 403, 'not-allowed');
  });

  it('has its rows changed one by one, each where it is as it was read', async () => {
    const row = (await here.draft(`/rows/${CATERING}`)).json;
    expectRefusal(await here.put(CATERING, { ...row, ...TO_NYNC }), 428, 'precondition-required');
    expectRefusal(await here.put(CATERING, { ...row, department: 'NOBODY' }, { 'if-match': '*' }), 422, 'invalid', [
      ...['/department', '/section'],
    ]);
    expectRefusal(await here.put('X-1', row, {}), 422, 'invalid', ['/code']);
    expectRefusal(await here.put(CATERING, { ...row, certificateDays: 15 }, { 'if-match': '*' }), 422, 'invalid', [
      '/certificateBasis',
    ]);
    const changed = await here.change(CATERING, TO_NYNC);
    expect([changed.status, changed.json.department]).toEqual([200, 'NYNC']);
    expectRefusal(await here.put(CATERING, row, { 'if-match': '"other"' }), 412, 'precondition-failed');
    expect((await here.put('X-1', { ...row, code: 'X-1' })).status).toBe(201);
    const dropped = await here.call('DELETE', `${DRAFTS}/${here.id}/rows/X-1`, { as: 'spj.admin' });
    expect([dropped.status, dropped.json.code]).toEqual([200, 'X-1']);
    const { headers } = await here.draft(`/rows/${CATERING}`);
    expect(headers.etag).toBe(changed.headers.etag);
    expect((await here.draft('/difference')).json).toEqual({
      added: [],
      dropped: [],
      changed: [
        {
          code: CATERING,
          fields: [
            { field: 'department', before: 'SCJG', after: 'NYNC' },
            { field: 'section', before: 'SPXK', after: 'NZJG' },
          ],
        },
      ],
    });
  });

  it('asks each department concerned by a letter', async () => {
    const { json, status } = await here.act('submit');
    expect([status, json.status, json.count]).toEqual([200, 'confirming', 81]);
    expect(json.confirmations).toMatchObject([
      { org: 'NYNC', state: 'asked', askedAt: '2026-09-28T09:00:00+08:00' },
      { org: 'SCJG', state: 'asked', repliedAt: null },
    ]);
    const letter = (await here.call('GET', `/letters/${await here.letterOf('NYNC')}`, { as: 'nync.officer' })).json;
    expect(letter).toMatchObject({ purpose: 'matter-change', due: '2026-10-10', case: here.id, status: 'pending' });
    expect(letter.text).toContain(`（${CATERING}）：监管单位、责任科室`);
    const inbox = (await here.call('GET', '/inbox', { as: 'scjg.admin' })).json.items;
    expect(inbox.map(({ kind }: { kind: string }) => kind)).toEqual(['letter']);
  });

  it('stands in the list of whoever has to do with it, where no box is named', async () => {
    const listed = async (as: string, query = '') =>
      (await here.call('GET', `${DRAFTS}${query}`, { as })).json.items.map(({ id }: { id: string }) => id);
    for (const as of ['spj.admin', 'spj.officer', 'nync.head']) expect(await listed(as)).toEqual([here.id]);
    expect(await listed('spj.admin', '?status=confirming&limit=1')).toEqual([here.id]);
    for (const as of ['wjj.admin', 'zfb.office']) expect(await listed(as)).toEqual([]);
    expect(await listed('spj.admin', '?box=in')).toEqual([]);
  });

  it('is read by those concerned from then on, and by no one else', async () => {
    for (const as of ['scjg.officer', 'nync.admin']) {
      for (const path of ['', '/rows', `/rows/${CATERING}`, '/difference'])
        expect([path, (await here.draft(path, as)).status]).toEqual([path, 200]);
      const part = (await here.call('GET', `${DRAFTS}?box=part`, { as })).json.items;
      expect(part.map(({ id }: { id: string }) => id)).toEqual([here.id]);
    }
    expectRefusal(await here.draft('', 'wjj.admin'), 404, 'not-found');
  });

  it('cannot be changed while it is submitted; what is wrong with the request itself is said before that', async () => {
    expectRefusal(await here.change(FOOD, { name: '改' }), 409, 'not-editing');
    expectRefusal(await here.put(FOOD, rowOf(FOOD)), 428, 'precondition-required');
    expectRefusal(await here.put(FOOD, rowOf(FOOD), { 'if-match': '"other"' }), 412, 'precondition-failed');
    expectRefusal(await here.put('X-1', { ...rowOf(FOOD), code: 'X-1' }), 409, 'not-editing');
    const drop = (code: string, headers = {}) =>
      here.call('DELETE', `${DRAFTS}/${here.id}/rows/${code}`, { as: 'spj.admin', headers });
    expectRefusal(await drop('X-1'), 404, 'not-found');
    expectRefusal(await drop(FOOD, { 'if-match': '"other"' }), 412, 'precondition-failed');
    expectRefusal(await drop(FOOD), 409, 'not-editing');
  });

  it('is agreed to by administrators and heads, or objected to by its rows', async () => {
    expectRefusal(await here.reply('NYNC', { position: 'agree' }, 'officer'), 403, 'not-allowed');
    expectRefusal(await here.reply('NYNC', { position: 'no-comment' }), 422, 'invalid', ['/position']);
    expectRefusal(await here.reply('NYNC', { position: 'object' }), 422, 'invalid', ['/rows']);
    const foreign = { position: 'object', rows: [{ code: FOOD, reason: '不涉及' }] };
    expectRefusal(await here.reply('NYNC', foreign), 422, 'invalid', ['/rows/0/code']);
    const withdrawn = { as: 'spj.officer', body: { reason: '误发' } };
    const by = await here.call('POST', `/letters/${await here.letterOf('NYNC')}/withdraw`, withdrawn);
    expectRefusal(by, 403, 'not-allowed');
    expect((await here.reply('NYNC', { position: 'agree' }, 'head')).json.status).toBe('replied');
    const refused = await here.act('publish', NUMBER);
    expectRefusal(refused, 409, 'not-confirmed');
    expect(refused.json.open).toEqual(['SCJG']);
    expect((await here.reply('SCJG')).status).toBe(200);
    expect((await here.draft()).json).toMatchObject({ status: 'confirmed' });
  });

  it('is published from five working days after the latest letter, not before', async () => {
    expectRefusal(await here.act('publish', { ...NUMBER, validFrom: '2026-10-19' }), 422, 'invalid', ['/validFrom']);
    const { json, status } = await here.act('publish', NUMBER);
    expect([status, json.status, json.documentNumber]).toEqual([200, 'published', NUMBER.documentNumber]);
    const letter = (await here.call('GET', `/letters/${await here.letterOf('SCJG')}`, { as: 'scjg.admin' })).json;
    expect(letter).toMatchObject({ status: 'concluded', position: 'agree', withoutReply: false });
    const [, version] = (await here.call('GET', '/boundary-list/versions', { as: 'scjg.officer' })).json.items;
    expect(version).toMatchObject({ version: json.version, validFrom: '2026-10-20', draft: here.id, count: 81 });
    const next = await here.call('POST', DRAFTS, { as: 'spj.admin', body: { validFrom: '2026-10-19' } });
    expectRefusal(next, 422, 'invalid', ['/validFrom']);
  });

  it('is shown in public with where it has been posted', async () => {
    expectRefusal(await here.act('posted', { address: 'ftp://x', on: '2026-09-28' }), 422, 'invalid', ['/address']);
    const posted = { address: 'http://gxzwfw.sd.gov.cn/list', on: '2026-09-28' };
    expectRefusal(await here.act('posted', { ...posted, on: '2026-09-29' }), 422, 'invalid', ['/on']);
    const { version } = (await here.act('posted', posted)).json;
    const page = (await here.call('GET', `/public/boundary-list?version=${version}`)).text;
    expect(page).toContain('href="http://gxzwfw.sd.gov.cn/list"');
    const rows = (await here.call('GET', `/public/boundary-list.json?version=${version}`)).json.items;
    expect(rows.find(({ code }: { code: string }) => code === CATERING).department).toBe('NYNC');
  });

  it('addresses pushes from its first day on, and none before', async () => {
    here.clock.set('2026-10-19T23:59:59+08:00');
    const last = await here.push('LAST', { matter: CATERING });
    here.clock.set('2026-10-20T00:00:00+08:00');
    const first = await here.push('FIRST', { matter: CATERING });
    expect([last.json.to.org, first.json.to.org]).toEqual(['SCJG', 'NYNC']);
    expect((await here.read(last.json.id, 'scjg.officer')).json.boundaryListVersion).toMatch(/^v1-/);
    expect(first.json.boundaryListVersion).toMatch(/^v2-/);
  });
});

describe('the notice before the first day', async () => {
  it.each([
    ['2026-10-10', '2026-10-11'],
    ['2026-09-28', '2026-10-11'],
  ])('letters of Monday 2026-09-28, in force from %s: earliest %s', async (validFrom, earliest) => {
    const here = await drafting(validFrom);
    await here.change(FOOD, { name: '食品经营许可（改）' });
    await here.act('submit');
    await here.reply('SCJG');
    const refused = await here.act('publish', NUMBER);
    expectRefusal(refused, 409, 'notice-too-short');
    expect(refused.json.earliest).toBe(earliest);
    expect((await here.act('publish', { ...NUMBER, validFrom: earliest })).json.validFrom).toBe(earliest);
  });

  it('is counted anew where an extension was entered meanwhile', async () => {
    const here = await drafting('2026-10-11');
    await here.change(FOOD, { name: '食品经营许可（改）' });
    await here.act('submit');
    await here.reply('SCJG');
    const body = { from: '2026-10-08', to: '2026-10-08', documentNumber: '冠政办字〔2026〕9号', reason: '平台故障' };
    expect((await here.call('POST', '/calendar/extensions', { as: 'spj.admin', body })).status).toBeLessThan(300);
    const refused = await here.act('publish', NUMBER);
    expectRefusal(refused, 409, 'notice-too-short');
    // 2026-10-11 is a Sunday: the fifth working day is now Monday the 12th.
    expect(refused.json.earliest).toBe('2026-10-13');
  });
});

describe('an objection, and a silence', async () => {
  const here = await drafting();
  await here.change(CATERING, TO_NYNC);
  await here.act('submit');
  const inbox = async () => (await here.call('GET', '/inbox', { as: 'zfb.office' })).json.items;

  it('stands in the government office’s inbox with five working days', async () => {
    const rows = [{ code: CATERING, reason: '监管力量不足' }];
    expect((await here.reply('SCJG', { position: 'object', rows })).json).toMatchObject({
      rows,
      text: expect.any(String),
    });
    expect(await inbox()).toMatchObject([{ kind: 'list-draft', path: 'boundary-list/drafts', due: '2026-10-10' }]);
    expect((await here.draft()).json).toMatchObject({ status: 'confirming', to: { org: 'ZFB' } });
    expectRefusal(await here.act('settle', { org: 'NYNC', reason: '未逾期' }, 'zfb.office'), 409, 'nothing-to-settle');
    expectRefusal(await here.act('settle', { org: 'SCJG', reason: '不是裁定机关' }), 403, 'not-allowed');
  });

  it('stands below the form that settles it, with its reasons', async () => {
    const office = await browserOf(here, 'zfb.office');
    const { json } = await here.draft();
    const { text } = await office.get(`/console/boundary-list-drafts/${json.id}/settle?org=SCJG`);
    expect(text).toContain('监管力量不足');
    const { letter } = json.confirmations.find(({ org }: { org: string }) => org === 'SCJG');
    expect(text).toContain(`/console/letters/${letter}`);
    expect(text.match(/打开该函件/g)).toHaveLength(1);
  });

  it('which the bureau may remind it of, and give more time to', async () => {
    const other = await drafting();
    await other.change(CATERING, TO_NYNC);
    await other.act('submit');
    expectRefusal(await other.act('set-due', { workingDays: 9, reason: '待研究' }), 409, 'not-running');
    await other.reply('SCJG', { position: 'object', rows: [{ code: CATERING, reason: '监管力量不足' }] });
    expect((await other.act('nudge', { channel: 'phone' })).status).toBe(200);
    expect((await other.act('set-due', { workingDays: 9, reason: '待研究' })).json.due).toBe('2026-10-15');
    const shorter = { workingDays: 3, reason: '尽快' };
    expectRefusal(await other.act('set-due', shorter), 422, 'invalid', ['/workingDays']);
    expect((await other.act('set-due', shorter, 'zfb.office')).json.due).toBe('2026-10-08');
  });

  it('is settled by the government office; who kept silent past its day likewise', async () => {
    here.clock.set('2026-10-10T23:59:59+08:00');
    const settle = (org: string) => here.act('settle', { org, reason: '按三定方案' }, 'zfb.office');
    expect((await settle('SCJG')).json).toMatchObject({ status: 'confirming', to: null });
    expectRefusal(await settle('NYNC'), 409, 'nothing-to-settle');
    here.clock.set('2026-10-11T00:00:00+08:00');
    expect((await here.draft()).json).toMatchObject({ to: { org: 'ZFB' }, due: '2026-10-16' });
    const { confirmations } = (await here.draft()).json;
    expect(confirmations.map(({ org, state }: { org: string; state: string }) => [org, state])).toEqual([
      ...[
        ['NYNC', 'silent'],
        ['SCJG', 'settled'],
      ],
    ]);
    expect((await settle('NYNC')).json).toMatchObject({ status: 'confirmed', to: null, due: null });
    expect(await inbox()).toEqual([]);
  });

  it('leaves letters without a reply concluded as such when the draft is published', async () => {
    expect((await here.act('publish', NUMBER)).json.status).toBe('published');
    const letter = (await here.call('GET', `/letters/${await here.letterOf('NYNC')}`, { as: 'nync.admin' })).json;
    expect(letter).toMatchObject({ status: 'concluded', withoutReply: true, late: { due: '2026-10-10' } });
    expect((await here.call('GET', '/inbox', { as: 'nync.admin' })).json.items).toEqual([]);
  });
});

it('a late reply is taken instead of a settlement', async () => {
  const here = await drafting();
  await here.change(FOOD, { name: '食品经营许可（改）' });
  await here.act('submit');
  here.clock.set('2026-10-12T09:00:00+08:00');
  expect((await here.draft()).json).toMatchObject({ to: { org: 'ZFB' } });
  expect((await here.reply('SCJG')).json).toMatchObject({ status: 'replied', late: { due: '2026-10-10' } });
  expect((await here.draft()).json).toMatchObject({ status: 'confirmed', to: null });
});

describe('a draft that goes back', async () => {
  const here = await drafting();
  await here.change(CATERING, TO_NYNC);
  await here.change('371525-WJJ-003', { name: '改' });
  await here.act('submit');
  await here.reply('NYNC');
  const letters = async () => Promise.all(['NYNC', 'SCJG', 'WJJ'].map((org) => here.letterOf(org)));
  const [ofNync, ofScjg, ofWjj] = (await letters()) as [string, string, string];
  const statusOf = async (id: string) => (await here.call('GET', `/letters/${id}`, { as: 'zfb.office' })).json.status;
  /** Which of these find it in their lists, and read it with all that belongs to it. */
  const readers = async () => {
    const found: string[] = [];
    for (const org of ['NYNC', 'SCJG', 'WJJ', 'JTJ']) {
      const as = `${org.toLowerCase()}.officer`;
      const read = await Promise.all(
        ['', '/rows', `/rows/${CATERING}`, '/difference', '/history'].map((path) => here.draft(path, as)),
      );
      const [status] = new Set(read.map((answer) => answer.status));
      for (const query of ['', '?box=part', '?box=part&standing=open']) {
        const { items } = (await here.call('GET', `${DRAFTS}${query}`, { as })).json;
        expect([org, query, items.map(({ id }: { id: string }) => id)]).toEqual([
          org,
          query,
          status === 200 ? [here.id] : [],
        ]);
      }
      expect([org, read.map((answer) => answer.status)]).toEqual([org, Array(5).fill(status)]);
      if (status === 200) found.push(org);
    }
    return found;
  };

  it('exists for those concerned while it is submitted, and for the bureau alone while it is edited', async () => {
    expect(await readers()).toEqual(['NYNC', 'SCJG', 'WJJ']);
  });

  it('has letters withdrawn that nobody has replied to', async () => {
    expect((await here.act('revise')).json).toMatchObject({ status: 'editing', to: null });
    expect(await Promise.all([ofNync, ofScjg, ofWjj].map(statusOf))).toEqual(['replied', 'withdrawn', 'withdrawn']);
    expectRefusal(await here.act('revise'), 409, 'already-editing');
    expect(await readers()).toEqual([]);
    for (const as of ['spj.officer', 'zfb.office']) expect((await here.draft('/rows', as)).status).toBe(200);
    // What they were asked, and what they said, stays theirs.
    for (const [id, as] of [[ofNync, 'nync.officer'] as const, [ofWjj, 'wjj.officer'] as const])
      expect((await here.call('GET', `/letters/${id}`, { as })).status).toBe(200);
  });

  it('asks again only whom it has to: other replies stand, and who is no longer concerned drops out', async () => {
    const row = (await here.draft('/rows/371525-WJJ-003')).headers.etag as string;
    await here.put('371525-WJJ-003', rowOf('371525-WJJ-003'), { 'if-match': row });
    here.clock.set('2026-09-29T09:00:00+08:00');
    const { confirmations } = (await here.act('submit')).json;
    expect(confirmations.map(({ org, state }: { org: string; state: string }) => [org, state])).toEqual([
      ...[
        ['NYNC', 'agreed'],
        ['SCJG', 'asked'],
      ],
    ]);
    expect(await here.letterOf('NYNC')).toBe(ofNync);
    expect(await here.letterOf('SCJG')).not.toBe(ofScjg);
    expect(await readers()).toEqual(['NYNC', 'SCJG']);
  });

  it('asks anew whose rows differ from those that it replied to', async () => {
    await here.act('revise');
    await here.change(CATERING, { section: 'XMSY' });
    const { confirmations } = (await here.act('submit')).json;
    expect(confirmations.map(({ state }: { state: string }) => state)).toEqual(['asked', 'asked']);
  });

  it('exists again for whom it comes to concern once more', async () => {
    await here.act('revise');
    await here.change('371525-WJJ-003', { name: '改' });
    await here.act('submit');
    expect(await readers()).toEqual(['NYNC', 'SCJG', 'WJJ']);
    await here.act('revise');
    await here.put('371525-WJJ-003', rowOf('371525-WJJ-003'), { 'if-match': '*' });
    await here.act('submit');
    expect(await readers()).toEqual(['NYNC', 'SCJG']);
  });

  it('is abandoned with its letters, and makes place for another', async () => {
    const { json } = await here.act('abandon', { reason: '方案变化' });
    expect(json).toMatchObject({ status: 'abandoned', reason: '方案变化' });
    expect(await statusOf(ofNync)).toBe('concluded');
    expect(await statusOf(await here.letterOf('NYNC'))).toBe('withdrawn');
    expectRefusal(await here.act('submit'), 409, 'not-editing');
    expectRefusal(await here.act('abandon', { reason: '再次' }), 409, 'already-done');
    const archive = async (org: string) => (await here.draft('/archive.zip', `${org}.officer`)).status;
    expect(await Promise.all(['scjg', 'wjj'].map(archive))).toEqual([403, 404]);
    expect((await here.draft('/history')).json.verified).toBe(true);
    expect((await here.call('POST', DRAFTS, { as: 'spj.admin', body: { validFrom: '2026-11-02' } })).status).toBe(201);
  });
});

it('a quarantined draft shows no rows, and comes to no end but being abandoned', async () => {
  const here = await drafting();
  await here.change(CATERING, { name: '不应出现的内容' });
  await here.act('submit');
  const letter = `/letters/${await here.letterOf('SCJG')}`;
  expect((await here.act('quarantine', { reason: '误录' })).json.quarantined).toBe(true);
  for (const as of ['spj.admin', 'scjg.admin', 'zfb.office']) {
    for (const path of ['/rows', `/rows/${CATERING}`, '/difference'])
      expectRefusal(await here.draft(path, as), 404, 'not-found');
    expect((await here.call('GET', letter, { as })).text).not.toContain('不应出现的内容');
  }
  expectRefusal(await here.put(CATERING, rowOf(CATERING)), 404, 'not-found');
  expectRefusal(await here.act('revise'), 409, 'draft-quarantined');
  expect((await here.reply('SCJG')).status).toBe(200);
  expectRefusal(await here.act('publish', NUMBER), 409, 'draft-quarantined');
  expect((await here.act('abandon', { reason: '重新起草' })).json.status).toBe('abandoned');
  expect((await here.call('POST', DRAFTS, { as: 'spj.admin', body: { validFrom: '2026-11-02' } })).status).toBe(201);
});

describe('the rows of a quarantined draft', () => {
  const WORDS = '不应出现的内容';
  /** A draft whose rows have been changed, and changed again by what another version took in. */
  const changed = async () => {
    const store = openSqliteStore(':memory:');
    const here = await drafting('2026-10-20', { store });
    await here.change(CATERING, { name: WORDS });
    const kept = () => JSON.stringify([...store.all()]).includes(WORDS);
    return { here, kept };
  };

  it('go from the store; the list in force stays as it is', async () => {
    const { here, kept } = await changed();
    expect(kept()).toBe(true);
    await here.act('quarantine', { reason: '误录' });
    expect(kept()).toBe(false);
    const list = (await here.call('GET', '/public/boundary-list.json')).json.items;
    expect(list.find(({ code }: { code: string }) => code === CATERING).name).toBe(rowOf(CATERING).name);
    const superior = {
      validFrom: '2026-11-02',
      items: demonstrationMatters(),
      superior: { documentNumber: '鲁1号', reason: '某' },
    };
    const answer = await here.call('POST', '/boundary-list/versions', { as: 'spj.admin', body: superior });
    expect([answer.status, answer.text]).toEqual([201, answer.text]);
  });

  it('stay, for nobody to read, while the draft is evidence; destroyed, they go', async () => {
    const { here, kept } = await changed();
    const path = `${DRAFTS}/${here.id}`;
    const { hash } = (await here.call('GET', `${path}/history`, { as: 'zfb.office' })).json.items.at(-1);
    const evidence = [{ record: here.id, hash }];
    const found = { limb: 'misconduct', org: 'SPJ', conduct: '不作为', harm: '造成损失', evidence };
    await here.call('POST', '/accountability', { as: 'zfb.office', body: found });
    await here.act('quarantine', { reason: '误录' });
    const [held] = (await here.call('GET', '/sealed', { as: 'zfb.office' })).json.items;
    expect([held.state, kept()]).toEqual(['held', true]);
    expectRefusal(await here.draft(`/rows/${CATERING}`), 404, 'not-found');
    expect((await here.call('POST', `/sealed/${held.id}/confirm`, { as: 'zfb.office', body: {} })).status).toBe(200);
    expect(kept()).toBe(false);
  });
});

it('a draft opened under a number of its own is the same sent again, whatever has become of it', async () => {
  const here = await drafting();
  const open = (body: object) => here.call('POST', DRAFTS, { as: 'spj.admin', body: { reference: 'QD-1', ...body } });
  expectRefusal(await open({ validFrom: '2026-11-02' }), 409, 'draft-open');
  await here.act('abandon', { reason: '重新起草' });
  const made = await open({ validFrom: '2026-11-02' });
  expect([made.status, made.json.reference]).toEqual([201, 'QD-1']);
  const again = await open({ validFrom: '2026-11-02' });
  expect([again.status, again.json.id]).toEqual([200, made.json.id]);
  expectRefusal(await open({ validFrom: '2026-11-03' }), 409, 'reference-reused');
});

it('rows that name nobody need nobody’s word', async () => {
  const here = await drafting();
  await here.change('371525-SPJ-001', { name: '改' });
  expect((await here.act('submit')).json).toMatchObject({ status: 'confirmed', confirmations: [] });
  expect((await here.act('publish', { ...NUMBER, validFrom: '2026-10-20' })).json.status).toBe('published');
});

describe('a version without a draft', async () => {
  const superior = { documentNumber: '鲁政办字〔2026〕1号', reason: '上级调整事项' };
  const here = await drafting();
  const publish = (body: object) => here.call('POST', '/boundary-list/versions', { as: 'spj.admin', body });
  const items = (await here.call('GET', '/public/boundary-list.json')).json.items as { code: string }[];
  const withNames = (names: Record<string, string>) =>
    items.map((row) => (names[row.code] ? { ...row, name: names[row.code] } : row));
  await here.change(FOOD, { name: '草案的名称' });
  await here.change(CATERING, { name: '草案的名称' });
  await here.act('submit');

  it('needs a superior’s rule once there is a list', async () => {
    expectRefusal(
      await publish({ validFrom: '2026-10-08', items: withNames({ [FOOD]: '改' }) }),
      409,
      'draft-required',
    );
    const early = { validFrom: '2022-09-01', items: withNames({ [FOOD]: '改' }), superior };
    expectRefusal(await publish(early), 422, 'invalid', ['/validFrom']);
  });

  it('puts the open draft back with its rows taken in; what both changed is the superior’s', async () => {
    const letter = await here.letterOf('SCJG');
    const named = withNames({ [FOOD]: '上级的名称', '371525-WJJ-003': '上级的名称' });
    const made = await publish({ validFrom: '2026-10-08', items: named, superior });
    expect([made.status, made.json.superior]).toEqual([201, superior]);
    const draft = (await here.draft()).json;
    expect(draft).toMatchObject({ status: 'editing', base: made.json.version, conflicts: [FOOD] });
    expect((await here.draft('/difference')).json.changed).toMatchObject([{ code: CATERING }]);
    expect((await here.draft(`/rows/${FOOD}`)).json.name).toBe('上级的名称');
    const answer = await here.call('GET', `/letters/${letter}`, { as: 'scjg.admin' });
    expect(answer.json.status).toBe('withdrawn');
    expectRefusal(await here.draft('/rows', 'scjg.admin'), 404, 'not-found');
    expect((await here.act('submit')).json).toMatchObject({ status: 'confirming', conflicts: [] });
  });
});

it('a county without a list publishes its first version directly', async () => {
  const here = await drafting('2026-10-20', { matters: null });
  const body = { validFrom: '2026-10-08', items: [rowOf(FOOD)] };
  const made = await here.call('POST', '/boundary-list/versions', { as: 'spj.admin', body });
  expect(made.status).toBe(201);
  expect((await here.draft('/rows')).json.items.map(({ code }: { code: string }) => code)).toEqual([FOOD]);
  expect((await here.call('POST', '/boundary-list/versions', { as: 'spj.admin', body })).status).toBe(200);
});

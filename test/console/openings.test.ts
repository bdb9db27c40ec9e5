/** Forms that open a record: what decides the rest is chosen first, and what few need lies folded. */
import { describe, expect, it } from 'vitest';
import { draftAddress } from '../../functions/console/kept-form.ts';
import { countyHere } from '../contract-http/county.ts';
import { inProcess } from '../in-process.ts';
import { browserOf } from './browser.ts';

const home = await inProcess();
const officer = await browserOf(home, 'scjg.officer');
const PATH = '/console/credit-records/new';
const KEPT = draftAddress(`${PATH}?type=penalty`, '登记信用记录');

describe('a credit record', () => {
  it('asks for its type before anything else', async () => {
    const { text } = await officer.get(PATH);
    expect(
      [...text.matchAll(/href="\/console\/credit-records\/new\?type=(\w+)">([^<]+)/g)].map(([, ...one]) => one),
    ).toEqual([
      ['licence', '行政许可'],
      ['penalty', '行政处罚'],
      ['inspection', '检查和处理结果'],
    ]);
    expect(text).not.toContain('<textarea');
  });

  it('then asks for what that type has, and no more', async () => {
    const licence = (await officer.get(`${PATH}?type=licence`)).text;
    expect(licence).toContain('name="fields/XK_WSH"');
    expect(licence).not.toContain('name="fields/CF_WSH"');
    expect(licence).not.toContain('name="severity"');
    const penalty = (await officer.get(`${PATH}?type=penalty`)).text;
    expect(penalty).toContain('name="fields/CF_WSH"');
    expect(penalty).toContain('name="severity"');
  });

  it('comes back as it was where something is wrong, of the same type', async () => {
    await officer.get(`${PATH}?type=penalty`);
    const { status, text } = await officer.post(PATH, {
      key: 'k'.repeat(32),
      type: 'penalty',
      'fields/CF_WSH': '冠市监罚〔2026〕1号',
    });
    expect(status).toBe(422);
    expect(text).toContain('value="冠市监罚〔2026〕1号"');
    expect(text).toContain('name="type" value="penalty"');
    expect(text).not.toContain('name="fields/XK_WSH"');
  });

  it('kept as a draft is there again, unless another type is asked for', async () => {
    await officer.get(`${PATH}?type=penalty`);
    await officer.post(KEPT, { type: 'penalty', 'fields/CF_WSH': '冠市监罚〔2026〕2号' });
    expect((await officer.get(`${PATH}?type=penalty`)).text).toContain('value="冠市监罚〔2026〕2号"');
    expect((await officer.get(`${PATH}?type=licence`)).text).toContain('name="fields/XK_WSH"');
    for (const path of [PATH, `${PATH}?type=`]) {
      const { text } = await officer.get(path);
      expect([text.includes('请先选择'), text.includes('另有 1 份您保存的草稿')]).toEqual([true, true]);
    }
  });
});

describe('the keys that any record may carry', () => {
  const folded = (text: string) => /<details class="field"( open)?>/.exec(text)?.[1];

  it('lie folded where nothing stands in them', async () => {
    expect(folded((await officer.get('/console/letters/new?purpose=inquiry')).text)).toBeUndefined();
    expect((await officer.get('/console/letters/new?purpose=inquiry')).text).toContain('<details class="field">');
  });

  it('lie open where something does', async () => {
    await officer.get('/console/letters/new?purpose=inquiry');
    const { status, text } = await officer.post('/console/letters/new', {
      purpose: 'inquiry',
      'party/name': '冠县某某食品有限公司',
    });
    expect([status, folded(text)]).toEqual([422, ' open']);
  });
});

it('a draw is begun from its review, with experts chosen by name, not by numbers of records', async () => {
  const pool = { specialties: ['食品安全'], employer: { name: '某大学' }, avoid: [], level: 'county' };
  const days = { termTo: '2028-01-01', reviewBy: '2027-06-01' };
  for (const name of ['张教授', '李教授', '王教授']) {
    const { json } = await home.call('POST', '/experts', { as: 'scjg.officer', body: { ...pool, ...days, name } });
    await home.call('POST', `/experts/${json.id}/admit`, { as: 'spj.admin' });
  }
  const review = { type: 'review', matters: ['371525-SCJG-001'], startsAt: '2026-09-28T10:00:00+08:00' };
  const body = { ...review, invite: [{ org: 'SCJG' }] };
  const { id } = (await home.call('POST', '/surveys', { as: 'spj.officer', body })).json;
  const bureau = await browserOf(home, 'spj.officer');
  expect((await bureau.get(`/console/surveys/${id}`)).text).toContain(`href="/console/draws/new?case=${id}">发起抽取…`);
  expect((await officer.get(`/console/surveys/${id}`)).text).not.toContain('发起抽取…');
  const form = (await bureau.get(`/console/draws/new?case=${id}`)).text;
  expect(form).toMatch(new RegExp(`<option value="${id}" selected>联合评审[^<]*，已安排，2026-09-28 10:00</option>`));
  expect(form).toMatch(/<select[^>]* name="exclude\/0\/expert"[^>]*>.*?>李教授，/s);
  const asked = { case: id, 'groups/0/specialty': '食品安全', 'groups/0/count': '1', 'groups/0/alternates': '0' };
  const { status } = await bureau.post('/console/draws/new', { key: 'd'.repeat(32), ...asked });
  expect(status).toBe(303);
});

it('a record leads to what may be opened about it, and the form names it', async () => {
  const here = await countyHere();
  const { id } = (await here.push('AB-1')).json;
  const browser = await browserOf(here, 'scjg.officer');
  const { text } = await browser.get(`/console/pushes/${id}`);
  for (const path of ['letters', 'problems', 'meetings']) expect(text).toContain(`/console/${path}/new?about=${id}`);
  const choice = await browser.get(`/console/letters/new?about=${id}`);
  const link = /href="([^"]*purpose=inquiry[^"]*)"/.exec(choice.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const form = await browser.get(link);
  expect(form.text).toContain(`name="about" value="${id}" checked`);
  const sent = { purpose: 'inquiry', to: 'SPJ', title: '核实', text: '请核实。', about: id, key: 'ab-1' };
  const done = await browser.post(link, sent);
  const made = /letters\/([0-9a-f]{32})/.exec(done.headers.location ?? '')?.[1];
  expect((await here.call('GET', `/letters/${made}`, { as: 'scjg.officer' })).json.about).toEqual([id]);
});

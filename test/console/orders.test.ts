/** In which order things stand and how far they are, and finding them by who did them. */
import { describe, expect, it } from 'vitest';
import { countyHere } from '../contract-http/county.ts';
import { inProcess } from '../in-process.ts';
import { browserOf } from './browser.ts';

describe('监管台账', async () => {
  const here = await countyHere();
  const parties = ['甲饭店', '乙饭店', '丙饭店', '丁饭店'];
  const enter = async (name: string, number: string, reference: string) => {
    const more = {
      party: { name, creditCode: null, type: 'organisation' },
      licence: { name: '食品经营许可证', number },
    };
    const { json } = await here.push(reference, more);
    expect((await here.act(json.id, 'claim', 'scjg.officer')).status).toBe(200);
  };
  for (const [i, name] of parties.entries()) {
    here.clock.set(`2026-09-28T09:0${i}:00+08:00`);
    await enter(name, `JY-${i}`, `T${i}`);
  }
  here.clock.set('2026-09-28T09:30:00+08:00');
  // A second push of the first licence makes it the newest.
  await enter('甲饭店', 'JY-0', 'T9');
  const EXPECTED = ['甲饭店', '丁饭店', '丙饭店', '乙饭店'];

  it('begins with what was pushed last, and says so in the heading', async () => {
    const { text } = await (await browserOf(here, 'scjg.officer')).get('/console/register');
    expect(text).toContain('<h1>监管台账 4 件 <span class="soft">最近有推送的在前</span></h1>');
    const rows = text.slice(text.indexOf('<tbody>'));
    expect([...rows.matchAll(/<a class="t"[^>]*>([^<]+)</g)].map(([, name]) => name)).toEqual(EXPECTED);
  });

  it('is walked through by pages, each entry once', async () => {
    const names: string[] = [];
    let cursor = '';
    for (let page = 0; page < 9; page += 1) {
      const { json } = await here.call('GET', `/register?order=newest&limit=2${cursor}`, { as: 'scjg.officer' });
      names.push(...json.items.map(({ party }: { party: { name: string } }) => party.name));
      if (json.next === null) break;
      cursor = `&cursor=${encodeURIComponent(json.next)}`;
    }
    expect(names).toEqual(EXPECTED);
  });

  it('keeps its filters, and its order by number for those who ask for none', async () => {
    const { json } = await here.call('GET', '/register?order=newest&licence=JY-2', { as: 'scjg.officer' });
    expect(json.items.map(({ party }: { party: { name: string } }) => party.name)).toEqual(['丙饭店']);
    const all = (await here.call('GET', '/register', { as: 'scjg.officer' })).json.items as { id: string }[];
    expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toSorted());
    const wrong = await here.call('GET', '/register?order=party', { as: 'scjg.officer' });
    expect(wrong.status).toBe(422);
  });
});

describe('quarters', async () => {
  // Put to use in 2022; nothing was pushed before.
  const home = await inProcess({ now: '2026-10-02T09:00:00+08:00' });
  const office = await browserOf(home, 'zfb.office');
  const words = (text: string) =>
    Object.fromEntries(
      [...text.matchAll(/>(\d{4}年第.季度)(?:<\/a>)?（([^）]+)）/g)].map(([, name, said]) => [name, said]),
    );

  it('say how far each is: only the one that runs is being counted', async () => {
    const said = words((await office.get('/console/reports')).text);
    expect(said).toMatchObject({ '2026年第四季度': '统计中', '2026年第三季度': '已结束，待形成征求意见稿' });
    expect(said['2025年第三季度']).toBe('没有形成通报');
    expect(Object.values(said).filter((one) => one === '统计中')).toHaveLength(1);
  });

  it('say the same on their pages', async () => {
    const { text } = await office.get('/console/reports/2025Q3');
    expect(text).toContain('<h1>2025年第三季度通报（没有形成通报）</h1>');
    expect(text).not.toContain('统计中');
  });
});

describe('what people did', async () => {
  const here = await countyHere();
  const { id } = (await here.push('A1')).json;
  await here.read(id, 'zfb.office');

  it('is found in the audit by their account', async () => {
    const admin = await browserOf(here, 'spj.admin');
    const { text } = await admin.get('/console/organisations/SCJG/accounts/scjg.officer');
    expect(text).toContain('<a href="/console/audit?by=scjg.officer">');
    const body = {
      name: '张三丰',
      roles: ['officer'],
      sections: 'all',
      scopes: null,
      issuer: null,
      subject: null,
      active: true,
    };
    await here.call('PUT', '/organisations/SCJG/accounts/scjg.new', { as: 'spj.admin', body });
    const shown = async (by: string) => (await admin.get(`/console/audit?by=${by}`)).text;
    expect(await shown('spj.admin')).toContain('scjg.new');
    expect(await shown('nobody')).toContain('没有记录。');
    expect(await shown('spj.admin')).toContain('name="by" value="spj.admin"');
  });

  it('is found among the readings of a record by their account', async () => {
    const officer = await browserOf(here, 'scjg.officer');
    const shown = async (by: string) => (await officer.get(`/console/pushes/${id}/readings?by=${by}`)).text;
    expect(await shown('')).toContain('zfb.office');
    expect((await shown('zfb.office')).split('zfb.office').length).toBeGreaterThan(2);
    expect(await shown('jw.discipline')).toContain('没有经办人员以外的查阅。');
  });
});

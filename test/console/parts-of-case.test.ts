/** Meetings and surveys on pages: who comes, what they said and when, beside what the convenor does next. */
import { describe, expect, it } from 'vitest';
import { countyHere } from '../contract-http/county.ts';
import { browserOf } from './browser.ts';

const NOW = '2026-09-28T09:00:00+08:00';

describe('a joint review', async () => {
  const here = await countyHere();
  const meeting = {
    ...{ type: 'joint-review', title: '冷链项目联审会', place: '三楼会议室', startsAt: NOW, agenda: '审查选址。' },
    invite: [{ org: 'SCJG' }, { org: 'WJJ' }, { org: 'JTJ' }],
  };
  const { id } = (await here.call('POST', '/meetings', { as: 'spj.officer', body: meeting })).json;
  const say = async (as: string, name: string, body: object) => {
    const { items } = (await here.call('GET', '/participations', { as })).json;
    return here.call('POST', `/participations/${items[0].id}/${name}`, { as, body });
  };
  await say('scjg.officer', 'accept', { people: ['赵六'] });
  here.clock.set('2026-09-28T10:30:00+08:00');
  await say('wjj.officer', 'decline', { reason: '另有会议' });
  const convenor = await browserOf(here, 'spj.officer');
  const rowsOf = (text: string) => {
    const [, table = ''] = /受邀单位的答复<\/h2>\s*(<table.*?<\/table>)/s.exec(text) ?? [];
    return [...table.matchAll(/<tr>(.*?)<\/tr>/gs)]
      .slice(1)
      .map(([, row = '']) => [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) => cell));
  };
  const words = (cells: readonly string[]) => cells.map((cell) => cell.replaceAll(/<[^>]+>/g, '').trim());

  it('shows its convenor who comes, who does not and why, and when they said so', async () => {
    const rows = rowsOf((await convenor.get(`/console/meetings/${id}`)).text);
    expect(rows.map(words)).toEqual([
      [expect.stringContaining('交通运输局'), '待答复是否参加', '', '', ''],
      [expect.stringContaining('市场监督管理局'), '将参加', '赵六', '', '2026-09-28 09:00'],
      [expect.stringContaining('卫生健康局'), '不参加', '', '另有会议', '2026-09-28 10:30'],
    ]);
    for (const [first] of rows) expect(first).toMatch(/href="\/console\/participations\/[0-9a-f]{32}"/);
  });

  it('shows them below the form of what is done next', async () => {
    expect(rowsOf((await convenor.get(`/console/meetings/${id}/hold`)).text)).toHaveLength(3);
  });

  it('shows whoever is invited its own answer alone', async () => {
    const text = (await (await browserOf(here, 'scjg.officer')).get(`/console/meetings/${id}`)).text;
    expect(rowsOf(text).map(words)).toEqual([
      [expect.stringContaining('市场监督管理局'), '将参加', '赵六', '2026-09-28 09:00'],
    ]);
  });

  it('shows the opinions that were given, and forgets an answer once the day is another', async () => {
    const moved = { startsAt: '2026-09-28T10:30:00+08:00', reason: '改期' };
    expect((await here.call('POST', `/meetings/${id}/move`, { as: 'spj.officer', body: moved })).status).toBe(200);
    const asked = rowsOf((await convenor.get(`/console/meetings/${id}`)).text).map(words);
    expect(asked.map((cells) => cells.slice(1))).toEqual(Array(3).fill(['待答复是否参加', '']));
    const came = { attendance: ['SPJ', 'SCJG'].map((org) => ({ org, people: ['张三'] })) };
    expect((await here.call('POST', `/meetings/${id}/hold`, { as: 'spj.officer', body: came })).status).toBe(200);
    await say('scjg.officer', 'report', { position: 'agree', text: '选址符合要求。', signedBy: '王芳' });
    const said = rowsOf((await convenor.get(`/console/meetings/${id}/minutes`)).text).map(words);
    expect(said[1]?.slice(1)).toEqual(['已反馈意见', '同意', '选址符合要求。', '2026-09-28 10:30']);
  });

  it('stands in lists with its time and place', async () => {
    for (const [browser, path] of [
      [convenor, '/console/meetings?box=out'],
      [convenor, '/console/participations?box=out'],
      [await browserOf(here, 'scjg.officer'), '/console/participations?standing=all'],
    ] as const) {
      const { text } = await browser.get(path);
      expect(text).toMatch(/data-label="开始时间"[^>]*>2026-09-28 10:30</);
      expect(text).toMatch(/data-label="地点"[^>]*>三楼会议室</);
    }
    const sent = (await convenor.get('/console/participations?box=out')).text;
    expect([sent.includes('>召集单位<'), sent.includes('>接收单位<')]).toEqual([false, true]);
  });
});

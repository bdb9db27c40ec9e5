/** 更正 in the console: which push each is about, in every place that lists it, and no form once the review has ended. */
import { describe, expect, it } from 'vitest';
import { reportingCounty } from '../reports/county.ts';
import { browserOf } from './browser.ts';

describe('a correction', async () => {
  const county = await reportingCounty('2026-09-14T09:00');
  const [push = ''] = await county.pushes('SCJG', 1, 0);
  await county.nineAt('2026-10-08');
  const body = { push, reason: '当日系统故障' };
  const asked = await county.call('POST', '/reports/quarters/2026Q3/corrections', { as: 'scjg.officer', body });
  const page = async (account: string, path: string) => (await (await browserOf(county, account)).get(path)).text;
  const name = /食品经营许可，[^，<]+，[^，<]+/;
  const hex = `${push.slice(0, 8)}…`;

  it('stands in the list, its own page, the and the desk under the name of its push', async () => {
    const list = await page('spj.admin', '/console/corrections');
    expect(/<a class="t"[^>]*>(?:<span.*<\/span>)?([^<]+)</.exec(list)?.[1]).toMatch(name);
    expect(await page('spj.admin', `/console/corrections/${asked.json.id}`)).toMatch(
      /<h1>食品经营许可，.+通报数据更正申请</,
    );
    expect(await page('spj.admin', '/console/inbox')).toMatch(/食品经营许可，[^<]+通报数据更正申请/);
    for (const path of ['', `/${asked.json.id}`]) {
      expect(await page('spj.admin', `/console/corrections${path}`)).not.toContain(`>${hex}`);
    }
  });

  it('says of which quarter it is, and that the circular waits for it', async () => {
    const until =
      /先决定本件，才能印发<a href="\/console\/reports\/2026Q3">2026年第三季度通报<\/a>；印发期限 10-\d\d。/;
    for (const path of ['', '/accept']) {
      expect(await page('spj.admin', `/console/corrections/${asked.json.id}${path}`)).toMatch(until);
    }
    const desk = await page('spj.admin', '/console/inbox');
    expect(desk).toContain('印发前须决定<a href="/console/corrections">更正 1 件</a>');
  });

  it('is named in the circular as in its files, without a link for those who may not open the push', async () => {
    const own = await page('scjg.officer', '/console/reports/2026Q3');
    expect(own).toMatch(new RegExp(`<a href="/console/records/${push}">食品经营许可，`));
    const others = await page('wjj.officer', '/console/reports/2026Q3');
    expect(others).toMatch(name);
    expect(others).not.toContain(push);
    expect(others).not.toContain(hex);
  });

  it('tells whoever writes and whoever decides it what it would change, the old and the new beside each other', async () => {
    const changes = [/按期认领率（%）<.*>0<.*（空）/, /已采纳的更正<.*>0<.*>1</];
    const writing = await browserOf(county, 'scjg.officer');
    const at = '/console/reports/2026Q3/objection';
    const linked = (await writing.get(`${at}?push=${push}`)).text;
    const sent = await writing.post(at, { push, reason: '', key: 'k'.repeat(32) });
    expect(sent.status).toBe(422);
    const decided = await page('spj.admin', `/console/corrections/${asked.json.id}/accept`);
    const shown = await page('spj.admin', `/console/corrections/${asked.json.id}`);
    for (const text of [linked, sent.text, decided, shown]) {
      expect(text).toContain('采纳后，冠县市场监督管理局在通报中的数据');
      for (const change of changes) expect(text).toMatch(change);
    }
    // What is no push of the reader's has nothing to change; the form says why when it is sent.
    expect(await page('wjj.officer', `${at}?push=${push}`)).not.toContain('采纳后');
  });

  it('is asked for from a list of what counts for the organisation, by an address, and told at its field', async () => {
    const at = '/console/reports/2026Q3/objection';
    const writing = await browserOf(county, 'scjg.officer');
    const { text } = await writing.get(at);
    expect(text).toContain('本单位计入的 1 件');
    expect(text).toContain(`<a href="${at}?push=${push}">对本件提出更正</a>`);
    const said = { reason: '当日已经认领', key: 'f'.repeat(32) };
    const wrong = await writing.post(at, { ...said, push: 'f'.repeat(32) });
    expect([wrong.status, wrong.text.includes('>推送编号：没有找到该推送')]).toEqual([422, true]);
    const pasted = await writing.post(at, { ...said, push: `http://127.0.0.1:8787/console/pushes/${push}` });
    expect(pasted.text).toContain('已就该推送或记录提出过更正');
  });

  it('once it is decided keeps its quarter, and nothing waits for it', async () => {
    const rejected = await county.call('POST', `/corrections/${asked.json.id}/reject`, {
      ...{ as: 'spj.admin', body: { reason: '没有故障' } },
    });
    expect(rejected.status).toBe(200);
    expect(await page('spj.admin', `/console/corrections/${asked.json.id}`)).toContain(
      '计入<a href="/console/reports/2026Q3">2026年第三季度通报</a>。',
    );
    expect(await page('spj.admin', '/console/inbox')).not.toContain('印发前须决定');
  });

  it('is asked for by a form until the review ends, and then no more', async () => {
    const at = '/console/reports/2026Q3/objection';
    const way = `<a href="${at}?push=${push}">对2026年第三季度通报中计入的本件提出更正…</a>`;
    expect(await page('scjg.officer', `/console/pushes/${push}`)).toContain(way);
    expect(await page('spj.officer', `/console/pushes/${push}`)).not.toContain(way);
    expect(await page('scjg.officer', `${at}?push=${push}`)).toMatch(new RegExp(`name="push"[^>]* value="${push}"`));
    expect(await page('wjj.officer', at)).toContain('name="reason"');
    await county.until('2026-10-15T00:00');
    const over = await page('wjj.officer', at);
    expect(over).toContain('本季度通报的更正期限已过，不能再提出更正');
    expect(over).not.toContain('name="reason"');
    expect(await page('scjg.officer', `/console/pushes/${push}`)).not.toContain(way);
    expect(await page('wjj.officer', '/console/reports/2026Q4/objection')).toContain('征求意见稿尚未形成');
  });
});

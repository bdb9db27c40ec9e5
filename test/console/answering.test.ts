/** What people leave blank is not said; what they write, they write in their own words. */
import { describe, expect, it } from 'vitest';
import { inProcess } from '../in-process.ts';
import { type Browser, browserOf } from './browser.ts';

const home = await inProcess();
const officer = await browserOf(home, 'scjg.officer');
const head = await browserOf(home, 'scjg.head');

const PUSH = {
  ...{ kind: 'approval', reference: 'ANSWER-1', matter: '371525-SCJG-001', summary: '准予许可' },
  party: { name: '冠县某某食品有限公司', creditCode: '91371525MA3C00001R' },
  licence: { name: '食品经营许可证', number: 'JY1', decidedOn: '2026-09-28' },
  occurredAt: '2026-09-28T08:50:00+08:00',
};

let letters = 0;

async function letter(): Promise<string> {
  letters += 1;
  const body = { purpose: 'inquiry', to: [{ org: 'SCJG' }], title: `商洽第 ${letters} 件`, text: '请予函复。' };
  const { json, status } = await home.call('POST', '/letters', { as: 'spj.officer', body });
  expect(status).toBe(201);
  return json.items[0].id;
}

async function answer(browser: Browser, path: string, fields: Record<string, string | string[]>) {
  await browser.get(path);
  return browser.post(path, { key: `${path}${letters}`.padEnd(32, 'k').slice(-32), ...fields });
}

describe('a reply to a letter', () => {
  it('is a form, not a button that replies with nothing', async () => {
    const { text } = await officer.get(`/console/letters/${await letter()}`);
    expect(text).toMatch(/<a class="button [^"]*" href="\/console\/letters\/[0-9a-f]{32}\/reply[^"]*">答复…<\/a>/);
  });

  it('with its rows left blank is taken', async () => {
    const id = await letter();
    const told = await answer(officer, `/console/letters/${id}/reply`, {
      text: '同意，请按程序办理。',
      'rows/0/matter': '',
    });
    expect(told.status).toBe(303);
    expect((await home.call('GET', `/letters/${id}`, { as: 'scjg.officer' })).json.status).toBe('replied');
  });
});

describe('what is not said at a form', () => {
  it('is asked for in words, not in the values of the API', async () => {
    const { status, text } = await answer(officer, '/console/problems/new', {});
    expect(status).toBe(422);
    expect(text).toContain('请选择');
    expect(text).not.toContain('应为下列之一');
    expect(text).not.toContain('YYYY-MM-DD');
  });
});

describe('a person', () => {
  it('is named as colleagues call each other', async () => {
    const { json } = await home.call('POST', '/pushes', { as: 'spj.officer', body: PUSH });
    const { name } = (await home.call('GET', '/me', { as: 'scjg.officer' })).json;
    const told = await answer(head, `/console/pushes/${json.id}/assign`, { handler: name });
    expect(told.status).toBe(303);
    expect((await home.call('GET', `/pushes/${json.id}`, { as: 'scjg.head' })).json.to.handler).toBe('scjg.officer');
  });
});

describe('the links of a record', () => {
  it('lead to no record that its reader may not see', async () => {
    const admin = await browserOf(home, 'spj.officer');
    const id = await letter();
    const { text } = await admin.get(`/console/letters/${id}`);
    for (const [, linked] of text.matchAll(/href="\/console\/records\/([0-9a-f]{32})"/g)) {
      expect((await admin.follow(await admin.get(`/console/records/${linked}`))).status).toBe(200);
    }
  });
});

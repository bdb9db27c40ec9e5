/**
 * Letters at forms: the purpose is asked first, then what it needs and no more; the reply to a draft of the list by its
 * rows.
 */
import { describe, expect, it } from 'vitest';
import { demonstrationOrganisations } from '../in-process/county.ts';
import { inProcess } from '../in-process.ts';
import { drafting, FOOD, rowOf } from '../list-drafts/story.ts';
import { type Browser, browserOf } from './browser.ts';

const home = await inProcess();
const NEW = '/console/letters/new';
const of: Record<string, Browser> = {};
for (const as of ['spj.officer', 'scjg.officer']) of[as] = await browserOf(home, as);
const at = (as: string): Browser => of[as] as Browser;

/** The names of a form's own controls. */
function controls(text: string): string[] {
  const form = text.slice(text.indexOf('<form class="form"'), text.indexOf('<div class="acts"><button'));
  const names = [...form.matchAll(/<(?:input|select|textarea)[^>]* name="([^"]+)"/g)].map(([, name]) => name as string);
  return [...new Set(names.map((name) => name.split('/')[0] as string))];
}

describe('a new letter', () => {
  it.each([
    ['spj.officer', ['gatekeeping', 'written-opinion', 'matter-change', 'inquiry']],
    ['scjg.officer', ['policy', 'inquiry']],
  ])('asks %s first why it is written', async (as, purposes) => {
    const { text } = await at(as).get(NEW);
    const offered = [...text.matchAll(/href="\/console\/letters\/new\?purpose=([\w-]+)"/g)].map(([, one]) => one);
    expect(offered).toEqual(purposes);
    expect(text).not.toContain('<textarea');
  });

  it.each([
    ['gatekeeping', ['matter', 'application', 'justification'], ['effectiveOn']],
    ['written-opinion', ['matter', 'workingDays'], ['effectiveOn', 'justification', 'thirdParty']],
    ['matter-change', ['effectiveOn', 'matter'], ['workingDays', 'justification', 'application']],
    ['inquiry', ['matter', 'application', 'workingDays'], ['effectiveOn', 'justification', 'thirdParty']],
  ])('of %s asks what that needs', async (purpose, asked, others) => {
    const { text } = await at('spj.officer').get(`${NEW}?purpose=${purpose}`);
    const shown = controls(text);
    expect(shown).toEqual(expect.arrayContaining(['purpose', 'to', 'title', 'text', ...asked]));
    expect(others.filter((name) => shown.includes(name))).toEqual([]);
  });

  it('says of what has to be there that it has', async () => {
    const { text } = await at('spj.officer').get(`${NEW}?purpose=gatekeeping`);
    for (const title of ['事项编码', '办件编号']) expect(text).toContain(`>${title} <span class="must">必填</span>`);
  });

  it.each([
    ['scjg.officer', 'policy', ['approval-bureau']],
    ['spj.officer', 'inquiry', ['department', 'enforcement-agency', 'government-office']],
    ['scjg.officer', 'inquiry', ['approval-bureau', 'department', 'enforcement-agency', 'government-office']],
  ])('of %s, %s is offered to those alone that take it', async (as, purpose, types) => {
    const { text } = await at(as).get(`${NEW}?purpose=${purpose}`);
    const offered = [...text.matchAll(/name="to" value="(\w+)"/g)].map(([, org]) => org);
    const takes = demonstrationOrganisations().filter(
      ({ type, code }) => types.includes(type) && !as.startsWith(`${code.toLowerCase()}.`),
    );
    expect(offered.toSorted()).toEqual(takes.map(({ code }) => code).toSorted());
  });

  it('shows what is ticked first, where something is wrong', async () => {
    await at('spj.officer').get(`${NEW}?purpose=inquiry`);
    const { text } = await at('spj.officer').post(NEW, {
      purpose: 'inquiry',
      to: ['ZJJ', 'SCJG'],
      key: 'k'.repeat(32),
    });
    const boxes = [...text.matchAll(/name="to" value="(\w+)"( checked)?/g)].map(([, org, ticked]) => [org, !!ticked]);
    expect(boxes.slice(0, 3).map(([, ticked]) => ticked)).toEqual([true, true, false]);
  });

  it('is told all that is missing at once, and marks the draft that policy needs', async () => {
    const { text } = await at('scjg.officer').get(`${NEW}?purpose=policy`);
    expect(text).toContain('>附件 <span class="must">必填</span>');
    const back = await at('scjg.officer').post(NEW, { purpose: 'policy', workingDays: '九十', key: 'k'.repeat(32) });
    for (const words of ['接收单位：', '标题：', '正文：', '答复期限（工作日）：', '附件：请附上征求意见的文件草案'])
      expect(back.text).toContain(`>${words}`);
  });

  it('is opened, and comes back with its purpose where something is wrong', async () => {
    const said = { purpose: 'inquiry', to: 'SCJG', title: '商洽', key: 'k'.repeat(32) };
    await at('spj.officer').get(`${NEW}?purpose=inquiry`);
    const back = await at('spj.officer').post(NEW, said);
    expect([back.status, back.text.includes('name="purpose" value="inquiry"')]).toEqual([422, true]);
    const sent = await at('spj.officer').post(NEW, { ...said, text: '请函复。' });
    expect(sent.status).toBe(303);
    expect((await at('spj.officer').follow(sent)).text).toContain('✓ 已办理：发函');
  });
});

describe('a reply', () => {
  const FILE = 'attachments';
  it.each([
    ['inquiry', {}, ['text', 'documentNumber', 'signedBy', FILE]],
    [
      'gatekeeping',
      { matter: FOOD, application: 'BJ-1', justification: '专业性较强' },
      ['text', 'conclusion', 'standards', 'documentNumber', 'signedBy', FILE],
    ],
  ])('to %s asks what that needs, and no more', async (purpose, more, asked) => {
    const body = { purpose, to: [{ org: 'SCJG' }], title: '函', text: '请函复。', ...more };
    const made = await home.call('POST', '/letters', { as: 'spj.officer', body });
    const { text } = await at('scjg.officer').get(`/console/letters/${made.json.items[0].id}/reply`);
    const shown = controls(text).filter((name) => !/^(key|token|files:|phrase:)/.test(name));
    expect(shown.toSorted()).toEqual(asked.filter((name) => name !== FILE).toSorted());
    expect(text).toContain('name="files:attachments"');
  });
});

describe('the reply to a draft of the boundary list', async () => {
  const here = await drafting();
  await here.change(FOOD, { approvalDuty: '审查主体资格' });
  const other = '371525-SCJG-003';
  await here.change(other, { approvalDuty: '审查其他资格' });
  await here.act('submit');
  const letter = await here.letterOf('SCJG');
  const path = `/console/letters/${letter}/reply`;
  const admin = await browserOf(here, 'scjg.admin');

  it('asks first whether one agrees', async () => {
    const { text } = await admin.get(path);
    const offered = [...text.matchAll(/reply\?position=(\w+)"[^>]*>([^<]+)/g)].map(([, ...one]) => one);
    expect(offered).toEqual([
      ['agree', '同意'],
      ['object', '不同意'],
    ]);
    expect(text).not.toContain('<textarea');
  });

  it('has a box for why not beside each matter that concerns the organisation, by its name', async () => {
    const { text } = await admin.get(`${path}?position=object`);
    for (const code of [FOOD, other]) {
      expect(text).toContain(`<legend>${rowOf(code).name}（${code}）</legend>`);
      expect(text).toMatch(new RegExp(`<input type="hidden" name="rows/\\d/code" value="${code}">`));
    }
    expect(text.match(/<textarea[^>]* name="rows\/\d\/reason"/g)).toHaveLength(2);
    expect(text).not.toContain('opinions/');
    expect((await admin.get(`${path}?position=agree`)).text).not.toContain('name="rows/');
  });

  it('without any reason comes back, each box at its matter', async () => {
    const { text: form } = await admin.get(`${path}?position=object`);
    const rows = Object.fromEntries(
      [...form.matchAll(/name="(rows\/\d\/code)" value="([^"]+)"/g)].map(([, name, code]) => [
        name as string,
        code as string,
      ]),
    );
    const blank = { ...rows, 'rows/0/reason': '', 'rows/1/reason': '' };
    const back = await admin.post(path, { position: 'object', ...blank, key: 'b'.repeat(32) });
    expect(back.status).toBe(422);
    expect(back.text).toContain('不同意的，请逐项填写事项编码和理由');
    const long = { ...rows, 'rows/0/reason': '', 'rows/1/reason': '长'.repeat(501) };
    const again = await admin.post(path, { position: 'object', ...long, key: 'c'.repeat(32) });
    expect(again.status).toBe(422);
    const at = new RegExp(`value="${rows['rows/1/code']}">(?:(?!</fieldset>).)*长长`, 's');
    expect(again.text).toMatch(at);
  });

  it('is taken with the reason for one of them', async () => {
    const { text: form } = await admin.get(`${path}?position=object`);
    const row = new RegExp(`name="rows/(\\d)/code" value="${other}"`).exec(form)?.[1] as string;
    const rows = { [`rows/${row}/code`]: other, [`rows/${row}/reason`]: '职责不清' };
    const done = await admin.post(path, { position: 'object', ...rows, key: 'd'.repeat(32) });
    expect(done.status).toBe(303);
    const { json } = await here.call('GET', `/letters/${letter}`, { as: 'scjg.admin' });
    expect([json.position, json.rows]).toEqual(['object', [{ code: other, reason: '职责不清' }]]);
  });
});

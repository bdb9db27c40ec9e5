/** Forms that come back: where the eye goes, in which words, and what is asked of nobody. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Outgoing, outgoingItem } from '../../shared/mail/outgoing.ts';
import { approval } from '../contract-http/county.ts';
import { demonstrationOrganisations, JURISDICTION } from '../in-process/county.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { browserOf } from './browser.ts';

let home: InProcess;
beforeAll(async () => {
  home = await inProcess();
});

const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('many at once', () => {
  const ids: string[] = [];
  beforeAll(async () => {
    for (const n of [1, 2]) {
      const licence = { name: '食品经营许可证', documentNumber: `冠审批许字〔2026〕${n}号`, decidedOn: '2026-09-28' };
      const { json } = await home.call('POST', '/pushes', {
        as: 'spj.officer',
        body: approval(`FB-${n}`, { licence }),
      });
      ids.push(json.id);
    }
  });

  it('are told apart by their numbers, and given to nobody whom nobody knows: the form comes back', async () => {
    const head = await browserOf(home, 'scjg.head');
    await head.get('/console/pushes');
    const sent = { act: 'assign', ids, ready: '1', handler: '老李', key: 'b-1', back: '/console/pushes' };
    const { status, text } = await head.post('/console/pushes/batch', sent);
    expect([status, text.includes('name="handler" value="老李"')]).toEqual([422, true]);
    expect(textOf(text)).toMatch(/有 1 处需要修改 经办人：.*老李/);
    for (const n of [1, 2]) expect(textOf(text)).toContain(`冠审批许字〔2026〕${n}号 2026-09-28 09:00`);
    const right = await head.post('/console/pushes/batch', { ...sent, handler: 'scjg.officer', key: 'b-2' });
    expect(textOf(right.text)).toContain('分办：2 件已办理');
  });
});

describe('a letter', () => {
  it('says what is to be filled in by the name of its field, and the eye goes there at once', async () => {
    const officer = await browserOf(home, 'scjg.officer');
    await officer.get('/console/letters/new?purpose=inquiry');
    const { text } = await officer.post('/console/letters/new', { purpose: 'inquiry', key: 'l-1' });
    expect(text).toContain('tabindex="-1" id="errors" autofocus>');
    for (const words of ['标题：请填写标题', '正文：请填写正文']) expect(textOf(text)).toContain(words);
  });
});

describe('what is refused', () => {
  it('by its state says what one needs for the next step', async () => {
    const officer = await browserOf(home, 'spj.officer');
    await officer.get('/console/letters/new?purpose=matter-change');
    const said = {
      purpose: 'matter-change',
      to: 'SCJG',
      title: '调整',
      text: '增加告知承诺',
      matter: '371525-SCJG-001',
    };
    const { status, text } = await officer.post('/console/letters/new', {
      ...{ ...said, effectiveOn: '2026-09-30', key: 'n-1' },
    });
    expect([status, textOf(text)]).toEqual([409, expect.stringContaining('最早可用的日期：2026-10-11。')]);
  });

  it('lists what is missing by name', async () => {
    const affected = [{ name: '冠县某某食品有限公司', loss: '两万元' }];
    const raised = { type: 'standards-differ', title: '口径不一', text: '两边要求不同', affected };
    const { json } = await home.call('POST', '/problems', { as: 'scjg.officer', body: raised });
    const officer = await browserOf(home, 'spj.officer');
    const form = `/console/problems/${json.id}/resolve`;
    await officer.get(form);
    const { text } = await officer.post(form, {
      outcome: 'resolution',
      resolution: '统一口径',
      key: 'r-1',
    });
    expect(textOf(text)).toContain('尚未填写补救的：冠县某某食品有限公司。');
  });

  it('in words of the form, at a control', async () => {
    const { json } = await home.call('POST', '/pushes', { as: 'spj.officer', body: approval('FB-9') });
    const officer = await browserOf(home, 'scjg.officer');
    await officer.get(`/console/pushes/${json.id}/assign`);
    const { status, text } = await officer.post(`/console/pushes/${json.id}/assign`, { key: 'a-1' });
    expect([status, textOf(text)]).toEqual([422, expect.stringContaining('责任科室：请选择责任科室，或填写经办人')]);
    expect(text).toContain('<a href="#f-section">');
  });
});

it('rows that nobody needs are folded away, and what must stand in them is said of those that are written', async () => {
  const officer = await browserOf(home, 'scjg.officer');
  const { text } = await officer.get('/console/problems/new');
  expect(text).toMatch(/<details><summary>添加受影响的申请人<\/summary>/);
  expect(text).toContain('“必填”只对填写的行而言');
  const back = await officer.post('/console/problems/new', { 'affected/0/loss': '两万元', key: 'p-1' });
  expect(back.text).not.toMatch(/<details><summary>添加受影响的申请人/);
});

it('an organisation’s administrator is told of the accounts to be confirmed, with the way there', async () => {
  const words = /href="\/console\/organisations\/SCJG\/confirm">确认本季度的账号/;
  expect((await (await browserOf(home, 'scjg.admin')).get('/console/inbox')).text).toMatch(words);
  expect((await (await browserOf(home, 'scjg.officer')).get('/console/inbox')).text).not.toMatch(words);
  const body = { quarter: '2026Q3' };
  await home.call('POST', '/organisations/SCJG/confirmations', { as: 'scjg.admin', body });
  expect((await (await browserOf(home, 'scjg.admin')).get('/console/inbox')).text).not.toMatch(words);
});

it('administrators are told of mails that could not be sent, and of organisations without a mailbox', async () => {
  const organisations = demonstrationOrganisations().map((org) => ({ ...org, mail: null }));
  const here = await inProcess({ organisations });
  const seenBy = async (as: string) => textOf((await (await browserOf(here, as)).get('/console/inbox')).text);
  expect(await seenBy('spj.admin')).not.toContain('邮件发送失败');
  const [now, id] = [here.clock.now(), 'a'.repeat(32)];
  const parked: Outgoing = {
    ...{ id, jurisdiction: JURISDICTION, type: 'arrival', org: 'SCJG', section: null, about: null, day: null },
    ...{ createdAt: now, due: now, state: 'parked', attempts: 1, lastError: '550', sentAt: null, messageId: id },
  };
  await here.platform.ports.store.commit([{ item: outgoingItem(parked), expected: null }]);
  const told = await seenBy('spj.admin');
  expect(told).toMatch(/ 1 封邮件发送失败/);
  expect(told).toMatch(/[1-9]\d* 个单位没有登记通知邮箱/);
  expect(await seenBy('scjg.admin')).toContain('本单位没有登记通知邮箱');
  expect(await seenBy('scjg.officer')).not.toContain('没有登记通知邮箱');
});

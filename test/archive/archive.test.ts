/**
 * Archives (归档) and documents: letters as 函, minutes as 纪要, visits as 勘验记录; a closed record with all that belongs to
 * it.
 */
import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { browserOf } from '../console/browser.ts';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';
import { upload } from '../files/sample.ts';
import { paragraphsOf } from '../reports/files/samples.ts';

const textOf = (page: string): string =>
  page.replaceAll(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const post = (here: Here, path: string, as: string, body: object) => here.call('POST', path, { as, body });
const get = (here: Here, path: string, as = 'spj.officer') => here.call('GET', path, { as });

describe('a letter', async () => {
  const here = await countyHere();
  const send = async (more: object = {}) =>
    (
      await post(here, '/letters', 'spj.officer', {
        ...{
          purpose: 'inquiry',
          to: [{ org: 'SCJG' }],
          title: '核实经营地址',
          text: '请核实甲店地址。\n谢谢。',
          ...more,
        },
      })
    ).json.items[0].id as string;

  it('with a number is a 函, with signer, number and day', async () => {
    const id = await send({ documentNumber: '冠审函〔2026〕3号', signedBy: '李强' });
    const { status, text } = await get(here, `/letters/${id}.html`, 'scjg.officer');
    expect(status).toBe(200);
    const said = textOf(text);
    for (const part of ['核实经营地址的函', '冠审函〔2026〕3号', '签发人：李强', '请核实甲店地址。', '2026年9月28日'])
      expect(said).toContain(part);
    const word = await get(here, `/letters/${id}.docx`);
    expect(paragraphsOf(word.bytes as never).join('')).toContain('核实经营地址的函');
    expectRefusal(await get(here, `/letters/${id}.html`, 'jtj.officer'), 404, 'not-found');
  });

  it('names what is attached to it, and to its reply', async () => {
    const file = async (as: string, name: string) => ({ file: await upload(here.call, as), name });
    const id = await send({
      attachments: [await file('spj.officer', '选址图.pdf'), await file('spj.officer', '清单.pdf')],
    });
    const body = { position: 'agree', text: '属实。', attachments: [await file('scjg.officer', '照片.pdf')] };
    await post(here, `/letters/${id}/reply`, 'scjg.officer', body);
    const said = textOf((await get(here, `/letters/${id}.html`)).text);
    for (const part of ['附件：1．选址图', '2．清单', '附件：照片。']) expect(said).toContain(part);
    const word = await get(here, `/letters/${id}.docx`);
    expect(paragraphsOf(word.bytes as never)).toEqual(expect.arrayContaining(['附件：1．选址图', '　　　2．清单']));
  });

  it('with a numbered reply has that as a 函 of whoever replied, to be sealed and filed', async () => {
    const id = await send({ documentNumber: '冠审函〔2026〕4号', signedBy: '李强', title: '关于核实经营地址的函' });
    const none = await get(here, `/letters/${id}.reply.html`);
    expectRefusal(none, 404, 'not-found');
    const reply = { position: 'agree', text: '地址属实。', documentNumber: '冠市监函〔2026〕9号', signedBy: '王芳' };
    const attachments = [{ file: await upload(here.call, 'scjg.officer'), name: '照片.pdf' }];
    await post(here, `/letters/${id}/reply`, 'scjg.officer', { ...reply, attachments });
    for (const as of ['spj.officer', 'scjg.officer']) {
      const { status, text } = await get(here, `/letters/${id}.reply.html`, as);
      expect(status).toBe(200);
      const said = textOf(text);
      for (const part of [
        ...['关于核实经营地址的复函', '冠市监函〔2026〕9号', '签发人：王芳', '冠县行政审批服务局：'],
        ...['《关于核实经营地址的函》（冠审函〔2026〕4号）收悉。', '地址属实。', '附件：照片', '2026年9月28日'],
      ])
        expect(said).toContain(part);
    }
    const word = await get(here, `/letters/${id}.reply.docx`);
    expect(paragraphsOf(word.bytes as never).join('')).toContain('关于核实经营地址的复函');
    expectRefusal(await get(here, `/letters/${id}.reply.docx`, 'jtj.officer'), 404, 'not-found');
    const browser = await browserOf(here, 'scjg.officer');
    const page = (await browser.get(`/console/letters/${id}`)).text;
    expect(page).toContain(`<a href="/console/letters/${id}/files/reply.docx">复函 Word</a>`);
    expect((await browser.get(`/console/letters/${id}/files/reply.html`)).text).toContain('复函');
    await post(here, `/letters/${id}/conclude`, 'spj.officer', { outcome: 'adopted' });
    const archive = await get(here, `/letters/${id}/archive.zip`);
    expect(Object.keys(unzipSync(archive.bytes as never))).toContain('reply.docx');
    // Without a number it is no 函: the reply stands below the letter alone.
    const plain = await send();
    await post(here, `/letters/${plain}/reply`, 'scjg.officer', { position: 'agree', text: '属实。' });
    expectRefusal(await get(here, `/letters/${plain}.reply.docx`), 404, 'not-found');
  });

  it('without one is 工作联系; its reply stands below', async () => {
    const id = await send();
    await post(here, `/letters/${id}/reply`, 'scjg.officer', { position: 'agree', text: '地址属实。' });
    const said = textOf((await get(here, `/letters/${id}.html`)).text);
    for (const part of ['工作联系：核实经营地址', '意见：同意。', '地址属实。']) expect(said).toContain(part);
  });

  it('is archived once it is closed, for both sides, with the digest of every part', async () => {
    const id = await send();
    expectRefusal(await get(here, `/letters/${id}/archive.zip`), 409, 'still-open');
    await post(here, `/letters/${id}/reply`, 'scjg.officer', { position: 'agree', text: '属实。' });
    await post(here, `/letters/${id}/conclude`, 'spj.officer', { outcome: 'adopted' });
    const answer = await get(here, `/letters/${id}/archive.zip`, 'scjg.officer');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/zip']);
    const parts = unzipSync(answer.bytes as never);
    const manifest = JSON.parse(strFromU8(parts['manifest.json'] as never));
    expect(manifest.files.map(({ name }: { name: string }) => name)).toEqual([
      'record.json',
      'history.json',
      'document.docx',
    ]);
    for (const { name, sha256 } of manifest.files) {
      expect(
        createHash('sha256')
          .update(parts[name] as never)
          .digest('hex'),
      ).toBe(sha256);
    }
    expect(JSON.parse(strFromU8(parts['history.json'] as never)).verified).toBe(true);
    expectRefusal(await get(here, `/letters/${id}/archive.zip`, 'zfb.office'), 403, 'not-allowed');
    expectRefusal(await get(here, `/letters/${id}/archive.zip`, 'jtj.officer'), 404, 'not-found');
  });
});

it('an inquiry is over with its reply, and archived from then on', async () => {
  const here = await countyHere();
  const asked = { purpose: 'inquiry', to: [{ org: 'SCJG' }], title: '核实', text: '请核实。' };
  const { id } = (await post(here, '/letters', 'spj.officer', asked)).json.items[0];
  await post(here, `/letters/${id}/reply`, 'scjg.officer', { text: '属实。' });
  for (const as of ['spj.officer', 'scjg.officer'])
    expect((await get(here, `/letters/${id}/archive.zip`, as)).status).toBe(200);
});

it('a conclusion is a reply without further words, and the letter says no more of it', async () => {
  const here = await countyHere();
  const asked = { purpose: 'gatekeeping', matter: '371525-SCJG-001', application: 'B-1', justification: '专业性强' };
  const letter = { ...asked, to: [{ org: 'SCJG' }], title: '把关', text: '请把关。' };
  const { id } = (await post(here, '/letters', 'spj.officer', letter)).json.items[0];
  const said = { conclusion: 'conditional', standards: [], signedBy: '王芳' };
  expect((await post(here, `/letters/${id}/reply`, 'scjg.officer', said)).json).toMatchObject({ reply: null });
  const shown = async () => textOf((await get(here, `/letters/${id}.html`)).text);
  expect(await shown()).toContain('把关结论：附条件符合。');
  expect(await shown()).not.toContain('隔离');
  await post(here, `/letters/${id}/quarantine`, 'scjg.officer', { reason: '误录' });
  expect(await shown()).toContain('（内容已隔离）');
});

it('of whoever was at a training nothing more is owed: the participation is over, and archived', async () => {
  const here = await countyHere();
  const training = { type: 'training', title: '推送业务', startsAt: '2026-09-28T09:00:00+08:00', place: '三楼' };
  const { id } = (await post(here, '/meetings', 'spj.officer', { ...training, invite: [{ org: 'SCJG' }] })).json;
  const attendance = [{ org: 'SCJG', people: ['王芳'] }];
  await post(here, `/meetings/${id}/hold`, 'spj.officer', { attendance });
  const [part] = (await get(here, '/participations', 'scjg.officer')).json.items;
  expect((await get(here, `/participations/${part.id}/archive.zip`, 'scjg.officer')).status).toBe(200);
});

it('a case is kept by all who took part, as each of them sees it; a third party has none', async () => {
  const here = await countyHere();
  const review = { type: 'special', title: '冷链项目', startsAt: '2026-09-28T09:00:00+08:00', place: '三楼' };
  const { id } = (
    await post(here, '/meetings', 'spj.officer', { ...review, invite: [{ org: 'SCJG' }, { org: 'WJJ' }] })
  ).json;
  for (const as of ['spj.officer', 'scjg.officer'])
    expectRefusal(await get(here, `/meetings/${id}/archive.zip`, as), 409, 'still-open');
  const attendance = [{ org: 'SCJG', people: ['王芳'] }];
  await post(here, `/meetings/${id}/hold`, 'spj.officer', { attendance });
  await post(here, `/meetings/${id}/minutes`, 'spj.officer', { text: '研究了选址。', signedBy: '李强' });
  for (const as of ['spj.officer', 'scjg.officer', 'wjj.officer']) {
    const answer = await get(here, `/meetings/${id}/archive.zip`, as);
    expect([as, answer.status]).toEqual([as, 200]);
    const record = JSON.parse(strFromU8(unzipSync(answer.bytes as never)['record.json'] as never));
    expect(record).toEqual((await get(here, `/meetings/${id}`, as)).json);
  }
  expectRefusal(await get(here, `/meetings/${id}/archive.zip`, 'zfb.office'), 403, 'not-allowed');
  expectRefusal(await get(here, `/meetings/${id}/archive.zip`, 'jtj.officer'), 404, 'not-found');
});

it('of the records that it names everybody keeps those that he sees, in the record and in its history', async () => {
  const here = await countyHere();
  const id = (await post(here, '/boundary-list/drafts', 'spj.admin', { validFrom: '2026-10-20' })).json.id as string;
  const asked = { purpose: 'inquiry', title: '核实', text: '请核实。' };
  const letter = async (org: string, more: object = {}) => {
    const made = await post(here, '/letters', 'spj.officer', { ...asked, to: [{ org }], ...more });
    return made.json.items[0].id as string;
  };
  const own = await letter('SCJG');
  const others = await letter('WJJ');
  const raised = { type: 'other', title: '口径不一', text: '请研究。', with: [] };
  const problem = (await post(here, '/problems', 'scjg.officer', raised)).json.id as string;
  const done = { outcome: 'list-change', resolution: '调整清单', links: [id, own] };
  expect((await post(here, `/problems/${problem}/resolve`, 'spj.officer', done)).status).toBe(200);
  const named = await letter('SCJG', { about: [own, others] });
  await post(here, `/letters/${named}/reply`, 'scjg.officer', { text: '属实。' });

  const kept = async (path: string, as: string) => {
    const parts = unzipSync((await get(here, `${path}/archive.zip`, as)).bytes as never);
    const [record, history] = ['record.json', 'history.json'].map((name) =>
      JSON.parse(strFromU8(parts[name] as never)),
    );
    const { people: _, ...shown } = (await get(here, `${path}/history`, as)).json;
    expect(history).toEqual(shown);
    return { record, history };
  };
  const whole = await kept(`/problems/${problem}`, 'spj.officer');
  const part = await kept(`/problems/${problem}`, 'scjg.officer');
  expect([whole.record.links, part.record.links]).toEqual([[id, own], [own]]);
  const [all, some] = [whole, part].map(({ history }) => history.items.at(-1));
  expect([all.detail, all.partial]).toEqual([{ ...done, links: [id, own] }, undefined]);
  expect(some).toEqual({ ...all, detail: { ...done, links: [own] }, partial: true });
  expect(part.history.verified).toBe(true);
  expect((await kept(`/letters/${named}`, 'scjg.officer')).record.about).toEqual([own]);
  expect((await kept(`/letters/${named}`, 'spj.officer')).record.about).toEqual([own, others]);
});

it('the minutes of a meeting say who came and what was decided', async () => {
  const here = await countyHere();
  const { json } = await post(here, '/meetings', 'spj.officer', {
    ...{ type: 'special', title: '冷链项目', startsAt: '2026-09-28T09:00:00+08:00', place: '三楼会议室' },
    invite: [{ org: 'SCJG' }],
  });
  const page = async () => textOf((await get(here, `/meetings/${json.id}.html`)).text);
  expect(await page()).toContain('纪要尚未形成');
  const attendance = [{ org: 'SCJG', people: ['王芳'] }];
  await post(here, `/meetings/${json.id}/hold`, 'spj.officer', { attendance });
  const minutes = { text: '研究了选址。', decisions: '同意选址。', signedBy: '李强' };
  await post(here, `/meetings/${json.id}/minutes`, 'spj.officer', minutes);
  for (const part of ['专题会议纪要', '冷链项目', '冠县市场监督管理局：王芳', '同意选址。', '签发（李强）'])
    expect(await page()).toContain(part);
});

it('the record of a visit has lines for those who were there and for the party', async () => {
  const here = await countyHere();
  const { json } = await post(here, '/surveys', 'spj.officer', {
    ...{ type: 'site-survey', matters: ['371525-SCJG-001'], startsAt: '2026-09-28T09:00:00+08:00' },
    ...{ site: { township: '清泉街道', address: '某路1号' }, invite: [{ org: 'SCJG' }], items: ['操作间面积'] },
    party: { name: '冠县某某食品有限公司' },
  });
  const attendance = [{ org: 'SPJ', people: ['甲', '乙'] }];
  await post(here, `/surveys/${json.id}/hold`, 'spj.officer', { attendance });
  const said = textOf((await get(here, `/surveys/${json.id}.html`)).text);
  for (const part of [
    '联合踏勘记录',
    '清泉街道 某路1号',
    '冠县某某食品有限公司',
    '1. 操作间面积',
    '相对人（或其代理人）签字',
  ])
    expect(said).toContain(part);
  expect((await get(here, `/surveys/${json.id}.docx`)).status).toBe(200);
});

it('a record numbers the parts that it has, and says its time in Chinese', async () => {
  const here = await countyHere();
  const { json } = await post(here, '/surveys', 'spj.officer', {
    ...{ type: 'site-survey', matters: ['371525-SCJG-001'], startsAt: '2026-09-28T09:00:00+08:00' },
    ...{ site: { township: '清泉街道' }, invite: [{ org: 'SCJG' }], items: ['操作间面积'] },
  });
  await post(here, `/surveys/${json.id}/hold`, 'spj.officer', { attendance: [{ org: 'SPJ', people: ['甲', '乙'] }] });
  const page = (await get(here, `/surveys/${json.id}.html`)).text;
  expect([...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, heading]) => heading)).toEqual([
    '一、到场人员',
    '二、检查要点',
  ]);
  expect(textOf(page)).toContain('时间：2026年9月28日09时00分；地点：清泉街道。');
});

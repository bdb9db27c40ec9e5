/** Pages that derive from declarations: a kind made up for this has all of them, without a line of page code. */
import { gzipSync } from 'node:zlib';
import { readSheet } from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { PAGES, ROUTES } from '../../functions/catalog.ts';
import { fieldAt } from '../../functions/console/answer-parts.ts';
import type { PageCall } from '../../functions/console/call.ts';
import { columnsOf, lineSchema } from '../../functions/console/kinds.ts';
import { pathOf } from '../../functions/console/paths.ts';
import { routesOf } from '../../functions/exchanges/of-kind.ts';
import { putAccount, readCounty } from '../../shared/accounts/directory.ts';
import { type County, type Organisation, organisationOf } from '../../shared/county.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { isPersons, personActs } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { upload } from '../files/sample.ts';
import { JURISDICTION, subjectOf } from '../in-process/county.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { drafting, FOOD } from '../list-drafts/story.ts';
import { everything } from '../made-up/everything.ts';
import { part, visit } from '../made-up/visit.ts';
import { type Browser, browserOf } from './browser.ts';

/** What a person reads of a page: no tags, no addresses. */
function textOf(html: string): string {
  const body = html.replace(/<head>[\s\S]*?<\/head>/, '').replace(/<(script|style)[\s\S]*?<\/\1>/g, '');
  return body
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}

/** Words of English that are left on a page: names of accounts, codes and numbers are none. */
function englishOn(html: string, known: readonly string[] = []): string[] {
  const words =
    textOf(html)
      .replace(/\b[a-z]+\.[a-z]+\b/g, '')
      .match(/[A-Za-z][a-z]{2,}(?:[ -][a-z]{2,})*/g) ?? [];
  return words.filter((word) => !['Excel', ...known].includes(word));
}

const kinds = [visit, part, everything];
const home = await inProcess({ kinds });
const [sender, addressee, stranger] = (await Promise.all(
  ['spj.officer', 'scjg.officer', 'wjj.officer'].map((account) => browserOf(home, account)),
)) as [Browser, Browser, Browser];

const SAID = {
  ...{ title: '万象一', text: '第一行\r\n第二行', number: '冠审〔2026〕1号', days: '3', day: '2026年9月29日' },
  ...{ at: '2026-09-28T08:30', urgent: 'on', colour: 'green', colours: ['red', 'blue'], orgs: ['SCJG', 'WJJ'] },
  ...{ to: 'SCJG/SPXK', who: '张三', people: '李四\r\n王五', 'points/0/what': '要点', 'points/0/colour': 'red' },
};

describe('a made-up kind with every shape of a field', async () => {
  const form = await sender.get('/console/everything/new');
  const opened = await sender.post('/console/everything/new', { ...SAID, key: 'open-1' });
  const path = opened.headers.location?.split('?')[0] as string;
  const id = path.split('/').at(-1) as string;

  it('has a form with a control for each, labelled in Chinese', () => {
    expect(form.status).toBe(200);
    for (const name of Object.keys(everything.opening?.input() ? SAID : {}))
      expect(form.text).toContain(`name="${name}"`);
    expect(englishOn(form.text, ['officer'])).toEqual([]);
  });

  it('opens a record, once for a key, and leads to it', async () => {
    expect([opened.status, path]).toEqual([303, expect.stringMatching(/^\/console\/everything\/[0-9a-f]{32}$/)]);
    const again = await sender.post('/console/everything/new', { ...SAID, key: 'open-1' });
    expect(again.headers.location).toBe(opened.headers.location);
  });

  it('shows it: words for choices, names for codes, times by the clock, what was done', async () => {
    const { text } = await sender.get(path);
    const shown = textOf(text);
    for (const words of [
      '万象：万象一',
      '待办结',
      '绿',
      '冠县市场监督管理局',
      '2026-09-28 08:30',
      '2026-09-29',
      '要点',
    ]) {
      expect(shown).toContain(words);
    }
    expect(shown).toContain('为什么是这一天');
    expect(shown).toContain('第 2 个工作日');
    expect(shown).toContain('已验证 ✓');
    expect(text).toContain('第一行\n第二行');
  });

  it('comes back filled in where something is wrong, each error at its control', async () => {
    const wrong = {
      ...SAID,
      title: '',
      to: '',
      day: '2026-02-30',
      'points/3/what': '',
      'points/3/colour': 'blue',
      key: 'k',
    };
    const answer = await sender.post('/console/everything/new', wrong);
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/<title>错误：/);
    const linked = [...answer.text.matchAll(/<a href="#(f-[\w-]+)">/g)].map(([, at]) => at as string);
    expect(linked).toEqual(['f-title', 'f-day', 'f-to', 'f-points-1-what']);
    for (const at of linked) expect(answer.text).toContain(`id="${at}"`);
    expect(answer.text).toMatch(/第一行\r?\n第二行/);
    expect(answer.text).toMatch(/name="colours" value="blue" checked/);
    expect(englishOn(answer.text, ['officer'])).toEqual([]);
  });

  it('stands in lists of both sides, and in the inbox', async () => {
    const listed = await addressee.get('/console/everything');
    expect(textOf(listed.text)).toContain('万象：万象一');
    expect(listed.text).toContain('万象<span class="n"');
    expect(textOf((await sender.get('/console/everything?box=out')).text)).toContain('万象：万象一');
    expect(textOf((await addressee.get('/console/inbox')).text)).toContain('万象：万象一');
    expect(textOf((await stranger.get('/console/everything')).text)).toContain('没有万象');
  });

  it('says what was done on coming back, and nothing that an address made up', async () => {
    for (const at of [path, '/console/everything?box=out']) {
      const and = (done: string): string => `${at}${at.includes('?') ? '&' : '?'}done=${done}`;
      expect((await sender.get(and('open'))).text).toMatch(/✓ 已办理：发起万象(?:，现为“待办结”)?。/);
      for (const made of ['constructor', encodeURIComponent('账号已停用，请致电 123')])
        expect((await sender.get(and(made))).text).not.toContain('class="note good"');
    }
  });

  it('is shown where its address says something twice: the first counts', async () => {
    const twice = await sender.get(
      `${path}?list=${encodeURIComponent('/console/everything?box=out')}&list=x&done=open&done=x`,
    );
    expect(twice.status).toBe(200);
    expect(twice.text).toContain('<a href="/console/everything?box=out">← 返回');
    expect(twice.text).toContain('✓ 已办理：发起万象，');
  });

  it('is unread until somebody has opened it, each for himself', async () => {
    expect((await addressee.get('/console/everything')).text).toContain('class="unread"');
    await addressee.get(path);
    expect((await addressee.get('/console/everything')).text).not.toContain('class="unread"');
  });

  it('exports what the filters find, as text, with who and when', async () => {
    const { bytes, headers } = await addressee.get('/console/everything/export?standing=open');
    expect(headers['content-disposition']).toMatch(/^attachment/);
    const rows = await readSheet(Buffer.from(bytes));
    expect(String(rows[0]?.[0])).toContain('万象 1 件。冠县市场监督管理局');
    expect(rows[1]?.slice(0, 3)).toEqual(['状态', '期限', '事项']);
    expect(rows[2]?.slice(0, 3)).toEqual(['待办结', '2026-09-30', '万象：万象一']);
  });

  it('asks once more before what cannot be taken back, and says what it means', async () => {
    const { text } = await sender.get(`${path}/quarantine`);
    expect(text).toContain('class="danger sure"');
    expect(textOf(text)).toContain('确认隔离');
    expect(textOf(text)).toContain('不能恢复原样');
  });

  it('does an act that asks for nothing by its button, and says so', async () => {
    const record = await addressee.get(path);
    expect(record.text).toContain(`<form method="post" action="${path}/finish">`);
    const done = await addressee.follow(await addressee.post(`${path}/finish`, { key: 'f-1' }));
    expect(textOf(done.text)).toContain('✓ 已办理：办结');
    expect(done.text).not.toContain('/finish">');
    expect(textOf(done.text)).toContain('办结：当前状态为“已办结”，不能办结。');
  });

  it('says who was faster, and keeps what was typed', async () => {
    const answer = await addressee.post(`${path}/finish`, { note: '迟了', key: 'f-2' });
    expect(answer.status).toBe(409);
    expect(answer.text).toMatch(/<textarea[^>]*name="note"[^>]*>迟了<|name="note"[^>]*value="迟了"/);
    expect(textOf(answer.text)).toMatch(
      /没有办理.*最近一次办理：办结，冠县市场监督管理局 scjg.officer，2026-09-28 09:00/,
    );
    // The form comes back with it; there is nothing to press any more.
    expect(answer.text).toContain(`action="${path}/finish"`);
    expect(answer.text).not.toMatch(/<button class="[^"]*">(?:确认)?办结</);
  });

  it('is found wherever its id stands', async () => {
    expect((await sender.get(`/console/records/${id}`)).headers.location).toBe(path);
  });

  it('does not exist for strangers, on any page', async () => {
    const nobodys = '0'.repeat(32);
    for (const page of [path, `${path}/finish`, `/console/records/${id}`]) {
      const answer = await stranger.get(page);
      const none = await stranger.get(page.replace(id, nobodys));
      expect([page, answer.status]).toEqual([page, 404]);
      const masked = (text: string): string => text.replaceAll(id, nobodys).replace(/value="[\w-]{80,}"/g, '');
      expect(masked(answer.text)).toBe(masked(none.text));
    }
    expect((await stranger.post(`${path}/finish`, { key: 's' })).status).toBe(404);
  });

  it('takes the files that were ticked among those uploaded', async () => {
    const file = await upload(home.call, 'spj.officer');
    const { text } = await sender.get('/console/everything/new');
    expect(text).toContain(`name="attachments/0/file" value="${file}"`);
    const name = /name="attachments\/0\/name" value="([^"]+)"/.exec(text)?.[1] as string;
    const ticked = { ...SAID, title: '带附件', 'attachments/0/file': file, 'attachments/0/name': name, key: 'file-1' };
    const made = await sender.follow(await sender.post('/console/everything/new', ticked));
    expect(made.text).toContain(`/console/files/${file}?record=`);
    const left = { ...SAID, title: '不带附件', 'attachments/0/name': name, key: 'file-2' };
    const bare = await sender.follow(await sender.post('/console/everything/new', left));
    expect(bare.text).not.toContain('/console/files/');
  });

  it('takes as many rows as one asks for, without a script and without acting', async () => {
    const key = 'rows-1';
    const more = await sender.post('/console/everything/new', { ...SAID, title: '多行', key, more: 'points' });
    expect([more.status, more.headers.location]).toEqual([200, undefined]);
    expect(more.text).toContain('<title>发起万象');
    expect(more.text).toContain('name="points/5/what"');
    expect(more.text).not.toContain('name="points/6/what"');
    expect(more.text).toMatch(/name="title"[^>]*value="多行"/);
    expect(more.text).toContain(`name="key" value="${key}"`);
    const again = await sender.post('/console/everything/new', { ...SAID, key, more: 'points', 'more:points': '3' });
    expect(again.text).toContain('name="points/8/what"');
    const first = /<form class="form"[\s\S]*?<button([^>]*)>/.exec(again.text)?.[1];
    expect(first).not.toContain('name="more"');
    const rows = Object.fromEntries(
      [1, 2, 3, 4].flatMap((n) => [
        [`points/${n}/what`, `要点${n}`],
        [`points/${n}/colour`, 'red'],
      ]),
    );
    const made = await sender.follow(
      await sender.post('/console/everything/new', { ...SAID, ...rows, title: '多行', key }),
    );
    expect(textOf(made.text)).toContain('要点4');
  });
});

describe('batches', () => {
  const ids: string[] = [];
  beforeAll(async () => {
    for (const n of [1, 2, 3]) {
      const { headers } = await sender.post('/console/everything/new', { ...SAID, title: `成批${n}`, key: `b-${n}` });
      ids.push(/[0-9a-f]{32}/.exec(headers.location ?? '')?.[0] as string);
    }
    await addressee.get('/console/everything');
    await addressee.post(`/console/everything/${ids[0]}/finish`, { key: 'b-f' });
  });

  it('say of each record what came of it; what failed stays ticked', async () => {
    const { text } = await addressee.post('/console/everything/batch', { act: 'finish', ids, key: 'batch-1' });
    const shown = textOf(text);
    expect(shown).toContain('办结：2 件已办理，1 件未完成');
    expect(text.match(/name="ids" value="[0-9a-f]{32}" checked/g)).toHaveLength(1);
    expect(text).toContain(`value="${ids[0]}" checked`);
    expect(shown).toContain('仅重试未完成的');
    expect(shown).toContain('（现为“已办结”）');
  });

  it('of nothing are asked again', async () => {
    const { status, text } = await addressee.post('/console/everything/batch', { act: 'finish', key: 'batch-2' });
    expect([status, textOf(text).includes('没有选择任何一件')]).toEqual([422, true]);
  });

  it('ask for what has to be filled in', async () => {
    const push = await home.call('POST', '/pushes', { as: 'spj.officer', body: await approval() });
    const { id } = push.json;
    const asked = await addressee.post('/console/pushes/batch', { act: 'assign', ids: [id], key: 'a-1' });
    expect(textOf(asked.text)).toContain('分办 1 件');
    expect(asked.text).toContain('name="handler"');
    expect(asked.text).toContain('name="replace"');
    const done = await addressee.post('/console/pushes/batch', {
      act: 'assign',
      ids: [id],
      ready: '1',
      handler: 'scjg.officer',
      key: 'a-2',
    });
    expect(textOf(done.text)).toContain('分办：1 件已办理');
  });
});

async function countyOf({ platform }: InProcess): Promise<County> {
  return (await readCounty(platform.ports.store, JURISDICTION)) as County;
}

async function approval() {
  return {
    ...{ kind: 'approval', reference: 'PAGES-1', matter: '371525-SCJG-001', decision: 'granted' },
    party: { type: 'organisation', name: '冠县鑫源食品有限公司', creditCode: '91371525MA3C00001R' },
    licence: { documentNumber: '冠审批许字〔2026〕123号', number: 'JY1' },
    ...{ occurredAt: '2026-09-28T08:50:00+08:00', summary: '准予' },
  };
}

describe('the search of every page', () => {
  it.each([
    ['鑫源', true],
    ['91371525ma3c00001r', true],
    ['冠审批许字(2026)123号', true],
    ['PAGES-1', true],
    ['金龙', false],
  ])('%s', async (q, found) => {
    const { text } = await addressee.get(`/console/search?q=${encodeURIComponent(q)}`);
    expect(text.includes('<h2>推送 1 件</h2>')).toBe(found);
  });

  it('finds for nobody what he may not see', async () => {
    const { text } = await stranger.get(`/console/search?q=${encodeURIComponent('鑫源')}`);
    expect(textOf(text)).toContain('没有找到');
  });
});

it('a list of fifty fits into what a slow line carries', async () => {
  const here = await inProcess();
  const body = await approval();
  for (let n = 0; n < 50; n++) {
    await here.call('POST', '/pushes', { as: 'spj.officer', body: { ...body, reference: `FIFTY-${n}` } });
  }
  const reader = await browserOf(here, 'scjg.officer');
  for (const path of ['/console/pushes', '/console/inbox']) {
    const { text } = await reader.get(path);
    expect(text.match(/<tr/g)).toHaveLength(51);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60 * 1024);
    expect(gzipSync(text).length).toBeLessThanOrEqual(12 * 1024);
    expect(text.match(/<[a-z]/g)?.length).toBeLessThanOrEqual(1500);
  }
});

describe('lists', () => {
  it('begin with what one may do oneself; each filter can be taken away', async () => {
    const county = organisationOf(await countyOf(home), 'SCJG') as Organisation;
    const input = {
      ...{ name: '食品科', roles: ['officer' as const], sections: ['SPXK'], scopes: null, active: true },
      ...{ issuer: home.platform.settings.issuers[0]?.issuer as string, subject: subjectOf(JURISDICTION, 'scjg.food') },
    };
    const who = { by: 'scjg.admin', at: home.clock.now() };
    await putAccount(home.platform.ports.store, await countyOf(home), county, 'scjg.food', input, who);
    const officer = await browserOf(home, 'scjg.food');
    const begun = await officer.get('/console/pushes');
    expect(textOf(begun.text)).toContain('已筛选： 由谁办理：我可以办理的');
    const without = /<li><a href="([^"]+)">由谁办理：/.exec(begun.text)?.[1]?.replaceAll('&amp;', '&') as string;
    const all = await officer.get(without);
    expect(textOf(all.text)).not.toContain('已筛选');
    expect(all.text).toMatch(/aria-current="page">待办/);
  });

  it('keep their filters on the way to a record and back', async () => {
    const list = await addressee.get('/console/pushes?standing=all&handler=me');
    const link = /href="(\/console\/pushes\/[0-9a-f]{32}\?list=[^"]+)"/.exec(list.text)?.[1]?.replaceAll('&amp;', '&');
    const record = await addressee.get(link as string);
    expect(record.text).toMatch(/href="\/console\/pushes\?[^"]*handler=me[^"]*">← 返回/);
  });

  it('lead nowhere else on the way back', async () => {
    const list = await addressee.get('/console/pushes?standing=all');
    const path = /\/console\/pushes\/[0-9a-f]{32}/.exec(list.text)?.[0] as string;
    const { text } = await addressee.get(`${path}?list=${encodeURIComponent('https://evil.example/')}`);
    expect(text).not.toContain('evil.example');
  });
});

describe.each([...KINDS.values(), ...kinds].map((kind) => [kind.kind, kind as unknown as AnyKind] as const))(
  '%s',
  (_name, kind) => {
    it('has words for all that pages show of it', () => {
      const chinese = /[\u4e00-\u9fff]/;
      expect(kind.label).toMatch(chinese);
      expect(kind.title).toBeTypeOf('function');
      for (const { label } of Object.values(kind.states)) expect(label).toMatch(chinese);
      for (const [, act] of personActs(kind)) expect(act.label).toMatch(chinese);
      for (const act of Object.values(kind.acts)) expect(isPersons(act) || act.label).toBeTruthy();
      if (kind.opening) expect(kind.opening.label).toMatch(chinese);
    });

    it('has columns that its list answers', async () => {
      const routes = [...ROUTES, ...PAGES, ...kinds.flatMap((one) => routesOf(one as unknown as AnyKind))];
      const operation = (id: string) => routes.find((route) => route.id === id);
      const schema = await lineSchema({ operation } as unknown as PageCall, kind);
      for (const { title, fields } of ['in', 'out'].flatMap((box) => columnsOf(kind, box))) {
        expect(title).toMatch(/[\u4e00-\u9fff]/);
        for (const path of fields) expect([path, fieldAt(schema, path)]).toEqual([path, expect.anything()]);
      }
      expect(columnsOf(kind, 'in').filter(({ link }) => link)).toHaveLength(1);
    });

    it.each(['spj.officer', 'spj.admin', 'scjg.head', 'zfb.office', 'jw.discipline'])(
      'has a list for %s, with no English left in it',
      async (account) => {
        const reader = await browserOf(home as InProcess, account);
        const page = await reader.get(pathOf(kind));
        expect(page.status).toBe(200);
        expect(englishOn(page.text, [account.split('.')[1] as string])).toEqual([]);
      },
    );
  },
);

describe('the record of a list draft, and its letter', async () => {
  const here = await drafting();
  await here.change(FOOD, { approvalDuty: '审查主体资格' });
  await here.act('submit');
  const pageAs = async (account: string, path: string) => (await browserOf(here, account)).get(path);

  it('says that another account has to answer, not that another section has', async () => {
    const path = `/console/letters/${await here.letterOf('SCJG')}`;
    const { text } = await pageAs('scjg.officer', path);
    expect(textOf(text)).toContain('答复：您的账号没有“答复”的权限。请联系本单位管理员');
    expect(text).not.toContain('其他科室');
    expect((await pageAs('scjg.admin', path)).text).toContain(`${path}/reply`);
  });

  it('sets apart what cannot be taken back', async () => {
    const { text } = await pageAs('spj.admin', `/console/boundary-list-drafts/${here.id}/abandon`);
    expect(text).toContain('class="danger sure"');
  });

  it('shows its number once', async () => {
    const { text } = await pageAs('spj.admin', `/console/boundary-list-drafts/${here.id}`);
    expect(textOf(text).split(here.id)).toHaveLength(2);
  });
});

it('offers to open only what the reader’s organisation may: a survey is the bureau’s', async () => {
  const county = await inProcess({});
  const offered = async (as: string) => {
    const { text } = await (await browserOf(county, as)).get('/console');
    return ['/console/surveys/new', '/console/letters/new'].map((path) => text.includes(`href="${path}"`));
  };
  expect(await offered('spj.officer')).toEqual([true, true]);
  expect(await offered('scjg.officer')).toEqual([false, true]);
  const list = await (await browserOf(county, 'scjg.officer')).get('/console/surveys');
  expect(list.text).not.toContain('/console/surveys/new');
});

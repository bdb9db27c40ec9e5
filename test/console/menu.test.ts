/** The navigation: what a person's organisation and role ever has, always in the same places. */
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../shared/kinds.ts';
import { countyHere } from '../contract-http/county.ts';
import { browserOf } from './browser.ts';

const here = await countyHere();
const menuOf = async (account: string, path = '/console/more') => {
  const { text } = await (await browserOf(here, account)).get(path);
  const nav = text.slice(text.indexOf('<nav'), text.indexOf('</nav>'));
  const plain = nav.replaceAll(/<svg.*?<\/svg>|<span class="n.*?<\/span><\/span>/gs, '');
  const [first = '', later = ''] = plain.split('<li class="later">');
  const linksIn = (part: string) =>
    [...part.matchAll(/<a href="([^"]+)"[^>]*>([^<]+)</g)].map(([, href, label]) => [href, label]);
  return {
    first: linksIn(first).map(([, label]) => label),
    all: linksIn(plain),
    headings: [...later.matchAll(/<strong>([^<]+)</g)].map(([, words]) => words),
  };
};

describe('the first line', () => {
  it.each([
    ['spj.officer', '工作台 推送 审批处理任务 推送录入 问题 函件 联合踏勘、评审 定期通报'],
    ['scjg.officer', '工作台 推送 推送录入 问题 函件 参加事项 信用记录 监管台账'],
    ['scjg.admin', '工作台 推送 问题 函件 参加事项 信用记录 监管台账'],
    ['bgtz.officer', '工作台 推送 问题 函件 参加事项'],
    ['zfb.office', '工作台 推送 问题 函件 交办事项 责任追究 全县情况 定期通报'],
    ['jw.discipline', '工作台 推送 责任追究 定期通报'],
  ])('of %s is %s', async (account, labels) => {
    expect((await menuOf(account)).first.join(' ')).toBe(labels);
  });
});

it('no page stands in it twice', async () => {
  for (const account of ['spj.admin', 'scjg.head', 'bgtz.officer', 'zfb.office', 'jw.discipline']) {
    const hrefs = (await menuOf(account)).all.map(([href]) => href);
    expect([account, hrefs.length]).toEqual([account, new Set(hrefs).size]);
  }
});

it('has nothing that an organisation never has', async () => {
  const labels = (await menuOf('bgtz.officer')).all.map(([, label]) => label);
  for (const never of ['审批处理任务', '提醒函', '约谈', '责任追究', '监管台账', '信用记录', '账号申请', '审计记录'])
    expect(labels).not.toContain(never);
});

it('has its headings in one order', async () => {
  expect((await menuOf('spj.admin')).headings.join(' ')).toBe('推送 往来 会商 监管 通报和追究 清单和标准 管理 我的');
});

it('stays where it is, whatever waits and wherever one is', async () => {
  const before = (await menuOf('scjg.officer')).all;
  await here.push('M-1');
  const letter = { purpose: 'inquiry', to: [{ org: 'SCJG' }], title: '商洽', text: '请函复。' };
  await here.call('POST', '/letters', { as: 'spj.officer', body: letter });
  for (const path of ['/console/inbox', '/console/talks', '/console/pushes', '/console/organisations'])
    expect((await menuOf('scjg.officer', path)).all).toEqual(before);
});

it.each([...KINDS.values()].map((kind) => [kind.label, kind.menu] as const))(
  '%s has a place and says what comes there',
  (_label, menu) => {
    expect(menu).toMatchObject({ under: expect.any(String), comes: expect.stringMatching(/。$/) });
  },
);

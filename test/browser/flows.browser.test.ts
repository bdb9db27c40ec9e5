/**
 * What people do most, with the clicks that it takes: each with the script, and in a browser that runs none. A choice
 * from a list counts as a click; typing and keys do not.
 */
import { describe, expect, it } from 'vitest';
import { NOTICE } from '../calendar/notice-of-2027.ts';
import type { Product } from '../home/product.ts';
import { livingCounty, push } from './county.ts';
import { type Person, sitDown } from './person.ts';

/** A circular is issued once all that was said against it is decided. */
async function decideCorrections(product: Product): Promise<void> {
  const { body } = await product.call('GET', '/corrections?box=in&standing=open', { as: 'spj.admin' });
  for (const { id } of body.items) {
    const told = { reason: '情况属实，予以采纳。' };
    const { status } = await product.call('POST', `/corrections/${id}/accept`, { as: 'spj.admin', body: told });
    expect(status).toBe(200);
  }
}

describe.each([
  ['with the script', true],
  ['without a script', false],
])('%s', async (_name, script) => {
  const product = await livingCounty();
  const at = (account: string) => sitDown(product, { as: account, script });
  const button = ({ page }: Person, name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const link = ({ page }: Person, name: string | RegExp) => page.getByRole('link', { name, exact: true });
  const everyRow = ({ page }: Person) => (script ? page.getByLabel('全选本页') : page.locator('[data-every]'));

  it('claims all of a section from the inbox: 3 clicks', async () => {
    await push(product);
    const officer = await at('scjg.officer');
    await officer.open('/console/pushes?status=pending');
    await officer.click(everyRow(officer));
    await officer.click(button(officer, '认领所选'));
    expect(await officer.page.title()).toMatch(/^认领：\d+ 件已办理 - /);
    expect(officer.clicks).toBeLessThanOrEqual(3);
    await officer.open('/console/pushes?status=pending');
    expect(await officer.text()).toContain('没有');
  });

  it('claims from a mail, signed in: 2 clicks, of which one is the link in the mail', async () => {
    const { id } = await push(product);
    const officer = await at('scjg.officer');
    await officer.open(`/console/records/${id}`);
    await officer.click(button(officer, '认领'));
    expect(await officer.text()).toContain('✓ 已办理：认领');
    expect(officer.clicks + 1).toBeLessThanOrEqual(2);
  });

  it('returns with a stock phrase and an organisation: 5 clicks', async () => {
    const { id } = await push(product);
    const officer = await at('scjg.officer');
    await officer.open('/console/phrases');
    await officer.write(officer.page.getByRole('textbox', { name: /常用语/ }), '不属于我局监管范围，请核对清单。');
    await officer.click(button(officer, /添加|保存/));
    await officer.open(`/console/pushes/${id}`);
    const before = officer.clicks;
    await officer.click(link(officer, '退回…'));
    await officer.choose(officer.page.getByLabel('选用常用语'), '不属于我局监管范围，请核对清单。');
    await officer.choose(officer.page.getByLabel(/建议/), '冠县综合行政执法局');
    await officer.click(button(officer, /退回/));
    const said = await officer.text();
    expect(said).toContain('✓ 已办理：退回');
    expect(said).toContain('不属于我局监管范围，请核对清单。');
    expect(officer.clicks - before).toBeLessThanOrEqual(5);
  });

  it('says why it is this day: 1 click', async () => {
    const { id } = await push(product);
    const officer = await at('scjg.officer');
    await officer.open(`/console/pushes/${id}`);
    await officer.click(officer.page.getByText('为什么是这一天'));
    expect(await officer.page.textContent('details[open]')).toContain('起算当日不计入');
    expect(officer.clicks).toBe(1);
  });

  it('names who is responsible, from the workbench: 4 clicks', async () => {
    const officer = await at('scjg.officer');
    await officer.open('/console/inbox');
    await officer.click(officer.page.locator('tr', { hasText: '视为已认领' }).first().locator('a.t'));
    await officer.click(link(officer, '确认责任人…'));
    await officer.write(officer.page.getByLabel(/责任人/), '张三');
    await officer.click(button(officer, '确认责任人'));
    expect(await officer.text()).toContain('✓ 已办理：确认责任人');
    expect(officer.clicks).toBeLessThanOrEqual(4);
  });

  it('assigns 20 pushes: 4 clicks', async () => {
    for (let n = 0; n < 20; n += 1) await push(product);
    const head = await at('scjg.head');
    await head.open('/console/pushes?status=pending&section=all');
    await head.click(everyRow(head));
    await head.click(button(head, '分办所选'));
    await head.write(head.page.getByRole('combobox', { name: '经办人' }), 'scjg.officer');
    await head.click(button(head, /^分办 \d+ 件$/));
    const title = await head.page.title();
    expect(Number(/分办：(\d+) 件已办理 - /.exec(title)?.[1])).toBeGreaterThanOrEqual(20);
    expect(head.clicks).toBeLessThanOrEqual(4);
  });

  it('finds a company and its timeline from any page: 2 to 4 characters, Enter, 1 click', async () => {
    const officer = await at('scjg.officer');
    await officer.open('/console/calendar/2026');
    if (script) await officer.page.keyboard.press('/');
    else await officer.page.focus('#find');
    await officer.page.keyboard.insertText('梨园食品');
    await officer.page.keyboard.press('Enter');
    await officer.page.waitForURL(/search/);
    await officer.click(link(officer, '冠县梨园食品有限公司 的时间线'));
    expect(await officer.text()).toContain('审批信息：食品经营许可');
    expect(officer.clicks).toBe(1);
  });

  it('enters a push by hand: at most 9 fields, 3 clicks', async () => {
    const bureau = await at('spj.officer');
    await bureau.open('/console/inbox');
    await bureau.click(bureau.page.getByRole('link', { name: '推送录入' }).first());
    await bureau.write(bureau.page.getByLabel('事项', { exact: true }), '371525-SCJG-001');
    await bureau.click(button(bureau, '下一步'));
    await bureau.write(bureau.page.getByLabel('统一社会信用代码', { exact: true }), '91371525MA3C00001R');
    await bureau.write(bureau.page.getByLabel(/^相对人名称/), '冠县柳荫录入餐饮店');
    await bureau.write(bureau.page.getByLabel('证照编号'), 'JY13715250009999');
    await bureau.write(bureau.page.getByLabel('决定文书号'), '冠审批许字〔2026〕999号');
    await bureau.click(button(bureau, '推送'));
    expect(await bureau.text()).toContain('冠县柳荫录入餐饮店');
    expect(bureau.page.url()).toMatch(/done=[0-9a-f]{32}$/);
    expect([bureau.clicks <= 3, bureau.fields <= 9]).toEqual([true, true]);
  });

  it('issues the circular: two fields, 3 clicks', async () => {
    await product.clock('2026-10-29T09:30:00+08:00');
    await decideCorrections(product);
    const admin = await at('spj.admin');
    await admin.open('/console/reports/2026Q3');
    await admin.click(link(admin, '签发…'));
    await admin.write(admin.page.getByLabel(/文号/), '冠审批通〔2026〕3号');
    await admin.write(admin.page.getByLabel(/签发人/), '李卫东');
    await admin.click(button(admin, /签发/));
    expect(await admin.page.title()).toContain('2026年第三季度通报（已印发）');
    expect([admin.clicks <= 3, admin.fields]).toEqual([true, 2]);
  });

  it("enters next year's calendar: one paste, 3 clicks", async () => {
    const admin = await at('spj.admin');
    await admin.open('/console/calendar/2027');
    await admin.click(link(admin, '录入放假安排…'));
    await admin.write(admin.page.getByLabel('通知全文'), NOTICE);
    await admin.click(button(admin, '预览'));
    await admin.click(button(admin, '核对无误，录入'));
    expect(await admin.page.title()).toContain('2027 年日历 - ');
    expect([admin.clicks, admin.fields]).toEqual([3, 1]);
  });
});

/**
 * What happens to what somebody types: the session ends meanwhile, a button is pressed twice, a colleague is faster.
 */
import { expect, it } from 'vitest';
import { livingCounty, push } from './county.ts';
import { type Person, sitDown } from './person.ts';

const product = await livingCounty();
const REASON = '该场所位于乡镇，按清单应由乡镇属地管理。';

const button = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true });

/** Opens the form that returns a push, and writes the reason. */
async function returning(script: boolean): Promise<{ officer: Person; id: string }> {
  const { id } = await push(product);
  const officer = await sitDown(product, { as: 'scjg.officer', script });
  await officer.open(`/console/pushes/${id}/return`);
  await officer.write(officer.page.getByLabel('理由', { exact: false }).first(), REASON);
  return { officer, id };
}

const read = async (id: string) => (await product.call('GET', `/pushes/${id}`, { as: 'scjg.officer' })).body;

it('acts once where the button is pressed twice', async () => {
  const { id } = await push(product);
  const officer = await sitDown(product, { as: 'scjg.officer' });
  await officer.open(`/console/pushes/${id}`);
  await button(officer, '认领').dblclick();
  await officer.page.waitForURL(/done=claim/);
  const { body } = await product.call('GET', `/pushes/${id}/history`, { as: 'scjg.officer' });
  expect(body.items.map(({ act }: { act: string }) => act)).toEqual(['open', 'claim']);
});

it('does not do again what is sent again by going back', async () => {
  const { officer, id } = await returning(false);
  await button(officer, '退回').click();
  await officer.page.waitForURL(/done=return/);
  await officer.page.goBack();
  await button(officer, '退回').click();
  expect(await officer.text()).toContain('该推送当前不是待认领状态');
  const { body } = await product.call('GET', `/pushes/${id}/history`, { as: 'scjg.officer' });
  expect(body.items.map(({ act }: { act: string }) => act)).toEqual(['open', 'return']);
});

it('says who was faster, with what was typed', async () => {
  const { officer, id } = await returning(true);
  await product.call('POST', `/pushes/${id}/claim`, { as: 'scjg.head' });
  await button(officer, '退回').click();
  expect(await officer.page.title()).toMatch(/^错误：退回/);
  expect(await officer.text()).toMatch(/已.*认领/);
  expect(await officer.page.getByLabel('理由', { exact: false }).first().inputValue()).toBe(REASON);
});

it('finds all of it again after looking at another page, and not one half', async () => {
  const { page, open } = await sitDown(product, { as: 'scjg.admin' });
  await open('/console/organisations/SCJG/accounts/scjg.officer/deputy');
  const typed = { account: 'scjg.head', from: '2026-10-19', to: '2026-10-23' };
  const field = (name: string) => page.locator(`[name="${name}"]`);
  for (const [name, value] of Object.entries(typed)) await field(name).fill(value);
  await page.getByText('← 返回').click();
  await page.waitForURL(/scjg\.officer$/);
  await page.goBack();
  const again = await Promise.all(Object.keys(typed).map((name) => field(name).inputValue()));
  expect(again).toEqual(Object.values(typed));
});

it('says five minutes before the session ends that it will, and goes on by one click', async () => {
  const officer = await sitDown(product, { as: 'scjg.officer' });
  const { clock } = officer.page;
  await clock.install();
  await officer.open('/console/pushes');
  const told = officer.page.getByText('5 分钟后将自动退出');
  await clock.fastForward('54:50');
  expect(await told.isVisible()).toBe(false);
  await clock.fastForward('00:20');
  expect(await told.isVisible()).toBe(true);
  await button(officer, '继续使用').click();
  await told.waitFor({ state: 'hidden' });
  expect(officer.complaints).toEqual([]);
});

it('keeps a draft by itself, for the next day', async () => {
  const { officer, id } = await returning(true);
  await officer.page.getByText(/自动保存/).waitFor({ timeout: 20_000 });
  await officer.leave();
  const again = await sitDown(product, { as: 'scjg.officer' });
  await again.open(`/console/pushes/${id}/return`);
  expect(await again.text()).toContain('保存的草稿');
  expect(await again.page.getByLabel('理由', { exact: false }).first().inputValue()).toBe(REASON);
});

it.each([true, false])(
  'gives back what was typed when the session has ended meanwhile (script: %s)',
  async (script) => {
    const { officer, id } = await returning(script);
    const now = (await product.call('GET', '/__dev/clock')).body?.now ?? '2026-10-16T09:30:00+08:00';
    await product.clock(later(now, 61));
    await button(officer, '退回').click();
    expect((await read(id)).status).toBe('pending');
    const opened = officer.context.waitForEvent('page');
    await officer.page.getByRole('link', { name: '重新登录（新窗口）' }).click();
    const signIn = await opened;
    await signIn.locator('button[value="scjg.officer"]').click();
    await signIn.waitForURL(/\/console/);
    await button(officer, '继续').click();
    expect(await officer.page.getByLabel('理由', { exact: false }).first().inputValue()).toBe(REASON);
    await button(officer, '退回').click();
    expect(await officer.text()).toContain('✓ 已办理：退回');
    expect((await read(id)).status).toBe('returned');
  },
);

function later(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}

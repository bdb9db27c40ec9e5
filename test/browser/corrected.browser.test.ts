/** Corrections in a real browser: the old and the new beside each other, for whoever writes and whoever decides. */
import { describe, expect, it } from 'vitest';
import { PHONE, WIDE } from './chromium.ts';
import { livingCounty } from './county.ts';
import { type Person, sitDown, tooWide } from './person.ts';

const product = await livingCounty();
const FORM = '/console/entry/approval/371525-SCJG-001';

/** The rows of the table that compares: what, the old, the new. */
const compared = ({ page }: Person) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('table.compared tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText).join(' | '))`,
  );

describe('a push that corrects another', () => {
  it('says what it changes once the form comes back, and to whoever claims it', async () => {
    const reference = 'CORRECTED-1';
    const body = {
      ...{ kind: 'approval', matter: '371525-SCJG-001', summary: '准予许可', reference },
      party: { name: '冠县柳荫更正餐饮店', creditCode: '91371525MA3C00001R' },
      licence: { name: '食品经营许可证', number: 'JY-OLD', documentNumber: '冠审食许〔2026〕901号' },
      occurredAt: '2026-10-16T09:10:00+08:00',
    };
    const made = await product.call('POST', '/pushes', { as: 'spj.officer', body });
    const writer = await sitDown(product, { as: 'spj.officer' });
    await writer.open(`${FORM}?corrects=${made.body.id}`);
    const { page } = writer;
    await writer.write(page.locator('[name="licence/number"]'), 'JY-NEW');
    await writer.write(page.locator('[name="party/name"]'), '');
    await writer.click(page.getByRole('button', { name: '推送', exact: true }));
    expect(await page.title()).toMatch(/^错误：/);
    const changed = '证照与决定文书：证照编号 | JY-OLD | JY-NEW';
    expect(await compared(writer)).toEqual(['行政相对人：名称或姓名 | 冠县柳荫更正餐饮店 | （空）', changed]);
    for (const size of [WIDE, PHONE]) {
      await page.setViewportSize(size);
      expect(await tooWide(page)).toEqual([]);
    }
    await writer.write(page.locator('[name="party/name"]'), '冠县柳荫更正餐饮店');
    await writer.click(page.getByRole('button', { name: '推送', exact: true }));
    await page.waitForURL(/done=/);
    const decides = await sitDown(product, { as: 'scjg.officer' });
    await decides.open(`/console/pushes/${page.url().slice(-32)}`);
    expect(await compared(decides)).toEqual([changed]);
    expect([...writer.complaints, ...decides.complaints]).toEqual([]);
  });
});

describe('an objection to a circular', () => {
  it('says what accepting it would change, before and after it is written', async () => {
    const { body } = await product.call('GET', '/pushes?box=in&status=deemed-claimed', { as: 'scjg.officer' });
    const counted = body.items.find(
      ({ claimBy }: { claimBy: string }) => claimBy >= '2026-07-01' && claimBy < '2026-10-01',
    );
    const writer = await sitDown(product, { as: 'scjg.officer' });
    await writer.open(`/console/pushes/${counted.id}`);
    await writer.click(writer.page.getByRole('link', { name: /对2026年第三季度通报中计入的本件提出更正/ }));
    const changes = await compared(writer);
    expect(changes).toContainEqual(expect.stringMatching(/^已采纳的更正 \| \d+ \| \d+$/));
    await writer.write(writer.page.locator('[name="reason"]'), '当日系统故障，无法认领。');
    await writer.click(writer.page.getByRole('button', { name: '提出更正' }));
    await writer.page.waitForURL(/corrections\/[0-9a-f]{32}/);
    const decides = await sitDown(product, { as: 'spj.admin' });
    await decides.open(`${new URL(writer.page.url()).pathname}/accept`);
    expect(await compared(decides)).toEqual(changes);
  });
});

describe('the county’s measures', () => {
  it('are opened from where they are cited, at the article, on a wide screen and on a phone', async () => {
    const { body } = await product.call('GET', '/pushes?box=in&status=pending', { as: 'scjg.officer' });
    const officer = await sitDown(product, { as: 'scjg.officer' });
    await officer.open(`/console/pushes/${body.items[0].id}`);
    await officer.click(officer.page.getByText('为什么是这一天'));
    await officer.click(officer.page.locator('details[open] a[href^="/public/regulation"]').first());
    await officer.page.waitForURL(/public\/regulation#a17-1$/);
    expect(await officer.page.textContent('#a17-1')).toBe('第十七条第（一）项');
    for (const size of [WIDE, PHONE]) {
      await officer.page.setViewportSize(size);
      expect(await tooWide(officer.page)).toEqual([]);
    }
    expect(officer.complaints).toEqual([]);
  });
});

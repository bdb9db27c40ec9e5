/**
 * Files in a real browser: with the script they go by themselves, with progress; without it they go along with the
 * form.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { livingCounty } from './county.ts';
import { type Person, sitDown } from './person.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'shenguan-chosen-'));
function onDisk(name: string, bytes: Uint8Array): string {
  const path = join(FOLDER, name);
  writeFileSync(path, bytes);
  return path;
}
const SMALL = onDisk('决定书.pdf', Buffer.from('%PDF-1.7\n许可决定书'));
const LARGE = onDisk('踏勘录像说明.pdf', Buffer.alloc(6 * 1_048_576, '%PDF-'));
const WRONG = onDisk('程序.exe', Buffer.from('MZ'));
const DECLARED = '**/console/files/declared';
const CONTENT = '**/console/files/*/content';

/** What waits until it is let go. */
function held() {
  let letGo = () => {};
  const over = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { over, letGo: () => letGo() };
}

describe('a letter with files', async () => {
  const product = await livingCounty();
  const chooser = ({ page }: Person) => page.locator('input[type=file]');
  const send = ({ page }: Person) => page.getByRole('button', { name: '发函', exact: true });

  async function writing(script: boolean, title: string): Promise<Person> {
    const officer = await sitDown(product, { as: 'scjg.officer', script });
    await officer.open('/console/letters/new?purpose=inquiry');
    await officer.page.locator('input[name=to][value=SPJ]').check();
    await officer.write(officer.page.getByRole('textbox', { name: /标题/ }), title);
    await officer.write(officer.page.locator('textarea[name=text]'), '请予函复。');
    return officer;
  }

  async function lettersCalled(title: string): Promise<number> {
    const { body } = await product.call('GET', '/letters?box=out', { as: 'scjg.officer' });
    return body.items.filter((one: { title: string }) => one.title === title).length;
  }

  it('sends a file of 6 MB by itself, and shows how far it is', async () => {
    const officer = await writing(true, '关于录像的函');
    expect(await officer.text()).toContain('每个不超过 100 MB');
    await chooser(officer).setInputFiles([SMALL, LARGE]);
    const arriving = held();
    await officer.page.route(CONTENT, async (route) => {
      await arriving.over;
      await route.continue();
    });
    await officer.click(send(officer));
    await officer.page.getByRole('progressbar').waitFor();
    expect(await officer.text()).toContain('正在上传 决定书.pdf');
    // Pressed twice: done once.
    await send(officer).click();
    arriving.letGo();
    await officer.page.getByRole('link', { name: '踏勘录像说明.pdf' }).waitFor();
    expect(await officer.text()).toContain('决定书.pdf');
    expect(await lettersCalled('关于录像的函')).toBe(1);
    expect(officer.complaints).toEqual([]);
  });

  it('whose upload is cut off keeps what was typed and chosen, says so at the field, and is sent by pressing again', async () => {
    const officer = await writing(true, '关于断线的函');
    await chooser(officer).setInputFiles(LARGE);
    await officer.page.route(CONTENT, (route) => route.abort('connectionreset'));
    await officer.click(send(officer));
    const why = officer.page.getByRole('alert');
    expect(await why.textContent()).toBe(
      '网络中断，文件没有传完。检查网络后再次提交即可，其他内容都在（踏勘录像说明.pdf）',
    );
    expect(await chooser(officer).getAttribute('aria-invalid')).toBe('true');
    expect(await officer.page.locator('textarea[name=text]').inputValue()).toBe('请予函复。');
    expect(await officer.page.getByRole('progressbar').count()).toBe(0);
    await officer.page.unroute(CONTENT);
    await officer.click(send(officer));
    await officer.page.getByRole('link', { name: '踏勘录像说明.pdf' }).waitFor();
    expect(await lettersCalled('关于断线的函')).toBe(1);
  });

  it('can be stopped, and goes without the file that nobody wants any more', async () => {
    const officer = await writing(true, '关于停止的函');
    await chooser(officer).setInputFiles(LARGE);
    const declaring = held();
    await officer.page.route(DECLARED, async (route) => {
      await declaring.over;
      await route.continue();
    });
    await officer.page.route(CONTENT, () => {});
    await officer.click(send(officer));
    await officer.page.getByRole('progressbar').waitFor();
    // Shown before there is anything to stop, it would be pressed in vain.
    const stop = officer.page.getByRole('button', { name: '停止上传' });
    expect(await stop.isVisible()).toBe(false);
    declaring.letGo();
    await officer.click(stop);
    expect(await officer.page.getByRole('alert').textContent()).toBe('已停止上传（踏勘录像说明.pdf）');
    await chooser(officer).setInputFiles([]);
    await officer.click(send(officer));
    await officer.page.getByText('✓ 已办理').waitFor();
    expect(await officer.text()).not.toContain('踏勘录像说明.pdf');
  });

  it('says at the field what is wrong with a file, and sends the good one once', async () => {
    const officer = await writing(true, '关于类型的函');
    await chooser(officer).setInputFiles([SMALL, WRONG]);
    await officer.click(send(officer));
    expect(await officer.page.getByRole('alert').textContent()).toMatch(/^不接收该类型的文件。.*（程序\.exe）$/);
    expect(await officer.page.getByLabel('决定书.pdf').isChecked()).toBe(true);
    await chooser(officer).setInputFiles([]);
    await officer.click(send(officer));
    await officer.page.getByRole('link', { name: '决定书.pdf' }).waitFor();
  });

  it('goes along with the form where no script runs, up to 4 MB together', async () => {
    const officer = await writing(false, '关于没有脚本的函');
    expect(await officer.text()).toContain('合计不超过 4 MB');
    await chooser(officer).setInputFiles(LARGE);
    await officer.click(send(officer));
    expect(await officer.text()).toContain('文件超过 4 MB');
    await chooser(officer).setInputFiles(SMALL);
    await officer.click(send(officer));
    expect(await officer.text()).toContain('✓ 已办理');
    expect(await lettersCalled('关于没有脚本的函')).toBe(1);
  });

  it('on its own page is there for later forms', async () => {
    const officer = await sitDown(product, { as: 'scjg.head' });
    await officer.open('/console/files');
    await chooser(officer).setInputFiles(LARGE);
    await officer.click(officer.page.getByRole('button', { name: '上传', exact: true }));
    await officer.page.getByRole('row', { name: '踏勘录像说明.pdf 6144 KB' }).waitFor();
  });
});

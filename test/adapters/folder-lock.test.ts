import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { FolderLocked, lockFolder } from '../../shared/adapters/folder-lock.ts';

const root = mkdtempSync(join(tmpdir(), 'shenguan-lock-'));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const newFolder = (): string => join(root, `${++folders}`, 'data');

describe('the lock on a data folder', () => {
  it('keeps a second process out while the first lives, and tells people why', async () => {
    const folder = newFolder();
    const first = start(folder);
    expect(await first.said()).toBe('locked\n');
    expect(() => lockFolder(folder)).toThrow(FolderLocked);
    const said = await start(folder).said();
    expect(said).toContain('FolderLocked');
    expect(said).toContain(`数据目录 ${folder} 正被另一个进程使用（进程号 ${first.child.pid}）`);
    expect(said).toContain(`The data folder ${folder} is in use by another process (process ${first.child.pid})`);
  });

  it('is free after kill -9', async () => {
    const folder = newFolder();
    for (let round = 0; round < 3; round++) {
      const holder = start(folder);
      expect(await holder.said()).toBe('locked\n');
      holder.child.kill('SIGKILL');
      await new Promise((resolve) => holder.child.once('exit', resolve));
    }
    lockFolder(folder).release();
  });

  it('is free after a release, though the process lives on', async () => {
    const folder = newFolder();
    const holder = start(folder);
    await holder.said();
    holder.child.stdin?.write('release\n');
    expect(await holder.said()).toBe('released\n');
    const lock = lockFolder(folder);
    lock.release();
    lock.release();
    expect(holder.child.exitCode).toBeNull();
  });

  it('holds within one process too', () => {
    const folder = newFolder();
    const lock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(FolderLocked);
    // The one refused has closed its handle of the file; the lock must have outlived that.
    expect(() => lockFolder(folder)).toThrow(FolderLocked);
    lock.release();
    lockFolder(folder).release();
  });

  it('does not blame another process for a folder that cannot be made', () => {
    const file = join(root, 'a-file');
    writeFileSync(file, '');
    expect(() => lockFolder(join(file, 'data'))).toThrow(/ENOTDIR|EEXIST/);
  });
});

function start(folder: string): { child: ChildProcess; said: () => Promise<string> } {
  const script = join(import.meta.dirname, 'locking-process.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  return { child, said: () => new Promise((resolve) => child.stdout?.once('data', (text) => resolve(String(text)))) };
}

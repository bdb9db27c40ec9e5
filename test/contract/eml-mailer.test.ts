import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EmlMailer } from '../../shared/adapters/eml-mailer.ts';
import { MAIL, mailerContract, SENDER, SENT_AT } from './mailer.contract.ts';

const root = mkdtempSync(join(tmpdir(), 'shenguan-mail-'));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const newFolder = (): string => join(root, String(++folders));
const open = (folder: string, now = () => SENT_AT) => new EmlMailer({ folder, from: SENDER, clock: { now } });

mailerContract('.eml files', async () => {
  const folder = newFolder();
  return {
    mailer: open(folder),
    received: async () => emlFiles(folder).map((name) => readFileSync(join(folder, 'mail', name))),
    close: async () => undefined,
  };
});

describe('mail as files', () => {
  it('reads back what was sent, oldest first, also what an earlier process sent', async () => {
    const folder = newFolder();
    let now = SENT_AT;
    const first = open(folder, () => now);
    expect(await first.sent()).toEqual([]);
    await first.send({ ...MAIL, subject: '甲' });
    await first.send({ ...MAIL, subject: '乙' });
    const second = open(folder, () => now);
    await second.send({ ...MAIL, subject: '丙' });
    now += 1500;
    await second.send({ ...MAIL, subject: '丁' });
    const sent = await open(folder).sent();
    expect(sent.map(({ subject }) => subject)).toEqual(['甲', '乙', '丙', '丁']);
    expect(sent.map(({ at }) => at)).toEqual([
      ...Array(3).fill('2026-09-28T08:50:00+08:00'),
      '2026-09-28T08:50:01.500+08:00',
    ]);
    expect(sent[0]).toEqual({
      at: '2026-09-28T08:50:00+08:00',
      to: MAIL.to,
      subject: '甲',
      html: MAIL.html,
      text: MAIL.text,
      attachments: MAIL.attachments.map(({ filename, contentType, content }) => {
        return { filename, contentType, base64: Buffer.from(content).toString('base64') };
      }),
    });
    expect(emlFiles(folder)[3]).toBe('20260928T085001.500-00000004.eml');
  });

  it('does not count a message whose writing was cut off, and takes no name again', async () => {
    const folder = newFolder();
    await open(folder).send(MAIL);
    const [name = ''] = emlFiles(folder);
    writeFileSync(join(folder, 'mail', name.replace('00000001', '00000002')), 'cut off before its .json');
    writeFileSync(join(folder, 'mail', `${name.replace('00000001', '00000003')}.tmp`), 'cut off');
    const mailer = open(folder);
    await mailer.send({ ...MAIL, subject: '下一封' });
    expect((await mailer.sent()).map(({ subject }) => subject)).toEqual([MAIL.subject, '下一封']);
    expect(emlFiles(folder)).toHaveLength(3);
  });

  it('rejects where the folder cannot be written', async () => {
    const folder = newFolder();
    writeFileSync(folder, 'a file, not a folder');
    await expect(open(folder).send(MAIL)).rejects.toThrow();
  });
});

function emlFiles(folder: string): string[] {
  try {
    return readdirSync(join(folder, 'mail'))
      .filter((name) => name.endsWith('.eml'))
      .sort();
  } catch {
    return [];
  }
}

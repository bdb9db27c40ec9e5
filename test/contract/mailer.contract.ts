/** What every mailer keeps. Messages are read back as a mail program would read them. */
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mail, type Mailer, MailRefused } from '../../shared/ports.ts';

export interface OpenMailer {
  readonly mailer: Mailer;
  /** The messages that have arrived, as they were on the way, oldest first. */
  readonly received: () => Promise<Buffer[]>;
  readonly close: () => Promise<void>;
}

/** The sender that `open` is to give its mailer, and the instant its clock is to stand at. */
export const SENDER = '审管互动平台 <noreply@example.gov.cn>';
export const SENT_AT = Date.parse('2026-09-28T00:50:00Z');

export const MAIL: Mail = {
  to: 'officer@example.gov.cn',
  subject: '【审管互动】您有 3 件推送待认领，最早将于 10 月 9 日 24 时视为认领：冠县某某食品有限公司等',
  html: '<p>请登录<a href="https://example.gov.cn/?a=1&amp;b=2">平台</a>认领。</p>\n.\n<p>至此。</p>',
  text: '请登录平台认领。\n.\n.. 至此。\n',
  messageId: '0123456789abcdef0123456789abcdef@example.gov.cn',
  attachments: [
    { filename: '互动情况通报（2026年第3季度）.docx', contentType: 'application/octet-stream', content: everyByte() },
    { filename: 'plain.csv', contentType: 'text/csv; charset=utf-8', content: Buffer.from('\ufeff甲,乙\r\n1,2\r\n') },
  ],
};

export function mailerContract(name: string, open: () => Promise<OpenMailer>): void {
  describe(`mailer contract: ${name}`, () => {
    let opened: OpenMailer;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());
    const arrivals = async (mails: readonly Mail[]) => {
      const before = (await opened.received()).length;
      for (const mail of mails) await opened.mailer.send(mail);
      return (await opened.received()).slice(before);
    };

    it('brings every part of a message over as it was', async () => {
      const [message = Buffer.of()] = await arrivals([MAIL]);
      const read = await simpleParser(message);
      expect(read.subject).toBe(MAIL.subject);
      expect(read.from?.value).toEqual([{ name: '审管互动平台', address: 'noreply@example.gov.cn' }]);
      expect([read.to].flat().flatMap((to) => to?.value)).toEqual([{ name: '', address: MAIL.to }]);
      expect(read.messageId).toBe(`<${MAIL.messageId}>`);
      expect(read.date?.getTime()).toBe(SENT_AT);
      expect(read.text?.trimEnd()).toBe(MAIL.text.trimEnd());
      expect(String(read.html).trimEnd()).toBe(MAIL.html);
      expect(read.attachments.map(({ filename, content }) => ({ filename, content: content.toString('hex') }))).toEqual(
        MAIL.attachments.map(({ filename, content }) => ({ filename, content: Buffer.from(content).toString('hex') })),
      );
    });

    it('writes nothing but ASCII, with lines as RFC 5322 has them', async () => {
      const [message = Buffer.of()] = await arrivals([{ ...MAIL, text: `${'长'.repeat(3000)}\n${'x'.repeat(3000)}` }]);
      expect(message.every((byte) => byte < 128)).toBe(true);
      const lines = message.toString('latin1').split('\r\n');
      expect(lines.filter((line) => /[\r\n]/.test(line) || line.length > 998)).toEqual([]);
    });

    it('brings over a picture that the HTML part shows', async () => {
      const picture = {
        filename: 'chart.png',
        contentType: 'image/png',
        content: everyByte(),
        inline: 'chart@circular',
      };
      const html = '<p><img src="cid:chart@circular" alt="图"></p>';
      const [message = Buffer.of()] = await arrivals([{ ...MAIL, html, attachments: [picture] }]);
      const [read] = (await simpleParser(message, { skipImageLinks: true })).attachments;
      expect([read?.contentId, read?.related, read?.contentDisposition]).toEqual(['<chart@circular>', true, 'inline']);
    });

    it('sends a message without attachments, and the same one twice as two', async () => {
      const mail = { ...MAIL, attachments: [] };
      const messages = await Promise.all((await arrivals([mail, mail])).map((message) => simpleParser(message)));
      expect(messages.map(({ messageId }) => messageId)).toEqual(Array(2).fill(`<${MAIL.messageId}>`));
      expect(messages.map(({ attachments }) => attachments.length)).toEqual([0, 0]);
    });

    it('keeps the order of what is sent one after the other', async () => {
      const subjects = ['第一封', '第二封', '第三封'];
      const messages = await arrivals(subjects.map((subject) => ({ ...MAIL, subject })));
      expect(await Promise.all(messages.map(async (message) => (await simpleParser(message)).subject))).toEqual(
        subjects,
      );
    });

    it('sends many at once', async () => {
      const before = (await opened.received()).length;
      await Promise.all(Array.from({ length: 20 }, (_, i) => opened.mailer.send({ ...MAIL, subject: `${i}` })));
      const messages = (await opened.received()).slice(before);
      const subjects = await Promise.all(messages.map(async (message) => (await simpleParser(message)).subject));
      expect(subjects.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    });

    const forged: [name: string, part: Partial<Mail>][] = [
      ['a line feed in the subject', { subject: '通报\r\nBcc: all@example.com' }],
      ['a bare carriage return in the subject', { subject: '通报\rBcc: all@example.com' }],
      ['a Unicode line separator in the subject', { subject: '通报\u2028Bcc: all@example.com' }],
      ['a line feed in the recipient', { to: 'a@example.com\r\nBcc: b@example.com' }],
      ['a line feed at the recipient’s end', { to: 'a@example.com\n' }],
      ['two recipients', { to: 'a@example.com, b@example.com' }],
      ['a group', { to: 'all: a@example.com;' }],
      ['a name with its address', { to: 'Somebody <a@example.com>' }],
      ['no recipient', { to: '' }],
      ['an address without a domain', { to: 'officer' }],
      ['a second SMTP command in the recipient', { to: 'a@example.com>\r\nRCPT TO:<b@example.com' }],
      ['a line feed in the message id', { messageId: 'a@b\r\nX: y' }],
      ['a line feed in a file’s name', { attachments: [{ ...attachment(), filename: 'a\r\nX: y' }] }],
      ['a line feed in a file’s id', { attachments: [{ ...attachment(), inline: 'a@b\r\nX: y' }] }],
      ['a line feed in a file’s type', { attachments: [{ ...attachment(), contentType: 'text/csv\r\nX: y' }] }],
    ];
    it.each(forged)('refuses %s', async (_name, part) => {
      const before = (await opened.received()).length;
      await expect(opened.mailer.send({ ...MAIL, ...part })).rejects.toBeInstanceOf(MailRefused);
      expect(await opened.received()).toHaveLength(before);
    });
  });
}

function attachment() {
  return { filename: 'a.csv', contentType: 'text/csv', content: Buffer.from('a') };
}

function everyByte(): Uint8Array {
  return Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31 + (i >> 8)) & 0xff);
}

/**
 * A message as nodemailer takes it: the same for a file and for a server, and refused where it could forge a header.
 */
import type { SendMailOptions } from 'nodemailer';
import { type Mail, MailRefused } from '../ports.ts';
import type { Instant } from '../time.ts';

// One bare address: no display name, no list, no quoting, nothing that a header or an SMTP command could end at.
const ADDRESS = /^[^\s@<>()[\],;:"\\\p{Cc}]+@[^\s@<>()[\],;:"\\\p{Cc}]+$/u;
const MESSAGE_ID = /^[^\s<>\p{Cc}]+@[^\s<>@\p{Cc}]+$/u;
// Line feeds of every kind, among them those that only some programs take for one.
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/**
 * The message with its headers, dated `at`. Throws `MailRefused` for an address that is not one, or a control character
 * where a header would be made of it.
 */
export function composeMail(mail: Mail, from: string, at: Instant): SendMailOptions {
  if (!ADDRESS.test(mail.to)) throw new MailRefused('The recipient is not one address');
  if (!MESSAGE_ID.test(mail.messageId)) throw new MailRefused(`Not a message id: ${JSON.stringify(mail.messageId)}`);
  const ids = mail.attachments.map(({ inline }) => inline).filter((id) => id !== undefined);
  if (!ids.every((id) => MESSAGE_ID.test(id))) throw new MailRefused('Not a content id');
  const headers = [mail.subject, ...mail.attachments.flatMap((file) => [file.filename, file.contentType])];
  if (headers.some((text) => CONTROL.test(text))) throw new MailRefused('A control character in a header');
  return {
    from,
    // As an object, so that the address is not parsed once more.
    to: { name: '', address: mail.to },
    subject: mail.subject,
    date: new Date(at),
    messageId: `<${mail.messageId}>`,
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments.map(({ filename, contentType, content, inline }) => {
      const shown = inline !== undefined && { cid: inline, contentDisposition: 'inline' as const };
      return { filename, contentType, content: Buffer.from(content), ...shown };
    }),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

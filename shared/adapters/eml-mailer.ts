/**
 * Mail as files: each message a complete `.eml` (RFC 5322) in `<folder>/mail/`, for a county without a mail server and
 * for demonstrations. Beside it lies a `.json` with what was sent, written last: a message is sent once that is there.
 */
import { type FileHandle, mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Mail, Mailer } from '../ports.ts';
import { formatInstant, type Instant } from '../time.ts';
import { composeMail } from './mail-message.ts';

const NAME = /-(\d{8,})\.(?:eml|json)$/;

export interface EmlMailerOptions {
  /** The data folder; messages go to `mail` in it. */
  readonly folder: string;
  /** The sender, as an address or `Name <address>`. */
  readonly from: string;
  readonly clock: Clock;
}

/** A message as it was sent; `at` is RFC 3339 with +08:00. */
export interface SentMail {
  at: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  attachments: { filename: string; contentType: string; base64: string }[];
}

export class EmlMailer implements Mailer {
  readonly #options: EmlMailerOptions;
  readonly #folder: string;
  #sequence: Promise<{ last: number }> | undefined;

  constructor(options: EmlMailerOptions) {
    this.#options = options;
    this.#folder = join(options.folder, 'mail');
  }

  /** Resolves once the message is on the disk. The same message sent again is written again. */
  async send(mail: Mail): Promise<void> {
    const at = this.#options.clock.now();
    const message = composeMail(mail, this.#options.from, at);
    // nodemailer takes tens of milliseconds to load: only who sends pays for it.
    const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
    const eml = await new MailComposer({ ...message, newline: 'win' }).compile().build();
    const name = await this.#name(at);
    await this.#write(`${name}.eml`, eml);
    await this.#write(`${name}.json`, JSON.stringify(describe(mail, at)));
  }

  /** Everything sent, oldest first, also by earlier processes. */
  async sent(): Promise<SentMail[]> {
    const names = (await this.#names()).filter((name) => name.endsWith('.json')).sort();
    const mails: SentMail[] = [];
    for (const name of names) mails.push(JSON.parse(await readFile(join(this.#folder, name), 'utf8')) as SentMail);
    return mails;
  }

  /** `20260928T085000.000-00000001`: the instant in Beijing time, then the number of the message in this folder. */
  async #name(at: Instant): Promise<string> {
    this.#sequence ??= this.#lastSequence();
    const sequence = await this.#sequence;
    sequence.last += 1;
    const [, date, time, millis = '.000'] = /^(.{10})T(.{8})(\.\d+)?/.exec(formatInstant(at)) ?? [];
    const instant = `${date}T${time}${millis}`.replaceAll(/[-:]/g, '');
    return `${instant}-${String(sequence.last).padStart(8, '0')}`;
  }

  async #lastSequence(): Promise<{ last: number }> {
    await mkdir(this.#folder, { recursive: true });
    const names = await this.#names();
    return { last: names.reduce((last, name) => Math.max(last, Number(NAME.exec(name)?.[1] ?? 0)), 0) };
  }

  async #names(): Promise<string[]> {
    try {
      return (await readdir(this.#folder)).filter((name) => NAME.test(name));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  }

  /** The folder is made again where somebody has removed it. */
  async #opened(path: string): Promise<FileHandle> {
    try {
      return await open(path, 'w');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await mkdir(this.#folder, { recursive: true });
      return open(path, 'w');
    }
  }

  /** Under its own name only once complete, and there after a power cut. */
  async #write(name: string, content: string | Uint8Array): Promise<void> {
    const path = join(this.#folder, name);
    const file = await this.#opened(`${path}.tmp`);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.tmp`, path);
    await syncFolder(this.#folder);
  }
}

/** Makes a name durable. Systems that know no such thing for folders (Windows) refuse, and need none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function describe(mail: Mail, at: Instant): SentMail {
  const { to, subject, html, text } = mail;
  const attachments = mail.attachments.map(({ filename, contentType, content }) => {
    return { filename, contentType, base64: Buffer.from(content).toString('base64') };
  });
  return { at: formatInstant(at), to, subject, html, text, attachments };
}

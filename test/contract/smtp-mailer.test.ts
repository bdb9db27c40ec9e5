import { createServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { SmtpMailer, type SmtpMailerOptions } from '../../shared/adapters/smtp-mailer.ts';
import { MailRefused, MailServerDown } from '../../shared/ports.ts';
import { MAIL, mailerContract, SENDER, SENT_AT } from './mailer.contract.ts';

const HOST = '127.0.0.1';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

mailerContract('SMTP', async () => {
  const server = await listen({});
  const mailer = open(server.port);
  return { mailer, received: async () => server.messages, close: () => closeAll(mailer, server) };
});

describe('mail over SMTP', () => {
  it('names sender and recipient to the server as bare addresses', async () => {
    const envelopes: unknown[] = [];
    const { mailer } = await start({
      onData(stream, { envelope }, done) {
        envelopes.push([(envelope.mailFrom || undefined)?.address, envelope.rcptTo.map(({ address }) => address)]);
        stream.resume().on('end', () => done());
      },
    });
    await mailer.send(MAIL);
    expect(envelopes).toEqual([['noreply@example.gov.cn', [MAIL.to]]]);
  });

  it.each([550, 552, 554])('takes %i to the recipient as a refusal', async (code) => {
    const { mailer } = await start({ onRcptTo: (_to, _session, done) => done(reply(code)) });
    await expect(mailer.send(MAIL)).rejects.toBeInstanceOf(MailRefused);
  });

  it('takes 5xx to the message as a refusal, and sends the next one', async () => {
    let replies = [554];
    const { mailer, messages } = await start({
      onData(stream, _session, done) {
        void buffer(stream).then((message) => {
          const [code, ...rest] = replies;
          replies = rest;
          if (code === undefined) messages.push(message);
          done(code === undefined ? null : reply(code));
        });
      },
    });
    await expect(mailer.send(MAIL)).rejects.toBeInstanceOf(MailRefused);
    await mailer.send(MAIL);
    expect(messages).toHaveLength(1);
  });

  it('takes the server’s limit of size as a refusal', async () => {
    const { mailer } = await start({
      size: 10_000,
      onData: (stream, _session, done) =>
        void stream.resume().on('end', () => done(stream.sizeExceeded ? reply(552) : null)),
    });
    await expect(mailer.send(MAIL)).rejects.toBeInstanceOf(MailRefused);
    await mailer.send({ ...MAIL, attachments: [] });
  });

  it.each([421, 450, 451, 452])('lets a message greylisted with %i be sent again', async (code) => {
    let tries = 0;
    const { mailer, messages } = await start({
      onRcptTo: (_to, _session, done) => done(tries++ === 0 ? reply(code) : null),
    });
    expect(await failure(mailer.send(MAIL))).toBe('try again');
    await mailer.send(MAIL);
    expect(messages).toHaveLength(1);
  });

  it('lets a message be sent again whose connection was dropped after all of it was sent', async () => {
    let tries = 0;
    const { mailer, messages, server } = await start({
      onData(stream, _session, done) {
        void buffer(stream).then((message) => {
          messages.push(message);
          if (tries++ > 0) return done();
          for (const connection of server.connections) connection._socket.destroy();
        });
      },
    });
    expect(await failure(mailer.send(MAIL))).toBe('try again');
    await mailer.send(MAIL);
    expect(messages).toHaveLength(2);
  });

  it('sends on where the server had closed the idle connection', async () => {
    const { mailer, messages, server } = await start({});
    await mailer.send(MAIL);
    for (const connection of server.connections) connection._socket.destroy();
    await mailer.send(MAIL);
    expect(messages).toHaveLength(2);
  });

  it('logs in; a wrong password is no reason to give a message up', async () => {
    const options: SMTPServerOptions = {
      authOptional: false,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) => {
        const known = username === 'county' && password === 'p@ss/word';
        done(known ? null : reply(535), known ? { user: username } : undefined);
      },
    };
    const server = await listen(options);
    const login = (user: string, password: string) =>
      `smtp://${user}:${encodeURIComponent(password)}@${HOST}:${server.port}`;
    const [right, wrong, none] = [
      open(server.port, { url: login('county', 'p@ss/word') }),
      open(server.port, { url: login('county', 'wrong') }),
      open(server.port),
    ];
    closing.push(
      () => closeAll(right, server),
      () => wrong.close(),
      () => none.close(),
    );
    await right.send(MAIL);
    expect(server.messages).toHaveLength(1);
    expect(await failure(wrong.send(MAIL))).toBe('try again');
    expect(await failure(none.send(MAIL))).toBe('try again');
  });

  it('gives up on a server that is not there, says nothing, or speaks another language', async () => {
    const silent = await listenRaw(() => undefined);
    const http = await listenRaw('HTTP/1.1 400 Bad Request\r\n\r\n');
    const closed = open(1);
    for (const mailer of [closed, open(silent, { silence: 100 }), open(http, { silence: 100 })]) {
      expect(await failure(mailer.send(MAIL))).toBe('try again');
      await mailer.close();
    }
  });

  it('tells a server that takes no mail from one that puts off a message', async () => {
    const saying = async (mailer: SmtpMailer): Promise<boolean> =>
      mailer.send(MAIL).then(
        () => false,
        (error) => error instanceof MailServerDown,
      );
    const closed = open(1);
    expect(await saying(closed)).toBe(true);
    await closed.close();
    const putOff = async (options: SMTPServerOptions): Promise<boolean> => saying((await start(options)).mailer);
    const toSender = (code: number) => putOff({ onMailFrom: (_from, _session, done) => done(reply(code)) });
    const toRecipient = (code: number) => putOff({ onRcptTo: (_to, _session, done) => done(reply(code)) });
    const toMessage = (code: number) => {
      return putOff({ onData: (stream, _session, done) => void stream.resume().on('end', () => done(reply(code))) });
    };
    // A mailbox that is full or busy is no other's concern.
    for (const code of [450, 452, 550]) expect([code, await toRecipient(code)]).toEqual([code, false]);
    expect(await toRecipient(421)).toBe(true);
    // Before a recipient is named, and of the whole message, "later" is said to everybody.
    for (const code of [421, 450, 451, 452]) expect([code, await toSender(code)]).toEqual([code, true]);
    for (const code of [421, 450, 451, 452]) expect([code, await toMessage(code)]).toEqual([code, true]);
    // Nor is it this message's fault that the server does not take our own address; that it is too big is.
    for (const code of [501, 550, 553]) expect([code, await toSender(code)]).toEqual([code, true]);
    expect(await toSender(552)).toBe(false);
    expect(await toMessage(554)).toBe(false);
  });

  it.each([
    ['450 4.2.1 mailbox busy', false],
    ['450 4.7.1 greylisted', false],
    ['452 4.3.1 insufficient system storage', true],
    ['451 4.3.0 temporary lookup failure', true],
  ])('takes “%s” to a recipient for what it says', async (line, down) => {
    const port = await listenLines((command) => (command === 'RCPT' ? line : '250 ok'));
    const mailer = open(port);
    closing.push(() => mailer.close());
    const error: unknown = await mailer.send(MAIL).catch((thrown: unknown) => thrown);
    expect([error instanceof Error, error instanceof MailServerDown]).toEqual([true, down]);
  });

  it('gives up in time on a server that answers, but too slowly', async () => {
    const { mailer } = await start(
      { onRcptTo: (_to, _session, done) => void setTimeout(done, 2000) },
      { timeout: 150 },
    );
    const before = performance.now();
    expect(await failure(mailer.send(MAIL))).toBe('try again');
    expect(performance.now() - before).toBeLessThan(1500);
  });

  it('opens again after a close', async () => {
    const { mailer, messages } = await start({});
    await mailer.send(MAIL);
    await mailer.close();
    await mailer.send(MAIL);
    expect(messages).toHaveLength(2);
  });
});

type Listening = Awaited<ReturnType<typeof listen>>;

/** A real SMTP server on a free port that keeps what it is sent. */
async function listen(options: SMTPServerOptions) {
  const messages: Buffer[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 50,
    onData(stream, _session, done) {
      void buffer(stream).then((message) => {
        messages.push(message);
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, HOST, resolve));
  return { server, messages, port: portOf(server.server) };
}

async function start(options: SMTPServerOptions, mailerOptions: Partial<SmtpMailerOptions> = {}) {
  const server = await listen(options);
  const mailer = open(server.port, mailerOptions);
  closing.push(() => closeAll(mailer, server));
  return { ...server, mailer };
}

function open(port: number, options: Partial<SmtpMailerOptions> = {}): SmtpMailer {
  return new SmtpMailer({ url: `smtp://${HOST}:${port}`, from: SENDER, clock: { now: () => SENT_AT }, ...options });
}

async function closeAll(mailer: SmtpMailer, { server }: Listening): Promise<void> {
  await mailer.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

async function listenRaw(greeting: string | (() => undefined)): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (typeof greeting === 'string') socket.end(greeting);
  });
  await new Promise<void>((resolve) => void server.listen(0, HOST, resolve));
  closing.push(async () => void server.close());
  return portOf(server);
}

/** A server that answers each command by a line. */
async function listenLines(answer: (command: string) => string): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 hello\r\n');
    const lines = createInterface({ input: socket });
    lines.on('line', (line) => socket.write(`${answer(line.slice(0, 4).toUpperCase())}\r\n`));
  });
  await new Promise<void>((resolve) => void server.listen(0, HOST, resolve));
  closing.push(async () => void server.close());
  return portOf(server);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function reply(responseCode: number): Error {
  return Object.assign(new Error('As the test wants it'), { responseCode });
}

/** How a sending failed: for good, or so that it may be tried again. */
async function failure(sending: Promise<void>): Promise<string> {
  return sending.then(
    () => 'sent',
    (error: unknown) => (error instanceof MailRefused ? 'refused' : 'try again'),
  );
}

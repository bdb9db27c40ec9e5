/** Mail over SES, against a server that takes messages as the service's API describes it. */
import { createServer, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { simpleParser } from 'mailparser';
import { afterEach, describe, expect, it } from 'vitest';
import { SesMailer } from '../../shared/adapters/ses-mailer.ts';
import { MailRefused, MailServerDown } from '../../shared/ports.ts';
import { MAIL, mailerContract, SENDER, SENT_AT } from './mailer.contract.ts';

interface Sent {
  Destination: { ToAddresses: string[] };
  Content: { Raw: { Data: string } };
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

mailerContract('SES', async () => {
  const { mailer, sent, server } = await open();
  return {
    mailer,
    received: async () => sent.map(({ Content }) => Buffer.from(Content.Raw.Data, 'base64')),
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
});

describe('mail over SES', () => {
  it('names the recipient beside the message, and our id in a header that SES leaves alone', async () => {
    const { mailer, sent } = await start();
    await mailer.send(MAIL);
    const [message] = sent;
    expect(message).toMatchObject({ Destination: { ToAddresses: [MAIL.to] } });
    const read = await simpleParser(Buffer.from(message?.Content.Raw.Data ?? '', 'base64'));
    expect(read.headers.get('x-message-id')).toBe(`<${MAIL.messageId}>`);
  });

  it.each(['MessageRejected', 'BadRequestException'])('takes %s as a refusal', async (type) => {
    const { mailer } = await start([{ status: 400, type }]);
    await expect(mailer.send(MAIL)).rejects.toBeInstanceOf(MailRefused);
  });

  it.each([
    [400, 'AccountSuspendedException'],
    [400, 'SendingPausedException'],
    [400, 'MailFromDomainNotVerifiedException'],
    [400, 'LimitExceededException'],
    [403, 'AccessDeniedException'],
    [429, 'TooManyRequestsException'],
    [500, 'InternalServiceErrorException'],
  ])('takes %i %s for a fault of SES or of its settings, not of the message', async (status, type) => {
    const { mailer } = await start([
      { status, type },
      { status, type },
    ]);
    const error: unknown = await mailer.send(MAIL).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MailServerDown);
  });
});

async function start(failures: { status: number; type: string }[] = []) {
  const opened = await open(failures);
  servers.push(opened.server);
  return opened;
}

async function open(failures: { status: number; type: string }[] = []) {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'eu-central-1' });
  const sent: Sent[] = [];
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as Sent;
    const failure = failures.shift();
    const headers = { 'content-type': 'application/json', ...(failure && { 'x-amzn-errortype': failure.type }) };
    if (!failure) sent.push(body);
    response.writeHead(failure?.status ?? 200, headers).end(JSON.stringify({ MessageId: '1' }));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const mailer = new SesMailer({ from: SENDER, clock: { now: () => SENT_AT }, endpoint });
  return { mailer, sent, server };
}

/**
 * The mail of a circular as the deployed platform makes it: the bundle of `wake` with the files that the stack puts
 * beside it, run outside the repository, on a table, sending to a mail service.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { VARIABLES } from '../../functions/lambda.ts';
import { bundle, CHART_FILES } from '../../infra/bundle.ts';
import { DynamoDbStore, dynamoDbClient } from '../../shared/adapters/dynamodb-store.ts';
import { outgoingKey } from '../../shared/mail/outgoing.ts';
import { awsEnvironment } from '../emulator/emulators.ts';
import { createTable } from '../emulator/table.ts';
import { JURISDICTION } from '../in-process/county.ts';
import { at } from '../mail/post.ts';
import { reportingCounty } from '../reports/county.ts';

const run = promisify(execFile);
const table = 'circular-mail';
const folder = mkdtempSync(join(tmpdir(), 'shenguan-wake-'));
const client = dynamoDbClient({ endpoint: inject('dynamoDbLocal'), region: 'cn-north-1' });

/** Messages as SES was asked to send them. */
const sent: Buffer[] = [];
let ses: Server;

beforeAll(async () => {
  await createTable(client, table);
  bundle('wake', folder, CHART_FILES);
  ses = createServer((request, answer) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      sent.push(Buffer.from(JSON.parse(body).Content.Raw.Data, 'base64'));
      answer.setHeader('content-type', 'application/json').end('{"MessageId":"m"}');
    });
  });
  await new Promise<void>((done) => ses.listen(0, '127.0.0.1', done));
});

afterAll(() => {
  ses.close();
  client.destroy();
  rmSync(folder, { recursive: true });
});

/** What the queue does to the function, whose clock stands at `now`. */
async function wake(key: string, now: number): Promise<unknown> {
  const clock = join(folder, 'clock.cjs');
  writeFileSync(clock, `Date.now = () => ${now};`);
  const Records = [{ messageId: 'm', body: JSON.stringify({ key, at: now }) }];
  const script = `require('./index.js').handler(${JSON.stringify({ Records })})
    .then((answer) => process.stdout.write('\\n' + JSON.stringify(answer)))`;
  const env = {
    ...Object.fromEntries(VARIABLES.map((name) => [name, name === 'ISSUERS' ? '[]' : '1'])),
    ...awsEnvironment(inject('dynamoDbLocal'), 'cn-north-1'),
    AWS_ENDPOINT_URL_SESV2: `http://127.0.0.1:${(ses.address() as AddressInfo).port}`,
    TABLE: table,
    JURISDICTION,
    ADDRESS: 'https://sg.example.gov.cn',
    MAIL_FROM: 'noreply@example.gov.cn',
    ATTACHMENTS_BUCKET: 'attachments',
  };
  const { stdout } = await run(process.execPath, ['-r', clock, '-e', script], { cwd: folder, env });
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n')));
}

it('has the chart, the Word document and the workbook', async () => {
  const county = await reportingCounty('2026-09-14T09:00', { store: new DynamoDbStore({ table, client }) });
  await county.pushes('SCJG', 3, 2);
  await county.until('2026-10-08T09:00');
  await county.nine();
  const now = at('2026-10-08T09:00');
  const drafts = (await county.outgoing()).filter(({ type }) => type === 'circular-draft');
  const { id = '' } = drafts.find(({ org }) => org === 'SCJG') ?? {};
  expect(await wake(outgoingKey(JURISDICTION, id), now)).toEqual({ batchItemFailures: [] });
  expect(sent).toHaveLength(1);
  const mail = await simpleParser(sent[0] ?? '');
  expect(mail.subject).toContain('审管互动信息认领情况通报（征求意见稿，请核对）');
  const files = mail.attachments.map(({ contentType, content }) => [
    contentType,
    content.subarray(0, 4).toString('hex'),
  ]);
  expect(files.map(([, magic]) => magic).sort()).toEqual(['504b0304', '504b0304', '89504e47']);
});

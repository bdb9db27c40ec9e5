/**
 * What the platform is measured against: a bare `node:http` server that parses the body, does one durable SQLite commit
 * a request (WAL, synchronous FULL) and answers it. No identity, no rules, no history, no indexes.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync(process.argv[2] as string);
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE items (key TEXT PRIMARY KEY, value TEXT)');
const put = db.prepare(
  'INSERT INTO items (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const text = Buffer.concat(chunks).toString('utf8');
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    const id = (body.reference as string | undefined) ?? (request.url?.split('/')[2] as string);
    const answer = JSON.stringify({ ...body, id });
    put.run(id, answer);
    response.setHeader('content-type', 'application/json').end(answer);
  });
});

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});

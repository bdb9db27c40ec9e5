/**
 * The API guide: each of its calls runs as it stands, one after the other, on a new demonstration whose clock stands,
 * and every answer fits the schema that the served document has for it. It names every scope, and says what a machine
 * does at every 409 that it can meet.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../functions/catalog.ts';
import { matcher } from '../../functions/http/matcher.ts';
import { conflictsOf, type Route } from '../../functions/http/route.ts';
import { openApiDocument } from '../../functions/openapi/document.ts';
import { SCOPE_WORDS } from '../../shared/accounts/input.ts';
import { personActs } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { type ReportingCounty, reportingCounty } from '../reports/county.ts';
import { AT_LENGTH } from '../runs.ts';

const guide = readFileSync(resolve(import.meta.dirname, '../../docs/api-guide.md'), 'utf8');
/** What its readers copy; also within a list, where it is indented. */
const script = [...guide.matchAll(/^ *```(?:sh|bash)\n([\s\S]*?)^ *```$/gm)].map(([, code = '']) => code).join('\n');

/** Every 409 that an operation which a scope opens can answer. */
function codesOfMachines(): string[] {
  return ROUTES.filter(isForMachines).flatMap(conflictsOf);
}

function isForMachines({ method, path }: Route): boolean {
  const [, first, second] = path.split('/');
  if (first === 'files') return true;
  const kind = [...KINDS.values()].find((one) => one.path === first || one.path === `${first}/${second}`);
  if (!kind || method !== 'POST') return false;
  if (path === `/${kind.opening?.path ?? kind.path}`) return kind.opening?.scope !== undefined || first === 'pushes';
  return personActs(kind).some(([name, { scope }]) => scope !== undefined && path.split('/').at(-1) === name);
}

describe('the API guide', () => {
  it('says what each scope is for', () => {
    for (const scope of Object.keys(SCOPE_WORDS)) expect(guide).toMatch(new RegExp(`^\\| \`${scope}\` \\| .`, 'm'));
  });

  it('says of each 409 that a machine meets what to do then', () => {
    const rows = guide.split('\n').filter((line) => line.startsWith('| `') && line.split(' | ').length === 3);
    const told = rows.flatMap((line) =>
      [...(line.split(' | ')[0] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, code]) => code),
    );
    const codes = codesOfMachines();
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => !told.includes(code))).toEqual([]);
  });
});

interface Asked {
  readonly line: string;
  readonly status: number;
  readonly wrong: string | null;
}

/** The demonstration at an address, for programs that know nothing of tests. `asked`: what was, and how it went. */
async function served(): Promise<{ server: Server; address: string; asked: Asked[] }> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const home = await reportingCounty('2026-09-28T09:00', { settings: { address } });
  const fits = await fitting();
  const asked: Asked[] = [];
  server.on('request', async (request, response) => {
    const { status, headers, bytes, json } = await answerOf(home, request);
    const { method = '', url = '' } = request;
    if (!url.startsWith('/__dev/'))
      asked.push({ line: `${method} ${url}`, status, wrong: fits(method, url, status, json) });
    response.writeHead(status, headers).end(bytes);
  });
  return { server, address, asked };
}

type Told = Pick<Awaited<ReturnType<ReportingCounty['call']>>, 'status' | 'headers' | 'bytes' | 'json'>;

/** What a demonstration has beside: tokens, and the clock. */
async function ofDemonstration(
  home: ReportingCounty,
  url: string,
  said: { account: string; now: string },
): Promise<Told> {
  if (url === '/__dev/clock') await home.nineAt(said.now.slice(0, 10));
  const json = url === '/__dev/clock' ? said : { token: await home.token(said.account) };
  return { status: 200, headers: {}, bytes: Buffer.from(JSON.stringify(json)), json };
}

async function answerOf(home: ReportingCounty, request: IncomingMessage): Promise<Told> {
  const body = await buffer(request);
  const { method = 'GET', url = '/' } = request;
  if (url.startsWith('/__dev/')) return ofDemonstration(home, url, JSON.parse(body.toString()));
  const { 'accept-encoding': _, 'content-length': __, ...headers } = request.headers as Record<string, string>;
  const isFile = /\/content$/.test(url);
  const sent = isFile ? new Uint8Array(body) : body.toString();
  const answer = await home.call(method, url, { headers, ...(body.length > 0 && { body: sent }) });
  const { 'content-length': ___, 'content-encoding': ____, ...told } = answer.headers;
  return { ...answer, headers: told };
}

/** As a client that was generated from the document sees an answer: what does not fit, or null. */
async function fitting(): Promise<(method: string, url: string, status: number, json: unknown) => string | null> {
  const document = await openApiDocument(ROUTES, { address: '' });
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document as object, 'api');
  const match = matcher(ROUTES);
  return (method, url, status, json) => {
    if (json === undefined) return null;
    const { path } = match(method, url.split('?')[0] as string).route;
    const operation = document.paths?.[path]?.[method.toLowerCase() as 'get'];
    const { $ref } = (operation?.responses?.[status] ?? {}) as { $ref?: string };
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    const answer = $ref ?? pointer('paths', path, method.toLowerCase(), 'responses', String(status));
    const validate = ajv.getSchema(`api${answer}${pointer('content', type, 'schema').slice(1)}`);
    if (!validate) return `the document has no schema for ${status}`;
    return validate(json) ? null : ajv.errorsText(validate.errors);
  };
}

function pointer(...parts: readonly string[]): string {
  return `#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
}

/** What shows a refusal. */
const REFUSED: Readonly<Record<string, number>> = { 'POST /pushes': 422 };

it.runIf(AT_LENGTH)('runs as it stands, and each answer is what the document says', { timeout: 120_000 }, async () => {
  const { server, address, asked } = await served();
  const folder = mkdtempSync(join(tmpdir(), 'shenguan-guide-'));
  writeFileSync(join(folder, '许可决定书.pdf'), '%PDF-1.7\n');
  const text = script.replace('B=http://127.0.0.1:8787', `B=${address}`);
  const failed = await promisify(execFile)('bash', ['-eu', '-c', text], { cwd: folder }).then(
    () => null,
    ({ code, stderr }) => ({ code, stderr, after: asked.at(-1) }),
  );
  server.close();
  rmSync(folder, { recursive: true });
  expect(failed).toBeNull();
  const refusals = asked.filter(({ status }) => status >= 400);
  expect(refusals.map(({ line, status }) => [line, status])).toEqual(Object.entries(REFUSED));
  expect(asked.flatMap(({ line, wrong }) => (wrong === null ? [] : [`${line}: ${wrong}`]))).toEqual([]);
  expect(asked.length).toBeGreaterThan(25);
});

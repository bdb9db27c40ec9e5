/**
 * What a function's bundle takes to load, less an empty process, against the clients alone. Every bundle is loaded in
 * processes of its own, in turns; the least processor time counts, since whatever else the machine does only adds to it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { CATALOG } from '../../functions/catalog.ts';
import { VARIABLES } from '../../functions/lambda.ts';
import { BUNDLING, ROOT } from '../../infra/function.ts';

export interface Init {
  name: string;
  kilobytes: number;
  /** Milliseconds of processor time, an empty process taken off. */
  millis: number;
}

/** The clients that a function which answers people has, made and unused. */
const CLIENTS = `
  import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
  import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
  import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
  export const made = [DynamoDBDocumentClient.from(new DynamoDBClient({})), new SchedulerClient({}), new SQSClient({}),
    GetCommand, PutCommand, QueryCommand, CreateScheduleCommand, SendMessageCommand];`;

export async function measureInit(rounds = 21): Promise<Init[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shenguan-init-'));
  try {
    const names = [...CATALOG.map(({ name }) => name), 'wake', 'sweep', 'schedule'];
    const files = new Map<string, string>([['empty', join(folder, 'empty.js')]]);
    writeFileSync(join(folder, 'empty.js'), '');
    files.set('clients', await bundled(folder, 'clients', CLIENTS));
    for (const name of names)
      files.set(name, await bundled(folder, name, `export * from './functions/entries/${name}.ts';`));
    const taken = new Map<string, number[]>();
    for (let round = 0; round < rounds; round++) {
      for (const [name, file] of files) taken.set(name, [...(taken.get(name) ?? []), load(file)]);
    }
    const empty = Math.min(...(taken.get('empty') ?? []));
    return ['clients', ...names].map((name) => {
      const kilobytes = Math.round(statSync(files.get(name) ?? '').size / 1024);
      return { name, kilobytes, millis: Math.min(...(taken.get(name) ?? [])) - empty };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bundled(folder: string, name: string, contents: string): Promise<string> {
  const { format, target, minify, mainFields } = BUNDLING;
  const outfile = join(folder, `${name}.js`);
  const stdin = { contents, resolveDir: ROOT, loader: 'ts' as const };
  const options = { format, target, minify, mainFields, platform: 'node' as const, bundle: true };
  await build({ ...options, stdin, outfile, logLevel: 'error', logOverride: { 'empty-import-meta': 'silent' } });
  return outfile;
}

function load(file: string): number {
  const set = Object.fromEntries(VARIABLES.map((name) => [name, name === 'ISSUERS' ? '[]' : '1']));
  const script = `require(${JSON.stringify(file)}); process.stdout.write(JSON.stringify(process.cpuUsage()))`;
  const env = { ...set, AWS_REGION: 'cn-north-1', PATH: process.env.PATH ?? '' };
  const said = execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' });
  const { user, system } = JSON.parse(said.slice(said.lastIndexOf('{'))) as { user: number; system: number };
  return (user + system) / 1000;
}

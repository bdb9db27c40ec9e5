/**
 * Deploys the stack once, by the real command line to an emulator of its own, for the tests that only use it, and moves
 * a county into it.
 */
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { TestProject } from 'vitest/node';
import { civilDateOf } from '../../shared/time.ts';
import { openCdk } from '../emulator/cdk.ts';
import { awsEnvironment, REGION, startMinistack } from '../emulator/emulators.ts';
import { runProgram } from '../home/product.ts';
import { testIssuer } from '../in-process/issuer.ts';
import { addressAt, type Deployment } from './county.ts';
import { type MovingCounty, movingCounty } from './moving-home.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    deployment: Deployment;
    moved: MovingCounty;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { issuer, key } = await testIssuer();
  const ministack = await startMinistack();
  const { endpoint } = ministack;
  const cdk = openCdk(endpoint);
  const stop = async () => {
    cdk.close();
    await ministack.stop();
  };
  try {
    const moving = movingCounty(issuer.issuer, civilDateOf(Date.now()));
    const { audience, jwksUri } = issuer;
    const settings = { issuer: issuer.issuer, audience, jwksUri, algorithms: 'ES256' };
    await Promise.all([cdk.synth({ ...settings, mailFrom: 'noreply@example.gov.cn' }), cdk.bootstrap()]);
    const { outputs } = await cdk.deploy();
    const deployment = { address: addressAt(endpoint, outputs), endpoint, table: 'shenguan-dev', issuer, key };
    await mayMail(endpoint);
    const moved = await moving;
    await moveInto(deployment, moved);
    project.provide('deployment', deployment);
    project.provide('moved', moved);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As `docs/moving-a-county.md` says. */
async function moveInto({ endpoint, table }: Deployment, { file }: MovingCounty): Promise<void> {
  const environment = join(dirname(file), 'environment.json');
  await writeFile(environment, JSON.stringify(await variablesOf(endpoint, `${table}-wake`)));
  const where = ['--aws', '--table', table, '--region', REGION];
  const args = ['import', ...where, '--in', file, '--environment', environment];
  const { code, output } = await runProgram(['infra/local/admin.ts', ...args], awsEnvironment(endpoint));
  await rm(dirname(file), { recursive: true });
  if (code !== 0) throw new Error(output);
}

/** What `aws lambda get-function-configuration --query Environment.Variables` answers. */
async function variablesOf(endpoint: string, name: string): Promise<unknown> {
  const answer = await fetch(`${endpoint}/2015-03-31/functions/${name}/configuration`);
  const { Environment } = (await answer.json()) as { Environment: { Variables: unknown } };
  return Environment.Variables;
}

/** Has the sender's domain verified, as a deployment that mails by SES needs it. */
async function mayMail(endpoint: string): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new SESv2Client({ endpoint, region: REGION, credentials });
  await client.send(new CreateEmailIdentityCommand({ EmailIdentity: 'example.gov.cn' }));
  client.destroy();
}

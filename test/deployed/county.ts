/**
 * A county in a deployed stack, made as a real one is: the command `init --aws`, then its administrator enters accounts
 * and the boundary list through the API. Spoken to over HTTP alone, with tokens of the test's own issuer.
 */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { JWK } from 'jose';
import { ROUTES } from '../../functions/catalog.ts';
import type { Issuer } from '../../shared/platform.ts';
import { awsEnvironment, REGION } from '../emulator/emulators.ts';
import { NODE, runProgram } from '../home/product.ts';
import { accountsOf, demonstrationMatters, demonstrationOrganisations, subjectOf } from '../in-process/county.ts';
import { describedBy } from '../in-process/described.ts';
import { signingFor } from '../in-process/issuer.ts';
import type { Called, CallOptions } from '../in-process.ts';
import { putAgain } from '../put.ts';

/** A stack that is deployed, and how to speak to it. */
export interface Deployment {
  /** Where the API answers. */
  address: string;
  /** The emulator. */
  endpoint: string;
  table: string;
  issuer: Issuer;
  /** By which tests sign tokens of that issuer. */
  key: JWK;
}

export interface DeployedCounty {
  jurisdiction: string;
  issuer: string;
  call(method: string, path: string, options?: CallOptions): Promise<Called>;
}

/** The accounts that the tests use are of these; the others of the county have none. */
const WITH_ACCOUNTS = ['SPJ', 'SCJG', 'WJJ', 'JTJ', 'ZJJ', 'ZRZY', 'ZHZF', 'ZFB', 'JW', 'QQJD'];
const ORGANISATIONS = join(import.meta.dirname, '../../infra/local/home/demonstration/organisations.json');

/** A new county of the deployment, by a division code of its own unless one is given. */
export async function deployedCounty(
  deployment: Deployment,
  jurisdiction = String(randomInt(110_000, 660_000)),
): Promise<DeployedCounty> {
  const { table, endpoint, issuer } = deployment;
  const options = {
    ...{ table, region: REGION, jurisdiction, name: '冠县', organisations: ORGANISATIONS, since: '2022-09-02' },
    ...first(jurisdiction, 'admin', 'spj.admin'),
    // A second person would have to confirm these two later.
    ...first(jurisdiction, 'office', 'zfb.office'),
    ...first(jurisdiction, 'discipline', 'jw.discipline'),
    issuer: issuer.issuer,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const init = await runProgram(['infra/local/admin.ts', 'init', '--aws', ...args], awsEnvironment(endpoint));
  if (init.code !== 0) throw new Error(`init --aws by ${NODE}: ${init.output}`);
  const county = await spokenTo(deployment, jurisdiction);
  await enterAll(county);
  return county;
}

function first(jurisdiction: string, role: string, account: string): Record<string, string> {
  return { [`${role}-account`]: account, [`${role}-subject`]: subjectOf(jurisdiction, account) };
}

/** A county that is there already. */
export async function spokenTo(deployment: Deployment, jurisdiction: string): Promise<DeployedCounty> {
  const { token } = await signingFor(deployment.issuer, deployment.key);
  const described = describedBy(ROUTES);
  return {
    jurisdiction,
    issuer: deployment.issuer.issuer,
    call: async (method, path, asked = {}) => {
      const bearer = asked.as && (await token(subjectOf(jurisdiction, asked.as), Date.now()));
      const answer = await request(`${deployment.address}${path}`, method, asked, bearer);
      if (method !== 'HEAD') await described(method, path.replace(/\?.*/s, ''), answer);
      return answer;
    },
  };
}

/** What the bureau's administrator does on the first day. */
async function enterAll({ jurisdiction, issuer, call }: DeployedCounty): Promise<void> {
  const as = 'spj.admin';
  const enter = async (ask: () => Promise<Called>): Promise<void> => {
    const { status, text } = await patiently(ask);
    if (status !== 200 && status !== 201) throw new Error(`${status} ${text}`);
  };
  const organisations = demonstrationOrganisations().filter(({ code }) => WITH_ACCOUNTS.includes(code));
  const rows = { validFrom: '2022-09-02', items: demonstrationMatters() };
  const list = enter(() => call('POST', '/boundary-list/versions', { as, body: rows }));
  await Promise.all([
    list,
    ...organisations.map(async (org) => {
      const given = ['government-office', 'discipline'].includes(org.type);
      for (const [account, input] of given ? [] : accountsOf(org)) {
        const body = { ...input, issuer, subject: subjectOf(jurisdiction, account) };
        await enter(() => putAgain(call, `/organisations/${org.code}/accounts/${account}`, { as, body }));
      }
    }),
  ]);
}

/**
 * Asks again as long as the answer is 503: a machine that has much to do starts functions slowly, and doing so is safe.
 */
export async function patiently(ask: () => Promise<Called>): Promise<Called> {
  let answer = await ask();
  for (let n = 0; n < 10 && answer.status === 503; n++) {
    await pause(1_000);
    answer = await ask();
  }
  return answer;
}

/** Where the emulator answers for the API that the stack's output names. */
export function addressAt(endpoint: string, { Address }: Record<string, string>): string {
  const id = /^https?:\/\/([^.]+)\./.exec(Address ?? '')?.[1];
  return `${endpoint}/_aws/execute-api/${id}/$default`;
}

async function request(url: string, method: string, asked: CallOptions, token: string | undefined): Promise<Called> {
  const { body } = asked;
  const raw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...asked.headers,
    },
    body: raw ? (body as string | Uint8Array<ArrayBuffer> | undefined) : JSON.stringify(body),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  const headers = Object.fromEntries(response.headers);
  const isJson = /^application\/(?:[\w.]+\+)?json/.test(headers['content-type'] ?? '') && text !== '';
  const cookies = response.headers.getSetCookie();
  return { status: response.status, headers, cookies, text, bytes, json: isJson ? JSON.parse(text) : undefined };
}

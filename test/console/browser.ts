/**
 * A person at a browser, in process: cookies are kept, forms carry what browsers send with them.
 *
 *   const browser = await browserOf(home, 'scjg.officer');      // signed in
 *   const page = await browser.get('/console');
 *   await browser.post('/console/pushes/claim', { ids: id });   // with the token of the page read last
 */
import { systemRandom } from '../../shared/adapters/system-random.ts';
import { beginSession } from '../../shared/sessions/session.ts';
import { JURISDICTION, subjectOf } from '../in-process/county.ts';
import { testIssuer } from '../in-process/issuer.ts';
import type { Called, InProcess } from '../in-process.ts';

export type Fields = Readonly<Record<string, string | readonly string[]>>;

export interface Browser {
  readonly cookies: Map<string, string>;
  /** A page; with `follow` the one that it leads to. */
  get(path: string, headers?: Record<string, string>): Promise<Called>;
  /** Goes on until a page is there. */
  follow(answer: Called): Promise<Called>;
  /** Sends a form. The token of the page that was read last goes along where the fields have none. */
  post(path: string, fields?: Fields, headers?: Record<string, string>): Promise<Called>;
}

/** `account`: signed in as that account of the demonstration county, or as `371522/spj.officer`; null for nobody. */
export async function browserOf(home: InProcess, account: string | null): Promise<Browser> {
  const cookies = new Map<string, string>();
  if (account !== null) {
    const { issuer } = await testIssuer();
    const { store, clock } = home.platform.ports;
    const [name = '', jurisdiction = JURISDICTION] = account.split('/').reverse();
    const identity = { issuer: issuer.issuer, subject: subjectOf(jurisdiction, name) };
    const secret = await beginSession(store, systemRandom, identity, jurisdiction, clock.now());
    cookies.set('__Host-session', secret);
  }
  let token = '';
  const asked = async (method: string, path: string, headers: Record<string, string>, body?: URLSearchParams) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await home.call(method, path, { body, headers: { ...(cookie && { cookie }), ...headers } });
    for (const line of answer.cookies) take(cookies, line);
    token = /name="token" value="([^"]+)"/.exec(answer.text)?.[1] ?? token;
    return answer;
  };
  const browser: Browser = {
    cookies,
    get: (path, headers = {}) => asked('GET', path, headers),
    follow: async (answer) => {
      const { location } = answer.headers;
      if (answer.status !== 303 || location === undefined) return answer;
      return browser.follow(await browser.get(location.replace(home.platform.settings.address, '')));
    },
    post: (path, fields = {}, headers = {}) => {
      const pairs = Object.entries({ token, ...fields }).flatMap(([name, value]) =>
        [value].flat().map((one): [string, string] => [name, one]),
      );
      return asked('POST', path, { 'sec-fetch-site': 'same-origin', ...headers }, new URLSearchParams(pairs));
    },
  };
  return browser;
}

function take(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ');
  const at = pair.indexOf('=');
  if (attributes.includes('Max-Age=0')) cookies.delete(pair.slice(0, at));
  else cookies.set(pair.slice(0, at), pair.slice(at + 1));
}

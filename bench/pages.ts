/** How long a page of the console takes: signed in as people are, one page at a time. */
import { type Figures, percentile, ratio } from './measure.ts';

/** Signs in by one click on an account; gives the cookie of the session. */
export async function signIn(address: string, account: string): Promise<string> {
  const cookies = new Map<string, string>();
  const ask = async (url: string, form?: URLSearchParams): Promise<Response> => {
    const headers: Record<string, string> = { cookie: cookieOf(cookies), 'sec-fetch-site': 'same-origin' };
    const sent = form === undefined ? {} : { method: 'POST', body: form };
    const answer = await fetch(new URL(url, address), { redirect: 'manual', headers, ...sent });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      cookies.set(name, value);
    }
    const onwards = answer.headers.get('location');
    return onwards === null ? answer : ask(new URL(onwards, address).href);
  };
  const choice = await ask('/console');
  const hidden = [...(await choice.text()).matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const asked = hidden.map(([, name, value]): [string, string] => [
    name as string,
    (value as string).replaceAll('&amp;', '&'),
  ]);
  const { status } = await ask('/issuer/authorize', new URLSearchParams([...asked, ['account', account]]));
  if (status !== 200) throw new Error(`Signing in as ${account}: ${status}`);
  return cookieOf(cookies);
}

function cookieOf(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

/** Milliseconds to the last byte of an account's list of open pushes, fifty on a page. */
export async function pageMillis(address: string, cookie: string): Promise<number[]> {
  const millis: number[] = [];
  for (let i = 0; i < 400; i++) {
    const begun = performance.now();
    const answer = await fetch(`${address}/console/pushes?standing=open&section=all`, { headers: { cookie } });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`The page answers ${answer.status}`);
    if (i >= 100) millis.push(performance.now() - begun);
  }
  return millis;
}

export function pageFigures(few: readonly number[], many: readonly number[], count: number): Figures {
  return {
    'page p95 ms, 100 pushes in the store': percentile(few, 95),
    [`page p95 ms, ${count} pushes in the store`]: percentile(many, 95),
    'page p95 ratio': ratio(percentile(many, 95), percentile(few, 95)),
  };
}

/** A form as a browser without a script sends it: text in its order, then the files that were chosen. */
import type { Called, InProcess } from '../in-process.ts';
import type { Browser } from './browser.ts';

/** The name of the control, the file's own, its content. */
export type Chosen = readonly [at: string, name: string, bytes: Uint8Array];

/** Fills the form of a page in; to be sent by what it returns. `cut`: so many bytes of its end do not arrive. */
export async function filledForm(
  { call }: InProcess,
  browser: Browser,
  path: string,
  fields: Readonly<Record<string, string>>,
  files: readonly Chosen[],
  cut = 0,
): Promise<() => Promise<Called>> {
  const shown = await browser.get(path);
  const form = new FormData();
  form.set('token', /name="token" value="([^"]+)"/.exec(shown.text)?.[1] as string);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const [at, name, bytes] of files) form.append(at, new File([bytes as Uint8Array<ArrayBuffer>], name));
  // A browser sends the control in which nothing was chosen, too.
  if (files.length === 0) form.append('file:file', new File([], ''));
  const sent = new Response(form);
  const bytes = new Uint8Array(await sent.arrayBuffer());
  const cookie = `__Host-session=${browser.cookies.get('__Host-session')}`;
  const headers = {
    ...{ cookie, 'content-type': sent.headers.get('content-type') as string },
    'sec-fetch-site': 'same-origin',
  };
  return () => call('POST', path, { body: bytes.subarray(0, bytes.length - cut), headers });
}

export async function sentForm(...asked: Parameters<typeof filledForm>): Promise<Called> {
  return (await filledForm(...asked))();
}

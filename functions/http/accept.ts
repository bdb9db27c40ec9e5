/** What form of an answer a request asks for (`Accept`, RFC 9110 12.5.1). */

/**
 * Whether a person's browser asks: HTML is named in `Accept` and goes before JSON. Programs that take everything alike
 * name neither, and get JSON.
 */
export function asksForHtml(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const wanted = accept.split(',').map(weighed);
  const html = best(wanted, /^(?:text\/html|application\/xhtml\+xml)$/);
  const json = best(wanted, /^application\/(?:problem\+)?json$/);
  return html !== null && (json === null || html.q > json.q || (html.q === json.q && html.at < json.at));
}

interface Weighed {
  readonly type: string;
  /** 0 to 1; 1 where nothing is said, 0 where it cannot be read. */
  readonly q: number;
  readonly at: number;
}

function weighed(part: string, at: number): Weighed {
  const [type = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase());
  const said = parameters.find((one) => one.startsWith('q='))?.slice(2);
  return { type, q: said === undefined ? 1 : Number(said) || 0, at };
}

function best(wanted: readonly Weighed[], types: RegExp): Weighed | null {
  const fitting = wanted.filter(({ type, q }) => types.test(type) && q > 0);
  return fitting.sort((a, b) => b.q - a.q || a.at - b.at)[0] ?? null;
}

/**
 * JSON with the hashes in it apart, as bytes. As text a hash takes twice its length, deflated still 1.2 times; and a
 * record repeats them: its id is in its key, its last hash is its head, each `previousHash` is the hash before.
 *
 * | in the text | stands for the JSON string with |
 * |---|---|
 * | 01, 02, 03 | the next 32, 16, 12 bytes, in hex |
 * | 04–1d | the 1st–26th last of these, once more |
 * | 1e, 1f | the id in the item's key, the hash in its head |
 *
 * JSON text has no control characters of its own.
 */

/** What an item says beside its value. */
export interface Beside {
  readonly key: string;
  readonly head: string;
}

export interface Apart {
  readonly text: string;
  readonly bytes: Uint8Array;
}

const HASH = /"([0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{24})"/g;
/** Digits of what the marks 1, 2 and 3 stand for. */
const DIGITS: readonly number[] = [0, 64, 32, 24];
const AGAIN = 4;
const ID = 0x1e;
const HEAD = 0x1f;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the marks
const MARK = /[\u0001-\u001f]/g;

/** Takes the hashes apart; null where the text has control characters already. */
export function hashesApart(text: string, beside: Beside): Apart | null {
  if (text.search(MARK) >= 0) return null;
  const [id, head] = known(beside);
  const seen: string[] = [];
  const mark = (hex: string): number => {
    if (hex === id) return ID;
    if (hex === head) return HEAD;
    for (let back = 1; back <= Math.min(ID - AGAIN, seen.length); back++) {
      if (seen.at(-back) === hex) return AGAIN - 1 + back;
    }
    seen.push(hex);
    return DIGITS.indexOf(hex.length);
  };
  const marked = text.replace(HASH, (_, hex: string) => String.fromCharCode(mark(hex)));
  return { text: marked, bytes: Buffer.from(seen.join(''), 'hex') };
}

/** The JSON as it was. */
export function hashesBack({ text, bytes }: Apart, beside: Beside): string {
  const [id, head] = known(beside);
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  const seen: string[] = [];
  let at = 0;
  return text.replace(MARK, (mark) => {
    const code = mark.charCodeAt(0);
    if (code === ID) return `"${id}"`;
    if (code === HEAD) return `"${head}"`;
    if (code >= AGAIN) return `"${seen.at(AGAIN - 1 - code)}"`;
    const end = at + (DIGITS[code] as number);
    const next = hex.slice(at, end);
    seen.push(next);
    at = end;
    return `"${next}"`;
  });
}

/** The id at the end of the key, and the hash that the head begins with. */
function known({ key, head }: Beside): [string, string] {
  return [key.slice(key.lastIndexOf('#') + 1), head.slice(0, 64)];
}

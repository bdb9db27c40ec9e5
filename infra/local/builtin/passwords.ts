/** Passwords: what they must be, and how they are kept (scrypt). */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

export const SHORTEST = 10;
const LONGEST = 200;

/** 32 MB and some 100 ms for each guess. */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

export interface KeptPassword {
  readonly salt: string;
  readonly hash: string;
}

const derive = promisify(scrypt) as (
  secret: string,
  salt: Buffer,
  length: number,
  cost: typeof COST,
) => Promise<Buffer>;

export async function keep(password: string): Promise<KeptPassword> {
  const salt = randomBytes(16);
  const hash = await derive(password.normalize('NFKC'), salt, 32, COST);
  return { salt: salt.toString('hex'), hash: hash.toString('hex') };
}

/** For an account that is not there it takes as long. */
const NOBODYS: KeptPassword = { salt: '00'.repeat(16), hash: '00'.repeat(32) };

export async function isPassword(kept: KeptPassword | undefined, password: string): Promise<boolean> {
  const { salt, hash } = kept ?? NOBODYS;
  const derived = await derive(password.normalize('NFKC').slice(0, LONGEST), Buffer.from(salt, 'hex'), 32, COST);
  return timingSafeEqual(derived, Buffer.from(hash, 'hex')) && kept !== undefined;
}

/** What guessers try first, whatever stands around it: figures, repetitions and signs. */
const COMMON = [
  ...['password', 'passw0rd', 'p@ssword', 'p@ssw0rd', 'admin', 'administrator', 'root', 'guest', 'welcome', 'letmein'],
  ...['iloveyou', 'woaini', 'woaini1314', '5201314', '1314520', 'qwerty', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  ...['qazwsx', 'qazwsxedc', '1qaz2wsx', '1q2w3e4r', 'q1w2e3r4', 'abc', 'abcd', 'abcde', 'abcdef', 'abcdefgh', 'aa'],
  ...['test', 'user', 'login', 'zhangsan', 'lisi', 'wangwu', 'xingzheng', 'shenpi', 'jianguan', 'shenguan', 'monkey'],
  ...['dragon', 'sunshine', 'princess', 'football', 'baseball', 'superman', 'trustno', 'master', 'changeme', 'secret'],
];

/** What is wrong with a new password for an account (Chinese); null for nothing. */
export function wrongWith(password: string, account: string): string | null {
  const plain = password.normalize('NFKC');
  if (plain.length < SHORTEST) return `口令至少 ${SHORTEST} 位`;
  if (plain.length > LONGEST) return `口令最长 ${LONGEST} 位`;
  if (new Set(plain.toLowerCase()).size < 5) return '口令中的字符重复过多，容易被猜到，请换一个';
  if (isEasy(plain.toLowerCase(), account))
    return '该口令过于常见或含有账号名，容易被猜到，请换一个；可以用几个不相干的词';
  return null;
}

function isEasy(password: string, account: string): boolean {
  if (/^\d+$/.test(password) && password.length < 16) return true;
  const words = [...COMMON, account, ...account.split(/[._-]/)].filter((word) => word.length >= 2);
  let rest = password;
  for (const word of words.sort((a, b) => b.length - a.length)) rest = rest.replaceAll(word, '');
  // Without common words and their figures and signs hardly anything is left.
  const left = withoutRuns(rest).replaceAll(/[\d\W_]+/g, '');
  return left.length < 4 && rest.length < password.length ? true : withoutRuns(password).length < 4;
}

/** Without letters or figures that follow one another: `12345`, `cba`. */
function withoutRuns(text: string): string {
  let kept = '';
  for (let i = 0; i < text.length; i++) {
    const step = text.charCodeAt(i) - text.charCodeAt(i - 1);
    if (i === 0 || Math.abs(step) > 1) kept += text[i];
  }
  return kept;
}

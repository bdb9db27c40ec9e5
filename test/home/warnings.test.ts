/** What a start warns of, before people notice. */
import { expect, test } from 'vitest';
import { readEnvironment } from '../../infra/local/home/environment.ts';
import { warningsOf } from '../../infra/local/home/warnings.ts';

const MAIL = { SMTP_URL: 'smtp://127.0.0.1:25', MAIL_FROM: 'a@b.cn' };
const WHOLE = { ...MAIL, ADDRESS: 'https://sg.example.gov.cn', PROXIES: '127.0.0.1' };

test.each<[says: string, home: 'county' | 'demonstration', env: Record<string, string>, warned: string[]]>([
  ['nothing is left out', 'county', WHOLE, []],
  ['no mail server', 'county', { ...WHOLE, SMTP_URL: '' }, ['SMTP_URL']],
  ['no address', 'county', { ...WHOLE, ADDRESS: '' }, ['ADDRESS']],
  ['an address of this machine', 'county', { ...WHOLE, ADDRESS: 'http://localhost:8787' }, ['ADDRESS']],
  [
    'an address that is not https',
    'county',
    { ...WHOLE, ADDRESS: 'http://sg.example' },
    ['ADDRESS 不是 https|ADDRESS is not https'],
  ],
  ['no address, open to others', 'county', { ...WHOLE, ADDRESS: '', HOST: '10.1.2.3' }, []],
  ['https and no proxies', 'county', { ...WHOLE, PROXIES: '' }, ['PROXIES']],
  ['nothing set at all', 'county', {}, ['SMTP_URL', 'ADDRESS']],
  ['a demonstration, here', 'demonstration', {}, []],
  ['a demonstration, open to others', 'demonstration', { HOST: '0.0.0.0' }, ['HOST=0.0.0.0']],
])('%s', (_, home, env, warned) => {
  const said = warningsOf(readEnvironment(env), { home });
  expect(said).toHaveLength(warned.length * 2);
  for (const [i, name] of warned.entries()) {
    expect(said[2 * i]).toMatch(new RegExp(`^警告：.*${name}`));
    expect(said[2 * i + 1]).toMatch(new RegExp(`^Warning: .*${name}`));
  }
});

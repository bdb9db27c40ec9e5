/** Limits of a real county on one machine: by address, as a proxy of ours says it; none in a demonstration. */
import { expect, it } from 'vitest';
import { county, oidc } from './county.ts';
import type { Product } from './product.ts';
import { start } from './products.ts';

async function refused(product: Product, count: number, headers: Record<string, string> = {}): Promise<number> {
  const answers = await Promise.all(Array.from({ length: count }, () => product.call('GET', '/me', { headers })));
  return answers.filter(({ status }) => status === 429).length;
}

it('an address without a token is refused after 100 at once; whoever has one goes on', async () => {
  const product = await start({ dataDir: await county() });
  expect(await refused(product, 190, { 'x-forwarded-for': '192.0.2.1' })).toBeGreaterThan(50);
  expect((await product.call('GET', '/me', { token: await oidc.token('wang') })).status).toBe(200);
});

it('behind a proxy of ours each caller has his own, and the proxy is not counted', async () => {
  const product = await start({ dataDir: await county(), env: { PROXIES: '127.0.0.1,::1' } });
  expect(await refused(product, 150, { 'x-forwarded-for': '192.0.2.1' })).toBeGreaterThan(20);
  expect(await refused(product, 50, { 'x-forwarded-for': '192.0.2.1, 192.0.2.2' })).toBe(0);
  expect(await refused(product, 150)).toBe(0);
});

it('an https address without PROXIES starts with a warning, wrong ones not at all', async () => {
  const env = { ADDRESS: 'https://shenguan.example' };
  expect((await start({ dataDir: await county(), env })).output()).toContain('Warning: ADDRESS is https but PROXIES');
  for (const PROXIES of ['proxy.example', '10.0.0.0/33', '10.0.0.0/8/8']) {
    await expect(start({ env: { PROXIES } })).rejects.toThrow('PROXIES 中的');
  }
});

it('a demonstration refuses nobody', async () => {
  expect(await refused(await start(), 400)).toBe(0);
});

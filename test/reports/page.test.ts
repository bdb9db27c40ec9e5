/** The circular as a page: what people typed stands in it, so nothing on it may run. */
import { expect, test } from 'vitest';
import { reportingCounty } from './county.ts';

test('the page is served so that nothing on it runs or is fetched', async () => {
  const county = await reportingCounty('2026-09-14T09:00');
  const { headers } = await county.call('GET', '/reports/quarters/2026Q3.html', { as: 'spj.officer' });
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['content-security-policy']).not.toContain('script-src');
});

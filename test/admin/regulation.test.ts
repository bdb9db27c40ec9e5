/** `init` names the county's own measures, which its pages cite from the first day. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firstCounty, type GivenCounty } from '../../infra/local/admin/first-county.ts';
import { WrongOptions } from '../../infra/local/admin/options.ts';
import { citeTitle } from '../../shared/citing.ts';
import { folder } from '../home/products.ts';

async function given(more: Partial<GivenCounty>): Promise<GivenCounty> {
  const organisations = join(await folder(), 'organisations.json');
  const all = [
    { code: 'SPJ', name: '莘县行政审批服务局', type: 'approval-bureau' },
    { code: 'ZFB', name: '莘县政府办公室', type: 'government-office' },
  ];
  await writeFile(organisations, JSON.stringify(all));
  const admin = { 'admin-account': 'wang.admin', 'admin-name': '王', 'admin-subject': 'wang' };
  const county = { jurisdiction: '371522', name: '莘县', since: '2026-01-01', issuer: 'https://id.example.cn' };
  const nobody = { 'office-account': undefined, 'office-subject': undefined };
  const neither = { 'discipline-account': undefined, 'discipline-subject': undefined };
  const unnamed = { 'regulation-title': undefined, 'regulation-number': undefined };
  return { ...county, ...admin, ...nobody, ...neither, ...unnamed, organisations, ...more };
}

test('named, it is cited by title and number', async () => {
  const named = { 'regulation-title': '莘县审管互动办法', 'regulation-number': '莘政办字〔2025〕3号' };
  const { county } = await firstCounty(await given(named));
  expect(citeTitle(county)).toBe('《莘县审管互动办法》（莘政办字〔2025〕3号）');
});

test('unnamed, the county has none, not null', async () => {
  const { county } = await firstCounty(await given({}));
  expect(Object.keys(county)).not.toContain('regulation');
  expect(citeTitle(county)).toBe('本县（市、区）审管互动制度');
});

test('a title without a number is refused', async () => {
  await expect(firstCounty(await given({ 'regulation-title': '莘县审管互动办法' }))).rejects.toThrow(WrongOptions);
});

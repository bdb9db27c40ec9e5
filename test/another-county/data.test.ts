/** The second demonstration's data hang together, and the API would take all of it. */
import { expect, it } from 'vitest';
import { DEMONSTRATED, demonstrationCounty } from '../../infra/local/home/demonstration/counties.ts';
import { organisationErrors } from '../../shared/accounts/fitting.ts';
import { settingsInput } from '../../shared/accounts/settings.ts';
import { matter } from '../../shared/boundary/matter.ts';
import { CLOCKS } from '../../shared/clocks/clocks.ts';
import { THRESHOLDS } from '../../shared/clocks/thresholds.ts';
import { organisationOf } from '../../shared/county.ts';
import { KINDS } from '../../shared/kinds.ts';

const { county, matters, rules } = await demonstrationCounty('371522');

it('two counties are shown', () => expect(DEMONSTRATED).toEqual(['371525', '371522']));

it('organisations, sections and matters name what there is', () => {
  expect(county.organisations.flatMap((one) => organisationErrors(one))).toEqual([]);
  for (const row of matters) {
    expect(matter().safeParse(row).error).toBeUndefined();
    expect(row.code.startsWith(`371522-${row.department ?? 'DX'}-`)).toBe(true);
    for (const org of [row.department, row.enforcementAgency, ...row.candidates]) {
      if (org !== null) expect(organisationOf(county, org)?.code).toBe(org);
    }
    const sections = organisationOf(county, row.department ?? '')?.sections.map(({ code }) => code) ?? [null];
    expect(sections).toContain(row.section);
    expect(organisationOf(county, 'SPJ')?.sections.map(({ code }) => code)).toContain(row.approvingSection);
  }
});

it('every department supervises something', () => {
  const named = new Set(matters.flatMap(({ department, candidates }) => [department, ...candidates]));
  const departments = county.organisations.filter(({ type }) => type === 'department');
  expect(departments.filter(({ code }) => !named.has(code))).toEqual([]);
});

it('settings and rules are those of the platform, each otherwise than in 冠县', () => {
  const { regulation, mailHours, circularTime, portal } = county;
  expect(settingsInput().safeParse({ regulation, mailHours, circularTime, portal }).error).toBeUndefined();
  const lengths = Object.entries(rules?.clocks ?? {}).map(([name, { length }]) => [name, length]);
  for (const [name, length] of lengths) {
    expect([name, CLOCKS[name as keyof typeof CLOCKS].length]).not.toEqual([name, length]);
  }
  expect(Object.keys(rules?.thresholds ?? {}).sort()).toEqual(Object.keys(THRESHOLDS).sort());
});

it('every article of the platform has its place', () => {
  const articles = [...KINDS.values()].flatMap((kind) => [
    kind.article,
    ...Object.values(kind.acts).map((act) => act.article),
  ]);
  const numbers = articles.flatMap((article) => article.split(', ')).filter((one) => /^\d/.test(one));
  const places = Object.keys(county.regulation?.places ?? {});
  expect([...new Set(numbers)].filter((one) => !places.includes(one))).toEqual([]);
});

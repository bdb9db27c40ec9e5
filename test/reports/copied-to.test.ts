/** 抄送: whoever gets the circular without being listed, in the order of official documents. */
import { expect, test } from 'vitest';
import type { County, OrganisationType } from '../../shared/county.ts';
import { copiedTo } from '../../shared/reports/copied-to.ts';
import { reportingCounty } from './county.ts';

const org = (code: string, type: OrganisationType) => ({
  ...{ code, name: `${code}单位`, type, mail: null, sections: [], defaultSection: null },
});
const COUNTY: County = {
  ...{ jurisdiction: '371525', name: '冠县', since: '2022-09-02' },
  organisations: [
    org('QQ', 'township'),
    org('CJ', 'township'),
    org('SCJG', 'department'),
    org('SPJ', 'approval-bureau'),
    org('JW', 'discipline'),
    org('ZFB', 'government-office'),
  ],
};

test.each([
  ['the government office first, townships last; never the bureau', ['SCJG', 'SPJ'], ['ZFB', 'JW', 'QQ', 'CJ']],
  ['whom it lists is addressed, not copied', ['SCJG', 'SPJ', 'ZFB', 'QQ'], ['JW', 'CJ']],
  ['all listed: nobody', ['SCJG', 'ZFB', 'JW', 'QQ', 'CJ'], []],
])('%s', (_title, listed, codes) => {
  expect(copiedTo(COUNTY, listed).map((one) => one.org)).toEqual(codes);
  expect(copiedTo(COUNTY, listed).every(({ org, name }) => name === `${org}单位`)).toBe(true);
});

test('it is mailed to those it lists and those it names as copied, and to nobody else', async () => {
  const county = await reportingCounty('2026-09-14T09:00');
  await county.nineAt('2026-10-08');
  const { organisations, copiedTo: copied } = await county.circular('2026Q3');
  const codes = [...organisations, ...copied].map((one: { org: string }) => one.org.toLowerCase());
  const mailed = county.sent.filter(({ subject }) => subject.includes('情况通报')).map(({ to }) => to.split('@')[0]);
  expect(mailed.sort()).toEqual(codes.sort());
  expect(copied.slice(0, 2).map(({ org }: { org: string }) => org)).toEqual(['ZFB', 'JW']);
});

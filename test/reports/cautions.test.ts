/** What issuing leads to (art. 23): a caution letter drafted for each serious organisation, and for no other. */
import { expect, test } from 'vitest';
import { deskAt } from '../../functions/desk.ts';
import { wakeReport } from '../../shared/reports/waking.ts';
import { reportingCounty } from './county.ts';

const ISSUE = { documentNumber: '冠审批通〔2026〕3号', signedBy: '张三' };
const QUARTER = '/reports/quarters/2026Q3';

test('issuing drafts a letter for the serious department, once, with its figures as issued', async () => {
  const county = await reportingCounty('2026-09-14T09:00');
  const { call, platform } = county;
  await county.pushes('SCJG', 12, 6);
  await county.pushes('WJJ', 12, 12);
  await county.nineAt('2026-10-08');
  const of = async (as: string) => (await call('GET', `${QUARTER}/cautions`, { as })).json.items;
  expect(await of('spj.admin')).toEqual([]);
  await county.until('2026-10-15T09:00');
  expect((await call('POST', `${QUARTER}/issue`, { as: 'spj.admin', body: ISSUE })).status).toBe(200);
  const drafted = await of('spj.admin');
  expect(
    drafted.map(({ caution }: { caution: { org: string; status: string } }) => [caution.org, caution.status]),
  ).toEqual([['SCJG', 'drafted']]);
  expect(drafted[0].caution).toMatchObject({ circular: ISSUE.documentNumber, figures: { deemedClaimed: 6 } });
  expect(await of('scjg.officer')).toEqual([]);
  await call('POST', `${QUARTER}/issue`, { as: 'spj.admin', body: ISSUE });
  await wakeReport(deskAt(platform, '371525'), platform.settings, '2026Q3');
  expect(await of('spj.admin')).toEqual(drafted);
  await county.until('2026-10-15T09:00');
  expect(county.sent.filter(({ subject }) => subject.includes('提醒函待签发'))).toHaveLength(1);
});

/** Real answers of calendar, accounts, list, register and what follows a circular fit their schemas. */
import { expect, it } from 'vitest';
import * as accounts from '../../functions/accounts/answers.ts';
import * as list from '../../functions/boundary/answers.ts';
import * as calendar from '../../functions/calendar/answers.ts';
import * as notices from '../../functions/mails/answers.ts';
import * as register from '../../functions/register/answers.ts';
import { demonstrationMatters } from '../in-process/county.ts';
import { inProcess } from '../in-process.ts';
import { fitting } from './fitting.ts';

const admin = 'spj.admin';

it('holds for the calendar and its rules', async () => {
  const here = await inProcess();
  for (const year of [2026, 2028])
    await fitting(here, 'GET', `/calendar/${year}`, { schema: calendar.calendarYearAnswer });
  const from = encodeURIComponent('2026-09-28T09:00:00+08:00');
  const explain = `/calendar/explain?from=${from}&workingDays=2`;
  const { json } = await fitting(here, 'GET', explain, { schema: calendar.explanationAnswer });
  expect(json.by).toBe('2026-09-30');
  const extension = { from: '2026-09-29', to: '2026-09-29', documentNumber: '冠审批〔2026〕1号', reason: '平台故障' };
  await fitting(here, 'POST', '/calendar/extensions', { as: admin, body: extension, schema: calendar.retimedAnswer });
  const rules = { source: '某规定', from: '2026-10-01', clocks: { 'claim-approval': { article: '17', length: 3 } } };
  await fitting(here, 'POST', '/rule-sets', { as: admin, body: rules, schema: calendar.retimedAnswer });
  await fitting(here, 'GET', '/rule-sets', { as: 'scjg.officer', schema: calendar.ruleSetsAnswer });
});

it('holds for organisations and accounts', async () => {
  const here = await inProcess();
  for (const as of [admin, 'construction', 'zfb.office'])
    await fitting(here, 'GET', '/me', { as, schema: accounts.meAnswer });
  for (const as of [admin, 'scjg.admin', 'scjg.officer']) {
    await fitting(here, 'GET', '/organisations', { as, schema: accounts.organisationsAnswer });
  }
  const sections = [{ code: 'A', name: '甲科', mail: null }];
  const org = { name: '新设单位', type: 'department', mail: null, sections, defaultSection: 'A' };
  const schema = accounts.organisationAnswer;
  expect((await fitting(here, 'PUT', '/organisations/NEW', { as: admin, body: org, schema })).status).toBe(201);
  for (const as of [admin, 'scjg.officer']) await fitting(here, 'GET', '/organisations/NEW', { as, schema });
  const headers = { 'if-match': '*' };
  expect((await fitting(here, 'PUT', '/organisations/NEW', { as: admin, body: org, headers, schema })).status).toBe(
    200,
  );
  const body = { name: '王五', roles: ['officer'], sections: ['A'] };
  const at = '/organisations/NEW/accounts';
  await fitting(here, 'PUT', `${at}/new.officer`, { as: admin, body, schema: accounts.accountAnswer });
  await fitting(here, 'GET', `${at}/new.officer`, { as: admin, schema: accounts.accountAnswer });
  await fitting(here, 'GET', at, { as: admin, schema: accounts.accountsAnswer });
});

it('holds for versions of the boundary list and for mail that could not be sent', async () => {
  const here = await inProcess();
  const superior = { documentNumber: '鲁政办字〔2026〕1号', reason: '上级调整事项' };
  const body = { validFrom: '2026-10-01', items: demonstrationMatters(), superior };
  const schema = list.boundaryVersionAnswer;
  await fitting(here, 'POST', '/boundary-list/versions', { as: admin, body, schema });
  await fitting(here, 'GET', '/boundary-list/versions', { as: admin, schema: list.boundaryVersionsAnswer });
  await fitting(here, 'GET', '/notices', { as: admin, schema: notices.mailPage });
});

it('holds for the register, its feedback and a reconciliation', async () => {
  const here = await inProcess();
  const body = {
    kind: 'approval',
    reference: 'R-1',
    matter: '371525-SCJG-001',
    party: { name: '某公司' },
    licence: { number: 'JY1' },
    occurredAt: '2026-09-28T08:50:00+08:00',
    summary: '准予',
    riskPoints: [{ description: '注意', severity: 'low' }],
  };
  const { json } = await fitting(here, 'POST', '/pushes', { as: 'spj.officer', body });
  await fitting(here, 'POST', `/pushes/${json.id}/claim`, { as: 'scjg.officer', body: {} });
  const as = 'scjg.officer';
  const [entry] = (await fitting(here, 'GET', '/register', { as, schema: register.registerPage })).json.items;
  const feedback = { result: 'compliant', day: '2026-09-28', detail: '现场检查，符合要求' };
  const at = `/register/${entry.id}`;
  await here.call('POST', `${at}/feedback`, { as, body: feedback });
  const read = await fitting(here, 'GET', at, { as, schema: register.registerEntryAnswer });
  expect(read.json.feedback).toHaveLength(1);
  const [kept] = (await fitting(here, 'GET', '/feedback?box=out', { as })).json.items;
  await fitting(here, 'GET', `/feedback/${kept.id}`, { as });
  const period = { from: '2026-09-01', to: '2026-09-30', items: [] };
  const reconciled = { as: 'spj.officer', body: period, schema: register.reconciliationAnswer };
  expect((await fitting(here, 'POST', '/reconciliations', reconciled)).json.unknown).toEqual(['R-1']);
});

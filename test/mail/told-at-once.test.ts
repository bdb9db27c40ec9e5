/** What one administrator enters for all is told at once: to the government office, and to those whom it concerns. */
import { expect, test } from 'vitest';
import { demonstrationMatters } from '../in-process/county.ts';
import { putAgain } from '../put.ts';
import { type Post, post } from './post.ts';

const as = 'spj.admin';
const begun = () => post('2026-09-28T09:00');

/** Who has got a mail of that subject since. */
async function told({ sent, until }: Post, subject: string): Promise<string[]> {
  await until('2026-09-28T09:30');
  return sent.filter((mail) => mail.subject.includes(subject)).map(({ to }) => to.split('@')[0] as string);
}

test('a year’s notice is told to the office, with the past days that it makes days off', async () => {
  const county = await begun();
  const { json, headers } = await county.call('GET', '/calendar/2026', { as });
  type Day = { date: string; working: boolean; reason: string };
  const days = (json.days as Day[]).map(({ date, working, reason }) => ({ date, working, name: reason }));
  const put = (more: readonly { date: string; working: boolean; name: string }[], said = {}) => {
    const whole = days.map((day) => more.find(({ date }) => date === day.date) ?? day);
    const body = { source: '国办发明电〔2026〕99号', days: whole, ...said };
    return county.call('PUT', '/calendar/2026', { as, body, headers: { 'if-match': headers.etag as string } });
  };
  const off = (date: string) => ({ date, working: false, name: '临时放假' });
  const weeks = ['02', '03', '04', '05', '06', '09', '10', '11', '12', '13', '16', '17'].map((day) =>
    off(`2026-11-${day}`),
  );
  const refused = await put(weeks);
  expect([refused.status, refused.json.errors?.[0]?.pointer]).toEqual([422, '/confirm']);
  expect((await put([off('2026-09-16')])).status).toBe(200);
  expect(await told(county, '已录入 2026 年的放假安排')).toEqual(['zfb']);
  expect(county.sent.at(-1)?.text).toContain('由工作日改为休息日：2026-09-16');
  const tag = (await county.call('GET', '/calendar/2026', { as })).headers.etag as string;
  headers.etag = tag;
  expect((await put(weeks, { confirm: true })).status).toBe(200);
});

test('an extension and its revoking are told to the office', async () => {
  const county = await begun();
  const body = { from: '2026-09-29', to: '2026-09-30', documentNumber: '冠政发〔2026〕9号', reason: '停电' };
  await county.call('POST', '/calendar/extensions', { as, body });
  const [{ id }] = (await county.call('GET', '/calendar/extensions', { as })).json.items;
  await county.call('POST', `/calendar/extensions/${id}/revoke`, { as, body: { reason: '已恢复' } });
  expect(await told(county, '期限顺延：2026-09-29 至 2026-09-30')).toEqual(['zfb', 'zfb']);
});

test('a list by a superior’s rule is told to the office and to those whose rows it changes', async () => {
  const county = await begun();
  const items = demonstrationMatters().map((row) =>
    row.code === '371525-SCJG-001' ? { ...row, department: 'WJJ', section: null } : row,
  );
  const body = { validFrom: '2026-09-29', items, superior: { documentNumber: '鲁1号', reason: '上级调整' } };
  expect((await county.call('POST', '/boundary-list/versions', { as, body })).status).toBe(201);
  // Sent again, it is that version: nobody is told twice.
  expect((await county.call('POST', '/boundary-list/versions', { as, body })).status).toBe(200);
  const to = await told(county, '边界清单已按上级规定直接调整，自 2026-09-29 起施行');
  expect(to.sort()).toEqual(['scjg', 'wjj', 'zfb']);
  expect(county.sent.at(-1)?.text).toContain('371525-SCJG-001');
});

test('an organisation is told of a head that another’s administrator makes, or an identity that he binds', async () => {
  const county = await begun();
  const path = '/organisations/SCJG/accounts/scjg.officer';
  const { account: _, consent: __, ...officer } = (await county.call('GET', path, { as })).json;
  const put = (at: string, body: object, by = as) => putAgain(county.call, at, { as: by, body });
  expect((await put(path, { ...officer, name: '新名' })).status).toBe(200);
  expect((await put(path, { ...officer, subject: 'other' })).status).toBe(200);
  const head = { ...officer, name: '新科长', roles: ['section-head'], issuer: null, subject: null };
  expect((await put('/organisations/SCJG/accounts/scjg.two', head)).status).toBe(201);
  expect((await put('/organisations/SCJG/accounts/scjg.three', head, 'scjg.admin')).status).toBe(201);
  expect(await told(county, '本单位账号由其他单位管理员设置')).toEqual(['scjg', 'scjg']);
});

test('the number that the bureau sets does not shut out those who watch over it', async () => {
  const county = await begun();
  const body = { name: '督办', roles: ['government-office'], sections: 'all', issuer: null, subject: null };
  await county.call('PUT', '/organisations/ZFB/quota', { as, body: { accounts: 0 } });
  const asked = await county.call('PUT', '/organisations/ZFB/accounts/zfb.two', { as, body });
  const done = await county.call('POST', `/changes/${asked.json.id}/confirm`, { as: 'zfb.office', body: {} });
  expect([asked.status, done.status]).toEqual([202, 200]);
});

test('a mailbox that loses an organisation’s mails, or a section’s, is told, whoever changed it', async () => {
  const county = await begun();
  const read = async (org: string) => {
    const { json, headers } = await county.call('GET', `/organisations/${org}`, { as });
    const { name, type, mail, sections, defaultSection } = json;
    const boxes = sections.map(({ code, name, mail }: Record<string, unknown>) => ({ code, name, mail }));
    return { put: { name, type, mail, sections: boxes, defaultSection }, tag: headers.etag as string };
  };
  const put = async (org: string, more: object) => {
    const { put, tag } = await read(org);
    const headers = { 'if-match': tag };
    return county.call('PUT', `/organisations/${org}`, { as, headers, body: { ...put, ...more } });
  };
  const { put: before } = await read('SCJG');
  expect((await put('SCJG', { name: '市场监督管理局' })).status).toBe(200);
  expect((await put('SCJG', { mail: 'new@example.gov.cn' })).status).toBe(200);
  const [first, ...others] = before.sections;
  expect((await put('SCJG', { sections: [{ ...first, mail: 'own@example.gov.cn' }, ...others] })).status).toBe(200);
  expect((await put('SCJG', { mail: 'NEW@example.gov.cn' })).status).toBe(200);
  await county.until('2026-09-28T09:30');
  const mails = county.sent.filter(({ subject }) => subject.includes('接收通知的邮箱已更改'));
  expect(mails.map(({ to }) => to)).toEqual(expect.arrayContaining([before.mail, first.mail]));
  expect(mails).toHaveLength(2);
  expect(mails.map(({ text }) => text).join()).not.toContain('own@example.gov.cn');

  const asked = await put('ZFB', { mail: 'elsewhere@example.gov.cn' });
  expect(asked.status).toBe(202);
  const { put: office } = await read('ZFB');
  const confirmed = await county.call('POST', `/changes/${asked.json.id}/confirm`, { as: 'zfb.office', body: {} });
  expect(confirmed.status).toBe(200);
  await county.until('2026-09-28T10:30');
  const last = county.sent.filter(({ subject }) => subject.includes('接收通知的邮箱已更改')).at(-1);
  expect(last?.to).toBe(office.mail);
});

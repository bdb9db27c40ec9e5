/** When the mail of an arrival goes out, to whom, and what it says (art. 17; office hours are a convention). */
import { describe, expect, test } from 'vitest';
import { at, FOOD, post, type Sent } from './post.ts';

const SECTION = 'scjg-spxk@guanxian.example';

describe('nobody is disturbed outside 08:30–12:00 and 13:30–17:30 of working days', () => {
  const table: [pushed: string, told: string, claimBy: string][] = [
    ['2026-09-28T09:00', '2026-09-28T09:00', '2026-09-30'],
    ['2026-09-28T07:10', '2026-09-28T08:30', '2026-09-30'],
    ['2026-09-28T12:10', '2026-09-28T13:30', '2026-09-30'],
    // Friday evening: Monday, with two days left.
    ['2026-11-13T17:30', '2026-11-16T08:30', '2026-11-17'],
    // The eve of the National Day holiday: 2026-10-08 is the next day worked.
    ['2026-09-30T17:40', '2026-10-08T08:30', '2026-10-09'],
    // Friday evening before a make-up Saturday (2026-10-10).
    ['2026-10-09T18:00', '2026-10-10T08:30', '2026-10-12'],
    ['2026-10-10T10:00', '2026-10-10T10:00', '2026-10-13'],
    // A Saturday that is none.
    ['2026-10-17T10:00', '2026-10-19T08:30', '2026-10-20'],
  ];
  test.each(table)('pushed %s, told %s', async (pushed, told, claimBy) => {
    const { push, until, outbox } = await post(pushed);
    await push('A-1');
    await until(told);
    expect(outbox()).toEqual([`${told} ${SECTION} 【审管互动】新推送待认领：食品经营许可（认领期限 ${claimBy}）`]);
  });

  test('a mail that was due at 17:29 and is looked at in the evening waits for the morning', async () => {
    const { push, until, outbox, clock } = await post('2026-09-28T17:29');
    await push('A-1');
    clock.set('2026-09-28T20:00:00+08:00');
    await until('2026-09-28T23:00');
    expect(outbox()).toEqual([]);
    await until('2026-09-29T08:30');
    expect(outbox()).toHaveLength(1);
  });
});

describe('what it says', () => {
  test('what to do and by when, who sent it, where it is; nothing of the party', async () => {
    const { push, until, sent } = await post('2026-09-28T09:00');
    const { id } = await push('GX-2026-000123');
    await until('2026-09-28T09:00');
    const mail = sent[0] as Sent;
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('2026-09-30（星期三）24:00');
      expect(part).toContain('冠县行政审批服务局');
      expect(part).toContain('食品经营许可');
      expect(part).toContain('GX-2026-000123');
      expect(part).toContain(`http://127.0.0.1:8787/console/pushes/${id}`);
      expect(part).toContain('行业主管部门需在2个工作日内进行认领');
      expect(part).not.toContain('推算日历');
      for (const personal of ['甲乙丙', '91371525MA3C00001R', 'JY13715250000123', '123号', '李四', '138']) {
        expect(part).not.toContain(personal);
      }
    }
  });

  test('that the calendar is a provisional one', async () => {
    const { push, until, sent } = await post('2026-12-31T16:00');
    await push('A-1');
    await until('2026-12-31T16:00');
    expect(sent[0]?.text).toContain('推算日历');
  });

  test('markup in a name stays text, and a line break no header', async () => {
    const { organisations } = await hostile();
    const { push, until, sent } = await post('2026-09-28T09:00', { organisations });
    await push('<b>&"\'');
    await until('2026-09-28T09:00');
    const mail = sent[0] as Sent;
    expect(mail.html).toContain('&lt;img src=x&gt;');
    expect(mail.html).not.toMatch(/<img|<b>/);
    expect(mail.text).toContain('<img src=x> Bcc');
    expect(mail.subject).not.toMatch(/\p{Cc}/u);
  });

  test('as it stands when it goes out', async () => {
    const { push, until, outbox, call } = await post('2026-09-28T18:00');
    const [claimed, returned, withdrawn, secret] = [
      await push('claimed'),
      await push('returned'),
      await push('withdrawn'),
      await push('secret'),
    ];
    await call('POST', `/pushes/${claimed.id}/claim`, { as: 'scjg.officer', body: {} });
    await call('POST', `/pushes/${returned.id}/return`, { as: 'scjg.officer', body: { reason: '不属本局' } });
    await call('POST', `/pushes/${withdrawn.id}/withdraw`, { as: 'spj.officer', body: { reason: '重复' } });
    await call('POST', `/pushes/${secret.id}/quarantine`, { as: 'spj.officer', body: { reason: '涉密' } });
    await until('2026-09-29T08:30');
    expect(outbox().sort()).toEqual([
      `2026-09-29T08:30 ${SECTION} 【审管互动】新推送（本单位已认领）：食品经营许可`,
      '2026-09-29T08:30 spj@guanxian.example 【审管互动】推送被退回，请改派：食品经营许可（改派期限 2026-09-29）',
    ]);
  });

  test('to the section that has it by then', async () => {
    const { push, until, sent, call } = await post('2026-09-28T18:00');
    const { id } = await push('A-1');
    await call('POST', `/pushes/${id}/assign`, { as: 'scjg.head', body: { section: 'YXHZ' } });
    await until('2026-09-29T08:30');
    expect(sent.map(({ to }) => to)).toEqual(['scjg-yxhz@guanxian.example']);
  });
});

describe('each kind in its own words', () => {
  test('a copy, a document, a supervision result and its task, a dispute and its problem', async () => {
    const { push, until, sent, call } = await post('2026-09-28T09:00');
    await push('copied', { matter: '371525-ZJJ-001' });
    await push('document', { kind: 'document', matter: null, party: null, licence: null, to: { org: 'WJJ' } });
    const result = await push('result', { kind: 'supervision', matter: FOOD }, 'scjg.officer');
    await call('POST', `/pushes/${result.id}/claim`, { as: 'spj.officer', body: {} });
    const disputed = await push('disputed');
    await call('POST', `/pushes/${disputed.id}/claim`, { as: 'scjg.officer', body: {} });
    await call('POST', `/pushes/${disputed.id}/dispute`, { as: 'scjg.officer', body: { reason: '不归我管' } });
    await until('2026-09-28T09:00');
    expect(sent.map(({ to, subject }) => `${to} ${subject.replace('【审管互动】', '')}`).sort()).toEqual([
      'scjg-spxk@guanxian.example 新推送（本单位已认领）：食品经营许可',
      'spj-sczr@guanxian.example 新推送（本单位已认领）：食品经营许可',
      'spj-sczr@guanxian.example 新的审批处理任务待办理：食品经营许可',
      'spj@guanxian.example 新问题待处理：食品经营许可',
      'wjj-yzk@guanxian.example 推送供知悉：文件资料',
      'zhzf-zfdc@guanxian.example 抄送供知悉：建筑工程施工许可',
      'zjj-jzsc@guanxian.example 新推送待认领：建筑工程施工许可（认领期限 2026-09-30）',
    ]);
  });

  test('a returned push: its sender is told until when to readdress it; the bureau, where it was not', async () => {
    const { push, until, outbox, call } = await post('2026-09-28T09:00');
    const { id } = await push('A-1');
    await call('POST', `/pushes/${id}/return`, { as: 'scjg.officer', body: { reason: '不属本局' } });
    await until('2026-09-30T12:00');
    expect(outbox()).toEqual([
      '2026-09-28T09:00 spj@guanxian.example 【审管互动】推送被退回，请改派：食品经营许可（改派期限 2026-09-29）',
      '2026-09-30T08:30 spj@guanxian.example 【审管互动】退回推送超期未改派：食品经营许可',
    ]);
  });
});

describe('an addressee without accounts', () => {
  test('gets it all the same, and the bureau is told', async () => {
    const { push, hour, sent, call, platform } = await post('2026-09-28T09:00');
    const { retire } = await accounts(platform);
    await retire('SCJG');
    await push('A-1', { riskPoints: [] });
    await hour('2026-09-28T09:30');
    await hour('2026-09-28T10:30');
    expect(sent.map(({ to, subject }) => `${to} ${subject}`).sort()).toEqual([
      `${SECTION} 【审管互动】新到推送 1 件`,
      'spj@guanxian.example 【审管互动】接收单位没有可用账号：冠县市场监督管理局',
    ]);
    expect(sent.find(({ subject }) => subject.includes('没有可用账号'))?.text).toContain('2026-09-30（星期三）24:00');
    expect((await call('GET', '/notices', { as: 'spj.admin' })).json.items).toEqual([]);
  });
});

async function hostile() {
  const { demonstrationOrganisations } = await import('../in-process/county.ts');
  const organisations = demonstrationOrganisations().map((org) =>
    org.code === 'SPJ' ? { ...org, name: '<img src=x>\r\nBcc: a@b.example' } : org,
  );
  return { organisations };
}

async function accounts(platform: Awaited<ReturnType<typeof post>>['platform']) {
  const { accountsKey } = await import('../../shared/accounts/directory.ts');
  const { plainItem } = await import('../../shared/change.ts');
  return {
    retire: async (org: string): Promise<void> => {
      const item = await platform.ports.store.get(accountsKey('371525', org));
      const value = item?.value as { org: string; accounts: { active: boolean }[] };
      const next = { ...value, accounts: value.accounts.map((account) => ({ ...account, active: false })) };
      await platform.ports.store.commit([{ item: plainItem(item?.key ?? '', next), expected: item?.head ?? null }]);
    },
  };
}

test('an instant of the table is Beijing time', () => expect(at('1970-01-01T08:00')).toBe(0));

/** What the bureau's administrator puts: organisations, accounts, versions of the boundary list; parked notices. */
import { describe, expect, it } from 'vitest';
import { putAgain } from '../put.ts';
import { countyAnywhere, expectRefusal, FOOD, TOMORROW } from './county.ts';

const here = await countyAnywhere();
const { call } = here;
const LIST = `/public/boundary-list.json?jurisdiction=${here.jurisdiction}`;

describe('accounts', () => {
  const put = (account: string, body: object, as = 'spj.admin', org = 'SCJG') => {
    return putAgain(call, `/organisations/${org}/accounts/${account}`, { as, body });
  };
  const person = { name: '王五', roles: ['officer'], sections: ['SPXK'], issuer: null, subject: null };

  it('a right taken away fails at the next request', async () => {
    const { items } = (await call('GET', '/organisations/SCJG/accounts', { as: 'scjg.admin' })).json;
    const head = items.find(({ account }: { account: string }) => account === 'scjg.head');
    const { account: _account, ...input } = head;
    expect((await call('GET', '/me', { as: 'scjg.head' })).json.roles).toEqual(['officer', 'section-head']);
    expect((await put('scjg.head', { ...input, active: false }, 'scjg.admin')).status).toBe(200);
    expectRefusal(await call('GET', '/me', { as: 'scjg.head' }), 401, 'unauthenticated');
    expect((await put('scjg.head', input, 'scjg.admin')).status).toBe(200);
    expect((await call('GET', '/me', { as: 'scjg.head' })).status).toBe(200);
  });

  it('201 for a new one, 200 for the same again', async () => {
    expect([(await put('scjg.wang', person)).status, (await put('scjg.wang', person)).status]).toEqual([201, 200]);
  });

  it.each<[string, string, object, string[]]>([
    ['no name, no roles', 'x', { name: '', roles: [] }, ['/name', '/roles']],
    ['a role that is none', 'x', { ...person, roles: ['chief'] }, ['/roles/0']],
    [
      'a role of another organisation, a section nobody has',
      'x',
      { ...person, roles: ['bureau-admin'], sections: ['NONE'] },
      ['/roles/0', '/sections/0'],
    ],
    ['a machine that is a person too', 'x', { ...person, roles: ['system', 'officer'] }, ['/roles']],
    ['scopes of a person', 'x', { ...person, scopes: ['pushes:read'] }, ['/scopes']],
    ['a subject without its issuer', 'x', { ...person, subject: '1' }, ['/subject']],
    ['a name with blanks', 'a%20b', person, ['/account']],
  ])('%s does not fit', async (_name, account, body, pointers) => {
    expectRefusal(await put(account, body), 422, 'invalid', pointers);
  });

  it.each<[string, string, object, string, string, number, string]>([
    ['an officer', 'x', person, 'scjg.officer', 'SCJG', 403, 'not-allowed'],
    ["another organisation's administrator", 'x', person, 'wjj.admin', 'SCJG', 404, 'not-found'],
    ['for an organisation that there is not', 'x', person, 'spj.admin', 'NOBODY', 404, 'not-found'],
    [
      'a machine by its own organisation',
      'x',
      { ...person, roles: ['system'] },
      'scjg.admin',
      'SCJG',
      403,
      'not-allowed',
    ],
    ['an account of another', 'wjj.officer', person, 'spj.admin', 'SCJG', 409, 'account-exists'],
    [
      'oneself out',
      'scjg.admin',
      { ...person, roles: ['org-admin'], active: false },
      'scjg.admin',
      'SCJG',
      409,
      'own-account',
    ],
  ])('not %s', async (_name, account, body, as, org, status, code) => {
    expectRefusal(await put(account, body, as, org), status, code);
  });
});

describe('organisations', () => {
  const put = (org: string, body: object, as = 'spj.admin') => putAgain(call, `/organisations/${org}`, { as, body });
  const bureau = { name: '某局', type: 'department', mail: null, sections: [{ code: 'A', name: '甲科', mail: null }] };

  it('201 for a new one, 200 for the same again; found at once, without addresses for others', async () => {
    const mail = 'new@example.cn';
    expect([(await put('NEW', { ...bureau, mail })).status, (await put('NEW', { ...bureau, mail })).status]).toEqual([
      201, 200,
    ]);
    const { items } = (await call('GET', '/organisations', { as: 'scjg.officer' })).json;
    expect(items.find(({ code }: { code: string }) => code === 'NEW')).toMatchObject({
      name: '某局',
      type: 'department',
    });
    expect(JSON.stringify(items)).not.toContain('@');
  });

  it.each<[string, string, object, string[]]>([
    ['a code in small letters', 'new', bureau, ['/org']],
    ['a second bureau', 'NEW2', { ...bureau, type: 'approval-bureau' }, ['/type']],
    [
      'a section twice, a default nobody has',
      'NEW2',
      { ...bureau, sections: [...bureau.sections, ...bureau.sections], defaultSection: 'B' },
      ['/sections/1/code', '/defaultSection'],
    ],
    ['an address that is none', 'NEW2', { ...bureau, mail: 'a b@c' }, ['/mail']],
  ])('%s does not fit', async (_name, org, body, pointers) =>
    expectRefusal(await put(org, body), 422, 'invalid', pointers),
  );

  it('that exist name at once all that is left out, to whoever may change them', async () => {
    const all = ['/name', '/type', '/mail', '/sections'];
    const pointersTo = async (as: string) =>
      (await put('SCJG', {}, as)).json.errors.map((one: { pointer: string }) => one.pointer);
    expect((await pointersTo('spj.admin')).filter((pointer: string) => pointer !== '/defaultSection').sort()).toEqual(
      all.sort(),
    );
    expect((await pointersTo('wjj.admin')).sort()).toEqual(['/name', '/type']);
    expect((await put('SCJG', { sections: [null] })).status).toBe(422);
  });

  it("are the bureau's to put", async () => expectRefusal(await put('NEW2', bureau, 'scjg.admin'), 403, 'not-allowed'));
});

describe('versions of the boundary list', async () => {
  const { items } = (await call('GET', LIST)).json;
  const food = items.find(({ code }: { code: string }) => code === FOOD);
  const superior = { documentNumber: '鲁政办字〔2026〕1号', reason: '上级调整事项' };
  const put = (rows: object[], as = 'spj.admin') => {
    return call('POST', '/boundary-list/versions', { as, body: { validFrom: TOMORROW, items: rows, superior } });
  };

  it('every error by row and column at once, and nothing of it saved', async () => {
    const rows = [
      food,
      { ...food, code: 'B', department: 'NOBODY', section: null, approvingSection: 'NONE' },
      { ...food, code: 'C', name: '', stages: [], extra: 1 },
      { ...food, code: 'D', addressing: 'named-per-push', candidates: ['ZFB'] },
      food,
    ];
    expectRefusal(await put(rows), 422, 'invalid', [
      ...['/items/1/department', '/items/1/approvingSection', '/items/2/name', '/items/2/stages', '/items/2/extra'],
      ...['/items/3/department', '/items/3/candidates/0', '/items/4/code'],
    ]);
    const versions = (await call('GET', '/boundary-list/versions', { as: 'spj.admin' })).json.items;
    expect(versions.length).toBe(1);
  });

  it('in force from its day; a push keeps the version it was addressed by', async () => {
    const before = await here.push('A');
    const made = await put([{ ...food, department: 'WJJ', section: null }]);
    expect([made.status, (await put([{ ...food, department: 'WJJ', section: null }])).status]).toEqual([201, 200]);
    expect((await here.push('B')).json).toMatchObject({
      to: { org: 'SCJG' },
      boundaryListVersion: before.json.boundaryListVersion,
    });
    if (!here.clock) return;
    here.clock.set(`${TOMORROW}T00:00:00+08:00`);
    expect((await call('GET', LIST)).json).toMatchObject({
      version: made.json.version,
      validFrom: TOMORROW,
    });
    const after = await here.push('C');
    expect([after.json.to.org, after.json.boundaryListVersion]).toEqual(['WJJ', made.json.version]);
    expect((await here.read(before.json.id, 'spj.officer')).json.boundaryListVersion).toBe(
      before.json.boundaryListVersion,
    );
    expect(before.json.boundaryListVersion).not.toBe(made.json.version);
  });

  it("are the bureau's administrator's to put", async () =>
    expectRefusal(await put([food], 'scjg.admin'), 403, 'not-allowed'));
});

it("parked notices are the bureau's administrator's to see", async () => {
  expect((await call('GET', '/notices?state=parked', { as: 'spj.admin' })).json).toEqual({ items: [], next: null });
  expectRefusal(await call('GET', '/notices', { as: 'scjg.admin' }), 403, 'not-allowed');
  expectRefusal(await call('GET', '/notices?state=sent', { as: 'spj.admin' }), 422, 'invalid', ['?state']);
  expectRefusal(await call('POST', '/notices/nothing/resend', { as: 'spj.admin', body: {} }), 404, 'not-found');
});

/** Replacing what exists: by the tag of what was read, without losing what was not named or what is still in use. */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, FOOD } from './county.ts';

const here = await countyHere();
const { call } = here;
const as = 'spj.admin';

interface Thing {
  path: string;
  /** Whoever reads and puts it. */
  as: string;
  /** A change that makes it another. */
  change: object;
  /** The fields that cannot be left out. */
  named: string[];
}

const THINGS: Record<string, Thing> = {
  organisation: { path: '/organisations/SCJG', as, change: { name: '县市场监管局' }, named: ['mail', 'sections'] },
  account: {
    path: '/organisations/SCJG/accounts/scjg.head',
    ...{ as: 'scjg.admin', change: { name: '李主任' }, named: ['roles', 'sections', 'issuer', 'subject'] },
  },
  machine: {
    path: '/organisations/SPJ/accounts/construction',
    ...{ as, change: { name: '审批系统' }, named: ['roles', 'sections', 'scopes', 'issuer', 'subject'] },
  },
  weights: {
    path: '/reports/weights',
    ...{ as: 'zfb.office', change: { lateItem: 1 }, named: ['onTimeRate', 'seriousQuarter', 'lateItem', 'notNamed'] },
  },
};

/** What can be put again of what was read. */
async function read({ path, as }: Thing): Promise<{ etag: string; body: Record<string, unknown> }> {
  const { json, headers } = await call('GET', path, { as });
  const { code: _code, account: _account, ...body } = json;
  return { etag: headers.etag as string, body };
}

describe.each(Object.entries(THINGS))('%s', (_name, thing) => {
  const { path, as, change, named } = thing;
  const put = (body: object, match?: string) =>
    call('PUT', path, { as, body, headers: match === undefined ? {} : { 'if-match': match } });

  it('is not put without its tag, nor by one that is stale', async () => {
    const { etag, body } = await read(thing);
    expectRefusal(await put({ ...body, ...change }), 428, 'precondition-required');
    expectRefusal(await put({ ...body, ...change }, '"0"'), 412, 'precondition-failed');
    const done = await put({ ...body, ...change }, etag);
    expect([done.status, done.json]).toEqual([200, { ...done.json, ...change }]);
    expect(done.headers.etag).toBe((await read(thing)).etag);
    expectRefusal(await put(body, etag), 412, 'precondition-failed');
    expect((await put(body, done.headers.etag)).status).toBe(200);
    expect((await read(thing)).etag).toBe(etag);
  });

  it.each([
    ['weakened', (etag: string) => `W/${etag}`],
    ['with -gzip', (etag: string) => etag.replace(/"$/, '-gzip"')],
    ['with -br, weakened', (etag: string) => `W/${etag.replace(/"$/, '-br"')}`],
    ['with --gzip', (etag: string) => etag.replace(/"$/, '--gzip"')],
    ['among others', (etag: string) => `"a", ${etag}`],
    ['as any', () => '*'],
  ])('is put by a tag that a proxy hands on %s', async (_how, handed) => {
    const { etag, body } = await read(thing);
    expect((await put(body, handed(etag))).status).toBe(200);
    const known = await call('GET', path, { as, headers: { 'if-none-match': handed(etag) } });
    expect([known.status, known.text, known.headers.etag]).toEqual([304, '', etag]);
    expect((await call('GET', path, { as, headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  it.each(named)('is not put without saying %s', async (field) => {
    const { etag, body } = await read(thing);
    const { [field]: _left, ...rest } = body;
    expectRefusal(await put(rest, etag), 422, 'invalid', [`/${field}`]);
    expect(await read(thing)).toEqual({ etag, body });
  });
});

describe("a county's settings", () => {
  const path = '/county/settings';
  const put = (body: object, match: string | undefined, as = 'spj.admin') =>
    call('PUT', path, { as, body, headers: match === undefined ? {} : { 'if-match': match } });
  const tag = async () => (await call('GET', path, { as: 'scjg.officer' })).headers.etag;
  const regulation = {
    title: '某县审管互动办法',
    documentNumber: '某政办字〔2026〕1号',
    articles: { 17: '即时推送。' },
  };

  it('are read by everybody, and put by the bureau by their tag', async () => {
    const before = (await call('GET', path, { as: 'wjj.officer' })).json;
    expect(before.mailHours[0]).toBe('08:30');
    expectRefusal(await put({ regulation }, undefined), 428, 'precondition-required');
    expectRefusal(await put({ regulation }, '"0"'), 412, 'precondition-failed');
    expectRefusal(await put({ regulation }, await tag(), 'scjg.admin'), 403, 'not-allowed');
    const done = await put({ regulation }, await tag());
    expect([done.status, done.json]).toEqual([200, { ...before, regulation }]);
    const known = await call('GET', path, {
      as: 'wjj.officer',
      headers: { 'if-none-match': `W/${done.headers.etag}` },
    });
    expect(known.status).toBe(304);
  });

  it('lose nothing that is not said', async () => {
    const hours = ['08:30', '15:00'];
    const whole = { regulation, mailHours: hours, circularTime: '09:00', portal: '山东政务服务网' };
    expect((await put({ regulation, mailHours: hours }, await tag())).json).toEqual(whole);
    expectRefusal(await put({ mailHours: hours }, await tag()), 422, 'invalid', ['/regulation']);
    expectRefusal(await put({ regulation }, await tag()), 422, 'invalid', ['/mailHours']);
    const { articles: _articles, ...bare } = regulation;
    const without = await put({ regulation: bare, mailHours: hours }, await tag());
    expectRefusal(without, 422, 'invalid', ['/regulation/articles']);
    const none = await put({ regulation: { ...bare, articles: null }, mailHours: null }, await tag());
    expect(none.json).toEqual({
      ...whole,
      regulation: { ...bare, articles: {} },
      mailHours: expect.arrayContaining(['17:30']),
    });
    expect((await put({ regulation: null }, await tag())).json.regulation).toBe(null);
    // An organisation that is put leaves the settings alone.
    await put({ regulation, mailHours: null }, await tag());
    await call('PUT', '/organisations/SETTINGS', { as, body: { name: '新局', type: 'department' } });
    expect((await call('GET', path, { as })).json.regulation).toEqual(regulation);
  });

  it.each<[string, object, string[]]>([
    ['a title in its brackets', { regulation: { ...regulation, title: '《办法》' } }, ['/regulation/title']],
    ['no number', { regulation: { title: '办法' } }, ['/regulation/documentNumber']],
    ['hours out of order', { mailHours: ['09:00', '08:30'] }, ['/mailHours']],
    ['an hour that is none', { mailHours: ['08:15'] }, ['/mailHours/0']],
    ['no hours', { mailHours: [] }, ['/mailHours']],
    ['what is no setting', { name: '某县' }, ['/name']],
  ])('do not fit with %s', async (_name, body, pointers) => {
    expectRefusal(await put(body, await tag()), 422, 'invalid', pointers);
  });
});

describe('a thing that is not there yet', () => {
  it('needs no tag, and is not to be replaced', async () => {
    const path = '/organisations/WJJ/accounts/wjj.new';
    const body = { name: '新', roles: ['officer'] };
    const match = { 'if-match': '"1"' };
    expectRefusal(await call('GET', path, { as }), 404, 'not-found');
    expectRefusal(await call('PUT', path, { as, body, headers: match }), 412, 'precondition-failed');
    expect((await call('PUT', path, { as, body, headers: { 'if-none-match': '*' } })).status).toBe(201);
    const again = await call('PUT', path, { as, body, headers: { 'if-none-match': '*' } });
    expectRefusal(again, 412, 'precondition-failed');
  });

  it('is made by one of two who put it at once', async () => {
    const body = { name: '新局', type: 'department' };
    const both = await Promise.all([1, 2].map(() => call('PUT', '/organisations/BOTH', { as, body })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 428]);
  });
});

it("says another who reads it nothing of the administrators' tag", async () => {
  const seen = await Promise.all([as, 'scjg.officer'].map((who) => call('GET', '/organisations/SCJG', { as: who })));
  expect(seen.map(({ json }) => 'mail' in json)).toEqual([true, false]);
  expect(seen[0]?.headers.etag).not.toBe(seen[1]?.headers.etag);
});

describe('what is in use stays', () => {
  const thing = THINGS.organisation as Thing;
  const change = async (more: (body: Record<string, unknown>) => object) => {
    const { etag, body } = await read(thing);
    return call('PUT', thing.path, { as, body: { ...body, ...more(body) }, headers: { 'if-match': etag } });
  };
  const without = (code: string) =>
    change(({ sections }) => ({
      sections: (sections as { code: string }[]).filter((section) => section.code !== code),
      defaultSection: null,
    }));

  it('a section with open work, until it is done', async () => {
    const { id, json } = { ...(await here.push('OPEN')).json, json: null };
    expect(json).toBe(null);
    const { to } = (await here.read(id, 'spj.officer')).json;
    expectRefusal(await without(to.section), 409, 'in-use');
    await here.act(id, 'claim', 'scjg.officer');
    expect((await without(to.section)).status).toBe(200);
    // The list still names it: what is pushed now arrives where work without a section does.
    expect((await here.push('LATER')).json.to).toEqual({ org: 'SCJG', section: null, handler: null });
  });

  it('a section whose work has come to its end without anybody looking', async () => {
    const { sections } = (await read(thing)).body as { sections: { code: string }[] };
    const section = sections[0]?.code as string;
    const { id } = (await here.push('DEEMED')).json;
    await here.act(id, 'assign', 'scjg.head', { section });
    expectRefusal(await without(section), 409, 'in-use');
    here.clock.set('2026-10-01T00:00:00+08:00');
    expect((await without(section)).status).toBe(200);
  });

  it('the type of an organisation that the list in force names, or that has open work', async () => {
    expect((await here.push('TYPED')).json.matter).toBe(FOOD);
    expectRefusal(await change(() => ({ type: 'township' })), 409, 'in-use');
    const fresh = { path: '/organisations/BOTH', as };
    const { etag, body } = await read({ ...fresh, change: {}, named: [] });
    const put = await call('PUT', fresh.path, {
      as,
      body: { ...body, type: 'township' },
      headers: { 'if-match': etag },
    });
    expect(put.status).toBe(200);
  });
});

/** `POST /pushes`: what is taken, what is answered, and everything that is wrong with it at once. */
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../shared/time.ts';
import {
  approval,
  CLOCK_STANDS,
  countyAnywhere,
  document,
  expectRefusal,
  FOOD,
  MONDAY,
  NAMED,
  NOW,
  supervision,
  TOMORROW,
  WITH_AGENCY,
} from './county.ts';

const here = await countyAnywhere();
const { call } = here;
const post = (body: unknown, as = 'spj.officer') => call('POST', '/pushes', { as, body });

const FIELDS = `id kind reference source matter matterName decision party licence summary site contact commitment
  conditions riskPoints attachments occurredAt from to pushedAt pushDue pushedLate status claimBy claimDeadline
  provisional claimedAt claimedBy claimMode responsible returnReason supersedes supersededBy copyOf copies corrects
  boundaryListVersion quarantined warnings`.split(/\s+/);

const FULL = {
  decision: 'granted',
  party: { type: 'organisation', name: '冠县某某食品有限公司', creditCode: '91371525MA3C00001R' },
  licence: {
    documentNumber: '冠审批许字〔2026〕123号',
    name: '食品经营许可证',
    number: 'JY13715250000123',
    decidedOn: '2026-09-28',
    validFrom: '2026-09-28',
    validTo: '2031-09-27',
  },
  site: { township: '清泉街道', address: '某路 1 号' },
  contact: { name: '某某', phone: '0635-0000000' },
  commitment: false,
  conditions: '限于预包装食品',
  riskPoints: [{ description: '后厨面积偏小', severity: 'medium' }],
  corrects: null,
  attachments: [{ name: '许可决定书.pdf', sha256: 'a'.repeat(64), size: 182_733, mediaType: 'application/pdf' }],
};

describe('what is answered', () => {
  it('201 with Location, every field of the contract, what was said as it was said', async () => {
    const made = await post(approval('FULL', FULL), 'construction');
    expect([made.status, made.headers.location]).toEqual([201, `/pushes/${made.json.id}`]);
    expect(FIELDS.filter((field) => !(field in made.json))).toEqual([]);
    const { warnings: _warned, ...said } = made.json;
    expect(said).toMatchObject({ ...FULL, kind: 'approval', reference: 'FULL', source: 'construction' });
    expect(said).toMatchObject({
      matter: FOOD,
      matterName: '食品经营许可',
      from: { org: 'SPJ' },
      to: { org: 'SCJG', section: 'SPXK', handler: null },
      status: 'pending',
      quarantined: false,
      copies: [],
    });
    expect((parseInstant(made.json.pushedAt) as number) - (parseInstant(NOW) as number)).toBeLessThan(120_000);
    const why = await call('GET', `/calendar/explain?from=${made.json.pushedAt}&workingDays=2`);
    const { by, deadline, provisional } = why.json;
    expect(made.json).toMatchObject({ claimBy: by, claimDeadline: deadline, provisional });
  });

  it.runIf(CLOCK_STANDS)('pushed on Monday, due on Wednesday before the National Day holiday', async () => {
    expect((await post(approval('DATED'))).json).toMatchObject({
      ...{ pushedAt: MONDAY, pushDue: '2026-09-28', pushedLate: false },
      ...{ claimBy: '2026-09-30', claimDeadline: '2026-10-01T00:00:00+08:00', provisional: false },
    });
  });

  it('absent is null, or the default', async () => {
    const { json } = await post(approval('LEAST'));
    for (const field of [
      'licence',
      'site',
      'contact',
      'conditions',
      'corrects',
      'claimedAt',
      'claimedBy',
      'claimMode',
    ]) {
      expect([field, json[field]]).toEqual([field, null]);
    }
    for (const field of ['responsible', 'returnReason', 'supersedes', 'supersededBy', 'copyOf']) {
      expect([field, json[field]]).toEqual([field, null]);
    }
    expect(json).toMatchObject({
      decision: 'granted',
      commitment: false,
      riskPoints: [],
      attachments: [],
      warnings: [],
    });
    expect(json.party).toEqual({ type: 'organisation', name: '冠县某某食品有限公司', creditCode: null });
  });

  it.each([
    ['a risk point', 'spj.officer', approval('K-1', { kind: 'risk' }), 'pending', null],
    ['a supervision result', 'scjg.officer', supervision('K-2'), 'pending', 'SPJ'],
    ['a document', 'zfb.office', document('K-3'), 'for-information', 'SCJG'],
    ['a document with a matter', 'wjj.officer', document('K-4', { matter: FOOD }), 'for-information', 'SCJG'],
  ])('%s', async (_name, as, body, status, to) => {
    const { json } = await post(body, as);
    expect([json.status, json.decision]).toEqual([status, null]);
    if (to) expect(json.to.org).toBe(to);
    if (status === 'for-information')
      expect([json.claimBy, json.claimDeadline, json.pushDue]).toEqual([null, null, null]);
  });

  it.runIf(CLOCK_STANDS).each([
    ['on the day', '2026-09-28T08:50:00+08:00', '2026-09-28', false],
    ['on a day off (中秋节): due on Monday', '2026-09-25T10:00:00+08:00', '2026-09-28', false],
    ['on Saturday: due on Monday', '2026-09-26T10:00:00+08:00', '2026-09-28', false],
    ['on Thursday, before the holiday: late', '2026-09-24T23:59:59+08:00', '2026-09-24', true],
    ['before the calendar begins: cannot be counted', '2018-05-01T09:00:00+08:00', null, null],
  ])('completed %s', async (name, occurredAt, pushDue, pushedLate) => {
    const { json } = await post(approval(`DUE ${name}`, { occurredAt }));
    expect(json).toMatchObject({ pushDue, pushedLate });
    // A slip in the year would never be late: its sender is told.
    const codes = json.warnings.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(pushDue === null ? ['due-unknown'] : []);
  });
});

describe('where it goes', () => {
  it('a copy for information to the enforcement agency, without a clock', async () => {
    const { json } = await post(approval('AGENCY', { matter: WITH_AGENCY }));
    expect([json.to.org, json.copies.length]).toEqual(['ZJJ', 1]);
    const copy = await here.read(json.copies[0], 'zhzf.officer');
    expect(copy.json).toMatchObject({ status: 'for-information', copyOf: json.id, claimBy: null, to: { org: 'ZHZF' } });
    expect((await here.read(json.copies[0], 'zjj.officer')).status).toBe(404);
    expect((await here.read(json.id, 'zhzf.officer')).json).toMatchObject({ id: json.id, acts: [] });
    expect((await here.read(json.id, 'zjj.officer')).json.copies).toEqual(json.copies);
    expectRefusal(await here.act(json.id, 'claim', 'zhzf.officer'), 403, 'not-allowed');
    expect((await here.read(json.id, 'wjj.officer')).status).toBe(404);
  });

  it.runIf(CLOCK_STANDS)('of a push that came late, itself late in nothing', async () => {
    const late = { matter: WITH_AGENCY, occurredAt: '2026-09-24T08:50:00+08:00' };
    const { json } = await post(approval('AGENCY-LATE', late));
    expect(json).toMatchObject({ pushDue: '2026-09-24', pushedLate: true });
    const copy = (await here.read(json.copies[0], 'zhzf.officer')).json;
    expect(copy).toMatchObject({ pushDue: null, pushedLate: null });
  });

  it('of a supervision result too, unless the agency itself sends it', async () => {
    const result = (reference: string) => supervision(reference, { matter: WITH_AGENCY });
    expect((await post(result('SUP-1'), 'zjj.officer')).json.copies).toHaveLength(1);
    expect((await post(result('SUP-2'), 'zhzf.officer')).json.copies).toEqual([]);
  });

  it('a document to each that it names', async () => {
    const { json } = await post(document('COPIES', { copyTo: [{ org: 'WJJ' }, { org: 'QQJD' }] }), 'zfb.office');
    expect(json.copies.length).toBe(2);
    expect((await here.read(json.copies[1], 'qqjd.officer')).json.copyOf).toBe(json.id);
  });

  it('as named, where the list says so', async () => {
    const { json } = await post(approval('NAMED', { matter: NAMED, to: { org: 'ZRZY' } }));
    expect([json.status, json.to.org]).toEqual(['pending', 'ZRZY']);
    expect((await post(supervision('NAMED-S', { matter: NAMED }), 'scjg.officer')).json.to.org).toBe('SPJ');
  });

  it('a document from anyone, also from who has no officers', async () => {
    for (const as of ['zfb.office', 'jw.discipline', 'construction']) {
      expect((await post(document(`ANY ${as}`), as)).json.status).toBe('for-information');
    }
  });
});

describe('who may', () => {
  it.each([
    ['an approval by a department', 'scjg.officer', approval('W-1')],
    ['a risk by a department', 'scjg.officer', approval('W-2', { kind: 'risk' })],
    ['a supervision result by another department', 'wjj.officer', supervision('W-3')],
    ['a supervision result by the bureau', 'spj.officer', supervision('W-4')],
    ['one by the bureau where any department may', 'spj.officer', supervision('W-8', { matter: NAMED })],
    ['an approval by an administrator', 'spj.admin', approval('W-5')],
    ['a document by an administrator of accounts', 'wjj.admin', document('W-6')],
    ['a supervision result by a township, whoever is named', 'qqjd.officer', supervision('W-7', { matter: NAMED })],
  ])('not %s', async (_name, as, body) => expectRefusal(await post(body, as), 403, 'not-allowed'));
});

/** Made-up numbers of people born on 1949-12-31, with a check digit and an X that fit. */
const ID = '110105194912310089';
const ID_X = '11010519491231002X';
const HANDLED = { type: 'penalty', documentNumber: '冠市监罚〔2026〕1号', decidedOn: '2026-09-28' };
const PAPER = { type: 'own', number: '冠审〔2026〕1号', title: '某', issuer: '某', issuedOn: '2026-09-28' };
const chinese = (length: number): string => '食'.repeat(length);
const risk = (n: number) => Array.from({ length: n }, () => ({ description: '某', severity: 'low' }));
const files = (n: number) => Array.from({ length: n }, (_, i) => ({ name: `附件${i}.pdf` }));

/** By a clock that is ahead of ours. */
const AHEAD: [string, Record<string, unknown>][] = [['in a minute', { occurredAt: '2026-09-28T09:01:00+08:00' }]];

describe('at the bounds', () => {
  it.each([
    ['100 characters of reference', { reference: chinese(100) }],
    ['200 characters of name, each two code units', { party: { name: '𠮷'.repeat(200) } }],
    ['2,000 of summary', { summary: chinese(2000) }],
    ['50 risk points and 50 attachments', { riskPoints: risk(50), attachments: files(50) }],
    ['a moment ago', { occurredAt: NOW }],
    ...(CLOCK_STANDS ? AHEAD : []),
    ['a natural person without a code', { party: { type: 'natural-person', name: '某' } }],
    ['a licence of one day', { licence: { validFrom: '2026-09-28', validTo: '2026-09-28' } }],
    ['29 February of a leap year', { licence: { decidedOn: '2024-02-29' } }],
    ['line breaks in a summary', { summary: '第一行\n第二行' }],
  ])('%s', async (name, more) => expect((await post(approval(`B ${name}`, more))).status).toBe(201));
});

describe('what does not fit', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['no reference', { reference: '' }, ['/reference']],
    ['101 characters of reference', { reference: chinese(101) }, ['/reference']],
    ['201 of name', { party: { name: chinese(201) } }, ['/party/name']],
    ['2,001 of summary', { summary: chinese(2001) }, ['/summary']],
    ['blank summary', { summary: '  ' }, ['/summary']],
    ['a decision that is none', { decision: 'approved' }, ['/decision']],
    ['a decision on a risk', { kind: 'risk', decision: 'granted' }, ['/decision']],
    ['a party type that is none', { party: { type: 'person', name: '某' } }, ['/party/type']],
    [
      'a code of a natural person',
      { party: { type: 'natural-person', name: '某', creditCode: '91371525MA3C00001R' } },
      ['/party/creditCode'],
    ],
    ['a credit code too short', { party: { name: '某', creditCode: '91371525MA3C00001' } }, ['/party/creditCode']],
    ['a credit code with an I', { party: { name: '某', creditCode: '9137I525MA3C00001R' } }, ['/party/creditCode']],
    ['no matter', { matter: null }, ['/matter']],
    ['a matter not on the list', { matter: '371525-XXX-999' }, ['/matter']],
    [
      'the future',
      { occurredAt: CLOCK_STANDS ? '2026-09-28T09:01:00.001+08:00' : `${TOMORROW}T23:59:59+08:00` },
      ['/occurredAt'],
    ],
    ['51 risk points', { riskPoints: risk(51) }, ['/riskPoints']],
    ['51 attachments', { attachments: files(51) }, ['/attachments']],
    [
      'a severity that is none',
      { riskPoints: [{ description: '某', severity: 'severe' }] },
      ['/riskPoints/0/severity'],
    ],
    ['a risk point without words', { riskPoints: [{ severity: 'low' }] }, ['/riskPoints/0/description']],
    ['29 February 2026', { licence: { decidedOn: '2026-02-29' } }, ['/licence/decidedOn']],
    [
      'an end before the beginning',
      { licence: { validFrom: '2026-02-01', validTo: '2026-01-31' } },
      ['/licence/validTo'],
    ],
    [
      'an end before what is no day',
      { licence: { validFrom: '2026-02-30', validTo: '2026-01-31' } },
      ['/licence/validFrom'],
    ],
    ['a target that the list decides', { to: { org: 'WJJ' } }, ['/to']],
    ['no target where it is named', { matter: NAMED }, ['/to']],
    ['a code that is an identity-card number', { party: { name: '某', creditCode: ID } }, ['/party/creditCode']],
    ['one with a small x', { party: { name: '某', creditCode: ID_X.toLowerCase() } }, ['/party/creditCode']],
    ['a name with a noncharacter', { party: { name: '某\ufdd0公司' } }, ['/party/name']],
    ['a number that reads otherwise than it is', { reference: 'GX-\u202e321' }, ['/reference']],
    ['a summary with marks of direction', { summary: '准予\u2067许可' }, ['/summary']],
    ['a name with blanks that nobody sees', { party: { name: '某\u200b公司' } }, ['/party/name']],
    ['a summary of which nothing can be seen', { summary: '\u3164\u2800 ' }, ['/summary']],
    ['a target that supervises nothing', { matter: NAMED, to: { org: 'QQJD' } }, ['/to/org']],
    ['a target that does not exist', { matter: NAMED, to: { org: 'NIEMAND' } }, ['/to/org']],
    ['copies of an approval', { copyTo: [{ org: 'WJJ' }] }, ['/copyTo']],
    ['a correction of nothing', { corrects: 'NEVER' }, ['/corrects']],
    ['a correction of oneself', { corrects: 'SELF', reference: 'SELF' }, ['/corrects']],
    ['what only supervision tells', { handling: HANDLED }, ['/handling']],
    ['a document, and what that lacks', { document: { ...PAPER, issuedOn: null } }, ['/document']],
    // What its kind would have to have is not said of a kind that is none.
    [
      'a kind that is none',
      { kind: 'letter', decision: 'granted', handling: HANDLED, document: PAPER, copyTo: [{ org: 'WJJ' }] },
      ['/kind'],
    ],
    ['an unknown field', { licenceNo: '1', party: { name: '某', age: 3 } }, ['/licenceNo', '/party/age']],
  ])('%s', async (_name, more, pointers) => {
    expectRefusal(await post(approval('X', more)), 422, 'invalid', pointers);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['without a target', { to: null }, ['/to']],
    ['to nobody known', { to: { org: 'NOBODY' } }, ['/to/org']],
    ['to a section nobody has', { to: { org: 'SCJG', section: 'NONE' } }, ['/to/section']],
    ['copied twice to the same', { copyTo: [{ org: 'WJJ' }, { org: 'WJJ' }] }, ['/copyTo/1/org']],
    ['to the same as copied', { to: { org: 'WJJ' }, copyTo: [{ org: 'WJJ' }] }, ['/copyTo/0/org']],
    ['copied to nobody, twice', { copyTo: [{}, {}] }, ['/copyTo/0/org', '/copyTo/1/org']],
    ['with 21 copies', { copyTo: Array.from({ length: 21 }, (_, i) => ({ org: `A${i}` })) }, ['/copyTo']],
  ])('a document %s', async (_name, more, pointers) => {
    const answer = await post(document('X', more), 'zfb.office');
    expectRefusal(answer, 422, 'invalid', pointers);
  });

  it('all at once: by itself, against another field, against list and clock', async () => {
    const wrong = {
      ...{ kind: 'approval', reference: '', matter: 'M-NONE', summary: 7, extra: 1, corrects: 'NEVER' },
      party: { type: 'natural-person', name: '', creditCode: '91371525MA3C00001R' },
      occurredAt: `${TOMORROW}T23:59:59+08:00`,
      riskPoints: [{ description: '某', severity: 'low' }, { severity: 'x' }],
      licence: { validFrom: '2026-02-01', validTo: '2026-01-31' },
    };
    expectRefusal(await post(wrong), 422, 'invalid', [
      ...['/reference', '/matter', '/summary', '/extra', '/corrects', '/party/name', '/party/creditCode'],
      ...['/occurredAt', '/riskPoints/1/description', '/riskPoints/1/severity', '/licence/validTo'],
    ]);
  });

  it('an empty object names everything that is needed', async () => {
    const needed = ['/kind', '/reference', '/matter', '/party', '/occurredAt', '/summary'];
    expectRefusal(await post({}), 422, 'invalid', needed);
  });
});

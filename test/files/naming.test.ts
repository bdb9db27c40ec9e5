/** Records name files: whoever may read the record may fetch them, and by it alone. */
import { describe, expect, it } from 'vitest';
import { approval, countyHere, document, expectRefusal, FOOD, NAMED } from '../contract-http/county.ts';
import { declare, PDF, send, sha256Of, upload } from './sample.ts';

const here = await countyHere();
const { call } = here;
const BUREAU = 'spj.officer';
let references = 0;
const pushed = (attachments: object[], more: Record<string, unknown> = {}, as = BUREAU) =>
  call('POST', '/pushes', { as, body: approval(`F-${++references}`, { matter: FOOD, attachments, ...more }) });
const content = (file: string, record: string | null, as: string) =>
  call('GET', `/files/${file}/content${record === null ? '' : `?record=${record}`}`, { as });

describe('a push that names a file', () => {
  it('shows what the file says of itself, to whomever it concerns', async () => {
    const file = await upload(call, BUREAU);
    const made = await pushed([{ file }]);
    expect(made.status).toBe(201);
    const described = { name: '许可决定书.pdf', sha256: sha256Of(PDF), size: PDF.length, mediaType: 'application/pdf' };
    expect(made.json.attachments).toEqual([{ file, ...described }]);
    expect((await here.read(made.json.id, 'scjg.officer')).json.attachments).toEqual([{ file, ...described }]);
  });

  it('opens its content to those who may read the record, by the record', async () => {
    const file = await upload(call, BUREAU);
    expectRefusal(await content(file, null, 'scjg.officer'), 404, 'not-found');
    const { id } = (await pushed([{ file }])).json;
    const other = (await pushed([])).json.id;
    for (const as of ['scjg.officer', 'scjg.admin', 'zfb.office', 'spj.head']) {
      const got = await content(file, id, as);
      expect([as, got.status, sha256Of(got.bytes)]).toEqual([as, 200, sha256Of(PDF)]);
      expect((await call('GET', `/files/${file}`, { as })).json).toMatchObject({ state: 'stored', upload: null });
      // A record that does not name it, none at all, and whatever is no id.
      expectRefusal(await content(file, other, as), 404, 'not-found');
      expectRefusal(await content(file, 'f'.repeat(32), as), 404, 'not-found');
      expectRefusal(await content(file, '1', as), 422, 'invalid', ['?record']);
    }
    for (const as of ['wjj.officer', 'jw.discipline']) {
      expectRefusal(await content(file, id, as), 404, 'not-found');
      expectRefusal(await call('GET', `/files/${file}`, { as }), 404, 'not-found');
    }
    expectRefusal(await content(file, null, 'scjg.officer'), 404, 'not-found');
    expect((await content(file, null, BUREAU)).status).toBe(200);
  });

  it('may name it beside others that are described alone, two of one name among them', async () => {
    const [one, other] = [await upload(call, BUREAU), await upload(call, BUREAU, Buffer.from('%PDF-1.7 another'))];
    const scan = { name: '许可决定书.pdf', sha256: 'a'.repeat(64), size: 1, mediaType: 'application/pdf' };
    const made = await pushed([{ file: one }, { file: other }, scan, { file: one }]);
    expect(made.json.attachments.map(({ file }: { file: string }) => file)).toEqual([one, other, null, one]);
    expect((await content(other, made.json.id, 'scjg.officer')).text).toBe('%PDF-1.7 another');
  });

  it('is the same sent again with or without what the file says, whatever has become of the file', async () => {
    const file = await upload(call, BUREAU);
    const made = await pushed([{ file }], { reference: 'SAME' });
    const again = await pushed([{ file, name: '许可决定书.pdf', size: PDF.length }], { reference: 'SAME' });
    expect([again.status, again.json.id]).toEqual([200, made.json.id]);
    await here.act(made.json.id, 'quarantine', BUREAU, { reason: '误传' });
    expect((await pushed([{ file }], { reference: 'SAME' })).status).toBe(200);
    expectRefusal(await pushed([], { reference: 'SAME' }), 409, 'reference-reused');
  });
});

describe('a push is refused', () => {
  it.each([['what the file does not say', { name: 'b.pdf', size: 1, sha256: 'a'.repeat(64), mediaType: 'image/png' }]])(
    'for %s',
    async (_name, wrong) => {
      const file = await upload(call, BUREAU);
      const refused = await pushed([{ name: 'scan' }, { file, ...wrong }]);
      const pointers = ['mediaType', 'name', 'sha256', 'size'].map((field) => `/attachments/1/${field}`);
      expectRefusal(refused, 422, 'invalid', pointers);
    },
  );

  it('for a file that is not there, not its own, not stored, or refused; all at once, beside what else is wrong', async () => {
    const awaited = (await declare(call, BUREAU, PDF)).json.id;
    const wrong = (await declare(call, BUREAU, PDF, { mediaType: 'image/png' })).json.id;
    await send(call, BUREAU, wrong, PDF, { 'content-type': 'image/png' });
    const theirs = await upload(call, 'scjg.officer');
    const files = ['f'.repeat(32), theirs, awaited, wrong, await upload(call, BUREAU)];
    const refused = await pushed(
      files.map((file) => ({ file })),
      { matter: '371525-XXXX-001' },
    );
    const pointers = [0, 1, 2, 3].map((i) => `/attachments/${i}/file`);
    expectRefusal(refused, 422, 'invalid', [...pointers, '/matter']);
    const unreadable = await pushed([{ file: 'F' }, {}, { name: null }, { file: null, name: '' }]);
    const each = ['/attachments/0/file', '/attachments/1/name', '/attachments/2/name', '/attachments/3/name'];
    expectRefusal(unreadable, 422, 'invalid', each);
  });

  it('for a file that another organisation’s record names, though it may read it', async () => {
    const file = await upload(call, BUREAU);
    await pushed([{ file }]);
    const body = document('D-1', { to: { org: 'SPJ' }, attachments: [{ file }] });
    expectRefusal(await call('POST', '/pushes', { as: 'scjg.officer', body }), 422, 'invalid', ['/attachments/0/file']);
  });
});

describe('files go along', () => {
  it('with copies, to those who get them', async () => {
    const file = await upload(call, 'zfb.office');
    const body = document('D-2', { copyTo: [{ org: 'WJJ' }, { org: 'JTJ' }], attachments: [{ file }] });
    const { json } = await call('POST', '/pushes', { as: 'zfb.office', body });
    for (const copy of json.copies) {
      expect((await here.read(copy, 'zfb.office')).json.attachments[0].file).toBe(file);
    }
    expect((await content(file, json.copies[0], 'wjj.officer')).status).toBe(200);
    expectRefusal(await content(file, json.copies[0], 'jtj.officer'), 404, 'not-found');
    expectRefusal(await content(file, json.id, 'yjj.officer'), 404, 'not-found');
  });

  it('with a push that is readdressed, also when they are gone', async () => {
    for (const gone of [false, true]) {
      const file = await upload(call, BUREAU);
      const made = await pushed([{ file }], { matter: NAMED, to: { org: 'SCJG' } });
      expect(made.status).toBe(201);
      if (gone) {
        const same = await pushed([{ file }]);
        await here.act(same.json.id, 'quarantine', BUREAU, { reason: '误传' });
      }
      await here.act(made.json.id, 'return', 'scjg.officer', { reason: '不属于本单位' });
      const next = await here.act(made.json.id, 'readdress', BUREAU, { org: 'WJJ' });
      expect([next.status, next.json.attachments[0].file]).toEqual([201, file]);
      const got = await content(file, next.json.id, 'wjj.officer');
      if (gone) expectRefusal(got, 409, 'file-gone');
      else expect(got.status).toBe(200);
    }
  });
});

describe('two at once', () => {
  it('both name it; a naming and a quarantine leave nothing that can be fetched', async () => {
    const file = await upload(call, BUREAU);
    const made = await Promise.all([1, 2, 3, 4].map(() => pushed([{ file }])));
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const first = made[0]?.json.id;
    const [, named] = await Promise.all([
      here.act(first, 'quarantine', BUREAU, { reason: '误传' }),
      pushed([{ file }]),
    ]);
    expect([201, 422]).toContain(named?.status);
    for (const { json } of made.slice(1)) expectRefusal(await content(file, json.id, 'scjg.officer'), 409, 'file-gone');
  });
});

it('a file is named by 200 records at most', { timeout: 60_000 }, async () => {
  const file = await upload(call, BUREAU);
  for (let n = 0; n < 200; n++) expect((await pushed([{ file }])).status).toBe(201);
  expectRefusal(await pushed([{ file }]), 422, 'invalid', ['/attachments/0/file']);
});

describe('a letter names files too', () => {
  const letter = (as: string, files: string[], more: object = {}) => {
    const attachments = files.map((file, i) => ({ file, name: `附件${i + 1}.pdf` }));
    const body = {
      purpose: 'inquiry',
      to: [{ org: 'SCJG' }, { org: 'WJJ' }],
      title: '关于核查',
      text: '请核查。',
      ...more,
    };
    return call('POST', '/letters', { as, body: { ...body, attachments } });
  };

  it('one for each addressee, by the same commit; its quarantine takes the bytes from all', async () => {
    const file = await upload(call, BUREAU);
    const { status, json } = await letter(BUREAU, [file]);
    expect(status).toBe(201);
    const ids = json.items.map(({ id }: { id: string }) => id);
    expect(ids).toHaveLength(2);
    expect((await content(file, ids[0], 'scjg.officer')).status).toBe(200);
    expectRefusal(await content(file, ids[1], 'scjg.officer'), 404, 'not-found');
    const taken = await call('POST', `/letters/${ids[0]}/quarantine`, { as: BUREAU, body: { reason: '误发' } });
    expect(taken.status).toBe(200);
    // The others of the series have been taken from sight as well: they name nothing any more.
    expectRefusal(await content(file, ids[1], 'wjj.officer'), 404, 'not-found');
    expectRefusal(await call('GET', `/files/${file}/content`, { as: BUREAU }), 409, 'file-gone');
  });

  it('and the reply names those of the addressee, which the sender may fetch then', async () => {
    const { json } = await letter(BUREAU, [await upload(call, BUREAU)]);
    const { id } = json.items[0];
    const [theirs, ours] = [await upload(call, 'scjg.officer'), await upload(call, BUREAU)];
    const reply = (file: string) =>
      call('POST', `/letters/${id}/reply`, {
        as: 'scjg.officer',
        body: { position: 'agree', text: '已核查。', attachments: [{ file, name: '复函.pdf' }] },
      });
    expectRefusal(await reply(ours), 422, 'invalid', ['/attachments/0/file']);
    expectRefusal(await content(theirs, id, BUREAU), 404, 'not-found');
    expect((await reply(theirs)).status).toBe(200);
    expect((await content(theirs, id, BUREAU)).status).toBe(200);
  });
});

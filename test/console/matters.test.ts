/** Matters in forms: proposed with their names, found by a part of the name without a script. */
import { describe, expect, it } from 'vitest';
import { withMatters } from '../../functions/console/matters.ts';
import { demonstrationMatters } from '../in-process/county.ts';
import { inProcess } from '../in-process.ts';
import { browserOf } from './browser.ts';

const home = await inProcess();
const FOOD = demonstrationMatters().find(({ code }) => code === '371525-SCJG-001') as { code: string; name: string };

describe.each([
  ['/console/letters/new?purpose=gatekeeping', 'spj.officer', 'matter'],
  ['/console/problems/new', 'scjg.officer', 'matter'],
  ['/console/standards/new', 'scjg.admin', 'matters'],
  ['/console/surveys/new', 'spj.officer', 'matters'],
  ['/console/guidance/new', 'spj.officer', 'matters'],
  ['/console/sharing/new-grant', 'scjg.admin', 'matters'],
])('%s', (path, as, name) => {
  it('proposes the matters of the list, with code and name', async () => {
    const { status, text } = await (await browserOf(home, as)).get(path);
    expect(status).toBe(200);
    expect(text).toMatch(new RegExp(`<input type="text"[^>]* list="matters"[^>]* name="${name}"`));
    expect(text).toContain(`<option value="${FOOD.code} ${FOOD.name}">`);
  });
});

it('are not proposed where a new one is named', async () => {
  const admin = await browserOf(home, 'spj.admin');
  const made = await home.call('POST', '/boundary-list/drafts', { as: 'spj.admin', body: { validFrom: '2026-12-01' } });
  const { text } = await admin.get(`/console/boundary-list-drafts/${made.json.id}/rows/new`);
  expect(text).toContain('name="code"');
  expect(text).not.toContain('list="matters"');
});

describe('what is written', async () => {
  const officer = await browserOf(home, 'scjg.officer');
  let sent = 0;
  const raise = async (matter: string) => {
    sent += 1;
    const said = { type: 'other', title: '衔接', text: '需要衔接。', matter };
    return officer.post('/console/problems/new', { ...said, key: String(sent).padStart(32, 'm') });
  };
  const matterOf = async (answer: Awaited<ReturnType<typeof raise>>) => {
    const id = answer.headers.location?.split('/').at(-1)?.split('?')[0];
    return (await home.call('GET', `/problems/${id}`, { as: 'scjg.officer' })).json.matter;
  };

  it.each([
    ['the code', FOOD.code],
    ['what the list proposes', `${FOOD.code} ${FOOD.name}`],
    ['the name', FOOD.name],
    ['full-width letters', '３７１５２５－SCJG－001'.replaceAll('－', '-')],
  ])('means the matter: %s', async (_what, words) => {
    await officer.get('/console/problems/new');
    expect(await matterOf(await raise(words))).toBe(FOOD.code);
  });

  it('names several: the field says which, and the form is as it was', async () => {
    await officer.get('/console/problems/new');
    const { status, text } = await raise('许可');
    expect(status).toBe(422);
    expect(text).toMatch(/有 \d+ 个事项的编码或名称含“许可”：[^<]*（371525-[^<]*请填写其中一个的编码/);
    expect(text).toContain('name="matter" value="许可"');
  });

  it('names none', async () => {
    await officer.get('/console/problems/new');
    expect((await raise('航天发射')).text).toContain('没有编码或名称含“航天发射”的事项');
  });
});

it('of a form without matters nothing is looked up', async () => {
  const form = new URLSearchParams({ title: '某' });
  const call = {} as Parameters<typeof withMatters>[0];
  expect(await withMatters(call, [], form)).toBe(form);
});

/**
 * Document numbers that contain an identity number: taken, sealed at rest, whole only in the record to its sides, and
 * those of decisions handed on sealed to the credit record.
 */
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { countyHere, FOOD, type Here, supervision } from './county.ts';

const ID = '371525198501012348';
const NUMBER = `冠市监罚${ID}`;
const SHOWN = '冠市监罚371525********2348';
const DEPT = 'scjg.officer';

const opened = async (here: Here): Promise<void> => {
  const { items } = (await here.call('GET', '/credit-records', { as: DEPT })).json;
  expect(items.map(({ fields }: { fields: { CF_WSH: string } }) => fields.CF_WSH)).toEqual([SHOWN]);
};

async function handled(here: Here): Promise<string> {
  const handling = { type: 'penalty', documentNumber: NUMBER, decidedOn: '2026-09-28' };
  const made = await here.call('POST', '/pushes', { as: DEPT, body: supervision('V-1', { handling }) });
  expect([made.status, made.json.handling?.documentNumber]).toEqual([201, SHOWN]);
  await opened(here);
  return `/pushes/${made.json.id}`;
}

async function fedBack(here: Here): Promise<string> {
  const { id } = (await here.push('A-1', { matter: FOOD, licence: { number: 'JY-1' } })).json;
  await here.act(id, 'claim', DEPT);
  const [entry] = (await here.call('GET', '/register', { as: DEPT })).json.items;
  const body = { result: 'penalised', day: '2026-09-28', detail: '罚款', documentNumber: NUMBER };
  const made = await here.call('POST', `/register/${entry.id}/feedback`, { as: DEPT, body });
  expect([made.status, made.json.documentNumber]).toEqual([201, SHOWN]);
  await opened(here);
  return `/feedback/${made.json.id}`;
}

async function written(here: Here): Promise<string> {
  const said = { purpose: 'inquiry', title: '询问', text: '请函告', documentNumber: NUMBER, signedBy: '王五' };
  const made = await here.call('POST', '/letters', { as: DEPT, body: { ...said, to: [{ org: 'SPJ' }] } });
  expect([made.status, made.json.items?.[0].documentNumber]).toEqual([201, SHOWN]);
  const path = `/letters/${made.json.items[0].id}`;
  const reply = { text: '已阅', documentNumber: NUMBER, signedBy: '赵六' };
  const replied = await here.call('POST', `${path}/reply`, { as: 'spj.officer', body: reply });
  expect([replied.status, replied.json.replyNumber]).toEqual([200, SHOWN]);
  return path;
}

async function sent(here: Here): Promise<string> {
  const said = { channel: 'post', documentNumber: NUMBER, title: '决定书', sentOn: '2026-09-28' };
  const body = { ...said, to: [{ org: 'SPJ' }], items: [{ name: '决定书', copies: 1 }] };
  const made = await here.call('POST', '/offline-transfers', { as: DEPT, body });
  expect([made.status, made.json.items?.[0].documentNumber]).toEqual([201, SHOWN]);
  return `/offline-transfers/${made.json.items[0].id}`;
}

async function proposed(here: Here): Promise<string> {
  const source = { documentNumber: NUMBER, issuer: '冠县市场监督管理局', level: 'county' };
  const said = { type: 'rule', matters: [FOOD], title: '细则', text: '正文', validFrom: '2026-10-20', source };
  const made = await here.call('POST', '/standards', { as: 'scjg.admin', body: said });
  expect([made.status, made.json.source?.documentNumber]).toEqual([201, SHOWN]);
  const path = `/standards/${made.json.id}`;
  expect((await here.call('POST', `${path}/confirm`, { as: 'spj.admin', body: {} })).status).toBe(200);
  for (const format of ['', '.json']) {
    const asked = { headers: { accept: 'text/html' } };
    const { text } = await here.call('GET', `/public/standards${format}?matter=${FOOD}`, asked);
    expect([text.includes(SHOWN), text.includes(ID)]).toEqual([true, false]);
  }
  return path;
}

async function decided(here: Here): Promise<string> {
  const { json } = await here.call('POST', '/pushes', { as: DEPT, body: supervision('V-2') });
  await here.act(json.id, 'claim', 'spj.officer');
  const [task] = (await here.call('GET', '/tasks', { as: 'spj.officer' })).json.items;
  const said = { outcome: 'revoke', documentNumber: NUMBER, note: '撤销' };
  const done = await here.call('POST', `/tasks/${task.id}/decide`, { as: 'spj.officer', body: said });
  expect([done.status, done.json.documentNumber]).toEqual([200, SHOWN]);
  const answer = await here.read(done.json.answer, DEPT);
  expect(answer.json.summary).toContain(`文书号：${SHOWN}。`);
  return `/tasks/${task.id}`;
}

const ofDocument = ({ documentNumber }: { documentNumber: string }): string => documentNumber;

describe.each<[string, (here: Here) => Promise<string>, (json: never) => unknown]>([
  [
    'of how it was handled',
    handled,
    ({ handling }: { handling: { documentNumber: string } }) => handling.documentNumber,
  ],
  ['of feedback', fedBack, ofDocument],
  ['of a letter', written, ofDocument],
  ['of a letter’s reply', written, ({ replyNumber }: { replyNumber: string }) => replyNumber],
  ['of an offline transfer', sent, ofDocument],
  ['of a decision on a licence', decided, ofDocument],
  ['of a standard’s source', proposed, ({ source }: { source: { documentNumber: string } }) => source.documentNumber],
])('a document number %s', async (_, make, numberOf) => {
  const store = openSqliteStore(':memory:');
  const here = await countyHere({ store });
  const path = await make(here);

  it('is whole to sender and addressee, masked to the government office, and nowhere else', async () => {
    const read = async (as: string) => numberOf((await here.call('GET', path, { as })).json as never);
    await here.call('GET', `${path}/history`, { as: DEPT }).then(({ text }) => expect(text).not.toContain(ID));
    expect(await Promise.all([DEPT, 'spj.officer', 'zfb.office'].map(read))).toEqual([NUMBER, NUMBER, SHOWN]);
    const lists = ['/pushes', '/letters', '/offline-transfers', '/tasks', '/standards'].map(
      (path) => `${path}?box=out`,
    );
    for (const list of [...lists, '/feedback', '/credit-records', '/inbox']) {
      const { status, text } = await here.call('GET', list, { as: DEPT });
      expect([list, status, text.includes(ID)]).toEqual([list, 200, false]);
    }
  });

  it('lies sealed', () => {
    expect(JSON.stringify([...store.all()])).not.toContain(ID);
  });
});

/**
 * What a referral (art. 24, limb two) opens: to discipline inspection the records that the case names, to be read, and
 * nothing beside them; to everybody else nothing that he did not see before. What limb one holds against an
 * organisation that reads, too.
 */
import { describe, expect, it } from 'vitest';
import { recordRoutes } from '../../functions/exchanges/record-routes.ts';
import { KINDS } from '../../shared/kinds.ts';
import { WITH_AGENCY } from '../contract-http/county.ts';
import { sampleBody } from '../fuzz/sample.ts';
import { neighbourhood, type Person } from './records.ts';

const NOBODYS = '0'.repeat(32);
const here = await neighbourhood();
/**
 * One push of the bureau's to ZJJ with a copy, and a caution letter that only the bureau and the government office
 * know.
 */
const NAMED = ['push', 'caution'] as const;
const notNamed = Object.keys(here.ids).filter((name) => !(NAMED as readonly string[]).includes(name));
const referred = await caseOf('misconduct');
const approved = await caseOf('misconduct');
const attributed = await caseOf('late-forwarding');
const OFFICE = 'zfb.t-government-office';
const steps: [id: string, act: string, body: object, as?: string][] = [
  ...[referred, approved, attributed].map((id): [string, string, object] => [id, 'approve', { approver: '李某' }]),
  [referred, 'refer', { reason: '造成不良后果' }],
  [attributed, 'state', { text: '没有异议' }, 'zjj.t-officer'],
  [attributed, 'attribute', { org: 'ZJJ', responsibility: '承担责任' }],
];
for (const [id, act, body, as = OFFICE] of steps) await done(as, `/accountability/${id}/${act}`, body);

async function done(as: string, path: string, body: object): Promise<{ id: string }> {
  const { status, json, text } = await here.call('POST', path, { as, body });
  if (status > 201) throw new Error(`${path}: ${text}`);
  return json;
}

async function caseOf(limb: string): Promise<string> {
  const evidence = await Promise.all(
    NAMED.map(async (name) => {
      const record = here.ids[name] as string;
      return { record, hash: (await here.stored(record)).history.at(-1)?.hash };
    }),
  );
  const body = { limb, org: 'ZJJ', conduct: '不作为', harm: '造成损失', evidence };
  return (await done('zfb.t-government-office', '/accountability', body)).id;
}

const evidenceOf = (id: string, record: string | undefined, as: string) =>
  here.call('GET', `/accountability/${id}/evidence/${record}`, { as });
const discipline = here.people.filter(({ role }) => role === 'discipline').map(({ account }) => account);

/** Whether a person sees the record without any referral. */
async function knows(name: string, { org, role }: Person): Promise<boolean> {
  const record = await here.stored(here.ids[name] as string);
  return [record.from, record.to, ...record.participants].includes(org) || role === 'government-office';
}

describe('discipline inspection', () => {
  it.each(NAMED)('reads a %s that was referred to it, with its history, and has no act on it', async (name) => {
    const record = here.ids[name] as string;
    expect(discipline).toEqual(['jw.t-discipline']);
    const { status, json } = await evidenceOf(referred, record, 'jw.t-discipline');
    expect([status, json.record, json.kind, json.content.id]).toEqual([200, record, name, record]);
    expect([json.history.verified, json.history.items.length]).toEqual([true, json.entriesThen]);
    expect(json.content.acts).toBeUndefined();
    const plain = (await here.call('GET', `/${KINDS.get(name)?.path}/${record}`, { as: 'zfb.t-government-office' }))
      .json;
    const { acts: _, copies: __, ...same } = plain;
    expect(json.content).toMatchObject(same);
  });

  it('sees a record as it is now: what came later stands behind the entries of then', async () => {
    const { id } = (await here.push('B', { matter: WITH_AGENCY })).json;
    const hash = (await here.stored(id)).history.at(-1)?.hash;
    const body = { limb: 'misconduct', org: 'ZJJ', conduct: '某', harm: '某', evidence: [{ record: id, hash }] };
    const made = await done('zfb.t-government-office', '/accountability', body);
    await done('zfb.t-government-office', `/accountability/${made.id}/approve`, { approver: '李某' });
    await done('zfb.t-government-office', `/accountability/${made.id}/refer`, { reason: '某' });
    await done('zjj.t-officer', `/pushes/${id}/claim`, {});
    const claimed = (await evidenceOf(made.id, id, 'jw.t-discipline')).json;
    expect([claimed.content.status, claimed.entriesThen, claimed.history.items.length]).toEqual(['claimed', 1, 2]);
    await done('spj.t-officer', `/pushes/${id}/quarantine`, { reason: '误传' });
    const hidden = (await evidenceOf(made.id, id, 'jw.t-discipline')).json;
    expect([hidden.content.summary, hidden.content.party, hidden.history.verified]).toEqual([null, null, true]);
  });

  it.each([
    ['approved, not referred', approved],
    ['limb one', attributed],
  ])('%s: neither the case nor its evidence exists', async (_title, id) => {
    for (const name of NAMED) {
      const answer = await evidenceOf(id, here.ids[name], 'jw.t-discipline');
      expect([answer.status, answer.json.code]).toEqual([404, 'not-found']);
    }
  });

  it('finds no record beside those named, also not through the case', async () => {
    for (const record of [...notNamed.map((name) => here.ids[name]), referred, NOBODYS]) {
      expect((await evidenceOf(referred, record, 'jw.t-discipline')).status).toBe(404);
    }
  });

  it('by every other way nothing exists for it, read or act: not even what was referred', async () => {
    for (const [name, id] of Object.entries(here.ids)) {
      const kind = KINDS.get(name === 'copy' ? 'push' : name);
      for (const { method, path, body } of kind ? recordRoutes(kind) : []) {
        const asked = { as: 'jw.t-discipline', ...(body && { body: sampleBody(body()) }) };
        const { status } = await here.call(method, path.replace('{id}', id), asked);
        expect([name, method, path, status]).toEqual([name, method, path, 404]);
      }
    }
    for (const kind of KINDS.values()) {
      const { json } = await here.call('GET', `/${kind.path}`, { as: 'jw.t-discipline' });
      const ids = json.items.map(({ id }: { id: string }) => id);
      if (kind.kind === 'accountability') expect(ids).toContain(referred);
      else expect([kind.kind, ids]).toEqual([kind.kind, []]);
    }
  });
});

it('nobody sees more through a case than without it, but whoever limb one is held against', async () => {
  for (const person of here.people) {
    if (discipline.includes(person.account)) continue;
    for (const id of [referred, approved, attributed]) {
      const found = await here.stored(id);
      const inCase = [found.from, found.to, ...found.participants].includes(person.org);
      for (const name of NAMED) {
        const { status } = await evidenceOf(id, here.ids[name], person.account);
        const isHeard = id === attributed && person.org === 'ZJJ';
        const sees = isHeard || ((inCase || person.role === 'government-office') && (await knows(name, person)));
        const expected = person.role === 'nothing' ? 403 : sees ? 200 : 404;
        expect([person.account, id, name, status]).toEqual([person.account, id, name, expected]);
      }
    }
  }
});

/**
 * A meeting of sixty organisations, each of which has reported, is taken from sight: more records than one commit of
 * the store writes. Its words go from every answer with the first commit, whatever becomes of the others; and what a
 * case rests on is put back whole.
 */
import { describe, expect, it } from 'vitest';
import { wakeKey } from '../../functions/timers/wake.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { verify } from '../../shared/exchange/history.ts';
import type { Item, Store } from '../../shared/ports.ts';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';
import { FaultyStore } from '../faulty-store/store.ts';
import { upload } from '../files/sample.ts';
import { demonstrationOrganisations } from '../in-process/county.ts';

const SECRET = '绝密';
const REASON = { reason: '误传，应予隔离' };
const MANY = 60;
const CODES = Array.from({ length: MANY }, (_, n) => `D${String(n + 1).padStart(2, '0')}`);

/** The county with sixty departments more; all have been to one meeting and said what should never have been here. */
async function afterTheMeeting(store: FaultyStore) {
  const organisations = demonstrationOrganisations();
  const like = organisations.find(({ code }) => code === 'WJJ');
  if (!like) throw new Error('no WJJ');
  const more = CODES.map((code) => ({ ...like, code, name: `某局${code}` }));
  const here = await countyHere({ store, organisations: [...organisations, ...more] });
  const plan = {
    ...{ type: 'special', title: `${SECRET}会议`, startsAt: '2026-09-28T09:00:00+08:00', place: '某处' },
    ...{ agenda: SECRET, opinions: true, invite: CODES.map((org) => ({ org })) },
  };
  const { id } = (await posted(here, '/meetings', plan)).json;
  const attendance = CODES.map((org) => ({ org, people: ['某某'] }));
  await posted(here, `/meetings/${id}/hold`, { attendance });
  const parts: string[] = [];
  for (const org of CODES) {
    const as = `${org.toLowerCase()}.officer`;
    const [part] = (await here.call('GET', '/participations?box=in', { as })).json.items;
    const attachments = org === 'D07' ? [{ file: await upload(here.call, as), name: '意见.pdf' }] : [];
    const said = { position: 'agree', text: `${SECRET}意见`, signedBy: '张某', attachments };
    await posted(here, `/participations/${part.id}/report`, said, as);
    parts.push(part.id);
  }
  return { here, id, parts };
}

async function posted(here: Here, path: string, body: object = {}, as = 'spj.officer') {
  const answer = await here.call('POST', path, { as, body });
  if (answer.status >= 300) throw new Error(`${path} ${answer.status} ${answer.text}`);
  return answer;
}

/** Answers that had the words, for some of those who read them. */
async function answers(here: Here, id: string, parts: readonly string[]): Promise<[string, number, string][]> {
  const asked = parts.flatMap((part, n): [string, string][] => {
    if (n % 7 !== 3 && n !== 6) return [];
    const as = `d${String(n + 1).padStart(2, '0')}.officer`;
    return [
      [`/participations/${part}`, as],
      [`/participations/${part}/history`, 'zfb.office'],
      ['/participations?box=in', as],
      ['/meetings?box=part', as],
    ];
  });
  asked.push([`/meetings/${id}`, 'spj.officer'], [`/meetings/${id}/history`, 'd01.officer']);
  asked.push(['/participations?box=out', 'spj.officer'], ['/inbox', 'spj.officer']);
  const all: [string, number, string][] = [];
  for (const [path, as] of asked) {
    const { status, text } = await here.call('GET', path, { as });
    all.push([`${path} ${as}`, status, text]);
  }
  return all;
}

function withWords(all: readonly [string, number, string][]): string[] {
  return all.flatMap(([path, status, text]) => (status !== 200 || text.includes(SECRET) ? [`${status} ${path}`] : []));
}

/** The same on every store. */
export function tellWithholding(storeOf: (name: string) => Promise<Store>): void {
  const record = async (here: Here, id: string): Promise<Exchange> => {
    const item = (await here.platform.ports.store.get(`371525#exchange#${id}`)) as Item;
    return item.value as Exchange;
  };

  describe('a case of more records than one commit writes', async () => {
    const store = new FaultyStore(await storeOf('withheld'));
    const { here, id, parts } = await afterTheMeeting(store);

    it('names eighty files, though one commit does not write them with all participations', async () => {
      const files = await Promise.all(Array.from({ length: 81 }, () => upload(here.call, 'spj.officer')));
      const named = (from: number, to: number) => files.slice(from, to).map((file) => ({ file, name: '某.pdf' }));
      const invite = CODES.map((org) => ({ org }));
      const plan = {
        type: 'special',
        title: '会议',
        startsAt: '2026-09-28T09:00:00+08:00',
        place: '某处',
        agenda: '某',
      };
      const of = (await posted(here, '/meetings', { ...plan, opinions: false, invite, attachments: named(0, 50) }))
        .json;
      const content = `/files/${files[49]}/content?record=${of.id}`;
      expect((await here.call('GET', content, { as: 'd60.officer' })).status).toBe(200);
      await posted(here, `/meetings/${of.id}/hold`, { attendance: [{ org: 'D01', people: ['某某'] }] });
      const minutes = { text: '某', signedBy: '张某', attachments: named(50, 81) };
      const refused = await here.call('POST', `/meetings/${of.id}/minutes`, { as: 'spj.officer', body: minutes });
      expectRefusal(refused, 422, 'invalid', ['/attachments/30/file']);
      await posted(here, `/meetings/${of.id}/minutes`, { ...minutes, attachments: named(50, 80) });
      expect((await posted(here, `/meetings/${of.id}/quarantine`, REASON)).json.quarantined).toBe(true);
      expect((await here.call('GET', `/files/${files[79]}`, { as: 'spj.officer' })).json.state).toBe('gone');
    });

    it('is taken from every answer by the first commit, though no other succeeds', async () => {
      let commits = 0;
      store.reschedule(({ method }) => (method === 'commit' && ++commits > 1 ? { outcome: 'fail' } : undefined));
      const { json } = await posted(here, `/meetings/${id}/quarantine`, REASON);
      expect([json.quarantined, json.title, commits > 1]).toEqual([true, null, true]);
      expect((await record(here, parts[3] as string)).quarantined).toBe(false);
      const meanwhile = await here.call('GET', `/participations/${parts[3]}`, { as: 'd04.officer' });
      expect([meanwhile.status, meanwhile.text.includes(SECRET)]).toEqual([503, false]);
      store.reschedule();
      expect(withWords(await answers(here, id, parts))).toEqual([]);
    });

    it('says of each record who took it, when and why, and its chain holds', async () => {
      for (const part of [parts[0], parts[59]] as string[]) {
        const { items, verified } = (await here.call('GET', `/participations/${part}/history`, { as: 'zfb.office' }))
          .json;
        expect(items.at(-1)).toMatchObject({ act: 'quarantine', by: 'spj.officer', at: '2026-09-28T09:00:00+08:00' });
        expect([items.at(-1).detail, verified]).toEqual([REASON, true]);
      }
    });

    it('withholds nothing that is written after it', async () => {
      for (const { key } of await waking(here, 'withholding')) await wakeKey(here.platform, key);
      expect(await waking(here, 'withholding')).toEqual([]);
      const log = await here.platform.ports.store.get('371525#timekeeping#log');
      expect(Object.keys((log?.value ?? {}) as object)).not.toContain('withheld');
    });
  });

  describe('the same where a case of accountability rests on one of them', async () => {
    const store = new FaultyStore(await storeOf('held'));
    const { here, id, parts } = await afterTheMeeting(store);
    const before = await answers(here, id, parts);
    const { hash } = (await record(here, parts[6] as string)).history.at(-1) as { hash: string };
    const evidence = [{ record: parts[6], hash }];
    const found = { limb: 'misconduct', org: 'SPJ', conduct: '不作为', harm: '造成损失', evidence };
    await posted(here, '/accountability', found, 'zfb.office');
    await posted(here, `/meetings/${id}/quarantine`, REASON);
    const [held] = (await here.call('GET', '/sealed', { as: 'zfb.office' })).json.items;

    it('lies under seal in one, with all that it reached', async () => {
      expect(withWords(await answers(here, id, parts))).toEqual([]);
      expect([held.state, held.records.length]).toEqual(['held', MANY + 1]);
      const { contents } = (await here.call('GET', `/sealed/${held.id}`, { as: 'zfb.office' })).json;
      expect(contents.filter(({ content }: never) => JSON.stringify(content).includes(SECRET))).toHaveLength(MANY + 1);
      expect((await here.call('GET', '/sealed', { as: 'zfb.office' })).json.items).toHaveLength(1);
    });

    it('is put back whole, though the one who decides dies on the way', async () => {
      let commits = 0;
      store.reschedule(({ method }) => (method === 'commit' && ++commits > 9 ? { outcome: 'fail' } : undefined));
      await posted(here, `/sealed/${held.id}/restore`, { reason: '系证据' }, 'zfb.office');
      store.reschedule();
      for (const { key } of await waking(here, 'held')) await wakeKey(here.platform, key);
      const after = await answers(here, id, parts);
      expect(after.flatMap(([path, , text]) => (text.includes(SECRET) ? [] : [path]))).toEqual(
        before.flatMap(([path, , text]) => (text.includes(SECRET) ? [] : [path])),
      );
      const records = await Promise.all([id, ...parts].map((one) => record(here, one)));
      expect(records.filter((one) => one.quarantined || !verify(one))).toEqual([]);
      expect(records.map(({ history }) => history.filter(({ act }) => act === 'restore').length)).toEqual(
        records.map(() => 1),
      );
      const [attached] = (records[7] as Exchange<{ attachments: { file: string }[] }>).body.attachments;
      expect((await here.call('GET', `/files/${attached?.file}/content`, { as: 'd07.officer' })).status).toBe(200);
      expect(await waking(here, 'held')).toEqual([]);
      expect(JSON.stringify(await here.platform.ports.store.get(`371525#held#${held.id}.0`))).toContain('"box":null');
    });

    it('taken once more and destroyed, it is gone whole, and its files with it', async () => {
      const file = ((await record(here, parts[6] as string)) as Exchange<{ attachments: { file: string }[] }>).body
        .attachments[0]?.file;
      await posted(here, `/meetings/${id}/quarantine`, REASON);
      const all = (await here.call('GET', '/sealed', { as: 'zfb.office' })).json.items;
      const [again] = all.filter(({ state }: { state: string }) => state === 'held');
      const content = `/files/${file}/content?sealed=${again.id}`;
      expect((await here.call('GET', content, { as: 'zfb.office' })).status).toBe(200);
      expect((await posted(here, `/sealed/${again.id}/confirm`, {}, 'zfb.office')).json.state).toBe('destroyed');
      expect((await here.call('GET', content, { as: 'zfb.office' })).status).toBe(404);
      expect(JSON.stringify(await here.platform.ports.store.get(`371525#held#${again.id}.0`))).toContain('"box":null');
      expect(await waking(here, 'held')).toEqual([]);
    });
  });
}

/** What of a family is to be woken by now. */
async function waking(here: Here, family: string) {
  const shards = Array.from({ length: 8 }, (_, n) => String(n));
  const { store } = here.platform.ports;
  const found = await Promise.all(shards.map((shard) => store.query('wake', shard, { limit: 500 })));
  return found.flat().filter(({ key }) => key.split('#')[1] === family);
}

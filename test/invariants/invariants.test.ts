/**
 * What holds always, whatever is done with records of all kinds at once: chance acts and opens, enters days off, lets
 * the clock go on and the store fail. `AT_LENGTH` walks longer; a walk that failed is walked again by its seed:
 * `WALK=12345`.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCounty } from '../../shared/accounts/directory.ts';
import type { DrawBody } from '../../shared/draws/body.ts';
import { commitmentOf, drawnBy, eligibleDigestOf, seedOf } from '../../shared/draws/chance.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { verify } from '../../shared/exchange/history.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { KINDS } from '../../shared/kinds.ts';
import { annexKinds } from '../../shared/reports/late-records.ts';
import { civilDateOf, type Instant, parseInstant, previousQuarter } from '../../shared/time.ts';
import { wakesAt } from '../../shared/waking.ts';
import { AT_LENGTH } from '../runs.ts';
import { QUARTER, type Walked, walked } from './county.ts';
import { lateOf, pushesTo } from './recount.ts';

const SEEDS = process.env.WALK ? [Number(process.env.WALK)] : fc.sample(fc.nat(), AT_LENGTH ? 12 : 1);
/** Organisations whose lists are read; all others are like them. */
const READERS = ['SPJ', 'ZJJ', 'WJJ'];

/** What ends a clock without the act that it waited for; of a returned push it is an act of its own. */
const OVERDUE: readonly string[] = ['overdue', 'readdress-overdue'];

describe.each(SEEDS)('whatever is done by chance (WALK=%i)', (seed) => {
  let walk: Walked;
  let records: Exchange[];

  beforeAll(async () => {
    walk = await walked(seed);
    records = walk.after();
  }, 300_000);
  afterAll(() => walk.store.close());

  it('something is done, and nothing is answered by a fault of ours', () => {
    expect(walk.faults).toEqual([]);
    expect(walk.told.length).toBeGreaterThan(0);
  });

  it('every record is there still, and its history begins as it did', () => {
    const now = new Map(records.map(({ id, history }) => [id, history.map(({ hash }) => hash)]));
    for (const { id, history } of walk.before) {
      expect([id, now.get(id)?.slice(0, history.length)]).toEqual([id, history.map(({ hash }) => hash)]);
    }
  });

  it('every history verifies', () => {
    expect(records.filter((record) => !verify(record)).map(({ id }) => id)).toEqual([]);
  });

  it('what was answered as done stands in the history', () => {
    for (const { id, act, once } of walk.told) {
      const said = walk.told.filter((one) => one.id === id && one.act === act).length;
      const done = records.find((record) => record.id === id)?.history.filter((entry) => entry.act === act).length;
      expect([id, act, done]).toEqual([id, act, expect.toSatisfy((n: number) => n >= (once ? said : 1))]);
    }
  });

  it('a push is claimed, deemed, returned or withdrawn: one of them, once', () => {
    const ends = new Set(['claim', 'deem', 'return', 'withdraw', 'withdraw-copy']);
    const ended = records.filter(({ kind }) => kind === 'push').map(({ id, history }) => ({ id, history }));
    const twice = ended.filter(({ history }) => history.filter(({ act }) => ends.has(act)).length > 1);
    expect(twice.map(({ id, history }) => [id, history.map(({ act }) => act)])).toEqual([]);
  });

  it('what experts are drawn follows from what was fixed and put in before, and nothing of it is said until then', () => {
    for (const { id, state, body } of records.filter(({ kind, quarantined }) => kind === 'draw' && !quarantined)) {
      const draw = body as DrawBody;
      const hidden = draw.contributions.every(({ value }) => value.value === undefined);
      if (state !== 'drawn') {
        const drawn = [...draw.drawn, ...draw.alternates].flat();
        expect([id, draw.secret, draw.seed, hidden, drawn]).toEqual([id, undefined, null, true, []]);
        continue;
      }
      expect([id, commitmentOf(draw.secret as string), eligibleDigestOf(draw.eligible)]).toEqual([
        ...[id, draw.commitment, draw.eligibleDigest],
      ]);
      const said = draw.contributions.map(({ org, value }) => ({ org, value: value.value as string }));
      expect([id, seedOf(id, draw.eligibleDigest, draw.secret as string, said, null)]).toEqual([id, draw.seed]);
      expect([id, standsIn(draw)]).toEqual([id, drawnBy(draw.seed as string, draw.groups, draw.eligible)]);
    }
  });

  it('a draw ends with its case, and its case lists it', () => {
    const cases = new Map(records.map((record) => [record.id, record]));
    for (const { id, case: of, state, body } of records.filter(({ kind }) => kind === 'draw')) {
      const found = cases.get(of as string) as Exchange;
      expect([id, (found.body as { draws?: string[] }).draws]).toEqual([id, expect.arrayContaining([id])]);
      const { stage } = body as DrawBody;
      expect([id, found.state, STAGES_OF[found.state]]).toEqual([id, found.state, stage]);
      const over = stage === 'concluded' || stage === 'cancelled';
      expect([id, over && state === 'committed']).toEqual([id, false]);
    }
  });

  it('every clock that runs ends later than now, and is woken by then', () => {
    const items = new Map([...walk.store.all()].map((item) => [item.key, item]));
    const now = walk.county.clock.now();
    for (const { id, kind, jurisdiction, state, clock } of records) {
      if (clock === null || clock.ended || KINDS.get(kind)?.clock?.[state] === undefined) continue;
      const wakes = wakesAt(items.get(exchangeKey(jurisdiction, id))?.places ?? {}) ?? Number.NaN;
      expect([kind, id, clock.deadline > now, wakes <= clock.deadline]).toEqual([kind, id, true, true]);
    }
  });

  it('what is late is so by a clock that ended, on the day after its last, once', () => {
    for (const { kind, id, late, history } of records) {
      const ends = history.filter(({ act }) => OVERDUE.includes(act)).map(({ at }) => at);
      if (late)
        expect([kind, id, ends.includes(late.at), civilDateOf(late.at - 1)]).toEqual([kind, id, true, late.due]);
      else
        expect([kind, id, ends.length <= history.filter(({ act }) => act === 'spared').length]).toEqual([
          kind,
          id,
          true,
        ]);
    }
  });

  it.each(READERS)('%s finds what concerns it in its lists, and nothing else', async (org) => {
    for (const { kind, path } of KINDS.values()) {
      const own = records.filter((record) => record.kind === kind && concerns(record, org, records));
      expect([kind, await listed(walk, org, path)]).toEqual([kind, own.map(({ id }) => id).sort()]);
    }
  });

  it.each(READERS)('what does not concern %s does not exist for it', async (org) => {
    for (const { kind, path } of KINDS.values()) {
      const foreign = records.find((record) => record.kind === kind && !concerns(record, org, records));
      if (!foreign) continue;
      const { status } = await walk.county.call('GET', `/${path}/${foreign.id}`, { as: officerOf(org) });
      expect([path, foreign.id, status]).toEqual([path, foreign.id, 404]);
    }
  });

  it('the figures of the quarter are those of a recount', async () => {
    const { json } = await walk.county.call('GET', `/reports/quarters/${QUARTER}`, { as: 'spj.admin' });
    const [asOf, settled] = [parseInstant(json.asOf) as Instant, walk.after()];
    const county = await readCounty(walk.store, '371525');
    const before = await walk.county.call('GET', `/reports/quarters/${previousQuarter(QUARTER)}`, { as: 'spj.admin' });
    const since = parseInstant(before.json.asOf) as Instant;
    const counted = Object.entries(annexKinds(KINDS, county as NonNullable<typeof county>, QUARTER));
    for (const { org, annex, ...figures } of json.organisations) {
      expect([org, figures]).toEqual([org, expect.objectContaining(pushesTo(settled, org, QUARTER))]);
      for (const [figure, kinds] of counted.filter(([figure]) => !PASSED_ON.includes(figure))) {
        // An answer says its instant to the second: what came to light in that second may be counted by it or not.
        const [late, inIt] = [asOf, asOf + 1000].map((until) => {
          return lateOf(settled, org, { figure, kinds, quarter: QUARTER, asOf: until, since });
        });
        expect([figure, org, annex[figure]]).toEqual([figure, org, annex[figure] === inIt ? inIt : late]);
      }
    }
  });
});

/** How far a draw says that its case has come, by the state of that. */
const STAGES_OF: Readonly<Record<string, DrawBody['stage']>> = {
  ...{ announced: 'before', scheduled: 'before', held: 'held' },
  ...{ closed: 'concluded', concluded: 'concluded', cancelled: 'cancelled' },
};

/** Who was drawn and who followed, before anybody was replaced. */
function standsIn({ drawn, alternates, replacements }: DrawBody) {
  const first = { drawn: drawn.map((ids) => [...ids]), alternates: alternates.map((ids) => [...ids]) };
  for (const { group, expert, by } of [...replacements].reverse()) {
    const ids = first.drawn[group] as string[];
    ids[ids.indexOf(by)] = expert;
    first.alternates[group]?.unshift(by);
  }
  return first;
}

/** Figures of documents are recounted elsewhere (`test/pushes`): they count pushes, not records that were late. */
const PASSED_ON = ['copiesLate', 'forwardedLate'];

function officerOf(org: string): string {
  return `${org.toLowerCase()}.officer`;
}

/**
 * Sent or received by it; taken part in, where the original itself is for those who take part (of a push they have
 * copies); of a case also by a part of its own; of a pool (experts) what everybody may know.
 */
function concerns(record: Exchange, org: string, all: readonly Exchange[]): boolean {
  const { id, kind, from, to, participants } = record;
  if (KINDS.get(kind)?.pool?.(record)) return true;
  if (from === org || to === org || (!KINDS.get(kind)?.many && participants.includes(org))) return true;
  return all.some((part) => part.case === id && part.to === org);
}

/** Ids in all its lists of a kind. */
async function listed({ county }: Walked, org: string, path: string): Promise<string[]> {
  const ids = new Set<string>();
  for (const box of ['in', 'out', 'part']) {
    for (let cursor = ''; cursor !== 'end'; ) {
      const { status, json } = await county.call('GET', `/${path}?box=${box}&limit=200${cursor}`, {
        as: officerOf(org),
      });
      if (status !== 200) break;
      for (const { id } of json.items) ids.add(id);
      cursor = json.next === null ? 'end' : `&cursor=${json.next}`;
    }
  }
  return [...ids].sort();
}

/** The annex's figures of certificates, promises and documents, counted again from what was done when. */
import { expect, it } from 'vitest';
import { keepKindsSince } from '../../shared/accounts/kinds-since.ts';
import { countedNames } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { addDays, DAY, formatInstant } from '../../shared/time.ts';
import { countyHere, FOOD, type Here } from '../contract-http/county.ts';
import { JURISDICTION } from '../in-process/county.ts';

const CLINIC = '371525-WJJ-002';
const [FIRST, LAST] = ['2027-01-01', '2027-03-31'];

/** Something asked for: who owes it, by when, and when it was done. */
interface Owed {
  figure: string;
  org: string;
  due: string;
  done: string | null;
}

/** What is still to be done, on which day. */
interface Planned {
  day: string;
  act(day: string): Promise<unknown>;
  owed: Owed;
}

/** The same numbers at each run: 0 ≤ n < below. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

it('each is counted against whoever owed it, on the day it was due', async () => {
  const here = await countyHere();
  const { store } = here.platform.ports;
  await keepKindsSince(store, JURISDICTION, countedNames(KINDS), here.clock.now());
  here.clock.set('2026-11-16T10:00:00+08:00');
  const owed: Owed[] = [];
  const planned: Planned[] = [];
  const next = numbers(7);
  for (let n = 0; n < 90; n++) {
    here.clock.advance(next(3) * DAY);
    const day = formatInstant(here.clock.now()).slice(0, 10);
    for (const one of planned.filter((one) => one.day <= day)) {
      await one.act(day);
      one.owed.done = day;
      planned.splice(planned.indexOf(one), 1);
    }
    const made = n % 3 === 2 ? await passedOn(here, n, next) : await asked(here, n, day);
    owed.push(made.owed);
    if (made.act) planned.push({ ...made, act: made.act, day: addDays(day, next(90)) });
  }
  here.clock.set('2027-04-02T10:00:00+08:00');
  const answer = (await here.call('GET', '/reports/quarters/2027Q1', { as: 'zfb.office' })).json;
  const told = answer.organisations.flatMap(({ org, annex }: { org: string; annex: Record<string, number> }) =>
    FIGURES.flatMap((figure) => (annex[figure] ? [`${figure} ${org} ${annex[figure]}`] : [])),
  );
  const expected = recounted(owed);
  expect(told.toSorted()).toEqual(expected);
  // No figure agrees because there was nothing to count.
  expect(new Set(expected.map((line) => line.split(' ')[0]))).toEqual(new Set(FIGURES));
});

const FIGURES = ['certificatesLate', 'commitmentsLate', 'copiesLate', 'forwardedLate'];

/** A certificate, or a promise to verify. */
async function asked(here: Here, n: number, day: string) {
  const said = { occurredAt: formatInstant(here.clock.now()), licence: { decidedOn: day } };
  const due = async (path: string) => (await here.call('GET', path, { as: 'zfb.office' })).json.due;
  if (n % 3 === 0) {
    const at = `/certificates/${(await here.push(`C-${n}`, { matter: CLINIC, ...said })).json.certificate}`;
    const act = (on: string) =>
      here.call('POST', `${at}/issue`, {
        as: 'wjj.officer',
        body: { number: `Y-${n}`, issuedOn: on, method: '窗口领取' },
      });
    return { act, owed: { figure: 'certificatesLate', org: 'WJJ', due: await due(at), done: null } };
  }
  const { id } = (await here.push(`P-${n}`, { matter: FOOD, commitment: true, ...said })).json;
  const at = `/commitments/${(await here.act(id, 'claim', 'scjg.officer')).json.verification}`;
  const act = (on: string) =>
    here.call('POST', `${at}/verify`, { as: 'scjg.officer', body: { outcome: 'kept', on, text: '已核查' } });
  return { act, owed: { figure: 'commitmentsLate', org: 'SCJG', due: await due(at), done: null } };
}

/** Documents that reached the bureau before, by sender, issuer and number. */
const reached = new Set<string>();

/**
 * A document, passed on some days after it was issued or received; done at once, and it counts by its first push to the
 * bureau.
 */
async function passedOn(here: Here, n: number, next: (below: number) => number) {
  const now = here.clock.now();
  const day = formatInstant(now).slice(0, 10);
  const on = addDays(day, -next(9));
  const superior = next(2) === 0;
  const dated = superior ? { type: 'superior', receivedOn: on } : { type: 'own', issuedOn: on };
  const document = { ...dated, issuer: superior ? '某省' : '某局', number: `${next(25)}号`, title: '某' };
  const [as, org] = next(3) > 0 ? ['scjg.officer', 'SCJG'] : ['gxj.officer', 'GXJ'];
  const to = next(4) > 0 ? 'SPJ' : 'WJJ';
  const body = { kind: 'document', reference: `D-${n}`, to: { org: to }, summary: '某', document };
  const { json } = await here.call('POST', '/pushes', { as, body: { ...body, occurredAt: formatInstant(now) } });
  const key = [org, document.issuer, document.number].join(' ');
  const counts = to === 'SPJ' && !reached.has(key);
  if (to === 'SPJ') reached.add(key);
  const figure = superior ? 'forwardedLate' : 'copiesLate';
  return { act: null, owed: { figure, org, due: counts ? json.pushDue : day, done: day } };
}

/** Late is what was not done by the end of its day: a line for each figure and organisation. */
function recounted(owed: readonly Owed[]): string[] {
  const late = owed.filter(({ due, done }) => due >= FIRST && due <= LAST && (done === null || done > due));
  const by = Map.groupBy(late, ({ figure, org }) => `${figure} ${org}`);
  return [...by].map(([key, found]) => `${key} ${found.length}`).sort();
}

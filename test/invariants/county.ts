/**
 * A county that has lived for some weeks, with records of all kinds, and goes on by chance: people act and open
 * records, refused or not, days off are entered, the store fails, commits land late. The same seed gives the same walk.
 */
import fc from 'fast-check';
import { live } from '../../infra/local/home/life/life.ts';
import { openSqliteStore, type SqliteStore } from '../../shared/adapters/sqlite-store.ts';
import type { DrawBody } from '../../shared/draws/body.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { type AnyPersonAct, personActs } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { addDays, civilDateOf, DAY, formatInstant, HOUR, type Instant, parseInstant } from '../../shared/time.ts';
import { FaultyStore, scripted } from '../faulty-store/store.ts';
import { sampleBody } from '../fuzz/sample.ts';
import { testSeals } from '../in-process/seals.ts';
import { type Post, post } from '../mail/post.ts';
import { drawsFor, OPENINGS, WORDS } from './words.ts';

const NOW = '2026-11-27T10:00';
/** The quarter in which the walk begins. */
export const QUARTER = '2026Q4';
/** One key for all: what one county has sealed, the next has to open. */
const SEALS = testSeals();

export interface Walked {
  county: Post;
  /** The records as they were before the walk, and as they are after it. */
  before: readonly Exchange[];
  after(): Exchange[];
  store: SqliteStore;
  /** The acts that were answered as done. */
  told: readonly { id: string; act: string; once: boolean }[];
  /** Answers that are faults of ours, though the store had none. */
  faults: readonly object[];
}

const steps = fc.array(
  fc.record({
    does: fc.constantFrom('act', 'act', 'act', 'act', 'act', 'act', 'open', 'open', 'enter', 'draw', 'draw'),
    which: fc.nat(),
    how: fc.nat(),
    outcome: fc.constantFrom('adopted', 'keep', 'kept', 'other'),
    pause: fc.constantFrom(0, 0, HOUR, 5 * HOUR, DAY, 3 * DAY),
    fault: fc.constantFrom(undefined, undefined, undefined, 'fail' as const, 'lose' as const, 'late' as const),
  }),
  { minLength: 40, maxLength: 60 },
);
type Step = ReturnType<typeof stepsOf>[number];

function stepsOf(seed: number) {
  return fc.sample(steps, { seed, numRuns: 1 })[0] ?? [];
}

/** The county of the living demonstration, before anything is done by chance. */
async function lived(): Promise<SqliteStore> {
  const store = openSqliteStore(':memory:');
  const log = { info: () => {}, error: () => {} };
  const parts = { log, seals: SEALS, files: null as never, attachments: null as never };
  const now = parseInstant(`${NOW}:00+08:00`) as Instant;
  await live(store, { now, ...parts, settings: { mailDomain: 'shenguan.example' } });
  return store;
}

/** Walks from `NOW` on, and an hour beyond the last step, so that all that was due has happened. */
export async function walked(seed: number): Promise<Walked> {
  const store = await lived();
  const faulty = new FaultyStore(store);
  const county = await post(NOW, { store: faulty, matters: null, ports: { seals: SEALS } });
  const walk = { county, store, faulty, told: [] as Walked['told'][number][], faults: [] as object[] };
  const before = recordsIn(store);
  for (const step of stepsOf(seed)) {
    if (step.pause > 0) await county.until(later(county, step.pause));
    faulty.reschedule(scripted([{ outcome: step.fault, landsAfter: step.how % 7 }]));
    await taken(walk, step);
    faulty.reschedule();
  }
  await faulty.land();
  await county.until(later(county, 2 * HOUR));
  return { ...walk, before, after: () => recordsIn(store) };
}

function later({ clock }: Post, pause: number): string {
  return formatInstant(clock.now() + pause).slice(0, 16);
}

export function recordsIn(store: SqliteStore): Exchange[] {
  return [...store.all()]
    .map(({ value }) => value as Exchange)
    .filter((record) => Array.isArray(record?.history) && KINDS.has(record.kind));
}

interface Walk {
  county: Post;
  store: SqliteStore;
  told: Walked['told'][number][];
  faults: object[];
}

async function taken(walk: Walk, step: Step): Promise<void> {
  if (step.does === 'act') return acted(walk, step);
  if (step.does === 'open') return opened(walk, step);
  if (step.does === 'draw') return drew(walk, step);
  // Days ahead that do not count; or days gone on which the platform was out.
  const outage = step.how % 2 === 0;
  const day = addDays(civilDateOf(walk.county.clock.now()), outage ? -1 - (step.which % 4) : 1);
  const said = { documentNumber: '冠政办〔2026〕9号', reason: '停电检修', ...(outage && { outage }) };
  const body = { from: day, to: day, ...said };
  await asked(walk, step, '/calendar/extensions', { as: 'spj.admin', body });
}

async function acted(walk: Walk, step: Step): Promise<void> {
  const open = recordsIn(walk.store).filter(({ kind, state }) => KINDS.get(kind)?.states[state]?.open);
  const record = open[step.which % open.length] as Exchange;
  const { path, acts } = actsOf(record);
  const [name, act] = acts[step.how % acts.length] as (typeof acts)[number];
  const body = { ...sampleBody(act.input()), ...wordsFor(act, step.outcome, drawnIn(record)) };
  const done = await asked(walk, step, `/${path}/${record.id}/${name}`, { as: actorOf(record, act, step), body });
  if (done) walk.told.push({ id: record.id, act: name, once: act.repeats === undefined });
}

/** Few records are draws: one of them goes on by some of its steps, in order, or another is begun. */
async function drew(walk: Walk, step: Step): Promise<void> {
  const going = ({ kind, state, body }: Exchange): boolean =>
    kind === 'draw' && state !== 'abandoned' && ['before', 'held'].includes((body as DrawBody).stage);
  const draws = recordsIn(walk.store).filter(going);
  const draw = step.which % 4 === 0 ? undefined : draws[step.how % draws.length];
  if (!draw) {
    const [path, as, body] = drawsFor(caseFor(walk, step))[step.how % 2] as [string, string, object];
    await asked(walk, step, path, { as, body });
    return;
  }
  const convenor = officerOf(draw.from);
  const other = officerOf(draw.participants[step.which % draw.participants.length] as string);
  const steps = [
    [other, 'contribute'],
    [convenor, 'contribute'],
    [convenor, 'draw'],
    [convenor, 'replace'],
  ] as const;
  for (const [as, name] of steps.slice(0, 1 + (step.which % steps.length))) await drewOn(walk, step, draw.id, as, name);
}

async function drewOn(walk: Walk, step: Step, id: string, as: string, name: string): Promise<void> {
  const draw = recordsIn(walk.store).find((record) => record.id === id) as Exchange;
  const act = actsOf(draw).acts.find(([one]) => one === name)?.[1] as AnyPersonAct;
  const body = wordsFor(act, step.outcome, { ...drawnIn(draw), reason: 'declined' });
  if (await asked(walk, step, `/draws/${id}/${name}`, { as, body })) walk.told.push({ id, act: name, once: true });
}

function officerOf(org: string): string {
  return org === 'ZFB' ? 'zfb.office' : `${org.toLowerCase()}.officer`;
}

async function opened(walk: Walk, step: Step): Promise<void> {
  const openings = OPENINGS(walk.county.clock.now());
  const [path, as, body] = openings[step.which % openings.length] as (typeof openings)[number];
  await asked(walk, step, path, { as, body });
}

/** A case that goes on, of the bureau's, for which experts may be drawn; an id that nobody has where there is none. */
function caseFor({ store }: Walk, { how }: Step): string {
  const cases = recordsIn(store).filter(
    ({ kind, from, state }) =>
      (kind === 'survey' || kind === 'meeting') && from === 'SPJ' && KINDS.get(kind)?.states[state]?.open,
  );
  return cases[how % cases.length]?.id ?? '0'.repeat(32);
}

/** True where it was done. A refusal is as good; a fault is none where the store had none. */
async function asked(walk: Walk, { fault }: Step, path: string, call: { as: string; body: object }): Promise<boolean> {
  const { status, json } = await walk.county.call('POST', path, call);
  if (status >= 500 && !(fault && status === 503)) walk.faults.push({ path, ...call, status, json });
  return status < 300;
}

function actsOf({ kind }: Exchange) {
  const known = KINDS.get(kind);
  if (!known) throw new Error(kind);
  return { path: known.path, acts: personActs(known) };
}

/** Somebody of the side that the act is for. */
function actorOf({ from, to, participants }: Exchange, { by }: AnyPersonAct, { which }: Step): string {
  const org = by === 'sender' ? from : by === 'participant' ? participants[which % participants.length] : to;
  if ((org ?? from) === 'ZFB') return 'zfb.office';
  return `${(org ?? from).toLowerCase()}.${['officer', 'head', 'admin'][which % 3]}`;
}

/** Of a draw, somebody who was drawn. */
function drawnIn({ kind, body }: Exchange): object {
  const [expert] = kind === 'draw' ? (body as DrawBody).drawn.flat() : [];
  return expert === undefined ? {} : { expert };
}

/** What people say, in those fields that the act has. */
function wordsFor({ input }: AnyPersonAct, outcome: string, beside: object): object {
  const shape = (input() as { shape?: object }).shape ?? {};
  return Object.fromEntries(
    Object.entries({ ...WORDS, outcome, ...beside }).filter(([field]) => Object.hasOwn(shape, field)),
  );
}

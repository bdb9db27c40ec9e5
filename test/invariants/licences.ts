/**
 * A few licences whose pushes are claimed, returned, readdressed, disputed, corrected and withdrawn by chance, while
 * the list gives their matter to another department and back. The same seed gives the same walk.
 */
import fc from 'fast-check';
import { openSqliteStore, type SqliteStore } from '../../shared/adapters/sqlite-store.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { addDays, civilDateOf, DAY, formatInstant, HOUR, MINUTE } from '../../shared/time.ts';
import { approval } from '../home/push.ts';
import { FOOD, type Post, post } from '../mail/post.ts';
import { recordsIn } from './county.ts';
import { lastSaid, type Push, pushesOf } from './licence-recount.ts';

export const NUMBERS = ['JY-1', 'JY-2', 'JY-3'];
const PARTY = { name: '冠县某食品店', creditCode: '91371525MA3C00001R' };
/** The list names the first two in turn. */
const DEPARTMENTS = ['SCJG', 'NYNC', 'WJJ', 'JTJ'];
const ACTS = {
  ...{ push: 4, correct: 1, claim: 4, return: 3, readdress: 4, dispute: 2, transfer: 3, withdraw: 1, list: 1 },
  ...{ verify: 2, decide: 1 },
} as const;
type Does = keyof typeof ACTS;

const steps = fc.array(
  fc.record({
    does: fc.constantFrom(...Object.entries(ACTS).flatMap(([does, weight]) => Array<Does>(weight).fill(does as Does))),
    which: fc.nat(),
    how: fc.nat(),
    pause: fc.constantFrom(MINUTE, MINUTE, MINUTE, HOUR, DAY),
  }),
  { minLength: 60, maxLength: 80 },
);
type Step = ReturnType<typeof stepsOf>[number];

function stepsOf(seed: number) {
  return fc.sample(steps, { seed, numRuns: 1 })[0] ?? [];
}

export interface Licensed {
  county: Post;
  store: SqliteStore;
  records: Exchange[];
  done: string[];
  faults: object[];
}

interface Walk extends Omit<Licensed, 'records'> {
  /** Who has the matter by the list published last. */
  listed: string;
}

export async function licensed(seed: number): Promise<Licensed> {
  const store = openSqliteStore(':memory:');
  const walk: Walk = { county: await post('2026-09-28T09:00', { store }), store, done: [], faults: [], listed: 'SCJG' };
  for (const step of stepsOf(seed)) {
    await taken(walk, step);
    await pause(walk, step.pause);
  }
  await concluded(walk);
  return { ...walk, records: recordsIn(store) };
}

async function pause({ county }: Walk, millis: number): Promise<void> {
  await county.until(formatInstant(Math.ceil((county.clock.now() + millis) / MINUTE) * MINUTE).slice(0, 16));
}

/** Whatever waits is claimed, whatever was returned goes where it was, until nothing is left and no job is at work. */
async function concluded(walk: Walk): Promise<void> {
  for (let n = 0; n < 5; n++) {
    for (const push of pushesIn(walk, waitsToGo)) await acted(walk, push, 'readdress', { org: push.to });
    await pause(walk, 3 * DAY);
    for (const push of pushesIn(walk, ({ state }) => state === 'pending')) await acted(walk, push, 'claim', {});
    await pause(walk, 2 * HOUR);
  }
}

function pushesIn({ store }: Pick<Walk, 'store'>, is: (push: Push) => boolean): Push[] {
  return recordsIn(store).filter((record): record is Push => record.kind === 'push' && is(record as Push));
}

const waitsToGo = ({ state, body }: Push): boolean =>
  state === 'returned' && body.supersededBy === null && body.correctedBy === undefined;

/** One of them, or undefined where there is none. */
function oneOf<T>(all: readonly T[], which: number): T | undefined {
  return all[which % all.length];
}

async function taken(walk: Walk, step: Step): Promise<void> {
  const { does, which, how } = step;
  const { store } = walk;
  const org = oneOf(DEPARTMENTS, how) as string;
  if (does === 'list') return listed(walk);
  if (does === 'push' || does === 'correct') return pushed(walk, step);
  if (does === 'transfer') {
    const problem = oneOf(
      recordsIn(store).filter(({ kind, state }) => kind === 'problem' && state === 'open'),
      which,
    );
    if (problem) await asked(walk, `/problems/${problem.id}/transfer`, officer(problem.to), { org, reason: '按职责' });
    return;
  }
  if (does === 'verify' || does === 'decide') return followed(walk, step);
  const push = oneOf(pushesIn(walk, FOR[does]), which);
  if (push) await acted(walk, push, does, { org, reason: '不属本单位' });
}

const FOR: Readonly<Record<'claim' | 'return' | 'readdress' | 'dispute' | 'withdraw', (push: Push) => boolean>> = {
  claim: ({ state }) => state === 'pending',
  return: ({ state }) => state === 'pending',
  withdraw: ({ state }) => state === 'pending',
  readdress: waitsToGo,
  dispute: ({ state, body }) => /claimed$/.test(state) && body.problem === null && body.supersededBy === null,
};

async function acted(
  walk: Walk,
  push: Push,
  act: string,
  said: { org?: string | null; reason?: string },
): Promise<void> {
  const by = act === 'readdress' || act === 'withdraw' ? push.from : push.to;
  const body = { readdress: { org: said.org }, claim: {} }[act] ?? { reason: said.reason };
  await asked(walk, `/pushes/${push.id}/${act}`, officer(by), body);
}

/** What begins a licence is said of one that there is not, or that has ended; all else of one that there is. */
async function pushed(walk: Walk, { does, which, how }: Step): Promise<void> {
  const number = oneOf(NUMBERS, which) as string;
  const last = lastSaid(recordsIn(walk.store), number);
  const begins = last === undefined || last.body.decision === 'cancelled';
  const decision = begins ? 'granted' : oneOf(['changed', 'renewed', 'cancelled'], how);
  const known = pushesOf(recordsIn(walk.store), number).filter(({ body }) => body.supersedes === null);
  const wrong = does === 'correct' ? oneOf(known, how) : undefined;
  const said = wrong ? { decision: wrong.body.decision, corrects: wrong.reference } : { decision };
  const occurredAt = wrong ? wrong.body.occurredAt : walk.county.clock.now();
  const more = {
    commitment: number === 'JY-3',
    party: PARTY,
    licence: { number },
    occurredAt: formatInstant(occurredAt),
  };
  const reference = `R-${walk.county.clock.now()}`;
  await asked(walk, '/pushes', 'spj.officer', approval(reference, { matter: FOOD, ...more, ...said }));
}

/** A promise is verified, or the bureau decides on one that was broken. */
async function followed(walk: Walk, { does, which, how }: Step): Promise<void> {
  const [kind, states] = does === 'verify' ? ['commitment', ['pending', 'rectifying']] : ['task', ['open']];
  const record = oneOf(
    recordsIn(walk.store).filter((one) => one.kind === kind && states.includes(one.state)),
    which,
  );
  if (!record) return;
  const today = civilDateOf(walk.county.clock.now());
  const outcome = oneOf(['to-rectify', 'broken', 'kept'], how);
  const rectifyBy = outcome === 'to-rectify' ? { rectifyBy: addDays(today, 5) } : {};
  const body =
    does === 'verify' ? { outcome, on: today, text: '核查', ...rectifyBy } : { outcome: 'keep', note: '维持' };
  await asked(walk, `/${kind}s/${record.id}/${does}`, officer(record.to), body);
}

/** From tomorrow on the matter is the other department's. */
async function listed(walk: Walk): Promise<void> {
  const { county } = walk;
  const department = walk.listed === 'SCJG' ? 'NYNC' : 'SCJG';
  const { items } = (await county.call('GET', '/public/boundary-list.json')).json;
  const rows = items.map((row: { code: string }) => (row.code === FOOD ? { ...row, department, section: null } : row));
  const superior = { documentNumber: '鲁政办字〔2026〕1号', reason: '上级调整' };
  const body = { validFrom: addDays(civilDateOf(county.clock.now()), 1), items: rows, superior };
  if (await asked(walk, '/boundary-list/versions', 'spj.admin', body)) walk.listed = department;
}

function officer(org: string | null): string {
  return org === 'ZFB' ? 'zfb.office' : `${org?.toLowerCase()}.officer`;
}

/** True where it was done; a refusal is as good. */
async function asked({ county, done, faults }: Walk, path: string, as: string, body: object): Promise<boolean> {
  const { status, json } = await county.call('POST', path, { as, body });
  if (status >= 500) faults.push({ path, as, body, status, json });
  if (status < 300) done.push(`${as} ${path} ${JSON.stringify(body)}`);
  return status < 300;
}

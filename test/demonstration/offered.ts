/** Acts that are offered and cannot be done: those that every form would find refused (409) at that moment. */
import { actorOf } from '../../shared/accounts/account.ts';
import { readAccounts } from '../../shared/accounts/directory.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor, Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { type AnyKind, type AnyPersonAct, personActs } from '../../shared/exchange/kind.ts';
import { withFound } from '../../shared/exchange/reads.ts';
import { actsOpenTo, decided } from '../../shared/exchange/refusal.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { civilDateOf } from '../../shared/time.ts';
import { sampleBody, schemaOf } from '../fuzz/sample.ts';

/** `letter conclude: reply-running`, one line an act, of everybody with an account on some side of the records. */
export async function offeredInVain(desk: Desk, records: readonly Exchange[]): Promise<string[]> {
  const facts = await desk.facts();
  const people = await everybody(desk, facts);
  const found = new Set<string>();
  for (const record of records) {
    const kind = kindNamed(desk.kinds, record.kind);
    const known = await withFound(desk, kind.asks?.(record), facts);
    const done = new Set<string>();
    for (const actor of people) {
      for (const name of actsOpenTo(kind, record, actor, known)) {
        // Of those of one organisation with the same roles the form decides alike.
        const told = `${actor.org} ${actor.roles} ${name}`;
        if (done.has(told)) continue;
        done.add(told);
        for (const code of await inVain({ desk, kind, record, actor, facts }, name)) found.add(code);
      }
    }
  }
  return [...found].sort();
}

async function everybody(desk: Desk, { county, now }: Facts): Promise<Actor[]> {
  const each = county.organisations.map(async ({ code }) => {
    const colleagues = await readAccounts(desk.ports.store, desk.jurisdiction, code);
    return colleagues.map((one) => actorOf(one, code, { colleagues, today: civilDateOf(now) }));
  });
  return (await Promise.all(each)).flat().filter(({ scopes }) => scopes === null);
}

interface Asked {
  desk: Desk;
  kind: AnyKind;
  record: Exchange;
  actor: Actor;
  facts: Facts;
}

async function inVain({ desk, kind, record, actor, facts }: Asked, name: string): Promise<string[]> {
  const act = Object.fromEntries(personActs(kind))[name] as AnyPersonAct;
  const codes: string[] = [];
  for (const input of formsOf(act)) {
    const known = await withFound(desk, act.reads?.(record, input, { ...facts, salt: 'x' }), facts);
    const { refusal } = decided(kind, record, name, actor, input, known);
    if (refusal?.status !== 409) return [];
    codes.push(`${kind.kind} ${name}: ${refusal.code}`);
  }
  return codes;
}

/** What somebody could say in its form: the least that fits, and each choice in it once. */
function formsOf(act: AnyPersonAct): unknown[] {
  const least = sampleBody(act.input());
  const properties: Record<string, { enum?: unknown[]; type?: string }> = schemaOf(act.input()).properties ?? {};
  const others = Object.entries(properties).flatMap(([name, { enum: values, type }]) =>
    (type === 'boolean' ? [true] : (values ?? [])).map((value) => ({ ...least, [name]: value })),
  );
  return [least, ...others].map((one) => act.input().safeParse(one).data ?? one);
}

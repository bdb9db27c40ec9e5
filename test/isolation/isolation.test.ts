/**
 * Every route of every kind × every role × sender, addressee, participant, copy, stranger. What should be answered is
 * told here from the declarations and the record's organisations; how the platform decides it is none of these tests'.
 */
import { describe, expect, it } from 'vitest';
import { recordRoutes } from '../../functions/exchanges/record-routes.ts';
import type { Route } from '../../functions/http/route.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { AnyPersonAct } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { sampleBody } from '../fuzz/sample.ts';
import { may } from './may.ts';
import { neighbourhood, type Person } from './records.ts';

const here = await neighbourhood();
const NOBODYS = '0'.repeat(32);

function knows(record: Exchange, { org, role }: Person): boolean {
  return [record.from, record.to, ...record.participants].includes(org) || role === 'government-office';
}

/** Who has read a record is told to those who sent and received it alone. */
function isSide({ kind, from, to, participants }: Exchange, { org }: Person, path: string): boolean {
  const kept = path.endsWith('.zip') && KINDS.get(kind)?.convenes;
  return [from, to, ...(kept ? participants : [])].includes(org);
}

async function ask({ method, path, body }: Route, id: string, person: Person) {
  const answer = await here.call(method, path.replace('{id}', id), {
    as: person.account,
    ...(body && { body: sampleBody(body()) }),
  });
  const { status, text } = answer;
  return { status, text };
}

const records = [...KINDS.values()].flatMap((kind) => {
  const ids = kind.kind === 'push' ? ['push', 'copy'] : [kind.kind];
  return ids.flatMap((name) =>
    recordRoutes(kind).map((route) => ({ name, kind, route, title: `${name}: ${route.method} ${route.path}` })),
  );
});

describe.each(records)('$title', ({ name, kind, route }) => {
  const id = here.ids[name] as string;
  const act = kind.acts[route.path.split('/').at(-1) as string] as AnyPersonAct | undefined;

  it('does not exist for a stranger: the very answer of an id that nobody has', async () => {
    const strangers = [];
    for (const person of here.people) if (!knows(await here.stored(id), person)) strangers.push(person);
    expect(strangers.length).toBeGreaterThan(10);
    for (const person of strangers) {
      const answer = await ask(route, id, person);
      const reads = act !== undefined || person.role !== 'nothing';
      expect([person.account, answer.status]).toEqual([person.account, reads ? 404 : 403]);
      expect([person.account, answer]).toEqual([person.account, await ask(route, NOBODYS, person)]);
    }
  });

  it('is for those alone whom the declaration names', async () => {
    for (const person of here.people) {
      const record = await here.stored(id);
      if (!knows(record, person)) continue;
      const reads =
        person.role !== 'nothing' &&
        (!/\/(?:readings|archive\.zip)$/.test(route.path) || isSide(record, person, route.path));
      const allowed = act ? may(act, record, person) : reads;
      const { status } = await ask(route, id, person);
      expect([person.account, status === 403 ? 'refused' : 'allowed']).toEqual([
        person.account,
        allowed ? 'allowed' : 'refused',
      ]);
      expect([200, 201, 403, 409, 422]).toContain(status);
      // What is still open is not archived.
      if (!act && allowed) expect(status).toBe(status === 409 && route.path.endsWith('.zip') ? 409 : 200);
    }
  });
});

describe('lists', () => {
  it.each([...KINDS.values()].map((kind) => [kind.path, kind.kind]))(
    '%s: nobody finds what he does not know',
    async (path, name) => {
      for (const person of here.people) {
        const found = new Set<string>();
        for (const box of ['in', 'out']) {
          const { status, json } = await here.call('GET', `/${path}?box=${box}`, { as: person.account });
          expect([person.account, status]).toEqual([person.account, person.role === 'nothing' ? 403 : 200]);
          for (const item of json.items ?? []) found.add(item.id);
        }
        for (const one of name === 'push' ? ['push', 'copy'] : [name]) {
          const record = await here.stored(here.ids[one] as string);
          const mine = [record.from, record.to].includes(person.org) && person.role !== 'nothing';
          expect([person.account, one, found.has(record.id)]).toEqual([person.account, one, mine]);
        }
      }
    },
  );

  it("of another organisation are the government office's alone", async () => {
    for (const { account, org, role } of here.people) {
      const { status } = await here.call('GET', '/pushes?org=ZJJ', { as: account });
      const allowed = role === 'government-office' || (org === 'ZJJ' && role !== 'nothing');
      expect([account, status]).toEqual([account, allowed ? 200 : 403]);
    }
  });
});

it('a batch tells a stranger no more than that there is nothing', async () => {
  const ids = [here.ids.push, here.ids.copy, here.ids.problem, NOBODYS];
  const { json } = await here.call('POST', '/pushes/claim', { as: 'wjj.t-officer', body: { ids } });
  expect(json.results).toEqual(ids.map((id) => ({ id, ok: false, code: 'not-found' })));
});

it('a record of one kind is none of another', async () => {
  for (const [name, kind] of KINDS) {
    const others = Object.entries(here.ids).filter(
      ([other]) => other !== name && !(name === 'push' && other === 'copy'),
    );
    for (const [, id] of others) {
      expect((await here.call('GET', `/${kind.path}/${id}`, { as: 'zfb.office' })).status).toBe(404);
    }
  }
});

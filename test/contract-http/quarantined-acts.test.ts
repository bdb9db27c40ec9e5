/**
 * Every act of every kind on a record that a quarantine has taken from sight, in each state in which it may be asked:
 * none of them fails, and those that would carry on what is gone are refused.
 */
import { expect, it } from 'vitest';
import { isPersons } from '../../shared/exchange/act.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { toItem } from '../../shared/exchange/item.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { sampleBody } from '../fuzz/sample.ts';
import { may } from '../isolation/may.ts';
import { neighbourhood } from '../isolation/records.ts';

const here = await neighbourhood();
const { store } = here.platform.ports;

async function taken(kind: AnyKind, id: string, state: string): Promise<Exchange> {
  const record = await here.stored(id);
  return { ...record, state, quarantined: true, body: kind.blank(record.body) };
}

async function put(kind: AnyKind, record: Exchange): Promise<void> {
  const before = await here.stored(record.id);
  await store.commit([{ item: toItem(kind, record), expected: toItem(kind, before).head }]);
}

/** What was asked, and what was answered where it was refused for that. */
interface Asked {
  readonly act: string;
  readonly status: number;
  readonly gone: boolean;
}

async function everyAct(name: string, kind: AnyKind): Promise<Asked[]> {
  const id = here.ids[name] as string;
  const asked: Asked[] = [];
  for (const state of Object.keys(kind.states)) {
    const blank = await taken(kind, id, state);
    const acts = Object.entries(kind.acts).filter(([act, { from }]) => act !== 'quarantine' && from.includes(state));
    for (const [act, declared] of acts) {
      const person = isPersons(declared) && here.people.find((one) => may(declared, blank, one));
      if (!person) continue;
      await put(kind, blank);
      const body = sampleBody(declared.input());
      const { status, json } = await here.call('POST', `/${kind.path}/${id}/${act}`, { as: person.account, body });
      asked.push({ act: `${name} ${state}: ${act}`, status, gone: /^(content|draft)-quarantined$/.test(json.code) });
    }
  }
  return asked;
}

it('fails with none, and refuses what would put in force, send on or show to others what is gone', async () => {
  const asked: Asked[] = [];
  for (const [name, kind] of KINDS) asked.push(...(await everyAct(name, kind)));
  expect(asked.length).toBeGreaterThan(150);
  const failed = asked.filter(({ status }) => ![200, 201, 409, 422].includes(status));
  expect(failed).toEqual([]);
  expect(asked.flatMap(({ act, gone }) => (gone ? [act] : [])).sort()).toEqual([
    'credit-record ready: send',
    'draw committed: contribute',
    'draw committed: draw',
    'expert nominated: admit',
    'expert suspended: resume',
    'list-draft confirmed: publish',
    'list-draft confirmed: revise',
    'list-draft confirming: revise',
    'list-draft editing: submit',
    'meeting announced: invite',
    'push returned: readdress',
    'standard objected: settle',
    'standard proposed: confirm',
    'survey scheduled: invite',
  ]);
});

/** Steps of the stories of one licence: what is pushed of it, and where it goes. */
import { wakeKey } from '../../functions/timers/wake.ts';
import { countyHere, type Here } from './county.ts';

const PARTY = { name: '冠县某某食品有限公司', creditCode: '91371525MA3C00001R' };
const ORGS = ['SCJG', 'WJJ', 'NYNC', 'JTJ'];

export interface Story {
  here: Here;
  /** Pushes of the licence, and claims as the organisation given. */
  send(reference: string, more?: object, claimedBy?: string): Promise<string>;
  act(id: string, name: string, as: string, body?: object): Promise<{ id: string; problem: string }>;
  /**
   * The matter is another department's from a day on, which is then today; NYNC's from tomorrow on. What it answers
   * wakes the job that hands it over once more.
   */
  listed(to?: string, from?: string): Promise<() => Promise<void>>;
  /** The dispute of a push is upheld: it goes to another department, which claims it. */
  upheld(id: string, from: string, to: string): Promise<void>;
  /** The register's state at each department that has an entry. */
  states(): Promise<Record<string, string[]>>;
}

export async function story(): Promise<Story> {
  const here = await countyHere();
  const officer = (org: string): string => `${org.toLowerCase()}.officer`;
  const act: Story['act'] = async (id, name, as, body = {}) => {
    here.clock.advance(1000);
    const done = await here.act(id, name, as, body);
    if (done.status >= 300) throw new Error(done.text);
    return done.json;
  };
  const claimedAt = async (org: string) => {
    const { items } = (await here.call('GET', '/pushes?box=in&status=pending', { as: officer(org) })).json;
    for (const { id } of items) await act(id, 'claim', officer(org));
  };
  return {
    here,
    act,
    send: async (reference, more = {}, claimedBy) => {
      here.clock.advance(1000);
      const occurredAt = new Date(here.clock.now()).toISOString();
      const { id } = (await here.push(reference, { occurredAt, party: PARTY, licence: { number: 'JY-1' }, ...more }))
        .json;
      if (claimedBy) await act(id, 'claim', officer(claimedBy));
      return id;
    },
    listed: async (department = 'NYNC', validFrom = '2026-09-29') => {
      const { items } = (await here.call('GET', '/public/boundary-list.json')).json;
      const rows = items.map((row: { code: string }) =>
        row.code === '371525-SCJG-001' ? { ...row, department, section: null } : row,
      );
      const superior = { documentNumber: '鲁政办字〔2026〕1号', reason: '上级调整' };
      const body = { validFrom, items: rows, superior };
      const { version } = (await here.call('POST', '/boundary-list/versions', { as: 'spj.admin', body })).json;
      here.clock.set(`${validFrom}T08:40:00+08:00`);
      const wake = () => wakeKey(here.platform, `371525#boundary#hand-over/${version}`);
      await wake();
      return wake;
    },
    upheld: async (id, from, to) => {
      const { problem } = await act(id, 'dispute', officer(from), { reason: '不属本局' });
      const body = { org: to, reason: '按职责划分' };
      await here.call('POST', `/problems/${problem}/transfer`, { as: 'spj.officer', body });
      await claimedAt(to);
    },
    states: async () => {
      const found: Record<string, string[]> = {};
      for (const org of ORGS) {
        const { items } = (await here.call('GET', '/register', { as: officer(org) })).json;
        if (items.length > 0) found[org] = items.map(({ state }: { state: string }) => state);
      }
      return found;
    },
  };
}

/** Readdresses what was returned, and claims it there; the id of what took its place. */
export const readdressed = async ({ act }: Story, id: string, org: string): Promise<string> => {
  const next = (await act(id, 'readdress', 'spj.officer', { org })).id;
  await act(next, 'claim', `${org.toLowerCase()}.officer`);
  return next;
};

/** The record as it lies in the store. */
export async function stored({ here }: Story, id: string) {
  return (await here.platform.ports.store.get(`371525#exchange#${id}`))?.value as {
    mails: { type: string; org: string }[];
  };
}

/** The mails that it owes, and to whom. */
export function mailsOf({ mails }: { mails: { type: string; org: string }[] }): [string, string][] {
  return mails.map(({ type, org }) => [type, org]);
}

/** Steps of the stories of drafts: who drafts, who answers, and the rows that they speak of. */
import type { Matter } from '../../shared/boundary/matter.ts';
import { countyHere, type Here } from '../contract-http/county.ts';
import { demonstrationMatters } from '../in-process/county.ts';
import type { Called, InProcessOptions } from '../in-process.ts';

export const DRAFTS = '/boundary-list/drafts';
export const FOOD = '371525-SCJG-001';
/** Of SCJG, section SPXK. */
export const CATERING = '371525-SCJG-003';

export const rowOf = (code: string): Matter => demonstrationMatters().find((row) => row.code === code) as Matter;

export interface Drafting extends Omit<Here, 'act'> {
  /** The draft's id. */
  id: string;
  draft(path?: string, as?: string): Promise<Called>;
  act(act: string, body?: object, as?: string): Promise<Called>;
  /** Puts a row as it is, with what differs; the row must be there. */
  change(code: string, more: object): Promise<Called>;
  put(code: string, row: object, headers?: Record<string, string>, as?: string): Promise<Called>;
  /** The letter of the draft that an organisation has to answer. */
  letterOf(org: string): Promise<string>;
  reply(org: string, body?: object, role?: string): Promise<Called>;
}

/** A county with an open draft, in force from the day given. */
export async function drafting(validFrom = '2026-10-20', options?: InProcessOptions): Promise<Drafting> {
  const here = await countyHere(options);
  const made = await here.call('POST', DRAFTS, { as: 'spj.admin', body: { validFrom } });
  if (made.status !== 201) throw new Error(made.text);
  return stepsOf(here, made.json.id);
}

export function stepsOf(here: Here, id: string): Drafting {
  const at = `${DRAFTS}/${id}`;
  const draft: Drafting['draft'] = (path = '', as = 'spj.admin') => here.call('GET', at + path, { as });
  const put: Drafting['put'] = (code, row, headers = {}, as = 'spj.admin') =>
    here.call('PUT', `${at}/rows/${code}`, { as, body: row, headers });
  const letterOf = async (org: string): Promise<string> => {
    const { confirmations } = (await draft('', 'zfb.office')).json;
    return confirmations.find((one: { org: string }) => one.org === org).letter;
  };
  return {
    ...here,
    ...{ id, draft, put, letterOf },
    act: (act: string, body: object = {}, as = 'spj.admin') => here.call('POST', `${at}/${act}`, { as, body }),
    change: async (code, more) => {
      const { json, headers } = await draft(`/rows/${code}`);
      return put(code, { ...json, ...more }, { 'if-match': headers.etag as string });
    },
    reply: async (org, body = { position: 'agree' }, role = 'admin') =>
      here.call('POST', `/letters/${await letterOf(org)}/reply`, { as: `${org.toLowerCase()}.${role}`, body }),
  };
}

/**
 * The credit query (信用查询, art. 19): each time that somebody's credit is asked for where a case is handled, with what
 * was found and, later, the measures that were taken. It stands in the timeline of the party and of the application.
 */
import * as z from 'zod';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { PersonAct } from '../exchange/kind.ts';
import { SIDES } from '../exchange/menu.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import { yesNo } from '../fields.ts';
import { digest } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import { type CreditQueryBody, type CreditQueryState, creditQueryBody, type Listed } from './body.ts';

/** A query that has been answered. */
export interface Inquired {
  id: string;
  from: string;
  creditCode: string;
  application: string | null;
  purpose: string | null;
  viewer: string | null;
  asOf: number;
  degraded: boolean;
  incentives: Listed[];
  punishments: Listed[];
}

declare module '../exchange/seams.ts' {
  interface Openings {
    'credit-query': Inquired;
  }
}
declare module '../errors.ts' {
  interface Conflicts {
    'already-measured': true;
  }
}

const measuresInput = lazily(() => {
  const { taken, text } = creditQueryBody().shape;
  return z.strictObject({ taken: yesNo().meta(taken.unwrap().meta() ?? {}), text: text.unwrap() });
});

const measures: PersonAct<CreditQueryBody, CreditQueryState, Checked<typeof measuresInput>> = {
  label: '登记激励或惩戒措施',
  article: '19',
  by: 'sender',
  scope: 'credit:query',
  from: ['asked'],
  otherwise: { '*': 'already-measured' },
  to: 'measured',
  input: measuresInput,
  apply: ({ body }, { taken, text }, { now, by }) => ({
    body: { ...body, taken, text, measuredAt: now, measuredBy: by },
  }),
};

export const creditQuery = declareKind<'credit-query', CreditQueryBody, CreditQueryState>({
  kind: 'credit-query',
  label: '信用查询',
  article: '19',
  path: 'credit/queries',
  unaddressed: true,
  menu: {
    under: 'supervision',
    of: SIDES,
    comes: '办件前查询信用的记录。',
  },
  ...keeps(creditQueryBody),
  states: { asked: { label: '已查询', open: false }, measured: { label: '已登记措施', open: false } },
  open: ({ id, from, creditCode, application, ...found }) => ({
    ...{ id, from, to: null, section: null, handler: null, participants: [], source: from, reference: id },
    ...{ state: 'asked', claimBy: null, clock: null, party: creditCode, licence: null, content: digest({ id }) },
    ...(application !== null && { application }),
    body: { ...found, taken: null, text: null, measuredAt: null, measuredBy: null },
  }),
  acts: {
    measures,
    quarantine: quarantineBy<CreditQueryBody, CreditQueryState>({ by: 'sender', scope: 'credit:query' }),
  },
  codes: {
    'already-measured': { meaning: '已经登记措施', detail: '本次查询的措施已经登记。情况有变的，请重新查询后登记。' },
  },
  title: ({ party, body }) => `信用查询：${party ?? ''}${doneIn(body)}`,
});

/** As much of what was done as a heading holds. */
const SHOWN = 60;

function doneIn({ text }: CreditQueryBody): string {
  if (text === null) return '';
  const line = [...text.replace(/\s+/g, ' ')];
  return `；措施：${line.slice(0, SHOWN).join('')}${line.length > SHOWN ? '…' : ''}`;
}

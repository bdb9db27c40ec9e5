/**
 * Who reads a page, and what every page needs to know: facts, names behind codes, what forms choose from, navigation.
 */

import { orgName } from '../../shared/county.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { fileLimit } from '../../shared/files/declaring.ts';
import type { Instant } from '../../shared/time.ts';
import { elsewhereOf } from '../public/elsewhere.ts';
import type { Names } from './answer-parts.ts';
import { ask } from './ask.ts';
import type { PageCall } from './call.ts';
import type { Choices } from './labelled.ts';
import type { Layout, NavItem } from './layout.ts';
import { navOf } from './nav.ts';
import type { Page } from './page.ts';
import type { Session } from './session.ts';

const MEGABYTE = 1_048_576;

export interface Reader {
  readonly facts: Facts;
  readonly names: Names;
  readonly choices: Choices;
  /** The organisation's name. */
  readonly orgName: string;
  readonly nav: readonly NavItem[];
}

/** `here`: the page's path. */
export async function readerOf(call: PageCall, here: string): Promise<Reader> {
  const { desk, actor } = call;
  const known = desk.facts();
  const [facts, nav, colleagues] = await Promise.all([known, navOf(call, here, known), ask(call, 'listColleagues')]);
  const people = colleagues.body.items as Choices['people'];
  const { county } = facts;
  return {
    ...{ facts, nav },
    orgName: orgName(county, actor.org),
    names: {
      ...{ county, elsewhere: elsewhereOf(county, call.platform), org: actor.org },
      people: new Map(people.map(({ account, name }) => [account, name])),
      kinds: new Map([...desk.kinds.values()].map(({ kind, label }) => [kind, label])),
    },
    choices: {
      county,
      own: actor.org,
      people,
      megabytes: Math.floor(fileLimit(call.platform.settings.files) / MEGABYTE),
    },
  };
}

/** A page in the frame of whoever is signed in. */
export function framed(
  { session, actor, platform }: PageCall,
  { facts, orgName, nav }: Reader,
  page: Pick<Layout, 'title' | 'content' | 'here' | 'upright'> & Pick<Page, 'status' | 'headers'>,
): Page {
  const reader = { org: orgName, name: actor.name };
  const idle = secondsLeft(session, facts.now);
  const elsewhere = elsewhereOf(facts.county, platform);
  const { filesTo } = platform.settings;
  const headers = { ...endsIn(idle), ...page.headers };
  return { ...page, headers, county: facts.county.name, elsewhere, session, reader, nav, idle, filesTo };
}

/** Says to a script, which gets an answer and no page, in how many seconds the session ends. */
export function endsIn(seconds: number): Readonly<Record<string, string>> {
  return { 'session-ends-in': String(seconds) };
}

export function secondsLeft({ ends }: Session, now: Instant): number {
  return Math.max(0, Math.round((ends - now) / 1000));
}

/**
 * 推送录入: what its form begins with: what was sent, a draft, the push that it corrects, or what is known of the party.
 */

import type { Matter } from '../../../shared/boundary/matter.ts';
import type { Party } from '../../../shared/party.ts';
import { formatInstant } from '../../../shared/time.ts';
import { ask, unless } from '../ask.ts';
import type { PageCall } from '../call.ts';
import type { Field } from '../fields.ts';
import { sentOf } from '../filling.ts';
import type { Filled } from '../kept-form.ts';
import type { Line } from '../kinds.ts';
import { moreOf } from '../more-rows.ts';
import { wallClock } from '../plain-reading.ts';
import type { Reader } from '../reader.ts';
import type { EntryFields, PushKind } from './entry-fields.ts';

/** What the form is about. */
export interface Entry {
  readonly kind: PushKind;
  /** What people read for the kind, and for each decision. */
  readonly label: string;
  readonly decisions: Readonly<Record<string, string>>;
  /** Null for documents. */
  readonly matter: Matter | null;
  readonly fields: EntryFields;
  /** All fields as the API's body nests them. */
  readonly all: readonly Field[];
  readonly reader: Reader;
}

/** What the form begins with: what was sent, a draft, or what is known by now. */
export interface Begun {
  readonly values: URLSearchParams;
  readonly filled: Filled | null;
  readonly note: string;
}

export async function begin(call: PageCall, entry: Entry, filled: Filled | null): Promise<Begun> {
  const { code, corrects } = call.query as { code?: unknown; corrects?: unknown };
  const asked = typeof code === 'string' ? code.normalize('NFKC').replace(/\s/gu, '').toUpperCase().slice(0, 18) : '';
  if (filled) {
    const wanted = moreOf(filled.values, 'party') > 0;
    return wanted ? known(call, filled) : { values: filled.values, filled, note: '' };
  }
  if (typeof corrects === 'string') return correcting(call, entry, corrects);
  const values = new URLSearchParams({ occurredAt: wallClock(formatInstant(entry.reader.facts.now)) });
  // Nearly all are: a choice more each time is one more than a push may take.
  if (entry.kind === 'approval') values.set('decision', 'granted');
  if (asked !== '') values.set('party/creditCode', asked);
  const [party, licence] = await Promise.all([partyOf(call, asked), licenceName(call, entry)]);
  if (party) fillIn(values, party);
  if (licence) values.set('licence/name', licence);
  return { values, filled: null, note: '' };
}

/** The form as the push that it corrects says it: what was wrong is changed, all else stays. */
async function correcting(call: PageCall, { all }: Entry, id: string): Promise<Begun> {
  const { body } = await ask(call, 'readPush', { params: { id } });
  const values = sentAs(all, body);
  values.set('corrects', body.reference);
  const note = '以下为原推送的内容，请改正后推送。附件请重新选择；原推送尚未认领的，同时撤回。';
  return { values, filled: null, note };
}

/** What the form's controls say of a push, without its files, which are chosen anew. */
export function sentAs(all: readonly Field[], push: Line): URLSearchParams {
  const again = all.filter(({ name }) => !['attachments', 'about', 'corrects'].includes(name));
  const to = push.to as Parameters<typeof placeOf>[0] | null;
  return sentOf(again, { ...push, to: to && placeOf(to) });
}

/** As the control of an organisation with its section says it. */
function placeOf({ org, section }: { org: string; section: string | null }): string {
  return section === null ? org : `${org}/${section}`;
}

/** The button beside the code: the form as it was, with the party's name. */
async function known(call: PageCall, filled: Filled): Promise<Begun> {
  const values = new URLSearchParams(filled.values);
  const code = (values.get('party/creditCode') ?? '').normalize('NFKC').replace(/\s/gu, '').toUpperCase();
  const party = await partyOf(call, code);
  if (party) fillIn(values, party);
  const note = party ? `已填入：${party.name}。请核对。` : '平台没有本单位收到或发出过的、该代码的记录。请填写名称。';
  return { values, filled, note };
}

function fillIn(values: URLSearchParams, { name, type }: Party): void {
  values.set('party/name', name);
  values.set('party/type', type);
}

/** The party of that code as the newest push says it that the reader's organisation has sent or received. */
async function partyOf(call: PageCall, party: string): Promise<Party | null> {
  if (!/^[0-9A-Z]{18}$/.test(party)) return null;
  for (const box of ['out', 'in']) {
    const query = { box, party, limit: '5', detail: 'whole' };
    // A code that is none finds nothing; that is no fault.
    const found = await unless([422], ask(call, 'listPushes', { query }));
    const named = (found?.body.items ?? []).find((item: { party: Party | null }) => item.party !== null);
    if (named) return named.party;
  }
  return null;
}

/** What licences of the matter were called last. */
async function licenceName(call: PageCall, { kind, matter }: Entry): Promise<string | null> {
  if (kind !== 'approval' || !matter) return null;
  const query = { box: 'out', matter: matter.code, kind: 'approval', limit: '1', detail: 'whole' };
  const { body } = await ask(call, 'listPushes', { query });
  return body.items[0]?.licence?.name ?? null;
}

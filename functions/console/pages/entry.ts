/** 推送录入, second step: the form of one kind and matter, sent to `POST /pushes`. */

import { html } from 'hono/html';
import type { Matter } from '../../../shared/boundary/matter.ts';
import { bureauOf, orgName } from '../../../shared/county.ts';
import { invalid, notFound, Problem } from '../../../shared/errors.ts';
import { digest } from '../../../shared/keys.ts';
import type { Party } from '../../../shared/party.ts';
import { formatInstant } from '../../../shared/time.ts';
import type { Answer } from '../../http/route.ts';
import type { Html } from '../../public/layout.ts';
import { ask } from '../ask.ts';
import type { FormCall, PageCall } from '../call.ts';
import { controls } from '../controls.ts';
import { correctedPush, pushChanges } from '../corrected.ts';
import { draftNote } from '../draft-note.ts';
import { errorSummary } from '../error-summary.ts';
import { type Field, fieldsOf } from '../fields.ts';
import { enctypeOf } from '../file-controls.ts';
import { offeredFiles } from '../files.ts';
import { formState, isTouched } from '../form-state.ts';
import { draftAddress, type Filled, formAddress, keptFields } from '../kept-form.ts';
import { forgetCounts } from '../nav.ts';
import { type Page, seeOther } from '../page.ts';
import { framed, type Reader, readerOf } from '../reader.ts';
import { closedUp, inputOf } from '../reading.ts';
import { begin, type Entry, sentAs } from './entry-beginning.ts';
import { enters, entryFields, kindsFor, nameable, nested, type PushKind, wordsIn } from './entry-fields.ts';
import { ENTRY, mayEnter } from './entry-matter.ts';
import { ASKED, askOfTwice, wasAsked } from './entry-twice.ts';

/** The form. A credit code in the address, or the button beside it, fills in what the platform knows of the party. */
export async function showEntry(call: PageCall, filled: Filled | null): Promise<Page> {
  const entry = await entryAt(call);
  const { kind, label, matter, fields, all, reader } = entry;
  const begun = await begin(call, entry, filled);
  const { problem = null } = begun.filled ?? {};
  const sent = closedUp(all, begun.values);
  const files = await offeredFiles(call);
  const county = matter?.addressing === 'named-per-push' ? nameable(matter, reader.facts.county) : null;
  const choices = { ...reader.choices, files, ...(county && { county }) };
  const state = formState(all, sent, problem, choices);
  const title = `推送录入：${label}`;
  const path = formAddress(call);
  const draft = draftAddress(path, `${title}${matter ? `，${matter.name}` : ''}`);
  const back = kind === 'document' ? ENTRY : `${ENTRY}?kind=${kind}`;
  const content = html`<p class="crumb"><a href="${back}">← ${kind === 'document' ? '返回' : '改选事项'}</a></p>
${errorSummary(all, state)}${problem && !problem.errors?.length && html`<div class="alert" role="alert"><h2>没有推送</h2><p>${problem.message}</p></div>`}
<h1>${title}</h1>
${matter && whither(kind, matter, reader)}
${begun.filled && (await changed(call, entry, sent))}${await draftNote(call, begun.filled, all)}${begun.note && html`<p class="note" role="status">${begun.note}</p>`}
<form class="form" method="post" action="${path}" novalidate${enctypeOf(all)} data-draft="${draft}">${keptFields(call, begun.filled)}${wasAsked(begun.filled) && html`<input type="hidden" name="${ASKED}" value="on">`}<button class="unseen" tabindex="-1" aria-hidden="true"></button>
<div class="columns">${fields.main.map((field) => html`<div${isBroad(field) ? html` class="broad"` : ''}>${controls([field], state)}${field.name === 'party/creditCode' && FILL}</div>`)}</div>
<details${isTouched(namesOf(fields.others), state) ? html` open` : ''}><summary>其他内容（选填）：${[...new Set(fields.others.map((field) => field.title))].join('、')}</summary>
${controls(fields.others, state)}</details>
<div class="acts"><button>推送</button><button class="second" formaction="${draft}" formenctype="application/x-www-form-urlencoded">保存草稿</button><a href="${back}">取消</a><span class="soft" data-draft-status role="status"></span></div></form>`;
  return framed(call, reader, { title, content, here: path });
}

/** Of a form that comes back: what it changes of the push that it says it corrects. */
async function changed(call: PageCall, { all, reader }: Entry, sent: URLSearchParams): Promise<Html> {
  const corrects = sent.get('corrects')?.trim() ?? '';
  const { facts, names } = reader;
  const earlier = corrects === '' ? null : await correctedPush(call, facts, { source: call.actor.org, corrects });
  if (!earlier) return html``;
  const { id, quarantined, attachments } = earlier;
  const before = { ...inputOf(all, sentAs(all, earlier)), id, quarantined, attachments };
  return pushChanges(call, before, inputOf(all, sent), names);
}

/** Sends what the form says. What was sent under the same key before is the same push. */
export async function sendEntry(call: FormCall): Promise<Answer> {
  const entry = await entryAt(call);
  const body = bodyOf(entry, call);
  decisionChosen(entry, body);
  try {
    await askOfTwice(call, body);
    const told = await ask(call, 'createPush', { body });
    forgetCounts(call.platform, call.session.jurisdiction, call.actor.org);
    return seeOther(`${ENTRY}?kind=${entry.kind}&done=${told.body.id}`);
  } catch (error) {
    // The form's key is its reference: in words for whoever has typed no reference.
    if (error instanceof Problem && error.code === 'reference-reused')
      throw new Problem('idempotency-key-reused', error.message);
    throw error;
  }
}

/** What takes the whole width: several controls, or text of several lines. */
function isBroad({ shape }: Field): boolean {
  return ['group', 'rows', 'files', 'text', 'targets'].includes(shape);
}

const FILL = html`<div class="field"><button class="second" name="more" value="party" formaction="#f-party-name">按代码填入名称</button></div>`;

async function entryAt(call: PageCall): Promise<Entry> {
  const reader = await readerOf(call, ENTRY);
  const { county } = reader.facts;
  const kinds = kindsFor(call.actor, county);
  mayEnter(kinds);
  const kind = kinds.find((one) => one === (call.params.kind ?? 'document'));
  if (!kind) throw notFound('该页面');
  const matter = kind === 'document' ? null : await matterAt(call, call.params.matter ?? '');
  if (matter && !enters(matter, kind, call.actor.org, county)) throw notFound('本单位可以录入的该事项');
  const route = fieldsOf(call.operation('createPush').body?.() as never);
  const fields = entryFields(route, kind, matter);
  const label = wordsIn(route, 'kind')[kind] ?? '';
  return { kind, label, decisions: wordsIn(route, 'decision'), matter, fields, all: nested(route, fields), reader };
}

/** The matter of that code in the list in force; 404 where there is none. */
async function matterAt(call: PageCall, code: string): Promise<Matter> {
  const { body } = await ask(call, 'readBoundaryList', { query: { q: code.slice(0, 100) } });
  const found = (body.items as Matter[]).find((row) => row.code === code);
  if (!found) throw notFound('现行边界清单中的该事项');
  return found;
}

/** To whom it goes, by the list. */
function whither(kind: PushKind, matter: Matter, { facts: { county } }: Reader): Html {
  const nameOf = (code: string): string => orgName(county, code);
  const to = kind === 'supervision' ? bureauOf(county).name : matter.department && nameOf(matter.department);
  const copy = matter.enforcementAgency;
  const copied = copy !== null && kind !== 'supervision' ? `；同时抄送执法机构${nameOf(copy)}` : '';
  return html`<p><strong>${matter.name}</strong>　<span class="soft">${matter.code}</span><br>按边界清单推送至：${to ?? '由您在下面指定'}${copied}。</p>`;
}

/** The names of fields, of a group those inside it. */
function namesOf(fields: readonly Field[]): string[] {
  return fields.flatMap((field) => (field.shape === 'group' ? (field.fields ?? []) : [field])).map(nameOf);
}

function nameOf({ name }: Field): string {
  return name;
}

function bodyOf({ kind, matter, all, decisions, reader }: Entry, call: FormCall): Record<string, unknown> {
  const { party, ...said } = inputOf(all, closedUp(all, call.form)) as { party?: Partial<Party>; summary?: string };
  const { decision } = said as { decision?: string };
  const summary = decision && matter ? `${decisions[decision] ?? decision}：${matter.name}` : undefined;
  const key = call.key ?? formatInstant(reader.facts.now);
  return {
    ...{
      kind,
      ...said,
      summary: said.summary ?? summary,
      reference: `LR-${digest([call.actor.account, key]).slice(0, 16)}`,
    },
    ...(matter && { matter: matter.code }),
    ...(party && { party: { ...party, type: party.type ?? typeOf(party.creditCode) } }),
  };
}

/**
 * Of the API a decision that is not named is one that grants. Of a person it is one that was forgotten: a refusal or a
 * cancellation would go out as a licence to be supervised. Throws 422.
 */
function decisionChosen({ kind }: Entry, body: Record<string, unknown>): void {
  if (kind !== 'approval' || body.decision !== undefined) return;
  throw invalid([{ pointer: '/decision', detail: '请选择审批决定' }]);
}

/** GB 32100: a code of an individual business begins with 92. */
function typeOf(code: string | null | undefined): Party['type'] {
  return code?.startsWith('92') ? 'individual-business' : 'organisation';
}

/** The form of an act, and of what opens a record: made from what the API's route takes, sent to that route. */

import { html } from 'hono/html';
import { organisationOf } from '../../shared/county.ts';
import { notFound, Problem } from '../../shared/errors.ts';
import type { AnyKind, AnyPersonAct } from '../../shared/exchange/kind.ts';
import { load } from '../../shared/exchange/work.ts';
import type { Answer } from '../http/route.ts';
import { basisOf } from '../public/basis.ts';
import type { Html } from '../public/layout.ts';
import { withAccounts } from './accounts-named.ts';
import { ask } from './ask.ts';
import type { FormCall, PageCall } from './call.ts';
import { citingFields, withHeads } from './cited.ts';
import { comparedTable, differing } from './compared.ts';
import { controls } from './controls.ts';
import { draftNote } from './draft-note.ts';
import { errorSummary } from './error-summary.ts';
import { type Field, fieldsOf } from './fields.ts';
import { enctypeOf } from './file-controls.ts';
import { offeredFiles } from './files.ts';
import { sentOf } from './filling.ts';
import { formState, isLong } from './form-state.ts';
import { draftAddress, type Filled, formAddress, keptFields } from './kept-form.ts';
import { actAt, kindAt, type Line, OPERATIONS } from './kinds.ts';
import type { Choices } from './labelled.ts';
import { addressOf, readdressed } from './list-filters.ts';
import { listReply } from './list-reply.ts';
import { mattersFor, withMatters } from './matters.ts';
import { pressedByEnter } from './more-rows.ts';
import { forgetCounts } from './nav.ts';
import { notDone } from './not-done.ts';
import {
  choicesOf,
  type OpeningFields,
  offeredFirst,
  offeredTo,
  openingControls,
  openingFields,
  plainFields,
} from './opening-fields.ts';
import { type Page, seeOther } from './page.ts';
import { pathOf } from './paths.ts';
import { withActors } from './people-named.ts';
import { phrasesFor } from './phrases.ts';
import { framed, type Reader, readerOf } from './reader.ts';
import { closedUp, inputOf, withEmptied, withoutEmptyLists } from './reading.ts';
import { actAddress, backOf, listIn } from './record-page.ts';
import { recordBehind, toldOf } from './record-told.ts';
import { calledIn, offeredBy, recordsFor } from './records-offered.ts';
import { type History, lastDone } from './timeline.ts';

type Opening = NonNullable<AnyKind['opening']>;

/** A form as it is shown, empty or filled in. */
interface Form {
  readonly title: string;
  readonly fields: readonly Field[];
  /** Of an opening: what of them is asked, and how. */
  readonly asked?: OpeningFields;
  /** Of an act: the records that it offers itself. */
  readonly offered?: Choices['offered'];
  readonly action: string;
  /** Above the fields. */
  readonly before: Html;
  /** Below the form: what the record says that it is about. */
  readonly about?: Html;
  readonly button: string;
  readonly danger: boolean;
  readonly back: string;
  /** What was done last, where somebody was faster. */
  readonly last?: string;
  /** True where the act is over by now: what was written is shown, and there is nothing to press. */
  readonly over?: boolean;
  readonly concerned?: Choices['concerned'];
}

/** The form of an act. */
export async function showAct(call: PageCall, filled: Filled | null): Promise<Page> {
  const kind = kindAt(call);
  const { id = '', act: name = '' } = call.params;
  const act = actAt(kind, name);
  const [{ body }, reader] = await Promise.all([
    ask(call, OPERATIONS.read(kind), { params: { id } }),
    readerOf(call, pathOf(kind)),
  ]);
  const record = body as Line;
  const list = listIn(kind, (call.query as { list?: string }).list);
  const back = addressOf(`${pathOf(kind)}/${id}`, { list });
  const open = (record.acts as string[]).includes(name);
  const { called, changes, told } = await toldOf(call, kind, record, reader);
  const action = readdressed(formAddress(call), { list });
  const before = html`<p>${called}　<span class="soft">${kind.states[String(record.status)]?.label}</span></p>
${act.hint && html`<p class="note${act.danger ? ' care' : ''}">${act.hint}</p>`}
${!open && filled === null && html`<p class="note care">此刻不能${act.label}：状态已经变化，或您的账号没有这项权限。请返回查看。</p>`}
${changes}`;
  const last = filled?.problem?.status === 409 ? await lastOf(call, kind, reader, call.params.id ?? '') : '';
  const addressed = filled ?? givenIn(call, fieldsOf(act.input()));
  const asked = await actFields(call, addressed?.values ?? new URLSearchParams());
  const given =
    addressed ?? (asked.begun && { values: sentOf(asked.fields, asked.begun), problem: null, keptAt: null });
  if (asked.first) {
    const choices = choicesOf(asked.first, actAddress(kind, id, name, undefined), { ...(list && { list }) });
    const content = html`<p class="crumb"><a href="${back}">← 返回</a></p><h1>${act.label}</h1>${before}${await draftNote(call, null, [])}${choices}`;
    return framed(call, reader, { title: act.label, content, here: actAddress(kind, id, name, list) });
  }
  const decided = await Promise.all(asked.about.map((one) => recordBehind(call, one, reader)));
  const changed = filled && asked.begun && changedFrom(act, asked, filled.values, reader);
  return formPage(call, reader, given, {
    ...{ title: act.label, fields: asked.fields, asked, action, back },
    before: html`${before}${changed}`,
    ...{
      button: act.danger ? `确认${act.label}` : act.label,
      danger: act.danger === true,
      about: html`${decided}${told}`,
      last,
    },
    ...{ concerned: asked.concerned, offered: asked.offered, over: !open && last !== '' },
  });
}

/** What a form that comes back changes of what it began with, such as who came. */
function changedFrom(act: AnyPersonAct, { fields, begun }: ActFields, sent: URLSearchParams, { names }: Reader): Html {
  const said = inputOf(fields, closedUp(fields, sent));
  const again = Object.fromEntries(Object.keys(begun ?? {}).map((name) => [name, said[name]]));
  const lines = differing(act.input(), { value: begun ?? {}, names }, { value: again, names });
  if (lines.length === 0) return html``;
  return html`<section><h2>与原有内容相比，改动 ${lines.length} 处</h2>
${comparedTable(lines, { caption: '改动的内容', before: '原为', after: '改为' })}</section>`;
}

/** What was done last with a record, by whom and when. */
export async function lastOf(call: PageCall, kind: AnyKind, { names }: Reader, id: string): Promise<string> {
  const { body } = await ask(call, OPERATIONS.history(kind), { params: { id } });
  const told = body as History;
  return lastDone(kind, told, withActors(names, call.actor.org, told.people ?? []));
}

/** What the act of the address asks for on its record. */
async function actFields(call: PageCall, values: URLSearchParams): Promise<ActFields> {
  const { id = '', act: name = '' } = call.params;
  const kind = kindAt(call);
  const act = actAt(kind, name);
  const looked = act.asked || act.begins || act.concerns || act.offers || act.about;
  const exchange = looked ? await load(call.desk, id) : undefined;
  const fields = fieldsOf((exchange && act.asked?.(exchange)) ?? act.input());
  const asked = (exchange && (await listReply(call, exchange, fields, values))) ?? plainFields(fields);
  const concerned = exchange && act.concerns?.(exchange);
  const offered = exchange && (await offeredBy(call, act, exchange));
  const begun = (exchange && act.begins?.(exchange)) ?? null;
  const about = (exchange && act.about?.(exchange)) ?? [];
  return { ...asked, begun, about, ...(concerned && { concerned }), ...(offered && { offered }) };
}

/** With what the form begins with (null for nothing), and the records that the act offers. */
type ActFields = OpeningFields & {
  readonly begun: Readonly<Record<string, unknown>> | null;
  /** Ids of the records that it decides about. */
  readonly about: readonly string[];
  readonly concerned?: Choices['concerned'];
  readonly offered?: Choices['offered'];
};

/** Does what the form of an act says. */
export async function doAct(call: FormCall): Promise<Answer> {
  const kind = kindAt(call);
  const { id = '', act: name = '' } = call.params;
  const { fields, begun } = await actFields(call, call.form);
  const said = await bodyOf(call, fields);
  const body = begun ? withEmptied(fields, said, begun) : said;
  const told = await ask(call, OPERATIONS.act(kind, name), { params: { id }, body, key: call.key });
  forgetCounts(call.platform, call.session.jurisdiction, call.actor.org);
  const list = listIn(kind, (call.query as { list?: string }).list);
  return seeOther(addressOf(`${pathOf(kind)}/${told.body?.id ?? id}`, { list, done: name }));
}

/** What the form says, as the API's route takes it. */
async function bodyOf(call: FormCall, fields: readonly Field[]): Promise<Record<string, unknown>> {
  const form = await withMatters(call, fields, closedUp(fields, await withAccounts(call, fields)));
  return withoutEmptyLists(fields, inputOf(fields, form));
}

/** The form of what opens a record. */
export async function showOpening(call: PageCall, filled: Filled | null): Promise<Page> {
  const { kind, opening } = openingAt(call);
  const reader = await readerOf(call, pathOf(kind));
  const before = html`<p class="soft">依据${basisOf(reader.names, kind.article)}。涉密信息不得录入。</p>${opening.hint && html`<p class="note">${opening.hint}</p>`}`;
  const given = filled ?? givenIn(call, fieldsOf(opening.input()));
  const type = organisationOf(reader.facts.county, call.actor.org)?.type;
  const whole = openingFields(opening, given?.values ?? new URLSearchParams());
  const asked = { ...whole, fields: citingFields(opening, offeredTo(opening, whole.fields, type)) };
  const path = `${pathOf(kind)}/new`;
  const back = backOf(kind, undefined);
  if (asked.first) {
    const { list: _list, done: _done, ...kept } = call.query as Record<string, string>;
    const choices = choicesOf(offeredFirst(opening, asked.first, type), path, kept);
    const content = html`<p class="crumb"><a href="${back}">← 返回</a></p><h1>${opening.label}</h1>${before}${await draftNote(call, null, [])}${choices}`;
    return framed(call, reader, { title: opening.label, content, here: path });
  }
  return formPage(call, reader, given, {
    ...{ title: opening.label, fields: asked.fields, asked, before, back },
    ...{ action: formAddress(call), button: opening.label, danger: false },
  });
}

/** Opens what the form says. */
export async function doOpening(call: FormCall): Promise<Answer> {
  const { kind, opening } = openingAt(call);
  const fields = citingFields(opening, openingFields(opening, call.form).fields);
  const body = await withHeads(call, opening, await bodyOf(call, fields));
  const told = await ask(call, OPERATIONS.open(kind), { params: paramsOf(call), body, key: call.key });
  forgetCounts(call.platform, call.session.jurisdiction, call.actor.org);
  // Of several that were sent at once the page of the first says to whom, and how far each is.
  const id: string = told.body.items?.[0]?.id ?? told.body.id;
  return seeOther(addressOf(`${pathOf(kind)}/${id}`, { done: 'open' }));
}

/** What the address fills in, as links from other pages do: `?evidence/0/record=…`; null where nothing. */
function givenIn({ query }: PageCall, fields: readonly Field[]): Filled | null {
  const said = Object.entries(query as Record<string, string>).filter(([name]) =>
    fields.some((field) => name === field.name || name.startsWith(`${field.name}/`)),
  );
  return said.length === 0 ? null : { values: new URLSearchParams(said), problem: null, keptAt: null };
}

/** Throws 404 where people do not open the kind. */
function openingAt(call: PageCall): { kind: AnyKind; opening: Opening } {
  const kind = kindAt(call);
  if (!kind.opening) throw notFound('该页面');
  if (!kind.opening.roles.some((role) => call.actor.roles.includes(role))) {
    throw new Problem(
      'not-allowed',
      `您的账号没有“${kind.opening.label}”的权限。请联系本单位管理员，或由有权限的同事办理。`,
    );
  }
  return { kind, opening: kind.opening };
}

/** What stands in the braces of the opening's own path, from the address: `?id=…`. */
function paramsOf({ query }: PageCall): Record<string, string> {
  const said = query as Record<string, unknown>;
  return typeof said.id === 'string' ? { id: said.id } : {};
}

async function formPage(call: PageCall, reader: Reader, filled: Filled | null, form: Form): Promise<Page> {
  const asksFiles = form.fields.some(({ shape }) => shape === 'files');
  const sent = closedUp(form.fields, filled?.values ?? new URLSearchParams());
  const [phrases, files, matters, records, called] = await Promise.all([
    phrasesFor(call, reader),
    asksFiles ? offeredFiles(call) : [],
    mattersFor(call, form.fields),
    form.offered ? undefined : recordsFor(call, form.fields),
    calledIn(call, form.fields, sent),
  ]);
  const { title, fields, asked, offered, action, before, about, button, danger, back, last, over, concerned } = form;
  const problem = filled?.problem ?? null;
  const state = formState(fields, sent, problem, {
    ...{ ...reader.choices, phrases, files, matters, called, ...(records && { records }) },
    ...{ ...(concerned && { concerned }), ...(offered && { offered }) },
  });
  const draft = isLong(fields) ? draftAddress(formAddress(call), title) : '';
  const content = html`<p class="crumb"><a href="${back}">← 返回</a></p>
${errorSummary(fields, state)}${notDone(problem, back, reader.names, last)}
<h1>${title}</h1>
${before}
${draft && (await draftNote(call, filled, fields))}
<form class="form" method="post" action="${action}" novalidate${enctypeOf(fields)}${draft && html` data-draft="${draft}"`}>${keptFields(call, filled)}${pressedByEnter(fields)}
${asked ? openingControls(asked, state) : controls(fields, state)}
<div class="acts">${!over && html`<button class="${danger ? 'danger sure' : ''}">${button}</button>`}${draft && html`<button class="second" formaction="${draft}" formenctype="application/x-www-form-urlencoded">保存草稿</button>`}<a href="${back}">取消</a><span class="soft" data-draft-status role="status"></span></div></form>${about}`;
  return framed(call, reader, { title, content, here: action });
}

/**
 * A form for an operation of the API that is no kind's act: its fields are those that the operation takes. Where it
 * replaces something, the form begins with that, and carries its ETag, so that nobody replaces what changed meanwhile.
 */

import { html } from 'hono/html';
import { invalid, Problem } from '../../shared/errors.ts';
import type { Role } from '../../shared/exchange/exchange.ts';
import { digest } from '../../shared/keys.ts';
import type { Answer, Route } from '../http/route.ts';
import type { Html } from '../public/layout.ts';
import { withAccountsOf } from './accounts-named.ts';
import { answered } from './answer-table.ts';
import { ask, type Told } from './ask.ts';
import type { FormCall, PageCall } from './call.ts';
import { changedSince } from './changed-since.ts';
import { controls } from './controls.ts';
import { withDone } from './done.ts';
import { draftNote } from './draft-note.ts';
import { errorSummary } from './error-summary.ts';
import { type Field, fieldsOf } from './fields.ts';
import { enctypeOf } from './file-controls.ts';
import { sentOf } from './filling.ts';
import { formState, isLong } from './form-state.ts';
import { draftAddress, type Filled, formAddress, type KeptForm, keptFields } from './kept-form.ts';
import type { Choices } from './labelled.ts';
import { mattersFor, withMatters } from './matters.ts';
import { pressedByEnter } from './more-rows.ts';
import { notDone } from './not-done.ts';
import { type Page, pageAnswer, seeOther } from './page.ts';
import { phrasesFor } from './phrases.ts';
import { framed, type Reader, readerOf } from './reader.ts';
import { closedUp, inputOf } from './reading.ts';
import { calledIn, recordsFor } from './records-offered.ts';

type Json = Record<string, unknown>;
type Params = Readonly<Record<string, string>>;

export interface OperationForm {
  /** The operationId of what the form does. */
  readonly operation: string;
  readonly title: string;
  /** Who may do it; others are told so in place of the form. */
  readonly roles: readonly Role[];
  readonly button: string;
  /** True for what cannot be taken back. */
  readonly danger?: boolean;
  /** The operationId of what the form begins with. */
  readonly reads?: string;
  /** Whether there is something already that the form replaces; yes where left out. */
  isThere?(value: Json): boolean;
  /** What a form that makes something begins with. */
  readonly start?: Json;
  /** True where a link may fill it in: `?creditCode=…`. */
  readonly linked?: true;
  /** Of something that is made: the field that says what it is called, under that name in the operation's path. */
  readonly called?: Field;
  /** The part of the section of the navigation that is marked. */
  readonly section: string;
  /** In place of the fields of the operation's body, where they are not what people fill in. */
  fields?(call: PageCall, reader: Reader, value: Json | null): readonly Field[];
  /** What the form lets choose from, where that is not of the reader's own organisation. */
  choices?(call: PageCall, reader: Reader): Promise<Partial<Choices>>;
  /** What a form that changes something begins with, from what was read. */
  from?(value: Json): Json;
  /** From what was filled in to the body. */
  body?(input: Json, call: FormCall): unknown;
  /** The same where it has to be looked up. */
  prepare?(input: Json, call: FormCall): Promise<unknown>;
  /** What stands in the braces of the operation's path; of the page's path where left out. */
  params?(call: PageCall, input: Json): Params;
  /** Why nobody can do it now: told in place of the form, unless something was typed already. Null where one can. */
  closed?(call: PageCall, reader: Reader): Promise<string | null>;
  /** Above the fields; `sent`: what stands in them. */
  before?(call: PageCall, reader: Reader, sent: URLSearchParams): Promise<Html> | Html;
  /**
   * What it would do, told before it is done: the form then comes back with this, and is done once it is sent again
   * unchanged. Null where the operation itself refuses what was sent.
   */
  preview?(input: Json, call: FormCall, reader: Reader): Promise<Html | null>;
  /** Below the form. */
  after?(call: PageCall, reader: Reader): Promise<Html>;
  back(call: PageCall): string;
  /** Where it leads to when it is done. */
  done?(told: Told, call: FormCall): string;
  /** What it shows when it is done, in place of leading on: an answer that is given once. */
  result?(told: Told, call: FormCall, reader: Reader): Html | Promise<Html>;
}

/** What `keptForm` takes. */
export function operationForm(form: OperationForm): Pick<KeptForm, 'show' | 'act'> {
  return { show: (call, filled) => shown(form, call, filled), act: (call) => acted(form, call) };
}

/** Throws where the account has none of the roles. */
export function mustHave({ actor }: PageCall, roles: readonly Role[], title: string): void {
  if (roles.some((role) => actor.roles.includes(role))) return;
  throw new Problem('not-allowed', `您的账号没有“${title}”的权限。请联系本单位管理员，或由有权限的同事办理。`);
}

/** What was looked at, and the digest of the form that it was made of. */
interface Previewed {
  readonly words: Html;
  readonly digest: string;
}

async function shown(
  form: OperationForm,
  call: PageCall,
  filled: Filled | null,
  previewed: Previewed | null = null,
): Promise<Page> {
  mustHave(call, form.roles, form.title);
  const [reader, read] = await Promise.all([
    readerOf(call, form.section),
    form.reads && (!filled || isStale(filled)) ? answered(call, form.reads, { params: call.params }) : null,
  ]);
  const closed = filled ? null : ((await form.closed?.(call, reader)) ?? null);
  if (closed !== null) return closedPage(form, call, reader, closed);
  const value = read ? (form.from?.(read.body) ?? read.body) : (form.start ?? null);
  const fields = fieldsIn(form, call, reader, value);
  const start = value ? sentOf(fields, value) : form.linked ? linkedIn(call, fields) : new URLSearchParams();
  const replaced = read && (form.isThere?.(read.body) ?? true) ? read.etag : null;
  // Of what changed meanwhile the form comes back with the tag of now, beside what it is now.
  const tag = replaced ?? filled?.values.get('tag') ?? '';
  const sent = filled ? closedUp(fields, filled.values) : start;
  const { problem = null } = filled ?? {};
  const [matters, phrases, records, called] = await Promise.all([
    mattersFor(call, fields),
    isClerks(form) ? phrasesFor(call, reader) : undefined,
    recordsFor(call, fields),
    calledIn(call, fields, sent),
  ]);
  const known = { ...reader.choices, matters, records, called, ...(phrases && { phrases }) };
  const choices = { ...known, ...(await form.choices?.(call, reader)) };
  const state = formState(fields, sent, problem, choices);
  const back = form.back(call);
  const draft = isLong(fields) ? draftAddress(formAddress(call), form.title) : '';
  const content = html`<p class="crumb"><a href="${back}">← 返回</a></p>
${errorSummary(fields, state)}${notDone(problem, back, reader.names)}${filled && value && isStale(filled) && changedMeanwhile(form, call, reader, { fields, value, sent })}
<h1>${form.title}</h1>
${await form.before?.(call, reader, sent)}
${draft && (await draftNote(call, filled, fields))}
<form class="form" method="post" novalidate${enctypeOf(fields)}${draft && html` data-draft="${draft}"`}>${keptFields(call, filled)}<input type="hidden" name="tag" value="${tag}">${pressedByEnter(fields)}
${controls(fields, state)}
${previewed && html`<div class="note care" role="status">${previewed.words}</div><input type="hidden" name="previewed" value="${previewed.digest}">`}
<div class="acts"><button class="${form.danger ? 'danger sure' : ''}">${form.preview && !previewed ? '预览' : form.preview ? `核对无误，${form.button}` : form.button}</button>${draft && html`<button class="second" formaction="${draft}" formenctype="application/x-www-form-urlencoded">保存草稿</button>`}<a href="${back}">取消</a><span class="soft" data-draft-status role="status"></span></div></form>
${await form.after?.(call, reader)}`;
  return framed(call, reader, { title: form.title, content, here: back });
}

function isStale({ problem }: Filled): boolean {
  return problem?.code === 'precondition-failed';
}

/** Both as the operation would take them; nothing where the form never began with what there is. */
function changedMeanwhile(
  form: OperationForm,
  call: PageCall,
  { names }: Reader,
  { fields, value, sent }: { fields: readonly Field[]; value: Json; sent: URLSearchParams },
): Html | '' {
  const schema = call.operation(form.operation).body?.();
  if (!schema || Object.keys(value).length === 0) return '';
  const taken = (said: URLSearchParams): Json => {
    const input = whole(fields, inputOf(fields, said) as Json);
    return (form.body?.(input, call as FormCall) ?? input) as Json;
  };
  const known = { ...names, org: call.params.org ?? names.org };
  return changedSince(schema, taken(sentOf(fields, value)), taken(sent), known);
}

/** In place of a form that would be refused: why, and the way back. */
function closedPage({ title, back }: OperationForm, call: PageCall, reader: Reader, why: string): Page {
  const content = html`<p class="crumb"><a href="${back(call)}">← 返回</a></p><h1>${title}</h1><p class="note">${why}</p>`;
  return framed(call, reader, { title, content, here: back(call) });
}

/** What the address says of the form's fields. */
function linkedIn({ query }: PageCall, fields: readonly Field[]): URLSearchParams {
  const said = query as Readonly<Record<string, unknown>>;
  return new URLSearchParams(
    fields.flatMap(({ name }): [string, string][] => (typeof said[name] === 'string' ? [[name, said[name]]] : [])),
  );
}

async function acted(form: OperationForm, call: FormCall): Promise<Answer> {
  mustHave(call, form.roles, form.title);
  const reader = await readerOf(call, form.section);
  const route = call.operation(form.operation);
  const fields = fieldsIn(form, call, reader, null);
  const { people } = { ...reader.choices, ...(await form.choices?.(call, reader)) };
  const typed = closedUp(fields, withAccountsOf(call.form, fields, people));
  const said = inputOf(fields, await withMatters(call, fields, typed)) as Json;
  const input = route.method === 'PUT' ? whole(fields, said) : said;
  const { called } = form;
  const { [called?.name ?? '']: name, ...body } = input;
  const tag = call.form.get('tag');
  const first = form.preview && (await lookedAt(form, route, body, call, reader));
  if (first) return pageAnswer(await shown(form, call, { values: call.form, problem: null, keptAt: null }, first));
  const told = await ask(call, form.operation, {
    params: form.params?.(call, input) ?? { ...call.params, ...(called && { [called.name]: String(name ?? '') }) },
    ...(route.body && { body: (await form.prepare?.(body, call)) ?? form.body?.(body, call) ?? body }),
    ...(route.method === 'GET' && { query: textsOf(body) }),
    key: call.key,
    ...(tag && { headers: { 'if-match': tag } }),
  }).catch((error: unknown) => {
    throw called ? takenAlready(called, error) : error;
  });
  if (!form.result) return seeOther(withDone(form.done?.(told, call) ?? form.back(call), form.operation));
  const back = form.back(call);
  const content = html`<p class="crumb"><a href="${back}">← 返回</a></p><h1>${form.title}</h1>
${await form.result(told, call, reader)}`;
  return pageAnswer(framed(call, reader, { title: form.title, content, here: back, upright: true }));
}

/** What the form would do, where that has not been told yet; what does not fit is refused by the operation itself. */
async function lookedAt(
  form: OperationForm,
  route: Route,
  body: Json,
  call: FormCall,
  reader: Reader,
): Promise<Previewed | null> {
  const known = digest(body);
  if (!form.preview || call.form.get('previewed') === known) return null;
  // What has to be looked up first is judged by whoever does that.
  if (!form.prepare && !route.body?.().safeParse(body).success) return null;
  const words = await form.preview(body, call, reader);
  return words && { words, digest: known };
}

/** What clerks write has phrases; what administrators enter has not. */
function isClerks({ roles }: OperationForm): boolean {
  return roles.includes('officer');
}

/** As an address says it. */
function textsOf(input: Json): Record<string, string> {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, String(value)]));
}

/** What is made has a name that nothing else has. */
function takenAlready({ name, title }: Field, error: unknown): unknown {
  if (!(error instanceof Problem) || error.code !== 'precondition-required') return error;
  return invalid([{ pointer: `/${name}`, detail: `该${title}已经使用。请换一个，或从列表中打开它再修改` }]);
}

function fieldsIn(form: OperationForm, call: PageCall, reader: Reader, value: Json | null): readonly Field[] {
  const { called } = form;
  const body = call.operation(form.operation).body?.();
  const fields = form.fields?.(call, reader, value) ?? (body ? fieldsOf(body as never) : []);
  return called ? [called, ...fields] : fields;
}

/** What replaces something says of everything what it is to be: what was left blank is nothing. */
function whole(fields: readonly Field[], input: Json): Json {
  const pairs = fields.map((field): [string, unknown] => {
    const name = field.name.slice(field.name.lastIndexOf('/') + 1);
    const value = input[name];
    const inside = field.fields ?? [];
    if (field.shape === 'group' && value) return [name, whole(inside, value as Json)];
    if (field.shape === 'entries') return [name, value ?? {}];
    if (field.shape === 'rows') return [name, ((value ?? []) as Json[]).map((row) => whole(inside, row))];
    return [name, value ?? (field.required ? undefined : null)];
  });
  return Object.fromEntries(pairs);
}

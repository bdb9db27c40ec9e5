/** What `POST /pushes` does. */
import { type FieldError, Problem } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor, Exchange } from '../../shared/exchange/exchange.ts';
import type { ActFacts, Facts } from '../../shared/exchange/facts.ts';
import { holderOf } from '../../shared/exchange/only.ts';
import { aboutWrong, sourceOf } from '../../shared/exchange/opening.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { create, requestOf } from '../../shared/exchange/shell.ts';
import { load } from '../../shared/exchange/work.ts';
import { filledIn } from '../../shared/files/attachment.ts';
import { digest } from '../../shared/keys.ts';
import type { PushBody, Warning } from '../../shared/pushes/body.ts';
import { type PushInput, readablePart } from '../../shared/pushes/input.ts';
import { push as pushKind } from '../../shared/pushes/kind.ts';
import { factErrors, type NewPush, newPush } from '../../shared/pushes/new-push.ts';
import { namingOf } from '../../shared/pushes/party-names.ts';
import { pushId } from '../../shared/pushes/push-id.ts';
import { type SealedPush, withOpenNumbers, withSealedNumbers } from '../../shared/pushes/sealed-numbers.ts';
import { presented } from '../exchanges/routes.ts';
import { mayPush } from '../http/permission.ts';
import type { Answer, KnownCall } from '../http/route.ts';
import { chainOf, pushFacts } from './facts.ts';

type Push = Exchange<PushBody>;

/** Of a request what is needed for a push: imports make it of a row. */
export type Pushing = Pick<KnownCall<PushInput, unknown>, 'desk' | 'actor' | 'body'>;

/** Seen before: the same push, whatever has become of it, even where the list has changed since. */
export async function pushOnce({ desk, actor, body: said }: Pushing): Promise<Answer> {
  const source = sourceOf(actor);
  const { body, errorsBeside } = await withFiles(desk, actor, said);
  const id = pushId(desk.jurisdiction, source, body.reference);
  const request = { actor, request: requestOf(desk, actor.account, 'push', null) };
  const { exchange, created, facts } = await create(desk, 'push', id, request, async (facts) => {
    const known = await pushFacts(desk, facts, actor.org, source, body);
    const asked = newPush(body, { ...facts, actor, source, ...known, errorsBeside });
    mayPush(actor, body.kind);
    await mustBeFree(desk, facts, source, body.reference);
    const made = await withJoined(desk, asked, { ...facts, by: actor.account });
    return { draft: made.draft, input: made, before: await namingOf(desk, body.party, facts.now) };
  });
  mayPush(actor, body.kind);
  const push = exchange as Push;
  if (!created && !(await isSame(desk, push, body))) throw referenceReused();
  const answer = presented(pushKind, push, actor, facts);
  if (created) return { status: 201, body: answer, headers: { location: `/pushes/${push.id}` } };
  return { status: 200, body: push.state === 'withdrawn' ? withWarning(answer, push) : answer };
}

/** Whether it is that content, also of a push from before numbers were sealed (art. 17: sent again it is the same). */
async function isSame(desk: Desk, { content }: Push, body: SealedPush): Promise<boolean> {
  if (content === digest(body)) return true;
  const open = await withOpenNumbers(desk, body);
  return open !== null && content === digest(open);
}

function referenceReused(): Problem {
  return new Problem('reference-reused', '该编号已用于另一内容。更正请用新编号并填写原编号（corrects）。');
}

/** A push that was readdressed has its source's number with `#2`, `#3` …: that is taken, too. */
async function mustBeFree(desk: Desk, facts: Facts, source: string, reference: string): Promise<void> {
  const root = /^(.+)#\d+$/.exec(reference)?.[1];
  if (root === undefined) return;
  const chain = await chainOf(desk, facts, pushId(desk.jurisdiction, source, root));
  if (chain.some((push) => push.reference === reference)) throw referenceReused();
}

/** What would come of a push, nothing being written. */
export interface Previewed {
  /** True where it is there already. */
  readonly repeated: boolean;
  /** The digest by which it would be the same. */
  readonly content: string;
  readonly warnings: readonly Warning[];
}

/** Throws what `pushOnce` would. */
export async function previewPush({ desk, actor, body: said }: Pushing): Promise<Previewed> {
  const source = sourceOf(actor);
  const { body, errorsBeside } = await withFiles(desk, actor, said);
  const facts = await desk.facts();
  const content = digest(body);
  const before = await load(desk, pushId(desk.jurisdiction, source, body.reference), facts);
  if (before && !(await isSame(desk, before as Push, body))) throw referenceReused();
  const known = before ? null : await pushFacts(desk, facts, actor.org, source, body);
  const made = known && newPush(body, { ...facts, actor, source, ...known, errorsBeside });
  mayPush(actor, body.kind);
  if (made) await mustBeFree(desk, facts, source, body.reference);
  return { repeated: made === null, content, warnings: made?.draft.body.warnings ?? [] };
}

/**
 * One decision has one credit record (art. 19): whoever tells of a decision that has its record is told so in the
 * push's own answer. Most pushes open nothing of which there is one alone, and nothing is read.
 */
async function withJoined(desk: Desk, made: NewPush, facts: ActFacts): Promise<NewPush> {
  const { draft, follows } = made;
  for (const effect of follows) {
    const kind = effect.do === 'open' ? kindNamed(desk.kinds, effect.kind) : undefined;
    if (effect.do !== 'open' || !kind?.only) continue;
    const record = kind.open?.(effect.input, facts);
    if (!record || !(await holderOf(desk, kind, record, (id) => load(desk, id, facts)))) continue;
    const pointer = draft.body.handling ? '/handling/documentNumber' : '/licence/documentNumber';
    const warning = { code: 'credit-record-exists', pointer, detail: JOINED } as const;
    return { ...made, draft: { ...draft, body: { ...draft.body, warnings: [...draft.body.warnings, warning] } } };
  }
  return made;
}

const JOINED = '同一单位就同一相对人、同一文书号已有信用记录，本推送并入该记录。';

/** What the list and the clock say against the part of a body that can be read: named together with the rest. */
export async function wrongBeside(
  { desk, actor }: Pick<Pushing, 'desk' | 'actor'>,
  json: unknown,
): Promise<FieldError[]> {
  const { body, errorsBeside } = await withFiles(desk, actor, readablePart(json));
  const [source, facts] = [sourceOf(actor), await desk.facts()];
  const known = await pushFacts(desk, facts, actor.org, source, body);
  return factErrors(body, { ...facts, actor, source, ...known, errorsBeside });
}

/**
 * The push with what its files say of themselves, so that sent again with or without that it is the same; and with its
 * numbers sealed where they contain an identity number.
 */
async function withFiles(desk: Desk, actor: Actor, body: PushInput) {
  const { attachments, errors } = await filledIn(desk, body.attachments, actor.org);
  const errorsBeside = [...errors, ...(await aboutWrong(desk, body.about ?? [], actor))];
  return { body: await withSealedNumbers(desk, { ...body, attachments }), errorsBeside };
}

function withWarning(answer: Record<string, unknown>, push: Push): Record<string, unknown> {
  const detail = '该编号的推送此前已撤回。需要重新推送的，请使用新的编号。';
  return { ...answer, warnings: [...push.body.warnings, { code: 'withdrawn', pointer: '/reference', detail }] };
}

/**
 * What a person has begun to write and not sent: one item an account and form. Nobody else sees it. A form that is
 * opened again beside its draft is another one, with a key of its own: neither touches what is kept of the other.
 */
import { change, plainItem } from '../change.ts';
import { Problem } from '../errors.ts';
import { keyOf, sha256 } from '../keys.ts';
import type { Store } from '../ports.ts';
import { DAY, type Instant } from '../time.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'drafts-full': true;
  }
}

const DRAFT_KEPT = 30 * DAY;
const DRAFTS_AT_MOST = 50;
const DRAFT_BYTES = 64 * 1024;

/** Whose it is. */
export interface Owner {
  readonly jurisdiction: string;
  readonly account: string;
}

/** What one draft is told from others by. */
export type DraftOf = Pick<DraftNamed, 'form' | 'key'>;

/** A draft in the list of its owner's. */
export interface DraftNamed {
  /** The address of the form, with what it was opened with. */
  readonly form: string;
  /** The key under which that form acts; absent of drafts from before it was kept, of which an address has one. */
  readonly key?: string;
  /** Chinese: what the form does, and to what. */
  readonly title: string;
  readonly at: Instant;
}

export interface Draft extends DraftNamed {
  /** The form's fields by name, as they would have been sent. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/**
 * Keeps a draft for 30 days in place of the one before. Throws 413 over 64 KB, `drafts-full` where there are 50 of
 * other forms.
 */
export async function saveDraft(store: Store, owner: Owner, draft: Draft): Promise<void> {
  if (Buffer.byteLength(JSON.stringify(draft)) > DRAFT_BYTES) {
    throw new Problem('body-too-large', '草稿超过 64 KB，没有保存。请先提交，或减少内容。');
  }
  const { form, key, title, at } = draft;
  const stands = draftKey(owner, draft);
  const expires = at + DRAFT_KEPT;
  await change(store, listKey(owner), async (stored, inTime) => {
    const others = namedIn(stored?.value, at).filter((one) => !isSame(one, draft));
    if (others.length >= DRAFTS_AT_MOST) {
      throw new Problem('drafts-full', `草稿已满 ${DRAFTS_AT_MOST} 份，没有保存。请先在“草稿”中提交或删除不用的。`);
    }
    const before = await inTime.get(stands);
    const also = [{ item: plainItem(stands, draft), expected: before?.head ?? null, expires }];
    return {
      item: plainItem(listKey(owner), { drafts: [...others, { form, ...(key && { key }), title, at }] }),
      expires,
      also,
      result: null,
    };
  });
}

/** That draft; null where there is none, or none any more. */
export async function readDraft(store: Store, owner: Owner, of: DraftOf, now: Instant): Promise<Draft | null> {
  const draft = (await store.get(draftKey(owner, of)))?.value as Draft | null | undefined;
  return draft && draft.at + DRAFT_KEPT > now ? draft : null;
}

/** Lets a draft go: what it was for is done, or its owner says so. Again the same. */
export async function dropDraft(store: Store, owner: Owner, of: DraftOf, now: Instant): Promise<void> {
  const key = draftKey(owner, of);
  await change(store, listKey(owner), async (stored, inTime) => {
    const all = namedIn(stored?.value, now);
    const others = all.filter((one) => !isSame(one, of));
    if (others.length === all.length) return { item: null, result: null };
    const before = await inTime.get(key);
    const also = before ? [{ item: plainItem(key, null), expected: before.head, expires: now }] : [];
    const expires = Math.max(now, ...others.map(({ at }) => at + DRAFT_KEPT));
    return { item: plainItem(listKey(owner), { drafts: others }), expires, also, result: null };
  });
}

/** A person's drafts, the newest first. */
export async function listDrafts(store: Store, owner: Owner, now: Instant): Promise<readonly DraftNamed[]> {
  return namedIn((await store.get(listKey(owner)))?.value, now).toReversed();
}

function namedIn(value: unknown, now: Instant): DraftNamed[] {
  const { drafts } = (value as { drafts: DraftNamed[] } | undefined) ?? { drafts: [] };
  return drafts.filter(({ at }) => at + DRAFT_KEPT > now);
}

function listKey({ jurisdiction, account }: Owner): string {
  return keyOf(jurisdiction, 'draft', `${account}#list`);
}

function draftKey({ jurisdiction, account }: Owner, { form, key }: DraftOf): string {
  return keyOf(jurisdiction, 'draft', `${account}#of#${sha256(key ? `${form}#${key}` : form).slice(0, 32)}`);
}

/** `one`: as it is listed. What was kept before drafts had keys gives way to whatever is of the same address. */
function isSame(one: DraftOf, other: DraftOf): boolean {
  return one.form === other.form && (one.key === undefined || one.key === other.key);
}

/**
 * A version without a draft: a county's first one, or one that follows a superior's rule, which does not wait (art.
 * 26). An open draft is brought up to it by the same commit.
 */
import { handOverJob } from '../boundary/hand-over.ts';
import type { Matter } from '../boundary/matter.ts';
import { nextEdition, openDraftPut, rowsOn } from '../boundary/sheet.ts';
import { boundaryList, readMatters } from '../boundary/versions.ts';
import { invalid, Problem, unavailable } from '../errors.ts';
import { type Desk, deskInSteps } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import { run } from '../exchange/run.ts';
import type { Request } from '../exchange/shell.ts';
import { load, Work } from '../exchange/work.ts';
import { digest } from '../keys.ts';
import { officeTold, tellConcerned } from '../mail/superior-list.ts';
import type { CivilDate } from '../time.ts';
import { rebased } from '../versions/difference.ts';
import { writeRows } from '../versions/rows.ts';
import { publication, readVersions, type Version } from '../versions/versions.ts';
import type { DraftBody } from './body.ts';
import { orderErrors } from './days.ts';
import { type DraftFacts, readListDraft } from './reader.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'draft-required': true;
  }
}

export interface DirectVersion {
  validFrom: CivilDate;
  items: readonly Matter[];
  superior?: { documentNumber: string; reason: string } | undefined;
}

/** Drafts and versions may come in between: so many times it is tried. */
const TRIES = 3;

/** The version that is made of such a list; undefined where there is none. */
export async function versionOf(desk: Desk, list: DirectVersion): Promise<Version | undefined> {
  const content = contentOf(list);
  const versions = await readVersions(desk.ports.store, boundaryList(desk.jurisdiction));
  return versions.findLast((version) => version.content === content);
}

function contentOf({ validFrom, items }: DirectVersion): string {
  return digest({ validFrom, items });
}

/**
 * Publishes a list whose rows have been checked. One like the version published last, from the same day, is that
 * version again. Throws `draft-required` where a version follows no superior's rule, 422 where it begins before one
 * published earlier.
 */
export async function publishDirectly(
  desk: Desk,
  list: DirectVersion,
  request: Request,
  mailDomain: string,
): Promise<{ made: Version; created: boolean }> {
  const steps = deskInSteps(desk);
  const content = contentOf(list);
  for (let n = 0; n < TRIES; n++) {
    const known = await readListDraft(steps, { draft: null });
    const last = known.versions.at(-1);
    if (last?.content === content) {
      await tellConcerned(steps, last, mailDomain);
      return { made: last, created: false };
    }
    refuse(list, known.versions);
    const made = await attempt(steps, list, content, known, { ...request, mailDomain });
    if (!made) continue;
    await tellConcerned(steps, made, mailDomain);
    return { made, created: true };
  }
  throw unavailable();
}

function refuse({ validFrom, superior }: DirectVersion, versions: readonly Version[]): void {
  if (versions.length > 0 && superior === undefined) {
    const detail =
      '已有边界清单，调整须先起草并经有关单位确认，请在清单草案中办理。上级规定要求调整的，请填写 superior（上级文号和理由）。';
    throw new Problem('draft-required', detail);
  }
  const errors = orderErrors(validFrom, versions);
  if (errors.length > 0) throw invalid(errors);
}

/** The version, or null where something came in between. */
async function attempt(
  desk: Desk,
  { validFrom, items, superior }: DirectVersion,
  content: string,
  known: DraftFacts,
  { actor, request, mailDomain }: Request & { readonly mailDomain: string },
): Promise<Version | null> {
  const { jurisdiction, ports } = desk;
  const facts = await desk.facts();
  const rows = `list-${content.slice(0, 24)}`;
  await writeRows(ports.store, boundaryList(jurisdiction), rows, items);
  const head = { validFrom, publishedAt: facts.now, by: actor.account, count: items.length, content, rows };
  const { version, put } = publication(boundaryList(jurisdiction), known.item, {
    ...head,
    ...(superior && { superior }),
  });
  const work = new Work(desk, facts, { by: actor.account, request, said: content }, actor.org);
  // Written also where no draft is open: whoever opens one at this moment begins with these rows.
  work.put(openDraftPut(jurisdiction, known.open, known.open.value.draft));
  work.put(put);
  work.put(handOverJob(jurisdiction, version, facts.now));
  for (const told of officeTold(facts, version, mailDomain)) work.put(told);
  if (known.open.value.draft) await overtake(desk, facts, work, known.open.value.draft, version, items, request, actor);
  await work.expand();
  return (await work.commit()) ? version : null;
}

async function overtake(
  desk: Desk,
  facts: Facts,
  work: Work,
  draft: string,
  { version }: Version,
  published: readonly Matter[],
  request: string,
  actor: Request['actor'],
): Promise<void> {
  const { store } = desk.ports;
  const [record, { sheet, versions }] = await Promise.all([load(desk, draft, facts), readListDraft(desk, { draft })]);
  if (!record || !sheet) throw unavailable();
  const begun = versions.find((one) => one.version === (record.body as DraftBody).base);
  const base = begun ? await readMatters(store, desk.jurisdiction, begun) : [];
  const { rows, conflicts } = rebased(base, await rowsOn(store, desk.jurisdiction, sheet.value), published);
  const next = await nextEdition(store, desk.jurisdiction, draft, sheet.value, rows);
  const input = { base: version, conflicts, sheet: next, head: sheet.head as string };
  const performer = { by: actor.account, request, said: '' };
  work.take(record, run(desk.kinds, record, 'overtake', input, facts, performer));
}

/** The rows of a draft of the boundary list, one by one, and what it changes. Its acts derive from its kind. */
import * as z from 'zod';
import { changedRows } from '../../shared/boundary/changes.ts';
import { type Matter, matter, shownMatter } from '../../shared/boundary/matter.ts';
import { matterCode } from '../../shared/boundary/matter-code.ts';
import { readSheet, rowsOn, type Sheet } from '../../shared/boundary/sheet.ts';
import { boundaryList, matterErrors, readMatters, readVersions } from '../../shared/boundary/versions.ts';
import { invalid, notFound } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { foreignCursor } from '../../shared/exchange/list.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { digest } from '../../shared/keys.ts';
import { lazily } from '../../shared/lazily.ts';
import type { DraftBody } from '../../shared/list-drafts/body.ts';
import { changeRow } from '../../shared/list-drafts/rows.ts';
import { difference } from '../../shared/versions/difference.ts';
import { readPage, readRow } from '../../shared/versions/rows.ts';
import { seen } from '../exchanges/routes.ts';
import { mustMatch, tagOf } from '../http/conditional.ts';
import { pagingQuery } from '../http/paging.ts';
import { mustBe } from '../http/permission.ts';
import { type KnownCall, READ_TAG, type Route, route } from '../http/route.ts';

const answers = () => import('./answers.ts');
const matterAnswer = async () => (await answers()).matterAnswer;

export const tag = '边界清单草案';
const AT = '/boundary-list/drafts/{id}';
const ROW = '该事项';
const paged = lazily(() => z.strictObject(pagingQuery()));

const list = route({
  method: 'GET',
  path: `${AT}/rows`,
  id: 'listDraftRows',
  summary: '草案的各事项',
  tag,
  query: paged,
  answers: { 200: { description: '一页，按事项编码排列', schema: async () => (await answers()).matterPage } },
  handle: async (call) => {
    const { desk, query, actor } = call;
    const { sheet, draft } = await draftSeen(call);
    const owner = digest([actor.account, draft.id]).slice(0, 16);
    const page = { after: codeAfter(query.cursor, owner), limit: query.limit };
    const { rows, next } = await readPage<Matter>(desk.ports.store, boundaryList(desk.jurisdiction), sheet.set, page);
    return { status: 200, body: { items: rows.map(shownMatter), next: next === null ? null : `${owner}${next}` } };
  },
});

const read = route({
  method: 'GET',
  path: `${AT}/rows/{code}`,
  id: 'readDraftRow',
  summary: '草案的一个事项',
  tag,
  answers: { 200: { description: '该事项', schema: matterAnswer, headers: READ_TAG } },
  handle: async (call) => {
    const { sheet } = await draftSeen(call);
    const { row } = await rowOn(call, sheet);
    if (!row) throw notFound(ROW);
    return answered(200, row);
  },
});

const put = route({
  method: 'PUT',
  path: `${AT}/rows/{code}`,
  id: 'putDraftRow',
  summary: '填写草案的一个事项',
  description: '起草中的草案可以修改。已有的事项须携带 If-Match。',
  tag,
  body: matter,
  ifMatch: 'existing',
  conflicts: ['not-editing'],
  answers: {
    200: { description: '修改后的事项', schema: matterAnswer, headers: READ_TAG },
    201: { description: '新增的事项', schema: matterAnswer, headers: READ_TAG },
  },
  handle: async (call) => {
    const { desk, actor, params, body, headers } = call;
    const { draft } = await draftSeen(call);
    const errors = [...codeErrors(params.code as string, body), ...matterErrors((await desk.facts()).county, body, '')];
    if (errors.length > 0) throw invalid(errors);
    mustBe(actor, ['bureau-admin']);
    const before = await changeRow(desk, draft.id, body.code, (row) => {
      mustMatch(headers, row && rowTag(row), ROW);
      return body;
    });
    return answered(before === null ? 201 : 200, body);
  },
});

const drop = route({
  method: 'DELETE',
  path: `${AT}/rows/{code}`,
  id: 'dropDraftRow',
  summary: '从草案中取消一个事项',
  description: '起草中的草案可以修改。携带 If-Match 的，事项已被他人修改时不取消（412）。',
  tag,
  conflicts: ['not-editing'],
  answers: { 200: { description: '取消前的事项', schema: matterAnswer } },
  handle: async (call) => {
    const { desk, actor, params, headers } = call;
    const { draft } = await draftSeen(call);
    mustBe(actor, ['bureau-admin']);
    const before = await changeRow(desk, draft.id, codeIn(params.code as string), (row) => {
      if (row !== null && headers['if-match'] !== undefined) mustMatch(headers, rowTag(row), ROW);
      return null;
    });
    if (before === null) throw notFound(ROW);
    return { status: 200, body: shownMatter(before) };
  },
});

const changes = route({
  method: 'GET',
  path: `${AT}/difference`,
  id: 'readDraftDifference',
  summary: '草案与所依据版本的差异',
  tag,
  answers: {
    200: {
      description: '新增、取消和有改动的事项，各按事项编码排列',
      schema: async () => (await answers()).boundaryDifferenceAnswer,
    },
  },
  handle: async (call) => {
    const { before, after } = await bothLists(call);
    return { status: 200, body: difference(before.map(shownMatter), after.map(shownMatter)) };
  },
});

export const draftRowRoutes: readonly Route[] = [list, read, put, drop, changes];

type DraftCall = Pick<KnownCall<unknown, unknown>, 'desk' | 'actor' | 'params'>;
type Draft = Exchange<DraftBody>;

/**
 * The draft and its sheet, or 404 where it does not exist for this reader; its rows are gone with what was quarantined.
 */
export async function draftSeen({ desk, actor, params }: DraftCall): Promise<{ draft: Draft; sheet: Sheet }> {
  const kind = kindNamed(desk.kinds, 'list-draft');
  const draft = (await seen(desk, kind, params.id as string, actor, await desk.facts())) as Draft;
  const sheet = draft.quarantined ? null : await readSheet(desk.ports.store, desk.jurisdiction, draft.id);
  if (!sheet) throw notFound();
  return { draft, sheet: sheet.value };
}

/** The rows of the version that it began with, and its own. */
async function bothLists(call: DraftCall): Promise<{ before: Matter[]; after: Matter[] }> {
  const { draft, sheet } = await draftSeen(call);
  const { desk } = call;
  return { before: await baseRows(desk, draft), after: await rowsOn(desk.ports.store, desk.jurisdiction, sheet) };
}

async function baseRows({ ports, jurisdiction }: Desk, { body }: Draft): Promise<Matter[]> {
  const versions = await readVersions(ports.store, jurisdiction);
  const base = versions.find(({ version }) => version === body.base);
  return base ? readMatters(ports.store, jurisdiction, base) : [];
}

/** How many rows an import would add, change and drop. */
export function countedChanges(before: readonly Matter[], after: readonly Matter[]) {
  const changed = changedRows(before, after);
  return {
    rows: after.length,
    added: changed.filter((one) => one.before === null).length,
    changed: changed.filter((one) => one.before !== null && one.after !== null).length,
    dropped: changed.filter((one) => one.after === null).length,
  };
}

function rowOn({ desk, params }: DraftCall, { set }: Sheet) {
  const code = codeIn(params.code as string);
  return readRow<Matter>(desk.ports.store, boundaryList(desk.jurisdiction), set, code);
}

function answered(status: number, row: Matter) {
  return { status, body: shownMatter(row), headers: { etag: rowTag(row) } };
}

function rowTag(row: Matter): string {
  return tagOf(shownMatter(row));
}

function codeErrors(code: string, { code: said }: Matter) {
  return code === said ? [] : [{ pointer: '/code', detail: '事项编码与地址中的不一致，请改为一致' }];
}

/** A code as it may stand in a key: whatever else comes in from outside never reaches the store. */
function codeIn(code: string): string {
  if (!matterCode().safeParse(code).success) throw notFound(ROW);
  return code;
}

/** The mark of the caller and the draft, then the code of the last row shown. */
function codeAfter(cursor: string | null, owner: string): string | null {
  if (cursor === null) return null;
  const code = cursor.slice(owner.length);
  if (!cursor.startsWith(owner) || !matterCode().safeParse(code).success) throw foreignCursor();
  return code;
}

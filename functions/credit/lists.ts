/**
 * `GET /credit/lists`, `GET`, `PUT /credit/lists/{list}`: the lists of incentives and punishments that the bureau
 * imports (art. 19).
 */
import * as z from 'zod';
import { creditCode } from '../../shared/credit-code.ts';
import { EFFECTS } from '../../shared/credit-queries/body.ts';
import { type CreditEntry, type ListHead, putList, readHeads } from '../../shared/credit-queries/lists.ts';
import { invalid, notFound } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { choice, civilDate, line, listOf, optional, text } from '../../shared/fields.ts';
import { fileId } from '../../shared/files/attachment.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { formatInstant } from '../../shared/time.ts';
import { sheetOf } from '../files/sheet.ts';
import { mustMatch, tagOf } from '../http/conditional.ts';
import { pageOfWhole, wholeQuery } from '../http/paging.ts';
import { mayRead, mustBe } from '../http/permission.ts';
import { type Route, route } from '../http/route.ts';
import { tag } from './query.ts';

const answers = () => import('./answers.ts');

const NAME = /^[a-z0-9][a-z0-9-]{0,49}$/;

const MOST = 5000;

const entry = lazily(() =>
  z
    .strictObject({
      creditCode: creditCode().meta({ title: '统一社会信用代码' }),
      name: line(200).meta({ title: '名称' }),
      effect: choice(EFFECTS).meta({ title: '激励或惩戒' }),
      basis: line(500).meta({ title: '依据' }),
      measures: text(1000).meta({ title: '措施' }),
      from: civilDate().meta({ title: '自' }),
      until: optional(civilDate()).meta({ title: '至', description: '无期限的不填' }),
    })
    .refine(({ from, until }) => until === null || from <= until, { error: '止期不能早于起期', path: ['until'] }),
);

const EXAMPLE = {
  entries: [
    {
      ...{ creditCode: '91371525MA3C00001R', name: '冠县某某食品有限公司', effect: 'punishment' },
      ...{ basis: '某办法第三条', measures: '不适用告知承诺', from: '2026-01-01', until: '2026-12-31' },
    },
  ],
};

const input = lazily(() =>
  z
    .strictObject({
      entries: optional(listOf(entry(), MOST)).meta({ title: '名单内容', description: '整份替换，最多 5000 条' }),
      file: optional(fileId()).meta({
        title: '文件编号',
        description:
          '已上传的工作簿（XLSX），代替名单内容。栏目：统一社会信用代码、名称、激励或惩戒、依据、措施、自、至',
      }),
    })
    .refine(({ entries, file }) => (entries === null) !== (file === null), {
      error: '请填写名单内容，或选择工作簿，两项只填一项',
      path: ['entries'],
    })
    .meta({ id: 'CreditListInput', override: { examples: [EXAMPLE] } }),
);

/** Throws 422 with every wrong cell. */
async function entriesIn(desk: Desk, actor: Actor, { entries, file }: Checked<typeof input>): Promise<CreditEntry[]> {
  if (file === null) return entries ?? [];
  const [cells, { readListSheet }] = await Promise.all([sheetOf(desk, actor, file), import('./list-sheet.ts')]);
  const read = readListSheet(cells, entry(), MOST);
  if (read.errors.length === 0) return read.entries;
  const detail = `工作簿有 ${read.errors.length} 处不符，未保存任何内容。请按逐行逐列的提示修改后重新上传。`;
  throw invalid(read.errors, detail);
}

const readLists = route({
  method: 'GET',
  path: '/credit/lists',
  id: 'readCreditLists',
  summary: '已导入的信用名单',
  tag,
  query: wholeQuery,
  answers: { 200: { description: '各份名单', schema: async () => (await answers()).listsAnswer } },
  handle: async (call) => {
    mayRead(call.actor);
    const heads = await readHeads(call.desk.ports.store, call.desk.jurisdiction);
    return pageOfWhole(
      call,
      Object.entries(heads).map(([list, head]) => presented(list, head)),
    );
  },
});

const readList = route({
  method: 'GET',
  path: '/credit/lists/{list}',
  id: 'readCreditList',
  summary: '一份已导入的信用名单',
  description: '其 ETag 供替换时以 If-Match 携带。名单的内容只在查询信用状况时给出。',
  tag,
  answers: { 200: { description: '名单', schema: async () => (await answers()).listAnswer } },
  handle: async ({ desk, actor, params }) => {
    mayRead(actor);
    const { list = '' } = params;
    const head = (await readHeads(desk.ports.store, desk.jurisdiction))[list];
    if (!head) throw notFound('该信用名单');
    return { status: 200, body: presented(list, head), headers: { etag: tagOf(head) } };
  },
});

const put = route({
  method: 'PUT',
  path: '/credit/lists/{list}',
  id: 'putCreditList',
  summary: '导入信用名单',
  description:
    '整份替换，逐条填写（entries）或用工作簿（file）；工作簿有一处不符即全部不保存，errors 逐行逐列指出。已有的名单须以 If-Match 携带 ETag（读取或导入时的答复）。',
  tag,
  body: input,
  ifMatch: 'existing',
  answers: { 200: { description: '已导入', schema: async () => (await answers()).listAnswer } },
  handle: async ({ desk, actor, params, body, headers }) => {
    const { list = '' } = params;
    if (!NAME.test(list)) {
      throw invalid([{ pointer: '/list', detail: '名单的名称由小写字母、数字、横线组成，最长 50 位，例如 dishonest' }]);
    }
    mustBe(actor, ['bureau-admin']);
    const { store, clock, random } = desk.ports;
    const version = Buffer.from(random.bytes(12)).toString('hex');
    const who = { by: actor.account, at: clock.now() };
    const entries = await entriesIn(desk, actor, body);
    const head = await putList(store, desk.jurisdiction, list, version, entries, who, (before) =>
      mustMatch(headers, before && tagOf(before), `名单 ${list} `),
    );
    return { status: 200, body: presented(list, head), headers: { etag: tagOf(head) } };
  },
});

function presented(list: string, { at, count }: ListHead) {
  return { list, at: formatInstant(at), count };
}

export const listRoutes: readonly Route[] = [readLists, readList, put];

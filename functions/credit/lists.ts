/** `GET`, `PUT /credit/lists`: the lists of incentives and punishments that the bureau imports (art. 19). */
import * as z from 'zod';
import { creditCode } from '../../shared/credit-code.ts';
import { EFFECTS } from '../../shared/credit-queries/body.ts';
import { type ListHead, putList, readHeads } from '../../shared/credit-queries/lists.ts';
import { invalid } from '../../shared/errors.ts';
import { choice, civilDate, line, listOf, optional, text } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { formatInstant } from '../../shared/time.ts';
import { mustMatch, tagOf } from '../http/conditional.ts';
import { mayRead, mustBe } from '../http/permission.ts';
import { type Route, route } from '../http/route.ts';
import { tag } from './query.ts';

const answers = () => import('./answers.ts');

const NAME = /^[a-z0-9][a-z0-9-]{0,49}$/;

const input = lazily(() =>
  z
    .strictObject({
      entries: listOf(
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
        5000,
      ).meta({ title: '名单内容', description: '整份替换，最多 5000 条' }),
    })
    .meta({ id: 'CreditListInput' }),
);

const readLists = route({
  method: 'GET',
  path: '/credit/lists',
  id: 'readCreditLists',
  summary: '已导入的信用名单',
  tag,
  answers: { 200: { description: '各份名单', schema: async () => (await answers()).listsAnswer } },
  handle: async ({ desk, actor }) => {
    mayRead(actor);
    const heads = await readHeads(desk.ports.store, desk.jurisdiction);
    return { status: 200, body: { items: Object.entries(heads).map(([list, head]) => presented(list, head)) } };
  },
});

const put = route({
  method: 'PUT',
  path: '/credit/lists/{list}',
  id: 'putCreditList',
  summary: '导入信用名单',
  description: '整份替换。已有的名单须以 If-Match 携带 ETag（导入时的答复）。',
  tag,
  body: input,
  ifMatch: 'existing',
  answers: { 200: { description: '已导入', schema: async () => (await answers()).listAnswer } },
  handle: async ({ desk, actor, params, body, headers }) => {
    mustBe(actor, ['bureau-admin']);
    const { list = '' } = params;
    if (!NAME.test(list)) {
      throw invalid([{ pointer: '/list', detail: '名单的名称由小写字母、数字、横线组成，最长 50 位，例如 dishonest' }]);
    }
    const { store, clock, random } = desk.ports;
    const version = Buffer.from(random.bytes(12)).toString('hex');
    const who = { by: actor.account, at: clock.now() };
    const head = await putList(store, desk.jurisdiction, list, version, body.entries, who, (before) =>
      mustMatch(headers, before && tagOf(before), `名单 ${list} `),
    );
    return { status: 200, body: presented(list, head), headers: { etag: tagOf(head) } };
  },
});

function presented(list: string, { at, count }: ListHead) {
  return { list, at: formatInstant(at), count };
}

export const listRoutes: readonly Route[] = [readLists, put];

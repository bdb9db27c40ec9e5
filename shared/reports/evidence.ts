/**
 * The evidence of a circular's figures: each push that counts in the quarter, so that anybody can count again. The
 * source's number, party and summary are there for those only who may see the record.
 */

import { unavailable } from '../errors.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Actor } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { sightOf } from '../exchange/sight.ts';
import { formatInstantOrNull } from '../time.ts';
import type { DraftFigures } from './assemble.ts';
import { getContent } from './content.ts';
import { type Category, type CountedPush, categoryOf } from './counted.ts';
import { countedPushes } from './gather.ts';
import type { Report } from './report.ts';

const COLUMNS = [
  ...['推送编号', '来源编号', '事项编码', '事项', '接收单位代码', '接收单位'],
  ...['认领期限', '认领时间', '计为', '行政相对人', '摘要'],
];

/** What a push counts as, in the words of the circular. */
export const COUNTED_AS: Readonly<Record<Category, string>> = {
  'claimed-in-time': '按期认领',
  'deemed-claimed': '视为认领',
  returned: '退回',
  withdrawn: '撤回',
};

const LINES = 100;
/** What a spreadsheet would take for a formula, with whatever blanks and in whatever width it begins. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

/**
 * CSV in pieces of some hundred lines: UTF-8 with a byte order mark, RFC 4180, by addressee and arrival.
 * `only`: one addressee; all of them where it is null.
 */
export async function* evidence(
  desk: Desk,
  facts: Facts,
  report: Report,
  reader: Actor,
  only: string | null,
): AsyncGenerator<string> {
  let lines = [`\ufeff${COLUMNS.join(',')}\r\n`];
  const draft = await getContent<DraftFigures>(desk, report.draft);
  for (const { org, name, received } of draft.organisations.filter((line) => only === null || line.org === only)) {
    let found = 0;
    for await (const push of countedPushes(desk, facts, org, report.quarter)) {
      lines.push(lineOf(push, { org, name }, reader));
      found += 1;
      if (lines.length < LINES) continue;
      yield lines.join('');
      lines = [];
    }
    // Figures of the draft are final: fewer lines mean that an index has not caught up yet.
    if (found !== received) throw unavailable(new Error(`${found} lines for ${received} pushes of ${org}`));
  }
  yield lines.join('');
}

function lineOf(push: CountedPush, addressee: { org: string; name: string }, reader: Actor): string {
  const { matter, matterName, party, summary, claimedAt } = push.body;
  const seen = sightOf(push, reader) !== null;
  const mine = (value: string | null): string | null => (seen ? value : null);
  const category = categoryOf(push);
  const cells = [
    ...[push.id, mine(push.reference), matter, matterName, addressee.org, addressee.name, push.claimBy],
    ...[formatInstantOrNull(claimedAt), category && COUNTED_AS[category]],
    ...[mine(party?.name ?? null), mine(summary)],
  ];
  return `${cells.map(cell).join(',')}\r\n`;
}

/** Always quoted; an apostrophe before what would be a formula. */
function cell(value: string | null): string {
  const text = value ?? '';
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

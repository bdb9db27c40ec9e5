/** The letter that tells an organisation which of its rows a draft changes, and asks for its word (art. 20). */
import type { ChangedRow } from '../boundary/changes.ts';
import { type Matter, matterFields, shownMatter } from '../boundary/matter.ts';
import type { Effect } from '../exchange/seams.ts';
import { derivedId } from '../keys.ts';
import { difference } from '../versions/difference.ts';
import { type AskedAnew, type Draft, letterId } from './confirmations.ts';

/** As many rows are named in a letter; the rest stands in the draft's difference. */
const NAMED = 30;

export function lettersOf({ id, from, body }: Draft, asked: readonly AskedAnew[]): Effect[] {
  const round = body.round + 1;
  const series = asked.length > 1 ? derivedId(id, 'letters', String(round)) : null;
  return asked.map(({ org: to, rows }) => ({
    do: 'open',
    kind: 'letter',
    input: {
      ...{ id: letterId(id, to, round), purpose: 'matter-change', of: id, from, to, series },
      ...{ title: '关于调整审管互动边界清单的函告', text: textOf(body.validFrom, rows) },
    },
  }));
}

function textOf(validFrom: string, rows: readonly ChangedRow[]): string {
  const named = rows.slice(0, NAMED).map(lineOf);
  const left = rows.length > NAMED ? [`……其余 ${rows.length - NAMED} 项见清单草案的差异。`] : [];
  return [
    `拟自 ${validFrom} 起调整审管互动边界清单，涉及贵单位的事项共 ${rows.length} 项：`,
    ...named,
    ...left,
    '请在期限内答复：同意；不同意的，请逐项说明理由。清单草案全文及差异请在平台查看。',
  ].join('\n');
}

function lineOf({ code, before, after }: ChangedRow): string {
  const name = (after ?? before)?.name.slice(0, 60);
  if (before === null) return `新增：${name}（${code}）`;
  if (after === null) return `取消：${name}（${code}）`;
  return `调整：${name}（${code}）：${changedFields(before, after).join('、')}`;
}

function changedFields(before: Matter, after: Matter): string[] {
  const [changed] = difference([shownMatter(before)], [shownMatter(after)]).changed;
  const fields: Readonly<Record<string, { meta(): { title?: string } | undefined }>> = matterFields().shape;
  return (changed?.fields ?? []).map(({ field }) => fields[field]?.meta()?.title ?? field);
}

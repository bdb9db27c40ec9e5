/**
 * What a case of accountability rests on: a record as it is now and what was done with it, for those who may read it
 * so.
 */
import { html } from 'hono/html';
import { kindNamed } from '../../../shared/exchange/run.ts';
import { recordsIn } from '../answer-parts.ts';
import { ask } from '../ask.ts';
import { type Line, recordSchema } from '../kinds.ts';
import { namedRecords } from '../named-records.ts';
import type { Show } from '../own-page.ts';
import { accountsIn, withPeople } from '../people-named.ts';
import { shownBody } from '../record-told.ts';
import { summary } from '../shown.ts';
import { type History, recordsDone, timeline } from '../timeline.ts';

const APART = ['id', 'heading', 'acts', 'warnings', 'quarantined'];

/** Each reading is logged. */
export const evidence: Show = async (call, { names }) => {
  const { id = '', record = '' } = call.params;
  const { body } = await ask(call, 'readEvidenceOfAccountability', { params: { id, record } });
  const kind = kindNamed(call.desk.kinds, body.kind);
  const content = body.content as Line;
  const schema = await recordSchema(call, kind);
  const history = body.history as History;
  const records = await namedRecords(call, [...recordsIn(schema, content), ...recordsDone(kind, history)], record);
  const accounts = history.items.flatMap(({ by, standsFor }) => [by, standsFor ?? []].flat());
  const near = [content.from, content.to].flatMap((place) => (place as { org?: string } | null)?.org ?? []);
  const known = await withPeople(call, names, [...accounts, ...accountsIn(schema, content)], { near });
  const title = `证据：${content.heading ?? kind.label}`;
  const shown = html`<p class="crumb"><a href="/console/accountability/${id}">← 返回责任追究</a></p><h1>${title}</h1>
<p class="soft">只供查看，查阅记入日志。${
    body.entriesThen === null
      ? '提出时所引的摘要已不在办理记录中，请核对。'
      : `提出时有 ${body.entriesThen} 条办理记录，其后的为后来办理。`
  }</p>
${summary(schema, shownBody(content), { ...known, org: orgOf(content), record, records }, APART)}
${timeline(kind, history, { ...known, records })}`;
  return { title, content: shown, upright: true };
};

function orgOf({ to }: Line): string | null {
  return (to as { org: string | null } | null)?.org ?? null;
}

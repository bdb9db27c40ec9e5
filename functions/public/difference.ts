/** `GET /public/boundary-list/difference`: what changed between two versions, as a page and as JSON. */
import * as z from 'zod';
import { shownMatter } from '../../shared/boundary/matter.ts';
import { readMatters, readVersions } from '../../shared/boundary/versions.ts';
import { type FieldError, invalid, notFound } from '../../shared/errors.ts';
import { optional } from '../../shared/fields.ts';
import { keeping } from '../../shared/kept.ts';
import { lazily } from '../../shared/lazily.ts';
import { difference } from '../../shared/versions/difference.ts';
import { unlessKnown } from '../http/conditional.ts';
import type { Answer, Route } from '../http/route.ts';
import { elsewhereOf } from './elsewhere.ts';
import { pageAndJson } from './page-and-json.ts';
import { etagOf } from './version.ts';

const versionName = (title: string) =>
  optional(z.string({ error: '请填写版本，只能填一个' }).max(64, { error: '版本最长 64 位' })).meta({
    title,
    description: '必填；浏览器没有填写的，得到选择两个版本的网页',
  });

const query = lazily(() => z.strictObject({ from: versionName('此前的版本'), to: versionName('此后的版本') }));

/** A program says which; people choose. */
function missing(asked: Readonly<Record<'from' | 'to', string | null>>): FieldError[] {
  return (['from', 'to'] as const)
    .filter((name) => asked[name] === null)
    .map((name) => ({ pointer: `?${name}`, detail: '请填写版本，只能填一个' }));
}

/** Versions do not change: two of them are compared once. */
const kept = keeping<Answer>(4);

export const differenceRoutes: readonly Route[] = pageAndJson({
  path: '/public/boundary-list/difference',
  ids: ['readBoundaryListDifference', 'readBoundaryListDifferenceJson'],
  summary: '审管互动边界清单两个版本之间的差异',
  query,
  answer: {
    description: '新增、取消和有改动的事项，各按事项编码排列',
    schema: async () => (await import('../boundary/answers.ts')).boundaryDifferenceAnswer,
  },
  others: {
    304: { description: '与您已有的相同（If-None-Match）' },
    404: { description: '没有该版本' },
  },
  handle: async ({ desk, platform, query: asked, headers }, asPage) => {
    const { from, to } = asked;
    const unsaid = missing(asked);
    if (unsaid.length > 0 && !asPage) throw invalid(unsaid);
    const { county } = await desk.facts();
    const versions = await readVersions(desk.ports.store, desk.jurisdiction);
    if (unsaid.length > 0) {
      if (versions.length === 0) throw notFound('审管互动边界清单');
      const { choicePage } = await import('./difference-page.ts');
      return choicePage({
        county,
        elsewhere: elsewhereOf(county, platform),
        versions: versions.toReversed(),
        from,
        to,
      });
    }
    const [before, after] = [from, to].map((name) => versions.find(({ version }) => version === name));
    if (!before || !after) throw notFound('该版本的审管互动边界清单');
    const rowsOf = async (version: typeof before) =>
      (await readMatters(desk.ports.store, desk.jurisdiction, version)).map(shownMatter);
    const etag = etagOf('difference', desk.jurisdiction, before, after, ...(asPage ? ['html', county] : []));
    const make = async (): Promise<Answer> => {
      const [old, rows] = await Promise.all([rowsOf(before), rowsOf(after)]);
      const body = difference(old, rows);
      if (!asPage) return { status: 200, body };
      const { differencePage } = await import('./difference-page.ts');
      const elsewhere = elsewhereOf(county, platform);
      return differencePage({ county, elsewhere, before, after, rows, difference: body });
    };
    return unlessKnown(headers, etag, () => kept(etag, make));
  },
});

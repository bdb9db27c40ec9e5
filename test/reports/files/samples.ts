/** Circulars that the files are made of in tests: a small county to be read by a person, a large one, an empty one. */
import { strFromU8, unzipSync } from 'fflate';
import type { Circular, PushNames } from '../../../shared/reports/circular.ts';
import { circularOf, figuresOf } from '../../cautions/circular.ts';

const PUSH = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
/** What the push of the corrections is called. */
export const NAMES: PushNames = new Map([[PUSH, '食品经营许可，冠县某某食品有限公司，冠审〔2026〕1号']]);
const DIGEST = 'cd'.repeat(32);

/** Three departments and the bureau: ranked, serious, not ranked, and one with nothing at all. */
export function small(said: Partial<Circular> = {}): Circular {
  return circularOf(
    [
      figuresOf('SPJ', { name: '冠县行政审批服务局', claimedInTime: 12, rank: null }),
      figuresOf('JTJ', { name: '冠县交通运输局', rank: null, previous: { onTimeRatePercent: null, rank: null } }),
      figuresOf('WJJ', {
        ...{ name: '冠县卫生健康局', claimedInTime: 14, deemedClaimed: 6, returned: 2, notNamed: 3, corrected: 1 },
        ...{ serious: true, rank: 2, previous: { onTimeRatePercent: 100, rank: 1 } },
      }),
      figuresOf('SCJG', {
        ...{ name: '冠县市场监督管理局', claimedInTime: 199, deemedClaimed: 1, withdrawn: 1, rank: 1 },
        ...{ previous: { onTimeRatePercent: 92.5, rank: 3 } },
      }),
    ],
    {
      corrections: [
        { id: 'c1', push: PUSH, org: 'WJJ', state: 'accepted', reason: '平台停机', decision: '经核实，采纳' },
        // Quarantined.
        { id: 'c2', push: PUSH, org: 'SCJG', state: 'rejected', reason: null, decision: null },
      ],
      errata: [{ quarter: '2026Q2', correction: 'c0', push: PUSH, org: 'SCJG', decision: '改为按期认领' }],
      digests: ['c0', 'c1', 'c2'].map((correction) => ({ correction, reason: DIGEST, decision: DIGEST })),
      copiedTo: [
        { org: 'ZFB', name: '冠县人民政府办公室' },
        { org: 'JW', name: '冠县纪委监委' },
        { org: 'QQJD', name: '清泉街道办事处' },
      ],
      ...said,
    },
  );
}

export function large(count = 40): Circular {
  const previous = { onTimeRatePercent: 96.5, rank: 7 };
  const many = Array.from({ length: count }, (_, i) =>
    figuresOf(`D${i}`, {
      name: `冠县第${i + 1}局`,
      claimedInTime: 20 + i,
      deemedClaimed: i % 4,
      rank: i + 1,
      previous,
    }),
  );
  const copiedTo = Array.from({ length: 18 }, (_, i) => ({ org: `T${i}`, name: `冠县第${i + 1}镇人民政府` }));
  return circularOf(many, { copiedTo });
}

export const HOSTILE = [
  "=cmd|' /C calc'!A0",
  '+1+1',
  '@SUM(A1)',
  '-2',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '$1$&]]>&amp;',
  '_x0041_x0042_',
  '甲\u0000\u0007乙\uffff\ud800',
  '很长的名称'.repeat(20),
];

/** Every text that people enter, as somebody would who means harm. */
export function hostile(): Circular {
  const organisations = HOSTILE.map((name, i) => figuresOf(`D${i}`, { name, claimedInTime: 20, serious: true }));
  const line = { id: 'c', push: '=1+1', org: 'D0', state: '=1', reason: '=1+1', decision: '<b>x</b>' };
  return circularOf(organisations, {
    ...{ county: '<i>县</i>', documentNumber: '=1+1', corrections: [line] },
    errata: [{ quarter: '2026Q2', correction: 'c0', push: '=1+1', org: 'D1', decision: '=1+1' }],
  });
}

/** The parts of a Word or Excel file, by name. */
export function partsOf(archive: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(archive)).map(([name, part]) => [name, strFromU8(part)]));
}

/** The paragraphs of a Word file's text, entities resolved. */
export function paragraphsOf(docx: Uint8Array): string[] {
  const xml = partsOf(docx)['word/document.xml'] ?? '';
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) =>
    unescaped(
      [...paragraph.matchAll(/<w:t[ >][^<]*<\/w:t>|<w:t>[^<]*<\/w:t>/g)]
        .map(([t]) => t.replace(/<[^>]*>/g, ''))
        .join(''),
    ),
  );
}

function unescaped(text: string): string {
  const signs: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => signs[name] ?? '');
}

/** The Word file: what a person reads in it, its form, and that it is the same twice. */
import { convertMillimetersToTwip } from 'docx';
import { expect, test } from 'vitest';
import { seriousOf } from '../../../shared/reports/files/body.ts';
import { renderDocx } from '../../../shared/reports/files/index.ts';
import { circularOf, figuresOf } from '../../cautions/circular.ts';
import { HOSTILE, hostile, large, NAMES, paragraphsOf, partsOf, small } from './samples.ts';

test('a bureau that is serious itself is reminded by the government office (art. 23)', () => {
  const serious = (...names: string[]): string =>
    seriousOf(circularOf(names.map((name, i) => figuresOf(`D${i}`, { name, serious: true }))));
  expect(serious('冠县卫生健康局')).toMatch(/的规定，对上述单位进行提醒。$/);
  expect(serious('冠县卫生健康局', '冠县行政审批服务局')).toMatch(
    /的规定，对上述单位进行提醒，其中冠县行政审批服务局由政府办公室提醒。$/,
  );
});

test('an issued circular reads like this', async () => {
  const text = paragraphsOf(await renderDocx(small(), NAMES));
  expect(text.slice(0, 18)).toEqual([
    '冠县行政审批服务局文件',
    '冠政办字〔2026〕30号',
    '冠县行政审批服务局关于2026年第三季度',
    '审管互动信息认领情况的通报',
    '各有关单位：',
    '根据《冠县强化审管互动工作暂行办法》第二十三条“建立信息认领定期通报制度”的规定，现将2026年第三季度审管互动信息认领情况通报如下。',
    '一、总体情况',
    '本季度接收的信息共235条，其中按期认领225条，超期视为认领7条，退回2条，撤回1条。按期认领率97.0%。视为认领后尚未确认责任人的3条，已采纳更正1条。',
    '二、超期认领情况严重的单位',
    '超期认领情况严重的单位：冠县卫生健康局。根据《冠县强化审管互动工作暂行办法》第二十三条“超期认领情况严重的部门，由县行政审批服务局进行提醒，整改不力的，由县政府办公室进行约谈”的规定，对上述单位进行提醒。',
    '附件：1．各单位审管互动信息认领情况表',
    '　　　2．各单位按期认领率对比图',
    '　　　3．其他超期情况表（不参与排名）',
    '　　　4．更正与勘误',
    '　　　5．指标说明',
    '冠县行政审批服务局',
    '2026年10月19日',
    '附件1',
  ]);
  expect(text.slice(-4)).toEqual([
    '抄送：冠县人民政府办公室，冠县纪委监委，清泉街道办事处。',
    '冠县行政审批服务局',
    '2026年10月19日印发',
    '',
  ]);
  const rows = text.join('|');
  expect(rows).toContain(
    '冠县卫生健康局|食品经营许可，冠县某某食品有限公司，冠审〔2026〕1号|已采纳|平台停机|经核实，采纳|',
  );
  expect(rows).toContain('1|冠县市场监督管理局|99.5%|201|199|1|0|1|3.5|92.5%|3|');
  expect(rows).toContain('2|冠县卫生健康局（超期严重）|70.0%|22|14|6|2|0|3.5|100.0%|1|');
  expect(rows).toContain('未排名|冠县行政审批服务局|100.0%|12|12|0|0|0|3.5|—|—|');
  expect(rows).toContain('未排名|冠县交通运输局|—|0|0|0|0|0|—|—|未排名|');
  expect(rows).toContain('冠县卫生健康局|0|0|未统计|未统计|未统计|未统计|未统计|');
});

test('a draft says that it is one, and until when to object', async () => {
  const draft = small({ stage: 'under-review', documentNumber: null, issuedAt: null, contentHash: null });
  const text = paragraphsOf(await renderDocx(draft, NAMES));
  const title = ['冠县行政审批服务局关于2026年第三季度', '审管互动信息认领情况的通报', '（征求意见稿）'];
  expect(text.slice(1, 5)).toEqual(['（文号待编）', ...title]);
  expect(text).toContain('三、异议的提出');
  expect(text.join('')).toContain('请于2026年10月14日24:00前登录审管互动平台');
  expect(text).toContain('（印发日期待定）');
  expect(text.join('')).not.toMatch(/抄送：|日印发/);
  const parts = partsOf(await renderDocx(draft, NAMES));
  const headers = Object.keys(parts).filter((name) => /header\d/.test(name) && !name.includes('rels'));
  expect(headers.map((name) => parts[name]?.includes('（征求意见稿）'))).toEqual([true, true]);
  expect(parts['word/document.xml']?.match(/<w:headerReference/g)).toHaveLength(2);
});

test('the form of GB/T 9704: A4, margins 37, 28, 35 and 26 mm, its fonts and what takes their place', async () => {
  const parts = partsOf(await renderDocx(small(), NAMES));
  const page = parts['word/document.xml']?.match(/<w:pgSz[^>]*>|<w:pgMar[^>]*>/g)?.join('') ?? '';
  for (const [name, mm] of Object.entries({ w: 210, h: 297, top: 37, left: 28, bottom: 35, right: 26 })) {
    expect(Number(page.match(new RegExp(`w:${name}="(\\d+)"`))?.[1]) / (1440 / 25.4)).toBeCloseTo(mm, 1);
  }
  for (const font of ['仿宋_GB2312', '黑体', '方正小标宋简体']) {
    expect(parts['word/document.xml']).toContain(`w:eastAsia="${font}"`);
    expect(parts['word/fontTable.xml']).toMatch(new RegExp(`w:name="${font}"><w:altName w:val="[^"]+"`));
  }
  expect(parts['word/document.xml']).toContain('w:val="FF0000"');
  expect(parts['word/document.xml']).toContain('<w:tblHeader/>');
  expect(Object.keys(parts).filter((name) => name.includes('footer') && !name.includes('rels'))).toHaveLength(2);
});

test('the imprint: at the foot of the last page, thick, thin and thick lines as wide as the type area', async () => {
  const xml = partsOf(await renderDocx(small(), NAMES))['word/document.xml'] ?? '';
  const table = xml.slice(xml.lastIndexOf('<w:tbl>'), xml.lastIndexOf('</w:tbl>'));
  expect(table).toContain(
    '<w:tblpPr w:tblpX="1587" w:horzAnchor="page" w:tblpYSpec="bottom" w:vertAnchor="margin"/><w:tblOverlap w:val="never"/>',
  );
  const borders = /<w:tblBorders>(.*?)<\/w:tblBorders>/.exec(table)?.[1] ?? '';
  const sizes = [...borders.matchAll(/<w:(\w+) w:val="(\w+)"[^>]*w:sz="(\d+)"/g)].map((found) => found.slice(1));
  expect(sizes).toEqual([
    ['top', 'single', '8'],
    ['left', 'none', '0'],
    ['bottom', 'single', '8'],
    ['right', 'none', '0'],
    ['insideH', 'single', '6'],
    ['insideV', 'none', '0'],
  ]);
  expect(Number(/<w:tblW[^>]*w:w="(\d+)"/.exec(table)?.[1])).toBe(convertMillimetersToTwip(156));
  const alone = paragraphsOf(await renderDocx(small({ copiedTo: [] }), NAMES));
  expect(alone.slice(-3)).toEqual(['冠县行政审批服务局', '2026年10月19日印发', '']);
});

test('the number with its year in 〔〕, however it was typed; the date four signs from the right, the name in its middle', async () => {
  for (const typed of ['冠审批通[2026]3号', '冠审批通（2026）3号', '冠审批通【2026】3号', '冠审批通〔2026〕3号']) {
    expect(paragraphsOf(await renderDocx(small({ documentNumber: typed }), NAMES))[1]).toBe('冠审批通〔2026〕3号');
  }
  const xml = partsOf(await renderDocx(small(), NAMES))['word/document.xml'] ?? '';
  const indentOf = (text: string): number => {
    const paragraphs = [...xml.matchAll(/<w:p>(?:(?!<\/w:p>).)*<\/w:p>/gs)].map(([whole]) => whole);
    const found = paragraphs.find((one) => one.includes(`>${text}<`) && one.includes('<w:jc w:val="right"/>'));
    return Number(/<w:ind w:right="(\d+)"/.exec(found ?? '')?.[1]);
  };
  // In twentieths of a point: 2026年10月19日 is 2240 wide, so its middle is 1280 + 1120 from the right; the name is 2880
  // wide.
  expect([indentOf('2026年10月19日'), indentOf('冠县行政审批服务局')]).toEqual([1280, 2400 - 1440]);
});

/**
 * Children in the order that the schema of ECMA-376 (transitional) gives them: Word refuses a file where it is another.
 */
const SEQUENCES: Readonly<Record<string, string>> = {
  pPr: 'pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment outlineLvl rPr sectPr',
  rPr: 'rStyle rFonts b bCs i iCs caps strike color spacing w kern position sz szCs highlight u effect bdr shd vertAlign rtl cs em lang',
  pBdr: 'top left bottom right between bar',
  tblPr:
    'tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook',
  tblBorders: 'top left bottom right insideH insideV',
  tcPr: 'cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark',
  tbl: 'tblPr tblGrid tr',
  tr: 'trPr tc',
  tc: 'tcPr p',
  sectPr:
    'headerReference footerReference type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols vAlign titlePg textDirection bidi docGrid',
  font: 'altName panose1 charset family notTrueType pitch sig',
};

test('every element stands in the order of the schema', async () => {
  const parts = partsOf(await renderDocx(small(), NAMES));
  const seen = new Set<string>();
  for (const name of ['word/document.xml', 'word/footer1.xml', 'word/footer2.xml', 'word/fontTable.xml']) {
    for (const { parent, children } of elementsOf(parts[name] ?? '')) {
      const order = SEQUENCES[parent]?.split(' ');
      if (!order) continue;
      seen.add(parent);
      const places = children.map((child) => order.indexOf(child));
      expect([parent, children, places]).toEqual([parent, children, places.toSorted((a, b) => a - b)]);
      expect([parent, places.includes(-1)]).toEqual([parent, false]);
    }
  }
  expect([...seen].sort()).toEqual(Object.keys(SEQUENCES).sort());
});

/** Each element with the names of its children, prefixes off. */
function elementsOf(xml: string): { parent: string; children: string[] }[] {
  const found: { parent: string; children: string[] }[] = [];
  const open: { parent: string; children: string[] }[] = [];
  for (const [, close, name = '', empty] of xml.matchAll(/<(\/?)(?:\w+:)?(\w+)[^>]*?(\/?)>/g)) {
    if (close) open.pop();
    else {
      const element = { parent: name, children: [] };
      open.at(-1)?.children.push(name);
      found.push(element);
      if (!empty) open.push(element);
    }
  }
  return found;
}

test('the same circular gives the same bytes, whenever it is made', async () => {
  const once = await renderDocx(small(), NAMES);
  await new Promise((resolve) => setTimeout(resolve, 2100));
  expect(Buffer.compare(once, await renderDocx(small(), NAMES))).toBe(0);
  expect(partsOf(once)['docProps/core.xml']).toContain('>2026-10-19T01:30:00Z</dcterms:created>');
});

test('hostile names are text', async () => {
  const parts = partsOf(await renderDocx(hostile(), NAMES));
  const text = paragraphsOf(await renderDocx(hostile(), NAMES));
  for (const name of HOSTILE.slice(0, 7)) expect(text).toContain(`${name}（超期严重）`);
  expect(text).toContain('甲乙\ufffd（超期严重）');
  expect(parts['word/document.xml']).not.toMatch(/<script|<img|<i>县/);
});

test('none, and forty', async () => {
  const none = paragraphsOf(await renderDocx(small({ organisations: [], corrections: [], errata: [] }), NAMES));
  expect(none.filter((line) => line === '本季度没有应列入通报的单位。')).toHaveLength(2);
  expect(none).toContain('本期没有更正申请，也没有对以往通报的勘误。');
  const many = paragraphsOf(await renderDocx(large(), NAMES));
  expect(many.filter((line) => /^冠县第\d+局$/.test(line))).toHaveLength(80);
});

/**
 * A small story in 莘县, beside 冠县 in one process: whatever it answers, shows, mails and draws up is searched for
 * anything of 冠县. It is also told that there was something to search.
 */
import { inflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { PAGES, ROUTES } from '../../functions/catalog.ts';
import { KINDS } from '../../shared/kinds.ts';
import { browserOf } from '../console/browser.ts';
import { approvalIn, GUAN, SHEN, type TwoCounties, twoCounties } from './two-counties.ts';

/** Names, codes, addresses and document numbers of 冠县, the words of its measures, its public site. */
const GUANS = /冠|371525|guanxian|gxzwfw|GX-2026|政办字〔2022〕12号|2个工作日内进行认领|定期通报制度/;

interface Said {
  readonly what: string;
  readonly text: string;
}

const said: Said[] = [];
let here: TwoCounties;
const ids: Record<string, string> = {};

/** Asks in 莘县, and keeps the answer. */
async function ask(method: string, path: string, as: string | null, body?: unknown) {
  const answer = as
    ? await here.shen(method, path, as, body)
    : await here.call(method, `${path}${path.includes('?') ? '&' : '?'}jurisdiction=${SHEN}`);
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.text}`);
  const { etag: _e, ...headers } = answer.headers;
  said.push({
    what: `${method} ${path}`,
    text: `${textOf(answer.bytes)}\n${JSON.stringify(headers)}\n${decoded(headers)}`,
  });
  return answer.json;
}

function decoded(headers: Record<string, string>): string {
  return decodeURIComponent((headers['content-disposition'] ?? '').replace(/%(?![0-9A-F]{2})/g, '%25'));
}

/** What people read of a file: the parts of a workbook or a document are inflated. */
function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  if (buffer.subarray(0, 2).toString() !== 'PK') return buffer.toString('utf8');
  const parts: string[] = [];
  for (
    let at = buffer.lastIndexOf('PK\u0005\u0006'),
      n = buffer.readUInt16LE(at + 10),
      entry = buffer.readUInt32LE(at + 16);
    n > 0;
    n--
  ) {
    const [size, name, extra, comment] = [20, 28, 30, 32].map((offset) =>
      offset === 20 ? buffer.readUInt32LE(entry + offset) : buffer.readUInt16LE(entry + offset),
    ) as [number, number, number, number];
    const local = buffer.readUInt32LE(entry + 42);
    const begin = local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28);
    const packed = buffer.subarray(begin, begin + size);
    parts.push((buffer.readUInt16LE(entry + 10) === 8 ? inflateRawSync(packed) : packed).toString('utf8'));
    entry += 46 + name + extra + comment;
  }
  return parts.join('\n');
}

async function approvals(): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 1; n <= 5; n++) {
    const risky = n === 5 && { riskPoints: [{ description: '冷链温度不达标', severity: 'high' }] };
    ids.push(
      (await ask('POST', '/pushes', 'spj.officer', approvalIn(SHEN, `A-${n}`, here.clock.now(), { ...risky }))).id,
    );
  }
  return ids;
}

beforeAll(async () => {
  here = await twoCounties('2026-09-14T09:30');
  const body = approvalIn(GUAN, 'G-1', here.clock.now(), { party: { name: '冠县某某食品有限公司' } });
  expect((await here.guan('POST', '/pushes', 'spj.officer', body)).status).toBe(201);
  const made = await approvals();
  await ask('POST', `/pushes/${made[0]}/claim`, 'scjg.officer', {});
  await ask('POST', `/pushes/${made[1]}/return`, 'scjg.officer', {
    reason: '应由农业农村局监管',
    suggestedOrg: 'NYNC',
  });
  await ask('POST', `/pushes/${made[1]}/readdress`, 'spj.officer', { org: 'NYNC' });
  const document = {
    number: '国办发〔2026〕1号',
    title: '通知',
    issuer: '国务院办公厅',
    type: 'superior',
    receivedOn: '2026-09-14',
  };
  const passed = {
    kind: 'document',
    reference: 'D-1',
    to: { org: 'SCJG' },
    document,
    summary: '转送',
    occurredAt: '2026-09-14T09:00:00+08:00',
  };
  await ask('POST', '/pushes', 'nync.officer', passed);
  const letter = {
    purpose: 'inquiry',
    to: [{ org: 'SCJG' }],
    title: '请说明',
    text: '请说明。',
    documentNumber: '莘审批函〔2026〕1号',
    signedBy: '张三',
  };
  const [{ id: letterId }] = (await ask('POST', '/letters', 'spj.head', letter)).items;
  for (const ending of ['', '.docx', '.html', '/history', '/deadline'])
    await ask('GET', `/letters/${letterId}${ending}`, 'spj.head');
  await ask('POST', `/letters/${letterId}/nudge`, 'spj.head', { channel: 'phone', note: '已催' });
  for (const time of ['14T11:00', '14T15:00', '14T17:30', '15T09:00', '16T09:00', '17T09:00', '17T18:00', '18T09:00'])
    await here.moveTo(`2026-09-${time}`);
  for (const ending of ['', '/history', '/deadline', '/readings'])
    await ask('GET', `/pushes/${made[2]}${ending}`, 'scjg.officer');
  await ask('POST', `/pushes/${made[2]}/dispute`, 'scjg.officer', { reason: '不属于本单位', suggestedOrg: 'NYNC' });
  await here.moveTo('2026-10-08T10:00');
  for (const ending of ['', '.docx', '.xlsx', '.html'])
    await ask('GET', `/reports/quarters/2026Q3${ending}`, 'spj.admin');
  await here.moveTo('2026-10-12T18:00');
  await ask('POST', '/reports/quarters/2026Q3/issue', 'spj.admin', {
    documentNumber: '莘审通报〔2026〕3号',
    signedBy: '李四',
  });
  await here.moveTo('2026-10-13T09:00');
  for (const ending of ['', '.docx', '.xlsx', '.html'])
    await ask('GET', `/reports/quarters/2026Q3${ending}`, 'scjg.officer');
  const [caution] = (await ask('GET', '/cautions?box=out', 'spj.head')).items;
  await ask('POST', `/cautions/${caution.id}/send`, 'spj.admin', {
    documentNumber: '莘审提醒〔2026〕1号',
    signedBy: '李四',
  });
  for (const ending of ['', '.docx', '.html']) await ask('GET', `/cautions/${caution.id}${ending}`, 'scjg.head');
  await here.moveTo('2026-10-13T11:00');
  Object.assign(ids, { pushes: made[2], letters: letterId, cautions: caution.id });
}, 60_000);

/** Everything without a parameter of its own, in public and for an administrator. */
const WHOLE = ROUTES.filter(({ method, path }) => method === 'GET' && !path.includes('{'));
const WANTS = {
  '/calendar/explain': '?from=2026-10-13T09:00:00%2B08:00&workingDays=3',
  '/standards': `?matter=${SHEN}-SCJG-001`,
} as Record<string, string>;
/** What asks for more than a query, or is of the machine: told of elsewhere. */
const APART = [
  ...['/credit/export', '/health', '/timeline', '/credit', '/audit/chain', '/public/boundary-list/difference'],
  '/public/boundary-list/difference.json',
  ...['/queries/approvals', '/queries/supervision', '/queries/register'],
];

describe('nothing of 冠县 is in', () => {
  it.each(WHOLE.filter(({ path }) => !APART.includes(path)).map(({ path, security }) => [path, security]))(
    '%s',
    async (path, security) => {
      const before = said.length;
      await ask(
        'GET',
        `${path}${WANTS[path] ?? ''}`,
        security === 'public' ? null : path.startsWith('/me') ? 'scjg.officer' : 'zfb.office',
      ).catch(async () => ask('GET', `${path}${WANTS[path] ?? ''}`, 'spj.admin'));
      for (const { what, text } of said.slice(before)) expect([what, GUANS.exec(text)?.[0]]).toEqual([what, undefined]);
    },
  );

  it.each(['/calendar/2026', '/docs', '/openapi.json', '/', '/public/boundary-list', '/public/boundary-list.xlsx'])(
    '%s',
    async (path) => {
      await ask('GET', path, null);
      const last = said.at(-1) as Said;
      expect(GUANS.exec(last.text)?.[0]).toBeUndefined();
      if (!/^\/(?:calendar|docs|openapi)/.test(path)) expect(last.text).toContain('莘县');
    },
  );

  it('the answers of the story', () => {
    expect(said.length).toBeGreaterThan(40);
    for (const { what, text } of said) expect([what, GUANS.exec(text)?.[0]]).toEqual([what, undefined]);
    const all = said.map(({ text }) => text).join('\n');
    for (const own of ['莘县行政审批服务局', '莘政办发〔2024〕8号', '371522-SCJG-001', '第二十二条'])
      expect(all).toContain(own);
  });

  it('its mails and what is attached to them', () => {
    const mails = here.sent.filter(({ to }) => to.endsWith('@shenxian.example'));
    expect(mails.length).toBeGreaterThan(30);
    for (const { subject, text, html, attachments, to } of mails) {
      const files = attachments.map(({ filename, content }) => `${filename}\n${textOf(content)}`);
      const found = GUANS.exec([subject, text, html, to, ...files].join('\n'))?.[0];
      expect([subject, found]).toEqual([subject, undefined]);
    }
    const all = mails.map(({ text }) => text).join('\n');
    expect(all).toContain('《莘县审管互动工作实施办法》第十六条第（一）项：“主管部门应当在3个工作日内认领审批信息');
    expect(
      new Set(mails.flatMap(({ attachments }) => attachments.map(({ filename }) => filename.replace(/.*\./, '')))),
    ).toEqual(new Set(['docx', 'xlsx', 'png']));
  });

  it('the console’s pages', async () => {
    const own = PAGES.filter(({ method, path }) => method === 'GET' && /^\/console(?:\/[a-z-]+)?$/.test(path));
    const shown = own.map(({ path }) => path).filter((path) => !/sign|size|county$/.test(path));
    const kinds = [...KINDS.values()].flatMap((kind) => [`/console/${kind.path}`, `/console/${kind.path}/new`]);
    const records = ['pushes', 'letters', 'cautions'].map((path) => `/console/${path}/${ids[path]}`);
    const pages = [...new Set([...shown, ...kinds, ...records, '/console/reports/2026Q3', '/console/calendar/2026'])];
    expect(pages.length).toBeGreaterThan(60);
    for (const account of ['spj.admin', 'scjg.head', 'zfb.office']) {
      const browser = await browserOf(here, `${SHEN}/${account}`);
      for (const path of pages) {
        const { status, text } = await browser.get(path);
        expect([path, status < 500, GUANS.exec(text)?.[0]]).toEqual([path, true, undefined]);
      }
      expect((await browser.get('/console')).text).toContain('莘县审管互动平台');
    }
  });

  it('the platform’s own public site, but where the API says what holds where none is set', () => {
    const named = said.filter(({ text }) => text.includes('山东政务服务网')).map(({ what }) => what);
    expect([...new Set(named)].sort()).toEqual(['GET /docs', 'GET /openapi.json']);
  });

  it('pages on which nobody is signed in, where two counties share them', async () => {
    for (const path of ['/console/signed-out', '/console/sign-in']) {
      expect((await here.call('GET', path)).text).not.toMatch(/冠县|莘县/);
    }
  });
});

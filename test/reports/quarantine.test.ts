/**
 * A quarantine reaches what objections quote: gone from the draft, the issued circular, the next one's errata, their
 * files and later mails; while figures and hashes hold.
 */

import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { at } from '../mail/post.ts';
import { type ReportingCounty, reportingCounty } from './county.ts';

const SECRET = '绝密内容';
const HIDDEN = { reason: '误传，应予隔离' };
const QUARTER = '/reports/quarters/2026Q3';

interface Objected {
  county: ReportingCounty;
  push: string;
  correction: string;
}

/** An objection whose reason, and the decision on it, quote what should never have been here. */
async function objected(decided: boolean): Promise<Objected> {
  const county = await reportingCounty('2026-09-14T09:00');
  const push = (await county.pushes('SCJG', 12, 10))[11] as string;
  await county.nineAt('2026-10-08');
  const body = { push, reason: `系统故障：${SECRET}` };
  const made = await county.call('POST', `${QUARTER}/corrections`, { as: 'scjg.officer', body });
  if (decided) await decide(county, made.json.id);
  return { county, push, correction: made.json.id };
}

const decide = (county: ReportingCounty, id: string) =>
  county.call('POST', `/corrections/${id}/accept`, { as: 'spj.admin', body: { reason: `已核实：${SECRET}` } });

const quarantine = (county: ReportingCounty, push: string) =>
  county.call('POST', `/pushes/${push}/quarantine`, { as: 'spj.officer', body: HIDDEN });

const issue = (county: ReportingCounty) =>
  county.call('POST', `${QUARTER}/issue`, {
    ...{ as: 'spj.admin', body: { documentNumber: '冠审批通〔2026〕3号', signedBy: '张三' } },
  });

/** All that anybody reads of it: the circular and its files, the correction and its history. */
async function everything({ county, correction }: Objected): Promise<string> {
  const said: string[] = [];
  for (const as of ['spj.officer', 'scjg.officer', 'zfb.office', 'wjj.officer']) {
    for (const path of [QUARTER, `${QUARTER}.html`, `/corrections/${correction}`, `/corrections/${correction}/history`])
      said.push((await county.call('GET', path, { as })).text);
  }
  for (const format of ['docx', 'xlsx']) {
    const { bytes } = await county.call('GET', `${QUARTER}.${format}`, { as: 'scjg.officer' });
    said.push(...Object.values(unzipSync(bytes)).map((part) => strFromU8(part)));
  }
  return said.join('\n');
}

async function isSaid(told: Objected): Promise<boolean> {
  return (await everything(told)).includes(SECRET);
}

test('before issuing: the reason goes, the figures stay, and it can still be decided and issued', async () => {
  const told = await objected(false);
  const { county, push, correction } = told;
  expect((await everything(told)).split(SECRET).length).toBeGreaterThan(10);
  const before = await county.circular('2026Q3');
  expect((await quarantine(county, push)).status).toBe(200);
  expect(await isSaid(told)).toBe(false);
  const after = await county.circular('2026Q3');
  expect(after).toEqual({ ...before, corrections: [{ ...before.corrections[0], reason: null }] });
  expect(after.digests).toEqual([{ correction, reason: sha256(`系统故障：${SECRET}`), decision: null }]);
  const again = { push, reason: `系统故障：${SECRET}` };
  const same = await county.call('POST', `${QUARTER}/corrections`, { as: 'scjg.officer', body: again });
  expect([same.status, same.json.id, same.json.reason]).toEqual([200, correction, null]);
  const body = { reason: '已核实' };
  expect((await county.call('POST', `/corrections/${correction}/accept`, { as: 'spj.admin', body })).status).toBe(200);
  county.clock.set(at('2026-10-15T09:00'));
  const issued = (await issue(county)).json;
  expect(issued.corrections).toMatchObject([{ state: 'accepted', reason: null, decision: '已核实' }]);
  expect([issued.contentHash, issued.totals.corrected]).toEqual([sealed(issued), 1]);
  expect(await isSaid(told)).toBe(false);
});

test('after issuing: the texts go from the frozen circular, whose hash holds; later mails do not say them', async () => {
  const told = await objected(true);
  const { county, push, correction } = told;
  county.clock.set(at('2026-10-15T20:00'));
  const issued = (await issue(county)).json;
  expect([issued.contentHash, JSON.stringify(issued).split(SECRET).length]).toEqual([sealed(issued), 3]);
  await quarantine(county, push);
  const now = await county.circular('2026Q3');
  const line = { ...issued.corrections[0], reason: null, decision: null };
  expect(now).toEqual({ ...issued, corrections: [line] });
  expect([now.contentHash, now.digests]).toEqual([sealed(now), issued.digests]);
  expect(await isSaid(told)).toBe(false);
  expect((await county.call('GET', `${QUARTER}.html`, { as: 'scjg.officer' })).text).toContain('（内容已隔离）');
  expect((await county.call('GET', `/corrections/${correction}/history`, { as: 'scjg.officer' })).json.verified).toBe(
    true,
  );
  expect((await issue(county)).json).toEqual(now);
  const sent = county.sent.length;
  await county.until('2026-10-16T09:00');
  const mails = county.sent.slice(sent).filter(({ subject }) => subject.includes('冠审批通'));
  expect(mails.length).toBeGreaterThan(10);
  expect(mails.map(({ html, text }) => html + text).join()).not.toContain(SECRET);
  expect(mails[0]?.html).toContain('（内容已隔离）');
  const content = await storedContent(county);
  expect([content.includes(correction), content.includes(SECRET)]).toEqual([true, false]);
});

test('whoever changes an issued figure, state or digest is found out', async () => {
  const { county } = await objected(true);
  county.clock.set(at('2026-10-15T09:00'));
  const issued = (await issue(county)).json;
  const [line] = issued.corrections;
  const [digests] = issued.digests;
  for (const changed of [
    { totals: { ...issued.totals, deemedClaimed: 1 } },
    { corrections: [{ ...line, state: 'rejected' }] },
    { digests: [{ ...digests, decision: sha256('另一个理由') }] },
  ]) {
    expect(sealed({ ...issued, ...changed })).not.toBe(issued.contentHash);
  }
});

test('an objection whose reason alone should not be here is quarantined by whoever made it', async () => {
  const told = await objected(true);
  const { county, push, correction } = told;
  const hide = (as: string) => county.call('POST', `/corrections/${correction}/quarantine`, { as, body: HIDDEN });
  expect([(await hide('spj.officer')).status, (await hide('wjj.officer')).status]).toEqual([403, 404]);
  expect(await isSaid(told)).toBe(true);
  const hidden = await hide('scjg.officer');
  expect([hidden.status, hidden.json.status, hidden.json.reason]).toEqual([200, 'accepted', null]);
  expect(await isSaid(told)).toBe(false);
  expect((await county.call('GET', `/pushes/${push}`, { as: 'scjg.officer' })).json.quarantined).toBe(false);
});

/** What the county's frozen circulars say in the store. */
async function storedContent(county: ReportingCounty): Promise<string> {
  const { store } = county.platform.ports;
  const report = (await store.get('371525#report#2026Q3'))?.value as { issued: { content: { digest: string } } };
  const { digest } = report.issued.content;
  return JSON.stringify((await store.get(`371525#report#content-${digest.slice(0, 40)}-0`))?.value);
}

/** The hash as `docs/figures.md` tells it, written once more. */
function sealed(circular: Record<string, unknown>): string {
  const { contentHash: _, ...content } = circular;
  const lines = (list: unknown) =>
    (list as Record<string, unknown>[]).map(({ reason: _, decision: __, ...line }) => line);
  const sorted = (v: unknown): unknown =>
    Array.isArray(v)
      ? v.map(sorted)
      : v && typeof v === 'object'
        ? Object.fromEntries(
            Object.entries(v)
              .sort()
              .map(([key, one]) => [key, sorted(one)]),
          )
        : v;
  const whole = { ...content, corrections: lines(content.corrections), errata: lines(content.errata) };
  return sha256(JSON.stringify(sorted(whole)));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

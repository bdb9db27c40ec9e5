/**
 * The demonstration county's data hang together: every code it names exists, and every department supervises something.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ORGANISATION_TYPES, type Organisation } from '../../shared/county.ts';

interface Matter {
  code: string;
  name: string;
  powerType: string;
  stages: string[];
  approvalDuty: string;
  supervisionDuty: string;
  pushMethod: string;
  addressing: 'listed' | 'named-per-push';
  approvingSection: string;
  department: string | null;
  section: string | null;
  enforcementAgency: string | null;
  candidates: string[];
  dutyListEntry: string;
  dutyListVersion: string;
  guidance: { reason: string; explanation: string } | null;
}

const STAGES = ['consultation', 'guidance', 'joint-site-survey', 'expert-review', 'certificate', 'supervision'];
const POWER_TYPES = ['行政许可', '行政确认', '其他行政权力', '其他行政权力（行政备案）', '公共服务'];
const CODE = /^[A-Z][A-Z0-9]{0,19}$/;

const organisations = read<Organisation[]>('organisations.json');
const matters = read<Matter[]>('matters.json');
const listed = matters.filter((m) => m.addressing === 'listed');
const supervising = organisations.filter((o) => o.type === 'department' || o.code === 'ZHZF');

function read<T>(file: string): T {
  const at = new URL(`../../infra/local/home/demonstration/${file}`, import.meta.url);
  return JSON.parse(readFileSync(at, 'utf8')) as T;
}

function organisation(code: string | null): Organisation | undefined {
  return organisations.find((o) => o.code === code);
}

function sectionCodes(code: string | null): string[] {
  return organisation(code)?.sections.map((s) => s.code) ?? [];
}

function repeated(values: string[]): string[] {
  return values.filter((value, at) => values.indexOf(value) !== at);
}

describe('organisations of the demonstration county', () => {
  it.each([
    ['SPJ', 'approval-bureau'],
    ['SCJG', 'department'],
    ['WJJ', 'department'],
    ['JTJ', 'department'],
    ['JTYJ', 'department'],
    ['ZJJ', 'department'],
    ['STHJ', 'department'],
    ['YJJ', 'department'],
    ['ZHZF', 'enforcement-agency'],
    ['ZFB', 'government-office'],
    ['JW', 'discipline'],
  ])('%s is there as %s', (code, type) => {
    expect(organisation(code)?.type).toBe(type);
  });

  it('has codes and names of its own, one bureau and one government office', () => {
    expect(repeated(organisations.map((o) => o.code))).toEqual([]);
    expect(repeated(organisations.map((o) => o.name))).toEqual([]);
    for (const type of ['approval-bureau', 'government-office', 'discipline']) {
      expect(organisations.filter((o) => o.type === type)).toHaveLength(1);
    }
    expect(organisations.filter((o) => o.type === 'department').length).toBeGreaterThanOrEqual(12);
    expect(organisations.filter((o) => o.type === 'township')).toHaveLength(18);
  });

  it.each(organisations.map((o) => [o.code, o] as const))('%s fits', (_code, o) => {
    expect(Object.keys(o)).toEqual(['code', 'name', 'type', 'mail', 'sections', 'defaultSection']);
    expect(o.code).toMatch(CODE);
    expect(ORGANISATION_TYPES).toContain(o.type);
    expect(o.name.length).toBeLessThanOrEqual(200);
    expect(repeated(o.sections.map((s) => s.code))).toEqual([]);
    expect(repeated(o.sections.map((s) => s.name))).toEqual([]);
    for (const section of o.sections) expect(section.code).toMatch(CODE);
    if (o.defaultSection !== null) expect(sectionCodes(o.code)).toContain(o.defaultSection);
  });

  it('sends mail nowhere real, and to no address twice', () => {
    const addresses = organisations.flatMap((o) => [o.mail, ...o.sections.map((s) => s.mail)]);
    for (const address of addresses) expect(address).toMatch(/^[a-z0-9-]+@guanxian\.example$/);
    expect(repeated(addresses as string[])).toEqual([]);
  });
});

describe('boundary list of the demonstration county', () => {
  it('has enough matters, each with a code and a name of its own', () => {
    expect(matters.length).toBeGreaterThanOrEqual(60);
    expect(new Set(listed.map((m) => m.department)).size).toBeGreaterThanOrEqual(12);
    expect(repeated(matters.map((m) => m.code))).toEqual([]);
    expect(repeated(matters.map((m) => m.name))).toEqual([]);
    expect(repeated(matters.map((m) => m.dutyListEntry))).toEqual([]);
  });

  it('begins with the food licence, at the food section', () => {
    const food = matters.find((m) => m.code === '371525-SCJG-001');
    expect(food).toMatchObject({ name: '食品经营许可', addressing: 'listed', department: 'SCJG', section: 'SPXK' });
  });

  it.each(supervising.map((o) => [o.code]))('%s supervises a listed matter', (code) => {
    expect(listed.some((m) => m.department === code)).toBe(true);
  });

  it('states each duty once: none is copied from another row', () => {
    expect(repeated(matters.flatMap((m) => [m.approvalDuty, m.supervisionDuty]))).toEqual([]);
  });

  it('names an enforcement agency, guidance and named addressing often enough to show them', () => {
    expect(matters.filter((m) => m.enforcementAgency !== null).length).toBeGreaterThanOrEqual(8);
    expect(matters.filter((m) => m.guidance !== null).length).toBeGreaterThanOrEqual(6);
    expect(matters.length - listed.length).toBeGreaterThanOrEqual(3);
  });
});

describe.each(matters.map((m) => [m.code, m] as const))('matter %s', (_code, m) => {
  it('fits', () => {
    expect(m.code).toMatch(new RegExp(`^371525-${m.department ?? 'SPJ'}-\\d{3}$`));
    expect(POWER_TYPES).toContain(m.powerType);
    expect(m.stages.filter((s) => !STAGES.includes(s))).toEqual([]);
    expect(repeated(m.stages)).toEqual([]);
    expect(m.stages).toContain('supervision');
    expect(m.stages.includes('guidance')).toBe(m.guidance !== null);
    if (m.guidance) expect(['high-expertise', 'high-later-risk']).toContain(m.guidance.reason);
  });

  it('keeps its texts within bounds', () => {
    expect(m.name.length).toBeLessThanOrEqual(200);
    for (const duty of [m.approvalDuty, m.supervisionDuty]) {
      expect(duty.length).toBeGreaterThanOrEqual(40);
      expect(duty.length).toBeLessThanOrEqual(2000);
    }
    const others = [m.name, m.pushMethod, m.dutyListEntry, m.dutyListVersion, m.guidance?.explanation ?? '无'];
    for (const text of others) expect(text.trim()).not.toBe('');
    expect(JSON.stringify(m)).toBe(JSON.stringify(m).normalize('NFC'));
  });

  it('names only what exists', () => {
    expect(sectionCodes('SPJ')).toContain(m.approvingSection);
    if (m.enforcementAgency !== null) {
      expect(organisation(m.enforcementAgency)?.type).toBe('enforcement-agency');
      expect(m.enforcementAgency).not.toBe(m.department);
    }
    if (m.addressing === 'listed') {
      expect(supervising.map((o) => o.code)).toContain(m.department);
      expect(sectionCodes(m.department)).toContain(m.section);
      expect(m.candidates).toEqual([]);
    } else {
      expect([m.addressing, m.department, m.section]).toEqual(['named-per-push', null, null]);
      // Whoever tries the demonstration may name any organisation; a real list says which ones come into question.
      expect(m.candidates).toEqual([]);
    }
  });
});

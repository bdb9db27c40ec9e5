/**
 * The demonstration county as these tests speak to it, and how a refusal must look wherever it comes from. It lives in
 * the test's own process on a clock that stands; run against a deployed stack (`vitest.emulator.config.ts`), those
 * tests that do not need such a clock speak to a county behind the stack's address instead.
 */
import { expect, inject } from 'vitest';
import { addDays, civilDateOf, formatInstant, MINUTE, parseInstant, startOfDay } from '../../shared/time.ts';
import { type Deployment, deployedCounty } from '../deployed/county.ts';
import { approval as approvalOf } from '../home/push.ts';
import {
  type Called,
  type CallOptions,
  type InProcess,
  type InProcessOptions,
  inProcess,
  type SteppingClock,
} from '../in-process.ts';

const deployment = inject('deployment') as Deployment | undefined;
/** False against a deployed stack, whose clock is the machine's. */
export const CLOCK_STANDS = deployment === undefined;

export const MONDAY = '2026-09-28T09:00:00+08:00';
/** That Monday, or where the clock does not stand the moment at which the tests began. */
export const NOW = CLOCK_STANDS ? MONDAY : formatInstant(Math.floor(Date.now() / 1000) * 1000);
const INSTANT = parseInstant(NOW) as number;
export const TODAY = civilDateOf(INSTANT);
/** Ten minutes before, and of the same day also in its first ten minutes: what is in force of today holds for it. */
export const BEFORE = formatInstant(Math.max(INSTANT - 10 * MINUTE, startOfDay(TODAY)));
export const TOMORROW = addDays(TODAY, 1);
/** Two working days after a push of that Monday: before the National Day holiday begins. */
export const DEADLINE = '2026-10-01T00:00:00+08:00';
export const FOOD = '371525-SCJG-001';
export const NAMED = '371525-SPJ-002';
/** A matter of ZJJ with ZHZF as its enforcement agency. */
export const WITH_AGENCY = '371525-ZJJ-001';

interface Acts {
  /** `POST /pushes` of an approval by the bureau; throws unless it is answered with success. */
  push(reference: string, more?: Record<string, unknown>, as?: string): Promise<Called>;
  act(id: string, act: string, as: string, body?: unknown, headers?: Record<string, string>): Promise<Called>;
  read(id: string, as: string): Promise<Called>;
}

export type Here = InProcess & Acts;

/** A county where the tests run. */
export interface Anywhere extends Acts {
  jurisdiction: string;
  /** Who signs the tokens. */
  issuer: string;
  /** Null where it does not stand. */
  clock: SteppingClock | null;
  call(method: string, path: string, options?: CallOptions): Promise<Called>;
}

export async function countyHere(options?: InProcessOptions): Promise<Here> {
  const here = await inProcess(options);
  return { ...here, ...actsBy(here.call) };
}

/** A county of its own, here or behind the address of a deployed stack. */
export async function countyAnywhere(): Promise<Anywhere> {
  if (deployment) {
    const county = await deployedCounty(deployment);
    return { ...county, ...actsBy(county.call), clock: null };
  }
  const here = await countyHere();
  const { issuers, jurisdiction } = here.platform.settings;
  return { ...here, jurisdiction, issuer: issuers[0]?.issuer ?? '' };
}

function actsBy(call: InProcess['call']): Acts {
  return {
    push: async (reference, more = {}, as = 'spj.officer') => {
      const made = await call('POST', '/pushes', { as, body: approval(reference, more) });
      if (made.status >= 300) throw new Error(`${made.status} ${made.text}`);
      return made;
    },
    act: (id, act, as, body = {}, headers = {}) => call('POST', `/pushes/${id}/${act}`, { as, body, headers }),
    read: (id, as) => call('GET', `/pushes/${id}`, { as }),
  };
}

/** Holds a refusal against RFC 9457 and the contract: media type, code, Chinese detail, and where it is wrong. */
export function expectRefusal(answer: Called, status: number, code: string, pointers?: readonly string[]): void {
  expect([answer.status, answer.json?.code, answer.text]).toEqual([status, code, answer.text]);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.json).toMatchObject({ type: `urn:shenguan:problem:${code}`, status, code });
  expect(answer.json.title).toMatch(/\p{Script=Han}/u);
  expect(answer.json.detail).toMatch(/\p{Script=Han}/u);
  for (const error of answer.json.errors ?? []) expect(error.detail).toMatch(/\p{Script=Han}/u);
  if (pointers) expect((answer.json.errors ?? []).map(pointerOf).sort()).toEqual([...pointers].sort());
}

function pointerOf({ pointer }: { pointer: string }): string {
  return pointer;
}

/** An approval completed ten minutes ago. */
export function approval(reference: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return approvalOf(reference, { occurredAt: BEFORE, ...more });
}

/** A document push of ZFB or whoever sends it. */
export function document(reference: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    kind: 'document',
    reference,
    to: { org: 'SCJG' },
    occurredAt: BEFORE,
    summary: '会议纪要',
    ...more,
  };
}

/** A supervision result of SCJG about a food licence. */
export function supervision(reference: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return approval(reference, { kind: 'supervision', licence: { number: 'JY-1' }, summary: '责令停产停业', ...more });
}

/** The demonstration county as these tests speak to it, and how a refusal must look wherever it comes from. */
import { expect } from 'vitest';
import { approval } from '../home/push.ts';
import { type Called, type InProcess, type InProcessOptions, inProcess } from '../in-process.ts';

export const MONDAY = '2026-09-28T09:00:00+08:00';
/** Two working days after a push of that Monday: before the National Day holiday begins. */
export const DEADLINE = '2026-10-01T00:00:00+08:00';
export const FOOD = '371525-SCJG-001';
export const NAMED = '371525-SPJ-002';
/** A matter of ZJJ with ZHZF as its enforcement agency. */
export const WITH_AGENCY = '371525-ZJJ-001';

export interface Here extends InProcess {
  /** `POST /pushes` of an approval by the bureau; throws unless it is answered with success. */
  push(reference: string, more?: Record<string, unknown>, as?: string): Promise<Called>;
  act(id: string, act: string, as: string, body?: unknown, headers?: Record<string, string>): Promise<Called>;
  read(id: string, as: string): Promise<Called>;
}

export async function countyHere(options?: InProcessOptions): Promise<Here> {
  const here = await inProcess(options);
  const { call } = here;
  return {
    ...here,
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

/** A document push of ZFB or whoever sends it. */
export function document(reference: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    kind: 'document',
    reference,
    to: { org: 'SCJG' },
    occurredAt: '2026-09-28T08:00:00+08:00',
    summary: '会议纪要',
    ...more,
  };
}

/** A supervision result of SCJG about a food licence. */
export function supervision(reference: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return approval(reference, { kind: 'supervision', licence: { number: 'JY-1' }, summary: '责令停产停业', ...more });
}

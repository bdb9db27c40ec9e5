/** What waits for the government office's finding or ruling (art. 23 to 25) stands in its inbox, whatever its place. */
import { describe, expect, it, test } from 'vitest';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { browserOf } from '../console/browser.ts';
import { countyHere, type Here } from '../contract-http/county.ts';

async function inboxOf(here: Here, as: string): Promise<string[]> {
  const { json } = await here.call('GET', '/inbox', { as });
  return json.items.map(({ kind, status }: { kind: string; status: string }) => `${kind} ${status}`);
}

describe('accountability', () => {
  test.each(['zfb.office', 'spj.admin'])('proposed by %s: each step of the office’s', async (proposer) => {
    const here = await countyHere();
    const push = (await here.push('A')).json.id;
    const { items } = (await here.call('GET', `/pushes/${push}/history`, { as: 'spj.officer' })).json;
    const evidence = [{ record: push, hash: items.at(-1).hash }];
    const body = { limb: 'misconduct', org: 'SCJG', conduct: '某', harm: '某', evidence };
    const { id } = (await here.call('POST', '/accountability', { as: proposer, body })).json;
    const act = (name: string, input: object) =>
      here.call('POST', `/accountability/${id}/${name}`, { as: 'zfb.office', body: input });
    expect(await inboxOf(here, 'zfb.office')).toEqual(['accountability proposed']);
    const { text } = await (await browserOf(here, 'zfb.office')).get('/console/accountability?standing=waiting');
    expect(text).toContain('责任追究·待办 1 件');
    await act('approve', { approver: '王某' });
    expect(await inboxOf(here, 'zfb.office')).toEqual(['accountability approved']);
    await act('refer', { reason: '某' });
    expect(await inboxOf(here, 'zfb.office')).toEqual(['accountability referred']);
    await act('close', { outcome: '已处理' });
    expect(await inboxOf(here, 'zfb.office')).toEqual([]);
  });
});

/** Open states in which nobody's next act is waited for on the platform. */
const NOBODY: Readonly<Record<string, string>> = {
  'participation accepted': 'the day of the meeting comes',
  'expert active': 'draws find the pool',
  'expert suspended': 'until it is resumed, if ever',
  'credit-record sent': 'the credit platform answers',
};

it('in each open state somebody’s act is waited for, or the table says what comes', () => {
  const quiet = [...KINDS.values()].flatMap((kind: AnyKind) =>
    Object.entries(kind.states).flatMap(([state, { open, waits }]) =>
      open && waits === null && !kind.finds ? [`${kind.kind} ${state}`] : [],
    ),
  );
  expect(quiet.toSorted()).toEqual(Object.keys(NOBODY).toSorted());
});

it('no kind has a chosen day and a finding: both stand in one index', () => {
  expect([...KINDS.values()].filter((kind: AnyKind) => kind.finds && kind.chosenDay)).toEqual([]);
});

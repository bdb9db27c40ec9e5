/** Where a push stands in the indexes beside those of every record: what it costs to write is what is found again. */
import { expect, test } from 'vitest';
import type { PushBody } from '../../shared/pushes/body.ts';
import { placesOf, readChanged } from '../../shared/pushes/places.ts';
import { at, entry, record, type Told } from '../reports/records.ts';

const PUSHED = at('2026-09-14T09:00');
const CLAIMED = at('2026-09-15T09:00');

function push(told: Told = {}, acts: [string, number][] = []) {
  const made = record({ id: 'a', pushed: PUSHED, ...told });
  return { ...made, history: [entry('open', PUSHED), ...acts.map(([act, when]) => entry(act, when))] };
}

test.each<[string, ReturnType<typeof push>, number | null]>([
  ['just pushed', push({ state: 'pending' }), null],
  ['claimed, and not touched since', push({ claimed: CLAIMED }, [['claim', CLAIMED]]), null],
  [
    'claimed, and touched since',
    push({ claimed: CLAIMED }, [
      ['claim', CLAIMED],
      ['note', CLAIMED + 1],
    ]),
    CLAIMED + 1,
  ],
  ['returned', push({ state: 'returned' }, [['return', CLAIMED]]), CLAIMED],
  ['nudged', push({ state: 'pending' }, [['nudge', CLAIMED]]), CLAIMED],
])('when it was last written is told of what is %s: %s', (_name, made, when) => {
  const { changed } = placesOf(made) ?? {};
  expect(changed ? readChanged(changed.sort) : null).toEqual(
    when === null ? null : { at: when, from: 'SPJ', to: 'SCJG' },
  );
});

test.each<[string, Told, boolean]>([
  ['an approval that is claimed', { body: { decision: 'granted' } }, true],
  ['deemed claimed', { state: 'deemed-claimed', body: { decision: 'granted' } }, true],
  ['a refusal', { body: { decision: 'refused' } }, false],
  ['a risk point', { body: { kind: 'risk' } }, true],
  ['a result of supervision', { body: { kind: 'supervision' } }, false],
  ['pending', { state: 'pending', body: { decision: 'granted' } }, false],
  ['returned', { state: 'returned', body: { decision: 'granted' } }, false],
  ['handed over', { state: 'for-information', body: { decision: 'granted', supersedes: 'x' } }, true],
  ['a copy', { state: 'for-information', body: { decision: 'granted', copyOf: 'x' } }, false],
])('%s stands in the register: %s', (_name, told, stands) => {
  expect(placesOf(push(told))?.register !== undefined).toBe(stands);
});

const NUMBERED = { matter: 'M-1', licence: { documentNumber: '冠许1' } as PushBody['licence'] };
test.each<[string, Partial<PushBody>, string | undefined]>([
  ['a push', {}, 'SPJ#M-1'],
  ['a copy', { copyOf: 'x' }, '-'],
  ['what took another’s place', { supersedes: 'x' }, '-'],
  ['a document', { kind: 'document' }, '-'],
  ['one of no matter', { matter: null }, '-'],
  ['one without a number', { licence: null }, undefined],
])('%s lies by its document’s number under %s', (_name, body, before) => {
  const { document } = placesOf(push({ body: { ...NUMBERED, ...body } })) ?? {};
  expect(document?.sort.slice(0, document.sort.lastIndexOf('#'))).toBe(before);
});

test.each([
  [{ type: 'organisation', name: '某公司', creditCode: null }, true],
  [{ type: 'organisation', name: '某公司', creditCode: '91371525MA3C00001R' }, false],
  [null, false],
])('of %j the party is found by its name: %s', (party, found) => {
  expect(placesOf(push({ body: { party: party as PushBody['party'] } }))?.party !== undefined).toBe(found);
});

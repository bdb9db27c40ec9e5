/**
 * A kind owns its room: which files outside its folder know it. The goal is the catalogue alone, as letters have it;
 * the kinds of article 17 and the circular, which figures and registers are made of, are held to what they are, file by
 * file.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { KINDS } from '../../shared/kinds.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Where each kind lives; feedback in the room of the register that it belongs to. */
const ROOMS: Readonly<Record<string, string>> = {
  push: 'pushes',
  problem: 'problems',
  task: 'tasks',
  correction: 'corrections',
  caution: 'cautions',
  talk: 'cautions',
  accountability: 'accountability',
  feedback: 'register',
  letter: 'letters',
  instruction: 'instructions',
  support: 'support',
  'offline-transfer': 'offline-transfers',
  'account-request': 'account-requests',
  'list-draft': 'list-drafts',
  participation: 'participations',
  meeting: 'meetings',
  survey: 'surveys',
  guidance: 'guidance',
  expert: 'experts',
  draw: 'draws',
  certificate: 'certificates',
  commitment: 'commitments',
  'credit-record': 'credit-records',
  'credit-query': 'credit-queries',
  standard: 'standards',
};

/**
 * How many files outside may know a kind of before, beside the catalogue. None may be added; whoever takes one away,
 * lower it.
 */
const KNOWN_TO: Readonly<Record<string, number>> = {
  // What is taken back asks, by `readers.ts`, what others tell of it. The template's route starts without its columns.
  ...{ push: 44, problem: 2, task: 2, correction: 5, caution: 4, talk: 4, accountability: 2 },
  // Its room is the register's, which goes to whoever takes an organisation's place, and is opened by grants.
  feedback: 9,
  // Drafts of the list, guidance and problems ask by letters; the last two call meetings; a list of its own shows the
  // year's trainings.
  ...{ letter: 3, meeting: 4 },
  // Pushes count under caps, surveys begin with checklists; the list and the public page say how each stands on a day.
  // They go along with matters that change hands.
  standard: 9,
  // Its rows are no records: routes of their own change them. What a problem led to may be a draft.
  'list-draft': 5,
  // Draws are of experts; cases go on with their draws, which are public in the end.
  ...{ expert: 4, draw: 4 },
  // Pushes lead to both, and end them where they end the licence; a problem may end a certificate.
  ...{ certificate: 3, commitment: 2 },
  // Pushes, feedback and promises tell of decisions; routes of their own ask for credit, keep its lists, and export.
  // What becomes of them with a push starts without what makes them.
  ...{ 'credit-record': 7, 'credit-query': 5 },
  // What cases have in common opens and closes the participations of each.
  participation: 1,
};

it('every kind has its room', () => {
  expect([...KINDS.keys()].toSorted()).toEqual(Object.keys(ROOMS).toSorted());
});

it.each([...KINDS.keys()])('%s: no more files know it than have to', (kind) => {
  const room = `shared/${ROOMS[kind]}/`;
  const outside = sources.filter(({ file }) => !file.startsWith(room) && file !== 'shared/kinds.ts');
  const knowing = outside.filter(
    ({ file, text }) => imports(file, text).some((path) => path.startsWith(room)) || names(text, kind),
  );
  if (KNOWN_TO[kind] === undefined) expect(knowing.map(({ file }) => file)).toEqual([]);
  else expect([kind, knowing.length]).toEqual([kind, Math.min(knowing.length, KNOWN_TO[kind])]);
});

const sources = ['shared', 'functions', 'infra'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file: join(folder, file), text: readFileSync(join(ROOT, folder, file), 'utf8') })),
);

/** What a file imports of ours, types too. */
function imports(file: string, text: string): string[] {
  const found = [...text.matchAll(/(?:\bfrom\s+|\bimport\(\s*)'(\.[^']+)'/g)];
  return found.map(([, path]) => relative(ROOT, resolve(ROOT, dirname(file), path as string)));
}

/** A kind named as a kind: `kind: 'letter'`, `kind === 'letter'`, `kinds.get('letter')`. */
function names(text: string, kind: string): boolean {
  return new RegExp(`kind(?:: | === | !== |s\\.get\\()'${kind}'`).test(text);
}

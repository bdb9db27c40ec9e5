/** Node runs the sources as they are, its types taken out: what its parser does not read, no home starts with. */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { NODE } from '../home/product.ts';

const SCRIPT = `
const { readFileSync } = require('node:fs');
const { stripTypeScriptTypes } = require('node:module');
const wrong = [];
for (const file of JSON.parse(readFileSync(0, 'utf8'))) {
  try { stripTypeScriptTypes(readFileSync(file, 'utf8')); } catch (error) { wrong.push([file, error.message]); }
}
console.log(JSON.stringify(wrong));
`;

it('every source can be read by the Node that runs it', () => {
  const sources = ['functions', 'shared', 'infra', 'bench'].flatMap((folder) => globSync(`${folder}/**/*.ts`));
  // The bench's peer has packages of its own (`npm run bench -- peer`).
  const files = sources.filter((file) => !file.includes('node_modules'));
  expect(files.length).toBeGreaterThan(700);
  const said = execFileSync(NODE, ['--no-warnings', '-e', SCRIPT], { input: JSON.stringify(files), encoding: 'utf8' });
  expect(JSON.parse(said)).toEqual([]);
});

it('the service unit of the documents starts Node as npm start does', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  expect(readFileSync('docs/one-machine.md', 'utf8')).toContain(
    `ExecStart=/opt/shenguan/node_modules/.bin/${scripts.start}\n`,
  );
});

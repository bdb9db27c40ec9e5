/**
 * Recomputes a public draw of experts with nothing but Node: `npm run verify-draw -- draw.json`, of the file that `GET
 * /public/draws/{id}.json` answers. Nothing of the platform is imported, so that whoever doubts it reads these lines
 * alone. docs/draw.md explains each step.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const say = (line) => process.stdout.write(`${line}\n`);
const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

// RFC 8785 of what stands here: strings, null, and arrays of these.
const canonical = (value) => (Array.isArray(value) ? `[${value.map(canonical).join(',')}]` : JSON.stringify(value));

function check(name, computed, published) {
  const same = canonical(computed) === canonical(published);
  say(`${same ? '相符  ' : '不相符'} ${name}`);
  if (!same) say(`        重新计算：${canonical(computed)}\n        公布：    ${canonical(published)}`);
  return same;
}

const [file] = process.argv.slice(2);
if (!file) {
  say('用法：npm run verify-draw -- draw.json');
  process.exit(2);
}
const draw = JSON.parse(readFileSync(file, 'utf8'));
const { id, groups, eligible, contributions, secret } = draw;
if (draw.status === 'abandoned') {
  say('该次抽取在公布随机数之前已经终止，没有结果可以核对。该事项的全部抽取：');
  for (const one of draw.draws) say(`  ${one}`);
  process.exit(0);
}

// 1. Who could be drawn stood fixed, in order, before anybody contributed; so did the platform's secret.
const eligibleDigest = sha256(canonical(eligible));
const sorted = eligible.every((ids) => canonical([...ids].sort()) === canonical(ids));

// 2. The seed is made of all of it.
const said = contributions.map(({ org, value }) => [org, value]).sort(([a], [b]) => (a < b ? -1 : 1));
const seed = sha256(canonical(['shenguan-draw-1', id, eligibleDigest, secret, said, draw.beacon]));

// Two organisations or more put something in, each once.
const orgs = new Set(contributions.map(({ org }) => org));

// 3. The seed gives each group its order.
const taken = new Set();
const [drawn, alternates] = [[], []];
for (const [g, { count, alternates: more }] of groups.entries()) {
  const order = eligible[g]
    .map((expert) => [sha256(`${seed}:${g}:${expert}`), expert])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, expert]) => expert)
    .filter((expert) => !taken.has(expert))
    .slice(0, count + more);
  for (const expert of order) taken.add(expert);
  drawn.push(order.slice(0, count));
  alternates.push(order.slice(count));
}

// 4. Whoever could not come was followed by the next in that order.
for (const { group, expert, by } of draw.replacements) {
  const place = drawn[group].indexOf(expert);
  const next = alternates[group].shift();
  if (place < 0 || next !== by) drawn[group] = [`替补不合顺序：${expert} → ${by}`];
  else drawn[group][place] = by;
}

const results = [
  check('候选名单已排序', sorted, true),
  check('候选名单摘要 eligibleDigest', eligibleDigest, draw.eligibleDigest),
  check('平台承诺 commitment', sha256(secret), draw.commitment),
  check('两个以上单位各提供一次', orgs.size >= 2 && orgs.size === contributions.length, true),
  check('种子 seed', seed, draw.seed),
  check('抽取结果 drawn', drawn, draw.drawn),
  check('候补顺序 alternates', alternates, draw.alternates),
];
if (results.every((same) => same)) say('全部相符：该次抽取可以由公布的内容重新算出。');
else process.exit(1);

/**
 * Pages as routes: a page of a record is there for whom the record is there, and shows the buttons that the API would
 * take. For everybody else it is the very page of an id that nobody has.
 */
import { describe, expect, it } from 'vitest';
import { pathOf } from '../../functions/console/paths.ts';
import { personActs } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { type Browser, browserOf } from '../console/browser.ts';
import { neighbourhood, type Person } from './records.ts';

const here = await neighbourhood();
const NOBODYS = '0'.repeat(32);
const people = here.people.filter(({ role }) => role !== 'machine' && role !== 'nothing');
const browsers = new Map<string, Browser>();
for (const { account } of people) browsers.set(account, await browserOf(here, account));

const pageOf = (person: Person, path: string) => (browsers.get(person.account) as Browser).get(path);

/** A page without what differs from one reading to the next. */
function bare(text: string, id: string): string {
  return text
    .replaceAll(id, NOBODYS)
    .replace(/ value="[\w-]{32,}"/g, '')
    .replace(/ data-idle="\d+"/, '');
}

describe.each([...KINDS.values()].map((kind) => [kind.kind, kind] as const))('%s', (name, kind) => {
  const id = here.ids[name] as string;
  const acts = personActs(kind).map(([act]) => act);
  const path = `${pathOf(kind)}/${id}`;

  it('is shown to whom the API shows it, with the buttons of the acts that are open to them', async () => {
    for (const person of people) {
      const { status, json } = await here.call('GET', `/${kind.path}/${id}`, { as: person.account });
      const page = await pageOf(person, path);
      expect([person.account, page.status]).toEqual([person.account, status]);
      if (status !== 200) continue;
      const offered = acts.filter((act) => new RegExp(`(?:href|action)="${path}/${act}["?]`).test(page.text));
      expect([person.account, offered.toSorted()]).toEqual([person.account, (json.acts as string[]).toSorted()]);
    }
  });

  it('does not exist for strangers: not its page, nor a form of it, nor by its id alone', async () => {
    const strangers: Person[] = [];
    for (const person of people) {
      const { status } = await here.call('GET', `/${kind.path}/${id}`, { as: person.account });
      if (status === 404) strangers.push(person);
    }
    expect(strangers.length).toBeGreaterThan(5);
    for (const [i, person] of strangers.slice(0, 8).entries()) {
      const files = i === 0 ? ['docx', 'zip'].map((format) => `${path}/files/${format}`) : [];
      for (const page of [path, `${path}/${acts[0]}`, `/console/records/${id}`, ...files]) {
        const [answer, none] = [await pageOf(person, page), await pageOf(person, page.replace(id, NOBODYS))];
        expect([person.account, page, answer.status]).toEqual([person.account, page, 404]);
        expect(bare(answer.text, id)).toBe(bare(none.text, NOBODYS));
      }
    }
  });

  it('stands in no list and no search of strangers', async () => {
    const stranger = people.find(({ account }) => account.startsWith('wjj.')) as Person;
    for (const page of [pathOf(kind), `${pathOf(kind)}?box=out`, '/console/inbox', `/console/search?q=${id}`]) {
      expect((await pageOf(stranger, page)).text.replace(`q=${id}`, '').split(`“${id}”`).join('')).not.toContain(
        `/${id}`,
      );
    }
  });
});

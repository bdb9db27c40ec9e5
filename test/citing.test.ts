/** How mails, pages and files cite a county's measures. */
import { expect, test } from 'vitest';
import {
  basisAt,
  cite,
  cited,
  citeTitle,
  citeWithin,
  inBrackets,
  measuresAt,
  placeOf,
  placesOf,
} from '../shared/citing.ts';

const regulation = {
  title: '某县审管互动办法',
  documentNumber: '某政办字〔2025〕3号',
  articles: { '17(1)': '两个工作日内认领。', '23': '定期通报。' },
};

test.each([
  ['a convention of this system', '°', { regulation }, '本系统约定'],
  [
    'an article with its words',
    '17(1)',
    { regulation },
    '《某县审管互动办法》第十七条第（一）项：“两个工作日内认领。”',
  ],
  ['an article without', '24', { regulation }, '《某县审管互动办法》（某政办字〔2025〕3号）'],
  [
    'no articles at all',
    '23',
    { regulation: { title: '某县审管互动办法', documentNumber: '某政办字〔2025〕3号' } },
    '《某县审管互动办法》（某政办字〔2025〕3号）',
  ],
  ['measures that nobody has named', '23', {}, '本县（市、区）审管互动制度'],
])('%s', (_, article, county, said) => {
  expect(cite(county, article)).toBe(said);
});

test('within a sentence, and as a whole', () => {
  expect(citeWithin({ regulation }, '23')).toBe('《某县审管互动办法》第二十三条“定期通报”');
  expect(citeWithin({ regulation }, '21')).toBe('《某县审管互动办法》（某政办字〔2025〕3号）');
  expect(citeTitle({})).toBe('本县（市、区）审管互动制度');
});

test.each([
  ['1', '第一条'],
  ['10', '第十条'],
  ['17', '第十七条'],
  ['20', '第二十条'],
  ['23(2)', '第二十三条第（二）项'],
  ['99(10)', '第九十九条第（十）项'],
  ['23 提醒', '第二十三条'],
  ['before effect', 'before effect'],
])('article %s is %s', (article, place) => expect(placeOf(article)).toBe(place));

const elsewhere = {
  regulation: { ...regulation, places: { '17(1)': '12(1)', '23': '18', '21': null, '10': '8' } },
};

test('measures with numbers of their own are cited by these', () => {
  expect(cite(elsewhere, '17(1)')).toBe('《某县审管互动办法》第十二条第（一）项：“两个工作日内认领。”');
  expect(citeWithin(elsewhere, '23')).toBe('《某县审管互动办法》第十八条“定期通报”');
  expect([inBrackets(elsewhere, '20'), inBrackets(elsewhere, '21')]).toEqual(['（第二十条）', '']);
});

test.each([
  ['10, 12, 21', '《某县审管互动办法》第八条、第十二条'],
  ['17(1)', '《某县审管互动办法》第十二条第（一）项'],
  ['23 提醒', '《某县审管互动办法》第十八条'],
  ['21', '《某县审管互动办法》（某政办字〔2025〕3号）'],
  ['°', '本系统约定'],
  ['《行政处罚法》第四十八条', '《行政处罚法》第四十八条'],
])('the basis %s there is %s', (article, said) => expect(basisAt(elsewhere, placesOf(elsewhere, article))).toBe(said));

test('numbers that are the county’s already are not looked up once more', () => {
  const shifted = { regulation: { ...regulation, places: { '11': '10', '10': '9' } } };
  expect(basisAt(shifted, placesOf(shifted, '11'))).toBe('《某县审管互动办法》第十条');
  expect(basisAt(shifted, '10')).toBe('《某县审管互动办法》第十条');
  expect(basisAt(shifted, '补充规定 2')).toBe('补充规定 2');
  expect([basisAt({}, '11'), basisAt({}, '')]).toEqual(['本县（市、区）审管互动制度', '本县（市、区）审管互动制度']);
});

test.each([
  ['17(1)', '#a12-1'],
  ['23', '#a18'],
  ['23 提醒', '#a18'],
  ['24', '#a24'],
  ['21', ''],
  ['°', '#own'],
])('article %s is cited with its place on the public page: %s', (article, anchor) => {
  const page = '/public/regulation?jurisdiction=371599';
  expect(cited({ jurisdiction: '371599', ...elsewhere }, article).path).toBe(`${page}${anchor}`);
});

test('what stands elsewhere, or has no name yet, has no place there', () => {
  expect([measuresAt(elsewhere, '补充规定 2'), cited({ jurisdiction: '371599' }, '17').path]).toEqual([null, null]);
  expect(measuresAt(elsewhere, '8, 12')).toBe('/public/regulation#a8');
});

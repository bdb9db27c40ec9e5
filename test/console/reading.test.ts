/** From a form that was sent to the input of the API's route: forgiving, and never inventing. */
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../functions/console/fields.ts';
import { dateOf, wallClock } from '../../functions/console/plain-reading.ts';
import { closedUp, inputOf } from '../../functions/console/reading.ts';
import { personActs } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { pushInput } from '../../shared/pushes/input.ts';
import { everythingInput } from '../made-up/everything.ts';

const fields = fieldsOf(everythingInput());
const read = (pairs: readonly (readonly string[])[]) =>
  inputOf(fields, closedUp(fields, new URLSearchParams(pairs as [string, string][])));

it('knows a control for every field of every form that there is', () => {
  const inputs = [...KINDS.values()].flatMap((kind) => [
    ...personActs(kind).map(([, act]) => act.input()),
    ...(kind.opening ? [kind.opening.input()] : []),
  ]);
  for (const input of [...inputs, pushInput()]) {
    for (const { title } of fieldsOf(input)) expect(title).toMatch(/[\u4e00-\u9fff]/);
  }
});

it('has each shape once', () => {
  const shapes = fields.map(({ name, shape }) => `${name} ${shape}`);
  expect(shapes).toEqual([
    ...['title line', 'text text', 'number number', 'code code', 'days whole', 'day date', 'at time', 'urgent yes-no'],
    ...['colour choice', 'colours choices', 'org organisation', 'orgs organisations', 'to target', 'copies targets'],
    ...['who person', 'people lines', 'about record', 'part group', 'points rows', 'attachments files'],
  ]);
});

describe('what is sent as it stands', () => {
  it.each([
    ['title', '  冠县　某某  有限公司 ', '冠县 某某 有限公司'],
    ['text', ' 第一行\r\n第二行 \r\n', '第一行\n第二行'],
    ['number', ' 冠审批许字 [２０２６] 123 号', '冠审批许字〔2026〕123号'],
    ['number', '冠审批许字［2026］123号', '冠审批许字〔2026〕123号'],
    ['number', '冠食经(2026)001', '冠食经(2026)001'],
    ['number', 'JY 1371', 'JY 1371'],
    ['code', ' 91371525ma3c 00001ｒ', '91371525MA3C00001R'],
    ['code', '371525-scjg-001', '371525-scjg-001'],
    ['days', '１０', 10],
    ['days', '十', '十'],
    ['day', '2026年9月8日', '2026-09-08'],
    ['day', '2026-02-30', '2026-02-30'],
    ['at', '2026-09-28T08:50', '2026-09-28T08:50:00+08:00'],
    ['at', '2026/9/28 8：50', '2026-09-28T08:50:00+08:00'],
    ['at', '2026-09-28T08:50:00+08:00', '2026-09-28T08:50:00+08:00'],
    ['at', '昨天', '昨天'],
    ['who', ' 张三 ', '张三'],
    ['about', 'https://x.example/console/pushes/7d0f1a2b3c4d5e6f708192a3b4c5d6e7', '7d0f1a2b3c4d5e6f708192a3b4c5d6e7'],
    ['org', 'SCJG', 'SCJG'],
  ] as const)('%s: %j is read as %j', (name, typed, value) => {
    expect(read([[name, typed]])).toMatchObject({ [name]: value });
  });

  it('a target says organisation and section, or the organisation alone', () => {
    expect(read([['to', 'SCJG/SPXK']]).to).toEqual({ org: 'SCJG', section: 'SPXK' });
    expect(read([['to', 'SCJG']]).to).toEqual({ org: 'SCJG' });
    expect(read([['to', '']]).to).toBeUndefined();
  });

  it('several are ticked; an organisation beside sections of its own means those', () => {
    const ticked = ['SCJG', 'SCJG/SPXK', 'WJJ'].map((value) => ['copies', value]);
    expect(read(ticked).copies).toEqual([{ org: 'SCJG', section: 'SPXK' }, { org: 'WJJ' }]);
    expect(read([]).copies).toEqual([]);
    expect(
      read([
        ['orgs', 'A'],
        ['orgs', 'B'],
      ]).orgs,
    ).toEqual(['A', 'B']);
  });

  it('each line is a value', () => expect(read([['people', '张三\r\n\r\n 李四 ']]).people).toEqual(['张三', '李四']));

  it('yes is what is ticked, and an untouched part is not there', () => {
    expect(read([])).toEqual({
      urgent: false,
      colours: [],
      orgs: [],
      copies: [],
      people: [],
      points: [],
      attachments: [],
    });
    expect(read([['urgent', 'on']]).urgent).toBe(true);
    expect(read([['part/name', ' ']]).part).toBeUndefined();
    expect(read([['part/size', '3']]).part).toEqual({ size: 3 });
  });
});

describe('rows', () => {
  const sent = [
    ...[
      ['points/0/what', ''],
      ['points/0/colour', ''],
    ],
    ...[
      ['points/2/what', '要点'],
      ['points/2/colour', 'red'],
    ],
    ...[
      ['points/5/what', ''],
      ['points/5/colour', 'blue'],
    ],
  ];

  it('in which nothing stands are passed over, and the others close up', () => {
    const closed = closedUp(fields, new URLSearchParams(sent as [string, string][]));
    expect([...closed.keys()]).toEqual(['points/0/what', 'points/0/colour', 'points/1/what', 'points/1/colour']);
    expect(inputOf(fields, closed).points).toEqual([{ what: '要点', colour: 'red' }, { colour: 'blue' }]);
  });

  it('so that what is wrong is said of the row in which it stands', () => {
    const result = everythingInput().safeParse(read([...sent, ['title', '某'], ['colour', 'red'], ['to', 'SCJG']]));
    expect(result.error?.issues.map(({ path }) => path.join('/'))).toEqual(['points/1/what']);
  });
});

it('reads dates in any usual writing, and leaves what is none to the schema', () => {
  const typed = ['2026.9.8', '2026/09/08', '20260908', '２０２６年９月８日', '2026-09-08', '2026-9-31', '明天'];
  const day = '2026-09-08';
  expect(typed.map(dateOf)).toEqual([day, day, day, day, day, '2026-9-31', '明天']);
});

it('shows an instant as clocks in the county do', () => {
  expect(wallClock('2026-09-27T23:50:00Z')).toBe('2026-09-28T07:50');
});

/** The file of a new county's organisations: everything that is wrong in it is said at once. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOrganisations } from '../../infra/local/admin/organisations-file.ts';
import { folder } from '../home/products.ts';

const BUREAU = { code: 'SPJ', name: '某县行政审批服务局', type: 'approval-bureau' };
const OFFICE = { code: 'ZFB', name: '某县政府办公室', type: 'government-office' };

async function wrong(content: unknown): Promise<string[]> {
  const path = join(await folder(), 'organisations.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  const { reasons } = await readOrganisations(path);
  return reasons.map((line) => line.replace(path, '').trim());
}

test('what is left out is as a new organisation has it', async () => {
  const path = join(await folder(), 'organisations.json');
  const sections = [{ code: 'YWK', name: '业务科' }];
  writeFileSync(path, JSON.stringify([BUREAU, { ...OFFICE, mail: 'zfb@county.example', sections }]));
  expect((await readOrganisations(path)).organisations).toEqual([
    { ...BUREAU, mail: null, sections: [], defaultSection: null },
    { ...OFFICE, mail: 'zfb@county.example', sections: [{ ...sections[0], mail: null }], defaultSection: null },
  ]);
});

test('errors of fields, of an organisation, of codes and of the county stand together', async () => {
  const said = await wrong([
    {
      ...{ code: 'spj', name: '', type: 'bureau', colour: 'red' },
      sections: [{ code: 'A', name: '一科' }, { code: 'a b', name: '' }, null, { code: 'A', name: '二科' }],
      defaultSection: 'Z',
    },
    {
      ...OFFICE,
      sections: [
        { code: 'A', name: '一科' },
        { code: 'A', name: '二科' },
      ],
      defaultSection: 'B',
    },
    { ...OFFICE, code: 'ZFB' },
    null,
  ]);
  expect(said).toEqual([
    expect.stringMatching(/^\/0\/name：/),
    expect.stringMatching(/^\/0\/type：/),
    expect.stringMatching(/^\/0\/sections\/1\/code：/),
    expect.stringMatching(/^\/0\/sections\/1\/name：/),
    expect.stringMatching(/^\/0\/sections\/2：/),
    expect.stringMatching(/^\/0\/code：/),
    '/0：未知字段 colour',
    '/0/sections/3/code：科室代码 A 重复',
    '/0/defaultSection：默认科室不在科室列表中',
    '/1/sections/1/code：科室代码 A 重复',
    '/1/defaultSection：默认科室不在科室列表中',
    expect.stringMatching(/^\/3：/),
    '/2/code：单位代码 ZFB 重复',
    '：应有且只有一个 approval-bureau（行政审批服务局）',
    '：应有且只有一个 government-office（政府办公室）',
  ]);
});

test.each([
  ['no JSON', '[', '不是合法的 JSON'],
  ['no list', {}, '：应为单位的数组，1 至 300 个单位'],
  ['nobody', [], '：应为单位的数组，1 至 300 个单位'],
])('%s', async (_, content, said) => {
  expect(await wrong(content)).toEqual([said]);
});

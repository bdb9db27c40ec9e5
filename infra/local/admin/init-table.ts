/** `npm run admin -- init --aws`: a county in a deployed table, from what the home's `init` takes too. */
import { countyKey } from '../../../shared/accounts/directory.ts';
import { unavailable } from '../../../shared/errors.ts';
import type { Store } from '../../../shared/ports.ts';
import { refuseHalfImported } from '../moving/import-marker.ts';
import { Refused } from '../refused.ts';
import type { Form } from './command.ts';
import { countyPuts, listPut } from './counties.ts';
import { countyOptions, type FirstCounty, firstCounty, type GivenCounty, saidOf } from './first-county.ts';
import { webAddress } from './fitting.ts';
import { issuerOptions } from './issuer-options.ts';
import { givenOptions } from './options.ts';
import { type GivenTable, inTable, tableOptions } from './table.ts';

const options = {
  ...tableOptions,
  ...countyOptions,
  issuer: { ...issuerOptions.issuer, value: '<https://…>', help: '统一身份认证（OIDC）的 issuer', check: webAddress },
} as const;

export const initTable: Form = {
  summary: '在已部署的表中建立一个县（市、区）',
  options,
  async run(args) {
    const { values, reasons } = givenOptions(options, args);
    const given = values as GivenCounty & GivenTable;
    const first = await firstCounty(given, reasons);
    await inTable(given, ({ store }) => write(store, given.table, first));
    return [
      `已在表 ${given.table} 中建立 ${saidOf(first)}。`,
      '登录凭证的 issuer、aud 和公钥地址以部署时的设置为准（cdk.json 或 -c issuer=… -c audience=… -c jwksUri=…）。',
      '随后由审批局管理员登录，通过接口录入各单位账号和审管互动边界清单。',
    ].join('\n');
  },
};

/** In one commit, decided again where another process changed an identity or the list of counties meanwhile. */
async function write(store: Store, table: string, first: FirstCounty): Promise<void> {
  const { jurisdiction, name } = first.county;
  for (let attempt = 0; attempt < 5; attempt++) {
    await refuseHalfImported(store, table);
    if (await store.get(countyKey(jurisdiction))) {
      throw new Refused(
        `表 ${table} 中已有 ${jurisdiction}，未作任何改动。单位和账号的增改请由管理员通过接口进行。`,
        `The table ${table} has the county ${jurisdiction} already; nothing was changed.`,
      );
    }
    const puts = [...(await countyPuts(store, first)), await listPut(store, jurisdiction)];
    if ((await store.commit(puts)).committed) return;
  }
  throw unavailable(new Error(`${name} was not committed`));
}

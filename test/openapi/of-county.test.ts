/** The description of the API as each county reads it: made for one, it is none of another's. */
import { expect, it } from 'vitest';
import { ROUTES } from '../../functions/catalog.ts';
import { openApiDocument } from '../../functions/openapi/document.ts';
import { ofCounty } from '../../functions/openapi/of-county.ts';
import { apiRoutes } from '../../functions/openapi/routes.ts';
import { sha256 } from '../../shared/keys.ts';
import { inProcess } from '../in-process.ts';

const GUAN = { jurisdiction: '371525', name: '冠县' };
const SHEN = { jurisdiction: '371522', name: '莘县' };

async function made(county: typeof GUAN) {
  const text = JSON.stringify(ofCounty(await openApiDocument(ROUTES, { address: '' }), county));
  return { digest: sha256(text), names: (one: string) => text.includes(one) };
}

it('is the same whichever county has been described before', async () => {
  const first = await made(GUAN);
  expect((await made(SHEN)).names(GUAN.jurisdiction)).toBe(false);
  expect((await made(GUAN)).digest).toBe(first.digest);
});

it('is made for the next reader where it could not be made for the one before', async () => {
  const { platform } = await inProcess();
  let asked = 0;
  const [json] = apiRoutes(async () => {
    asked += 1;
    if (asked === 1) throw new Error('not to be had');
    return [];
  });
  const call = { platform, desk: { jurisdiction: GUAN.jurisdiction }, headers: {} };
  const read = async () => json?.handle(call as never);
  await expect(read()).rejects.toThrow('not to be had');
  expect(await read()).toMatchObject({ status: 200 });
});

/** A standard of food licences as the tests of standards propose it, and how they act on it. */
import { FOOD, type Here } from '../contract-http/county.ts';

export const standard = (more: object = {}) => ({
  ...{ type: 'condition', matters: [FOOD], title: '食品经营许可审批条件', text: '经营场所不小于 20 平方米。' },
  ...{ source: { documentNumber: '冠市监〔2026〕8号', issuer: '冠县市场监督管理局', level: 'county' } },
  ...{ validFrom: '2026-09-28', basis: ['食品安全法第三十五条'] },
  ...more,
});
export const CITY = { documentNumber: '聊市监〔2026〕5号', issuer: '聊城市市场监督管理局', level: 'city' };

export const propose = (here: Here, more: object = {}, as = 'scjg.head') =>
  here.call('POST', '/standards', { as, body: standard(more) });
export const act = (here: Here, id: string, name: string, as: string, body: object = {}) =>
  here.call('POST', `/standards/${id}/${name}`, { as, body });

/** Proposed by the department and confirmed by the bureau. */
export async function agreed(here: Here, more: object = {}): Promise<string> {
  const { json, status, text } = await propose(here, more);
  if (status !== 201) throw new Error(text);
  if (json.status === 'proposed') await act(here, json.id, 'confirm', 'spj.admin');
  return json.id;
}

/** By id: standing, and by which other. */
export async function standings(here: Here, on: string, as = 'scjg.head'): Promise<Record<string, unknown>> {
  const { json } = await here.call('GET', `/standards?matter=${FOOD}&on=${on}`, { as });
  return Object.fromEntries(
    json.items.map(({ id, standing, by }: { id: string; standing: string; by: string | null }) => [
      id,
      by === null ? standing : [standing, by],
    ]),
  );
}

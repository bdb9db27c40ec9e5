/** A record on which a case of accountability rests, for whoever has to judge it: read only, and as it is. */

import type { AccountabilityBody, AccountabilityState } from '../../shared/accountability/body.ts';
import { entriesThen, evidenceNamed, mayReadEvidence } from '../../shared/accountability/evidence.ts';
import { notFound } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { openPartition, quarterPartition } from '../../shared/exchange/item.ts';
import { quartersOf } from '../../shared/exchange/list.ts';
import { headingOf } from '../../shared/exchange/present.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { load } from '../../shared/exchange/work.ts';
import { valuesOf } from '../../shared/pages.ts';
import { noteReading } from '../audit/noting.ts';
import { withAboutSeen } from '../exchanges/about.ts';
import { historySeen } from '../exchanges/history.ts';
import { seen } from '../exchanges/routes.ts';
import { type Answer, type KnownCall, route } from '../http/route.ts';

const answers = () => import('../exchanges/follow-up-answers.ts');

export const readEvidence = route({
  method: 'GET',
  path: '/accountability/{id}/evidence/{record}',
  id: 'readEvidenceOfAccountability',
  summary: '查看责任追究的证据',
  description:
    '证据所指的记录本身及其办理记录，只供查看。移交后，纪检监察机关可以查看所移交的各条记录；转送不及时的，批准后责任单位可以查看各条证据；其他单位只能查看本来就有权查看的。',
  tag: '责任追究',
  answers: {
    200: { description: '该记录此刻的内容', schema: async () => (await answers()).evidenceAnswer },
  },
  handle: evidenceRead,
});

async function evidenceRead(call: KnownCall<unknown, unknown>): Promise<Answer> {
  const { desk, actor, params } = call;
  const facts = await desk.facts();
  const id = params.id as string;
  const accountability = kindNamed(desk.kinds, 'accountability');
  const found = (await seen(desk, accountability, id, actor, facts)) as Exchange<
    AccountabilityBody,
    AccountabilityState
  >;
  const named = evidenceNamed(found, params.record as string);
  const record = named && (await load(desk, named.record, facts));
  if (!record || !mayReadEvidence(found, record, actor)) throw notFound('该证据');
  const own = sightOf(record, actor) !== null;
  await noteReading(call, 'read', [record], facts, own ? undefined : found.id);
  const kindOfRecord = kindNamed(desk.kinds, record.kind);
  const heading = headingOf(kindOfRecord, record);
  const [content] = await withAboutSeen(desk, actor, [{ ...kindOfRecord.present(record, actor, facts), heading }]);
  const history = await historySeen(desk, actor, kindOfRecord, record);
  const body = { ...named, entriesThen: entriesThen(record, named), content, history };
  return { status: 200, body };
}

/** What the records are called that the case names, by id: of those alone that the reader may read there. */
export async function evidenceCalled(
  { desk, actor }: Pick<KnownCall<unknown, unknown>, 'desk' | 'actor'>,
  id: string,
): Promise<ReadonlyMap<string, string>> {
  const found = (await load(desk, id)) as Exchange<AccountabilityBody, AccountabilityState> | undefined;
  const records = await Promise.all((found?.body.evidence ?? []).map(({ record }) => load(desk, record)));
  return new Map(
    records.flatMap((record): [string, string][] =>
      found && record && mayReadEvidence(found, record, actor)
        ? [[record.id, headingOf(kindNamed(desk.kinds, record.kind), record)]]
        : [],
    ),
  );
}

/** The cases that were referred to an organisation, and the records that they rest on. */
export async function referredTo(desk: Desk, org: string): Promise<ReadonlySet<string>> {
  const { store } = desk.ports;
  const facts = await desk.facts();
  const kind = 'accountability';
  const quarters = quartersOf(facts).map((quarter) => quarterPartition(desk.jurisdiction, org, kind, quarter));
  const ids = new Set<string>();
  for (const partition of [openPartition(desk.jurisdiction, org, kind), ...quarters]) {
    for await (const value of valuesOf(store, 'in', partition)) {
      const { id, to, body } = value as Exchange<AccountabilityBody>;
      if (to !== org || body.referredAt === null) continue;
      for (const one of [id, ...body.evidence.map(({ record }) => record)]) ids.add(one);
    }
  }
  return ids;
}

/** What a mail about a record has to say at this moment, in the words of its kind. */
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { MailWords } from '../exchange/mails.ts';
import { kindNamed } from '../exchange/run.ts';
import { load } from '../exchange/work.ts';
import { hasAccounts } from './address.ts';
import { COMMON } from './common.ts';

/**
 * Null where there is nothing to tell any more. Throws where neither the kind nor the platform has words for the type.
 */
export async function compose(desk: Desk, type: string, record: Exchange, facts: Facts): Promise<MailWords | null> {
  const kind = kindNamed(desk.kinds, record.kind);
  const write = (await kind.mails?.())?.mails[type];
  const about = { exchange: record, label: kind.label, path: kind.path, facts };
  const behind = await pushBehind(desk, record, facts);
  const whole = { ...about, behind, matterName: matterNameOf(record) ?? matterNameOf(behind) };
  const asks = {
    hasAccounts: (org: string | null) => hasAccounts(desk, org),
    record: async (id: string) => (await load(desk, id, facts)) ?? null,
  };
  if (write) return write(whole, asks);
  const common = Object.hasOwn(COMMON, type) ? COMMON[type as keyof typeof COMMON] : undefined;
  if (!common) throw new Error(`no words for a mail ${type} of ${kind.kind}`);
  return common(whole, kind);
}

async function pushBehind(desk: Desk, { body }: Exchange, facts: Facts): Promise<Exchange | null> {
  const { push } = body as { push?: string | null };
  return push ? ((await load(desk, push, facts)) ?? null) : null;
}

function matterNameOf(record: Exchange | null): string | null {
  return (record?.body as { matterName?: string | null } | undefined)?.matterName ?? null;
}

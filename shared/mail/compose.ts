/** What a mail about a record has to say at this moment, in the words of its kind. */
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/kind.ts';
import type { MailAbout, MailWords } from '../exchange/mails.ts';
import { kindNamed } from '../exchange/run.ts';
import { load } from '../exchange/work.ts';
import { COMMON } from './common.ts';

/** Null where there is nothing to tell any more. Throws where neither the kind nor the platform has words for the type. */
export async function compose(desk: Desk, type: string, record: Exchange, facts: Facts): Promise<MailWords | null> {
  const kind = kindNamed(desk.kinds, record.kind);
  const write = (await kind.mails?.())?.mails[type];
  const about = { exchange: record, label: kind.label, path: kind.path, facts };
  const whole = { ...about, matterName: await matterNameOf(desk, record, facts) };
  if (write) return write(whole, desk);
  const common = Object.hasOwn(COMMON, type) ? COMMON[type as keyof typeof COMMON] : undefined;
  if (!common) throw new Error(`no words for a mail ${type} of ${kind.kind}`);
  return common(whole, kind.article);
}

/** Its own, else that of the push behind a problem, a task or a correction. */
async function matterNameOf(desk: Desk, { body }: Exchange, facts: Facts): Promise<MailAbout['matterName']> {
  const { matterName, push } = body as { matterName?: string | null; push?: string | null };
  if (matterName !== undefined || !push) return matterName ?? null;
  const behind = (await load(desk, push, facts))?.body as { matterName?: string | null } | undefined;
  return behind?.matterName ?? null;
}

/**
 * What a mail says, made when it goes out: about a record in the words of the record's kind, else by the capability
 * whose mail it is. The machine of mails knows neither: `functions/timers/makers.ts` names the capabilities.
 */
import { DOCX, letterName } from '../documents/official-letter.ts';
import { renderLetter } from '../documents/render.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { kindNamed } from '../exchange/run.ts';
import type { Settings } from '../platform.ts';
import type { Attachment } from '../ports.ts';
import type { Seen } from './carrier.ts';
import { compose } from './compose.ts';
import { type LaidOut, layOut } from './layout.ts';
import type { Outgoing } from './outgoing.ts';

export interface MadeMail extends LaidOut {
  attachments: readonly Attachment[];
}

export interface MailMaker {
  /** True for what a person sends: it goes out at whatever hour. */
  atAnyHour: boolean;
  /** Null where there is nothing to tell any more. */
  make(desk: Desk, settings: Settings, outgoing: Outgoing, facts: Facts): Promise<MadeMail | null>;
}

/** By the mail's type. */
export type MailMakers = Readonly<Record<string, MailMaker>>;

/** Made from the records as they are now; null where there is nothing to tell any more. */
export async function made(
  desk: Desk,
  settings: Settings,
  makers: MailMakers,
  { outgoing, about, facts }: Seen,
): Promise<MadeMail | null> {
  const maker = makers[outgoing.type];
  if (maker) return maker.make(desk, settings, outgoing, facts);
  const words = about && (await compose(desk, outgoing.type, about, facts));
  if (!about || !words) return null;
  const attachments = words.withDocument ? [await documentOf(desk, about, facts)] : [];
  return { ...(await layOut(words, settings.address)), attachments };
}

async function documentOf({ kinds }: Desk, about: Exchange, facts: Facts): Promise<Attachment> {
  const kind = kindNamed(kinds, about.kind);
  if (!kind.document) throw new Error(`${kind.kind} has no document`);
  const letter = await kind.document(about, facts, null);
  const content = await renderLetter(letter, 'docx');
  return { filename: `${letterName(letter)}.docx`, contentType: DOCX, content };
}

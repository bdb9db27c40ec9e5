/** A letter in the words of an official letter (公文处理工作条例 art. 8, 27): what was asked, and what was replied. */
import { type County, organisationOf } from '../county.ts';
import type { LetterPart, OfficialLetter } from '../documents/official-letter.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { POSITIONS } from '../position.ts';
import { shownNumber } from '../seal.ts';
import { formatInstant, type Instant } from '../time.ts';
import { CONCLUSIONS, type LetterBody, type LetterState, PURPOSES } from './body.ts';

const HIDDEN = '（内容已隔离）';

type Letter = Exchange<LetterBody, LetterState>;

export function letterDocument(letter: Letter, { county }: Facts): OfficialLetter {
  const { body, from, to, createdAt } = letter;
  const name = nameIn(county);
  const [opening = HIDDEN, ...more] = (body.text ?? HIDDEN).split(/\n+/);
  const subject = body.title ?? HIDDEN;
  // Without a number it is no 函.
  const title =
    body.documentNumber === null ? `工作联系：${subject}` : subject.endsWith('函') ? subject : `${subject}的函`;
  return {
    issuer: name(from),
    documentNumber: shownNumber(body.documentNumber),
    signedBy: body.signedBy,
    mark: letter.state === 'withdrawn' ? '（已撤回）' : '',
    title: [title],
    addressee: name(to),
    opening,
    parts: [
      ...(more.length > 0 ? [{ heading: '', paragraphs: more }] : []),
      ...(body.matterName ? [{ heading: '', paragraphs: [`涉及事项：${body.matterName}（${body.matter}）`] }] : []),
      ...replyOf(body, name(to)),
    ],
    attachments: namesOf(body.attachments),
    sentAt: createdAt,
    asOf: createdAt,
  };
}

const nameIn =
  (county: County) =>
  (org: string | null): string =>
    organisationOf(county, org ?? '')?.name ?? org ?? '';

/** A reply that has a number, as the letter (复函) of whoever replied. */
export function replyDocument({ body, from, to }: Letter, { county }: Facts): OfficialLetter {
  const name = nameIn(county);
  const subject = (body.title ?? HIDDEN).replace(/的?函$/, '');
  const number = body.documentNumber === null ? '' : `（${shownNumber(body.documentNumber)}）`;
  const repliedAt = body.repliedAt as Instant;
  return {
    issuer: name(to),
    documentNumber: shownNumber(body.replyNumber),
    signedBy: body.replySignedBy,
    mark: '',
    title: [`${subject.startsWith('关于') ? '' : '关于'}${subject}的复函`],
    addressee: name(from),
    opening: `《${body.title ?? HIDDEN}》${number}收悉。现函复如下：`,
    parts: [{ heading: '', paragraphs: saidIn(body) }],
    attachments: namesOf(body.replyAttachments),
    sentAt: repliedAt,
    asOf: repliedAt,
  };
}

/** Names of files without what kind of file they are. */
function namesOf(files: LetterBody['attachments']): string[] {
  return files.flatMap(({ name }) => (name ? [name.replace(/\.\w{2,5}$/, '')] : []));
}

function replyOf(body: LetterBody, by: string): LetterPart[] {
  if (body.repliedAt === null) return [];
  const { replyNumber, replySignedBy, replyAttachments, purpose } = body;
  const said = [
    ...saidIn(body),
    ...(replyAttachments.length > 0 ? [`附件：${namesOf(replyAttachments).join('；')}。`] : []),
    `${by}${replyNumber ? `，${shownNumber(replyNumber)}` : ''}${replySignedBy ? `，签发人：${replySignedBy}` : ''}，${formatInstant(body.repliedAt).slice(0, 10)}。`,
  ];
  return [{ heading: `附：${PURPOSES[purpose]}的答复`, paragraphs: said }];
}

function saidIn(body: LetterBody): string[] {
  const { position, conclusion } = body;
  return [
    ...(position === null ? [] : [`意见：${POSITIONS[position]}。`]),
    ...(conclusion === null ? [] : [`把关结论：${CONCLUSIONS[conclusion]}。`]),
    ...wordsOf(body),
  ];
}

/**
 * None where the reply is a conclusion or a document of its own; of what was taken from sight nobody is named any more.
 */
function wordsOf({ reply, repliedBy }: LetterBody): string[] {
  if (reply !== null) return reply.split(/\n+/);
  return repliedBy === null ? [HIDDEN] : [];
}

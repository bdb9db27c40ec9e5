/** The push (推送, art. 17): one record sent to the side that must act on it, and what each side can do with it. */

import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Effect } from '../exchange/seams.ts';
import { formatInstantOrNull } from '../time.ts';
import { addresseeActs } from './addressee-acts.ts';
import type { Copy } from './addressing.ts';
import { type PushBody, type PushState, pushBody } from './body.ts';
import { codes } from './codes.ts';
import { consequences } from './consequences.ts';
import { PUSH_KINDS } from './fields.ts';
import { isHandedOver } from './handed-over.ts';
import { markOf } from './mark.ts';
import { pushName } from './name.ts';
import { nameHash, plainName } from './party-name.ts';
import { placesOf } from './places.ts';
import { presentPush } from './present.ts';
import { copyId } from './push-id.ts';
import type { PushOpening } from './push-opening.ts';
import { licenceMasked, licenceShown } from './sealed-numbers.ts';
import { senderActs } from './sender-acts.ts';

declare module '../exchange/seams.ts' {
  interface Openings {
    push: PushOpening;
  }
}

export const push = declareKind<'push', PushBody, PushState>({
  kind: 'push',
  label: '推送',
  article: '17',
  path: 'pushes',
  menu: {
    under: 'pushes',
    comes: '推送到本单位的审批信息、监管风险点和监管处理信息；抄送本单位的在“供知悉”中。',
  },
  ...keeps(pushBody),
  mails: () => import('./mails/words.ts'),
  // Only what is dangerous is told at once; all else by the hour (`mails/hourly.ts`).
  tellsArrival: (push) => !isHandedOver(push) && push.body.riskPoints.some(({ severity }) => severity === 'high'),
  states: {
    pending: { label: '待认领', open: true },
    claimed: { label: '已认领', open: false },
    'deemed-claimed': {
      label: '视为已认领',
      open: false,
      asks: { act: 'responsible', words: '本单位未在期限内认领，按规定视为已认领，现须明确由谁负责。请确认责任人。' },
    },
    returned: {
      label: '已退回',
      open: false,
      asks: { act: 'readdress', words: '接收单位已退回。请在期限内改派其他单位，或坚持原单位再次推送。' },
    },
    withdrawn: { label: '已撤回', open: false },
    'for-information': { label: '供知悉', open: false, informs: true },
  },
  clock: { pending: 'deem', returned: 'readdress-overdue' },
  open: ({ draft }) => draft,
  opens: (exchange, input) => {
    const { copies, withdraws, follows } = input as PushOpening;
    return [
      ...copies.map((copy): Effect => ({ do: 'open', kind: 'push', input: copyOpening(exchange, copy) })),
      // First, so that what tells of the same decision as before keeps its credit record.
      ...follows,
      ...(withdraws
        ? [{ do: 'act', on: withdraws, act: 'push.withdraw-corrected', input: { by: exchange.id } } as const]
        : []),
    ];
  },
  acts: { ...addresseeActs, ...senderActs, ...consequences },
  documentNumber: ({ body }) => {
    const licence = licenceShown({ ...body, licence: licenceMasked(body.licence) });
    return licence?.documentNumber ?? licence?.number ?? body.document?.number ?? null;
  },
  places: placesOf,
  mark: markOf,
  many: true,
  figures: { copiesLate: 'document', forwardedLate: 'document' },
  counted: true,
  codes,
  refused: ({ body }) => ({ claimedAt: formatInstantOrNull(body.claimedAt), claimedBy: body.claimedBy }),
  waits: waitsOf,
  stage: ({ body }) =>
    body.copyOf !== null ? null : body.kind === 'approval' || body.kind === 'risk' ? 'during' : 'after',
  columns: [
    { title: '相对人', fields: ['party.name'], link: true },
    { title: '事项与决定', fields: ['matterName', 'decision'] },
    { title: '文书号', fields: ['licence.documentNumber', 'document.number'] },
    { title: '科室', fields: ['to.section'] },
    { title: '经办人', fields: ['to.handler'] },
    { title: '推送时间', fields: ['pushedAt'] },
  ],
  title: ({ body }) => `${PUSH_KINDS[body.kind]}：${topicOf(body)}`,
  called: pushName,
  present: presentPush,
  wholeTo: ({ from, to, body }, { org }) => body.sealedNumbers !== undefined && (org === from || org === to),
  // Its party's name, as it is searched: by its digest, since the name is gone.
  leaves: ({ body }) => (body.party === null ? null : nameHash(plainName(body.party.name))),
  erase: async (at, name) => (await import('./party-names.ts')).forgetName(at, name),
  putBack: async (desk, { body }) =>
    (await import('./party-names.ts')).rememberName(desk, body.party, desk.ports.clock.now()),
});

/** What a push is about: of a document its number and title, as people know it; of all else the matter. */
function topicOf({ document, matterName, summary }: PushBody): string {
  if (document) return `${document.number}　${document.title}`;
  return matterName ?? summary ?? '（已隔离）';
}

/**
 * To be claimed; to be readdressed once returned, unless it was corrected; and after a deemed claim somebody has to be
 * named responsible, unless the matter has gone to another organisation since.
 */
function waitsOf({ state, body, quarantined }: Exchange<PushBody>): 'sender' | 'addressee' | null {
  if (state === 'pending') return 'addressee';
  if (body.supersededBy !== null) return null;
  if (state === 'returned') return body.correctedBy === undefined && !quarantined ? 'sender' : null;
  return state === 'deemed-claimed' && body.responsible === null && !quarantined ? 'addressee' : null;
}

function copyOpening(exchange: Exchange<PushBody>, copy: Copy): PushOpening {
  const { history: _h, mails: _m, caused: _c, quarantined: _q, late: _l, nudged: _n, passed: _p, ...others } = exchange;
  const { kind: _k, jurisdiction: _j, createdAt: _a, ...rest } = others;
  const { certificate: _cert, verification: _ver, verifiedBefore: _before, ...whole } = exchange.body;
  const { documentCounts: _counts, endedBy: _ended, ...known } = whole;
  const { correcting: _place, correctedBy: _by, correction: _next, ends: _ends, ...said } = known;
  const body = { ...said, copyOf: exchange.id, copies: [], pushDue: null, pushedLate: null, warnings: [] };
  const draft = {
    ...rest,
    id: copyId(exchange.id, copy.org),
    to: copy.org,
    section: copy.section,
    participants: [],
    state: 'for-information' as const,
    claimBy: null,
    clock: null,
    body,
  };
  return { draft, copies: [], withdraws: null, follows: [] };
}

/**
 * Decisions that a push tells of, each of which has a credit record (art. 19): how a department has handled what it
 * found, and, where the county says so, the licence itself.
 */
import type { FieldError } from '../errors.ts';
import type { Draft } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Effect } from '../exchange/seams.ts';
import { civilDateOf } from '../time.ts';
import type { PushBody } from './body.ts';

export function handlingErrors({ handling }: Pick<PushBody, 'handling'>, { now }: Facts): FieldError[] {
  const future = handling !== undefined && handling.decidedOn > civilDateOf(now);
  return future ? [{ pointer: '/handling/decidedOn', detail: '决定日期不能晚于今日，请核对' }] : [];
}

/** The credit record of what a new push tells; nothing for most. */
export function creditRecordsOf(draft: Draft<PushBody>, { county }: Facts): Effect[] {
  const { id, from, party: code, licence, application, project, body } = draft;
  const about = {
    ...{ origin: id, from, section: null, licence, party: body.party && { ...body.party, creditCode: code } },
    ...(application !== undefined && { application }),
    ...(project !== undefined && { project }),
  };
  const { handling, sealedNumbers } = body;
  if (handling) {
    const type = handling.type === 'penalty' ? 'penalty' : 'inspection';
    const found = { JC_SX: body.matterName, JC_JG: body.summary };
    const { documentNumber, decidedOn } = handling;
    const said = { documentNumber: sealedNumbers?.handling ?? documentNumber, decidedOn };
    return [{ do: 'open', kind: 'credit-record', input: { ...about, type, ...said, fields: found } }];
  }
  const granted = body.kind === 'approval' && ['granted', 'changed', 'renewed'].includes(body.decision ?? '');
  return granted && county.creditLicences ? [licenceRecord(about, body)] : [];
}

type About = Omit<
  Extract<Effect, { do: 'open'; kind: 'credit-record' }>['input'],
  'type' | 'documentNumber' | 'decidedOn' | 'fields'
>;

/** Numbers that contain an identity number are handed on sealed, as they lie in the push. */
function licenceRecord(about: About, { licence, sealedNumbers, summary, occurredAt }: PushBody): Effect {
  const fields = {
    ...{ XK_XKZS: licence?.name ?? null, XK_NR: summary, XK_YXQZ: licence?.validFrom ?? null },
    ...{ XK_YXQZI: licence?.validTo ?? null, XK_XKBH: sealedNumbers?.number ?? licence?.number ?? null },
  };
  const documentNumber = sealedNumbers?.documentNumber ?? licence?.documentNumber ?? null;
  const decidedOn = licence?.decidedOn ?? civilDateOf(occurredAt);
  return { do: 'open', kind: 'credit-record', input: { ...about, type: 'licence', documentNumber, decidedOn, fields } };
}

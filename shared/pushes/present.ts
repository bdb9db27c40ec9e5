/** A push as answered (all fields; absent is null). */
import type { Exchange } from '../exchange/exchange.ts';
import { presentHandler } from '../exchange/present.ts';
import { formatInstant, formatInstantOrNull } from '../time.ts';
import type { PushBody } from './body.ts';
import { handlingShown, licenceMasked, licenceShown } from './sealed-numbers.ts';

type Push = Exchange<PushBody>;

/**
 * The whole push. Who else got a copy is no secret among those who may read it (抄送). Numbers from before they were
 * sealed are whole for sender and addressee, as sealed ones are; where no reader is told, for nobody.
 */
export function presentPush(push: Push, reader?: { readonly org: string }): Record<string, unknown> {
  const { body } = push;
  const isSide = reader?.org === push.from || (push.to !== null && reader?.org === push.to);
  return {
    id: push.id,
    kind: body.kind,
    reference: push.reference,
    source: push.source,
    matter: body.matter,
    matterName: body.matterName,
    decision: body.decision,
    party: body.party,
    licence: licenceShown(isSide ? body : { ...body, licence: licenceMasked(body.licence) }),
    summary: body.summary,
    site: body.site,
    contact: body.contact,
    commitment: body.commitment,
    conditions: body.conditions,
    riskPoints: body.riskPoints,
    attachments: body.attachments.map((attached) => ({ file: null, ...attached })),
    occurredAt: formatInstant(body.occurredAt),
    from: { org: push.from },
    to: { org: push.to, section: push.section, handler: push.handler },
    pushedAt: formatInstant(push.createdAt),
    pushDue: body.pushDue,
    pushedLate: body.pushedLate,
    status: push.state,
    ...claimOf(push),
    claimedBy: body.claimedBy,
    responsible: body.responsible,
    returnReason: body.returnReason,
    suggestedOrg: body.suggestedOrg,
    supersedes: body.supersedes,
    supersededBy: body.supersededBy,
    copyOf: body.copyOf,
    document: body.document ?? null,
    handling: handlingShown(body) ?? null,
    copies: body.copies,
    corrects: body.corrects,
    correctedBy: body.correctedBy ?? null,
    problem: body.problem,
    certificate: body.certificate ?? null,
    verification: body.verification ?? null,
    boundaryListVersion: body.boundaryListVersion,
    quarantined: push.quarantined,
    ...presentHandler(push),
    about: push.about ?? [],
    application: push.application ?? null,
    project: push.project ?? null,
    warnings: body.warnings,
  };
}

/** A push as a list shows it. */
export function presentPushInList(push: Push): Record<string, unknown> {
  const { body } = push;
  const licence = licenceMasked(body.licence);
  return {
    id: push.id,
    kind: body.kind,
    reference: push.reference,
    matter: body.matter,
    matterName: body.matterName,
    decision: body.decision,
    party: body.party && { name: body.party.name, creditCode: body.party.creditCode },
    licence: licence && { name: licence.name, number: licence.number },
    from: { org: push.from },
    to: { org: push.to, section: push.section, handler: push.handler },
    pushedAt: formatInstant(push.createdAt),
    status: push.state,
    ...claimOf(push),
    copyOf: body.copyOf,
  };
}

function claimOf(push: Push): Record<string, unknown> {
  const clock = push.body.claimClock ?? push.clock;
  return {
    claimBy: push.claimBy,
    claimDeadline: formatInstantOrNull(clock?.deadline ?? null),
    provisional: clock?.provisional ?? false,
    claimedAt: formatInstantOrNull(push.body.claimedAt),
    claimMode: push.body.claimMode,
  };
}

/**
 * Values as format 2 packed them (first byte 1), for whoever exports a table that an earlier version wrote. Nobody else
 * reads them: their records have other names. The dictionary stays as it is, to the last character.
 */
import { inflateRawSync } from 'node:zlib';
import { MAX_VALUE_BYTES } from './stored-json.ts';

/** The JSON of a notice, a deemed and a claimed push with nothing in them, as format 2 had them. */
export const DICTIONARY_1 = [
  '{"id":"","jurisdiction":"371525","type":"arrival","org":"","section":"","about":"","day":null,"createdAt":17,',
  '"due":17,"state":"waiting","attempts":0,"lastError":null,"sentAt":null,"messageId":""}',
  '"state":"returned""state":"withdrawn""state":"for-information""state":"pending""act":"return""act":"assign"',
  '"decision":"refused""decision":"revoked""kind":"risk""kind":"supervision""kind":"document""severity":"high"',
  '"type":"individual-business","source":"construction""rule":"claim-supervision","article":"17(2)"',
  '{"id":"","from":"","to":"","section":"","handler":null,"parties":[],"source":"","reference":"",',
  '"state":"deemed-claimed","claimBy":"2026-","clock":{"rule":"claim-approval","article":"17(1)","from":17,"length":2,',
  '"endOfDay":"24:00","by":"2026-","deadline":17,"provisional":false,"version":0},"party":"","licence":"",',
  '"body":{"kind":"approval","matter":"","matterName":"","decision":"granted","party":{"type":"organisation","name":"",',
  '"creditCode":"91371525MA"},"licence":{"documentNumber":"","name":"","number":"","decidedOn":"2026-","validFrom":"2026-",',
  '"validTo":"2031-"},"occurredAt":17,"summary":"","site":{"township":"","address":""},"contact":{"name":"","phone":""},',
  '"commitment":false,"conditions":null,"riskPoints":[{"description":"","severity":"medium"}],"attachments":[{"name":"",',
  '"sha256":"","size":1,"mediaType":"application/pdf"}],"corrects":null,"boundaryListVersion":"v1-","pushDue":"2026-",',
  '"pushedLate":false,"claimClock":null,"claimedAt":17,"claimedBy":null,"claimMode":"deemed","responsible":null,',
  '"returnedAt":null,"returnReason":null,"suggestedOrg":null,"readdressClock":null,"readdressLate":false,',
  '"supersedes":null,"supersededBy":null,"copyOf":null,"copies":[],"problem":null,"warnings":[],"chain":{"root":"",',
  '"number":1,"returns":0,"problem":null}},"content":"","kind":"push","jurisdiction":"371525","createdAt":17,"caused":[],',
  '"quarantined":false,"history":[{"at":17,"by":"clock","act":"deem","detail":{"deadline":17,"calendarVersion":0},',
  '"digest":"","record":"","previousHash":"","request":"clock","said":"","hash":""}]}',
  '"claimedAt":null,"claimedBy":null,"claimMode":null,"responsible":null,"claimedBy":"","claimMode":"manual",',
  '[{"at":17,"by":"","act":"open","detail":{"reference":"","from":"","to":"","section":"","content":""},"digest":"",',
  '"record":"","previousHash":null,"request":"","said":"","hash":""},{"at":17,"by":"","act":"claim","detail":{"note":null},',
  '"digest":"","record":"","previousHash":"","request":"","said":"","hash":""}]}',
].join('');

const FIRST_BYTE = 1;

export function isOfFormat2(packed: Uint8Array): boolean {
  return packed[0] === FIRST_BYTE;
}

export function unpackFormat2(packed: Uint8Array): string {
  const dictionary = Buffer.from(DICTIONARY_1);
  return inflateRawSync(packed.subarray(1), { dictionary, maxOutputLength: MAX_VALUE_BYTES }).toString();
}

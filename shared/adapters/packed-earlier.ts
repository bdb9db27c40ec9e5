/**
 * Values as earlier versions packed them, for whoever exports a table that one of them wrote. Nobody else reads them:
 * in such a table records have other names (first byte 1, format 2), or other places (first byte 2). The dictionaries
 * stay as they are, to the last character.
 */
import { inflateRawSync } from 'node:zlib';
import { MAX_VALUE_BYTES } from './stored-json.ts';

/** First byte 1: the JSON of a notice, a deemed and a claimed push with nothing in them, as format 2 had them. */
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

/** First byte 2: a mail, a deemed and a claimed push, since records name their participants and mails so. */
export const DICTIONARY_2 = [
  '{"id":"","jurisdiction":"371525","type":"arrival","org":"","section":"","about":"","day":null,"createdAt":17,',
  '"due":17,"state":"waiting","attempts":0,"lastError":null,"sentAt":null,"messageId":""}',
  '"state":"returned""state":"withdrawn""state":"for-information""state":"pending""act":"return""act":"assign"',
  '"decision":"refused""decision":"revoked""kind":"risk""kind":"supervision""kind":"document""severity":"high"',
  '"type":"individual-business","source":"construction""rule":"claim-supervision","article":"17(2)"',
  '{"id":"","from":"","to":"","section":"","handler":null,"participants":[],"source":"","reference":"",',
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
  '"quarantined":false,"mails":[{"type":"arrival","org":"","section":"","entry":1,"due":17,"begun":null,"done":null}],',
  '"history":[{"at":17,"by":"clock","act":"deem","detail":{"deadline":17,"calendarVersion":0},',
  '"digest":"","record":"","previousHash":"","request":"clock","said":"","hash":""}]}',
  '"mails":[{"type":"arrival","org":"","section":"","entry":1,"due":17,"begun":17,"done":{"at":17,"how":"sent"}}],',
  '"claimedAt":null,"claimedBy":null,"claimMode":null,"responsible":null,"claimedBy":"","claimMode":"manual",',
  '[{"at":17,"by":"","act":"open","detail":{"reference":"","from":"","to":"","section":"","content":""},"digest":"",',
  '"record":"","previousHash":null,"request":"","said":"","hash":""},{"at":17,"by":"","act":"claim","detail":{"note":null},',
  '"digest":"","record":"","previousHash":"","request":"","said":"","hash":""}]}',
].join('');

/** The format of the item whose value an earlier version packed; null for what this version packed. */
export function earlierFormat(packed: Uint8Array): 2 | 3 | null {
  return packed[0] === 1 ? 2 : packed[0] === 2 ? 3 : null;
}

export function unpackEarlier(packed: Uint8Array): string {
  const dictionary = Buffer.from(packed[0] === 1 ? DICTIONARY_1 : DICTIONARY_2);
  return inflateRawSync(packed.subarray(1), { dictionary, maxOutputLength: MAX_VALUE_BYTES }).toString();
}

/**
 * What the packer knows beforehand: the JSON of a mail, a deemed and a claimed push with nothing in them. It need not
 * follow the records as they change; it only has to stay as it is, to the last character, since everything written with
 * it is read with it. A better one would become `DICTIONARY_3`, with a first byte of its own.
 */
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

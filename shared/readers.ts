/**
 * How decisions find what they ask for: one line for each thing that can be asked for. Its module is loaded by the
 * first decision that asks: functions that only list and show start without any of them.
 */
import type { Readers } from './exchange/desk.ts';
import { lazily } from './lazily.ts';

const kernel = lazily(() => import('./exchange/readers.ts'));
const accounts = lazily(() => import('./accounts/reader.ts'));
const boundary = lazily(() => import('./boundary/reader.ts'));
const register = lazily(() => import('./register/register.ts'));
const credit = lazily(() => import('./register/credit.ts'));
const secrets = lazily(() => import('./draws/secret.ts'));
const standards = lazily(() => import('./standards/reader.ts'));
const drafts = lazily(() => import('./list-drafts/reader.ts'));

export const READERS: Readers = {
  records: async (desk, ids, facts) => (await kernel()).readRecords(desk, ids, facts),
  parts: async (desk, ids, facts) => (await kernel()).readParts(desk, ids, facts),
  series: async (desk, record) => (await import('./exchange/series.ts')).readSeries(desk, record),
  people: async (desk, org, facts) => (await accounts()).readPeople(desk, org, facts),
  accounts: async (desk, org) => (await accounts()).readKeptAccounts(desk, org),
  matter: async (desk, code, facts) => (await boundary()).readMatterInForce(desk, code, facts),
  matters: async (desk, codes, facts) => (await boundary()).readMattersInForce(desk, codes, facts),
  registerEntry: async (desk, ask) => (await register()).readRegisterEntry(desk, ask),
  creditRecordOfDay: async (desk, ask) => (await credit()).readCreditRecordOfDay(desk, ask),
  waitingForEntry: async (desk, ask) => (await import('./pushes/waiting.ts')).readWaitingForEntry(desk, ask),
  licenceStands: async (desk, ask) => (await import('./pushes/standing.ts')).readLicenceStands(desk, ask),
  hadBefore: async (desk, ask) => (await import('./pushes/standing.ts')).readHadBefore(desk, ask),
  // Only a quarantine asks for these, and for what is told what is taken back.
  creditRecordsNaming: async (desk, ask) => (await import('./register/copied.ts')).readCreditRecordsNaming(desk, ask),
  creditRecordsTold: async (desk, ask, facts) =>
    (await import('./pushes/credit-told.ts')).readCreditRecordsTold(desk, ask, facts),
  standingCorrection: async (desk, push, facts) =>
    (await import('./pushes/standing-correction.ts')).readStandingCorrection(desk, push, facts),
  drawSecret: async (desk, ask) => (await secrets()).readSecret(desk, ask),
  drawContribution: async (desk, ask) => (await secrets()).sealContribution(desk, ask),
  drawContributions: async (desk, ask) => (await secrets()).openContributions(desk, ask),
  experts: async (desk, ask, facts) => (await import('./draws/pool.ts')).readExperts(desk, ask, facts),
  drawsOfCase: async (desk, ask, facts) => (await import('./draws/anew.ts')).readDrawsOfCase(desk, ask, facts),
  drawn: async (desk, ask, facts) => (await import('./draws/drawn.ts')).readDrawn(desk, ask, facts),
  standards: async (desk, ask, facts) => (await standards()).readStandards(desk, ask, facts),
  capUse: async (desk, cap, facts) => {
    const used = await (await import('./standards/caps.ts')).usedOf(desk, facts, [cap]);
    return used.get(cap.id) ?? null;
  },
  listDraft: async (desk, ask) => (await drafts()).readListDraft(desk, ask),
  confirmation: async (desk, ask, facts) => (await drafts()).readConfirmation(desk, ask, facts),
};

/** How decisions find what they ask for: one line for each thing that can be asked for. */
import { readKeptAccounts, readPeople } from './accounts/reader.ts';
import { readMatterInForce, readMattersInForce } from './boundary/reader.ts';
import type { Readers } from './exchange/desk.ts';
import { KERNEL_READERS } from './exchange/readers.ts';
import { readCreditRecordOfDay } from './register/credit.ts';
import { readRegisterEntry } from './register/register.ts';

const secrets = () => import('./draws/secret.ts');
const standards = () => import('./standards/reader.ts');
const drafts = () => import('./list-drafts/reader.ts');

export const READERS: Readers = {
  ...KERNEL_READERS,
  people: readPeople,
  accounts: readKeptAccounts,
  matter: readMatterInForce,
  matters: readMattersInForce,
  registerEntry: readRegisterEntry,
  creditRecordOfDay: readCreditRecordOfDay,
  // Of draws no other decision asks.
  drawSecret: async (desk, ask) => (await secrets()).readSecret(desk, ask),
  drawContribution: async (desk, ask) => (await secrets()).sealContribution(desk, ask),
  drawContributions: async (desk, ask) => (await secrets()).openContributions(desk, ask),
  experts: async (desk, ask, facts) => (await import('./draws/pool.ts')).readExperts(desk, ask, facts),
  standards: async (desk, ask, facts) => (await standards()).readStandards(desk, ask, facts),
  capUse: async (desk, cap, facts) => {
    const used = await (await import('./standards/caps.ts')).usedOf(desk, facts, [cap]);
    return used.get(cap.id) ?? null;
  },
  // Of drafts of the list few decisions ask: loaded by those that do.
  listDraft: async (desk, ask) => (await drafts()).readListDraft(desk, ask),
  confirmation: async (desk, ask, facts) => (await drafts()).readConfirmation(desk, ask, facts),
};

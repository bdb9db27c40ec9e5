/**
 * Who is told at once of a list that follows a superior's rule (art. 26), without the usual procedure: the government
 * office, by the commit that publishes it, and each organisation whose rows it changes.
 */

import { concernedIn } from '../boundary/departments.ts';
import type { Matter } from '../boundary/matter.ts';
import { readMatters, readVersions } from '../boundary/versions.ts';
import { cited } from '../citing.ts';
import { governmentOfficeOf, organisationOf } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import type { MailWords } from '../exchange/mails.ts';
import { derivedId } from '../keys.ts';
import type { Put } from '../ports.ts';
import { difference } from '../versions/difference.ts';
import type { Version } from '../versions/versions.ts';
import { addressOf } from './address.ts';
import { newOutgoing, type Outgoing, outgoingItem } from './outgoing.ts';
import { writeNew } from './write.ts';

const SUPERIOR_MAIL = 'superior-list';

/** The government office's mail. */
export function officeTold(facts: Facts, version: Version, mailDomain: string): Put[] {
  if (!version.superior) return [];
  const office = governmentOfficeOf(facts.county).code;
  if (addressOf(facts.county, office, null) === null) return [];
  return [{ item: outgoingItem(mailTo(office, facts, version, mailDomain)), expected: null }];
}

/** The others' mails; asked again, whoever has not been told is. */
export async function tellConcerned(desk: Desk, version: Version, mailDomain: string): Promise<void> {
  if (!version.superior) return;
  const [facts, { rows }] = await Promise.all([desk.facts(), changesOf(desk, version.version)]);
  const office = governmentOfficeOf(facts.county).code;
  for (const org of new Set(rows.flatMap(concernedIn))) {
    if (org === office || !organisationOf(facts.county, org) || addressOf(facts.county, org, null) === null) continue;
    await writeNew(desk, mailTo(org, facts, version, mailDomain));
  }
}

function mailTo(org: string, facts: Facts, { version }: Version, mailDomain: string): Outgoing {
  const { jurisdiction } = facts.county;
  const id = derivedId(jurisdiction, SUPERIOR_MAIL, version, org);
  const about = { section: null, about: null, day: version };
  return newOutgoing({ id, jurisdiction, type: SUPERIOR_MAIL, org, ...about }, facts, mailDomain);
}

/** `day` names the version. */
export async function superiorWords(desk: Desk, { day, org }: Outgoing, facts: Facts): Promise<MailWords | null> {
  const { version, rows } = await changesOf(desk, day ?? '');
  if (!version?.superior) return null;
  const { documentNumber, reason } = version.superior;
  const office = org === governmentOfficeOf(facts.county).code;
  const own = office ? rows : rows.filter((row) => concernedIn(row).includes(org));
  const names = new Map(own.map(({ code, name }) => [code, name]));
  return {
    subject: `边界清单已按上级规定直接调整，自 ${version.validFrom} 起施行`,
    opening: `行政审批服务局已按${documentNumber}直接调整边界清单，自 ${version.validFrom} 起施行，未经起草和确认程序。涉及${office ? '' : '贵单位的'}事项 ${names.size} 个，届时推送按调整后的监管单位办理。请核对上级文件；有异议的，请立即与行政审批服务局和县政府办公室联系。`,
    details: [
      ['上级文号', documentNumber],
      ['理由', reason],
      ['发布人', version.by],
      ['边界清单版本', version.version],
    ],
    groups: [
      {
        title: '有变动的事项',
        lines: [...names]
          .slice(0, NAMED)
          .map(([code, name]) => ({ text: `${name}（${code}）`, path: '/console/boundary-list' })),
      },
    ],
    link: { label: '查看边界清单', path: '/console/boundary-list' },
    basis: cited(facts.county, '26'),
    remarks: names.size > NAMED ? [`另有 ${names.size - NAMED} 个事项未列出，请在边界清单中查看。`] : [],
  };
}

/** Matters that are named. */
const NAMED = 50;

/** The version with the rows that it changed, as they were and as they are; none where it is not there. */
async function changesOf(desk: Desk, name: string): Promise<{ version?: Version; rows: readonly Matter[] }> {
  const { ports, jurisdiction } = desk;
  const versions = await readVersions(ports.store, jurisdiction);
  const at = versions.findIndex(({ version }) => version === name);
  const [version, previous] = [versions[at], versions[at - 1]];
  if (!version) return { rows: [] };
  const [before, after] = await Promise.all([
    previous ? readMatters(ports.store, jurisdiction, previous) : [],
    readMatters(ports.store, jurisdiction, version),
  ]);
  const { added, dropped, changed } = difference(before, after);
  const codes = new Set(changed.map(({ code }) => code));
  const both = [...before, ...after].filter(({ code }) => codes.has(code));
  return { version, rows: [...added, ...dropped, ...both] };
}

/** What the public sees of the boundary list (art. 9): a version, its rows, and the names behind the codes. */
import { ADDRESSING, DECIDED_ABOVE, GUIDANCE, type Matter, STAGES } from '../../shared/boundary/matter.ts';
import { type BoundaryVersion, inForce, readMatters, readVersions } from '../../shared/boundary/versions.ts';
import { bureauOf, type County, organisationOf, orgName } from '../../shared/county.ts';
import { notFound } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import { type CivilDate, civilDateOf } from '../../shared/time.ts';

export interface PublicList {
  county: County;
  version: string;
  validFrom: CivilDate;
  /** `in-force` today, `past`, or `future`: published, but not in force yet. */
  standing: 'in-force' | 'past' | 'future';
  items: Matter[];
  /** All published versions, newest first. */
  versions: BoundaryVersion[];
  /** What was searched for; empty where nothing was. */
  q: string;
}

/** Whether any version is in force today. */
export async function hasList(desk: Desk): Promise<boolean> {
  const versions = await readVersions(desk.ports.store, desk.jurisdiction);
  return inForce(versions, civilDateOf(desk.ports.clock.now())) !== undefined;
}

/** The version asked for, or the one in force today; 404 where there is none. */
export async function publicList(desk: Desk, asked: { version: string | null; q: string | null }): Promise<PublicList> {
  const { county, now } = await desk.facts();
  const { store } = desk.ports;
  const versions = await readVersions(store, desk.jurisdiction);
  const today = civilDateOf(now);
  const current = inForce(versions, today);
  const found = asked.version === null ? current : versions.find(({ version }) => version === asked.version);
  if (!found) throw notFound(asked.version === null ? '现行的审管互动边界清单' : '该版本的审管互动边界清单');
  const matters = await readMatters(store, desk.jurisdiction, found);
  const q = (asked.q ?? '').trim();
  const standing = found === current ? 'in-force' : found.validFrom > today ? 'future' : 'past';
  const items = matters.filter((matter) => fits(county, matter, q));
  return {
    county,
    version: found.version,
    validFrom: found.validFrom,
    standing,
    items,
    versions: versions.toReversed(),
    q,
  };
}

/** A row with the names behind its codes, as people read it. */
export interface NamedMatter {
  stages: string;
  approvingSection: string | null;
  department: string | null;
  section: string | null;
  enforcementAgency: string | null;
  candidates: string[];
  addressing: string;
  guidance: string | null;
  /** Null where nobody above the county decides. */
  decidedAbove: string | null;
}

export function named(county: County, matter: Matter): NamedMatter {
  const org = (code: string | null): string | null => (code === null ? null : orgName(county, code));
  const section = (of: string | null, code: string | null): string | null =>
    code === null ? null : (organisationOf(county, of ?? '')?.sections.find((s) => s.code === code)?.name ?? code);
  return {
    stages: matter.stages.map((stage) => STAGES[stage]).join('、'),
    approvingSection: section(bureauOf(county).code, matter.approvingSection),
    department: org(matter.department),
    section: section(matter.department, matter.section),
    enforcementAgency: org(matter.enforcementAgency),
    candidates: matter.candidates.map((code) => org(code) as string),
    addressing: ADDRESSING[matter.addressing],
    guidance: matter.guidance === null ? null : GUIDANCE[matter.guidance.reason],
    decidedAbove: matter.decidedAbove ? DECIDED_ABOVE[matter.decidedAbove] : null,
  };
}

/** Every word of the search stands in what the row says of who, where and how, by names and codes (art. 9). */
function fits(county: County, matter: Matter, q: string): boolean {
  if (q === '') return true;
  const { department, enforcementAgency, candidates, section, approvingSection, stages } = named(county, matter);
  const names = [matter.name, matter.powerType, department, section, enforcementAgency, approvingSection, stages];
  const codes = [matter.code, matter.department, matter.enforcementAgency, ...matter.candidates];
  const where = folded([...names, ...candidates, ...codes].join('\n'));
  return folded(q)
    .split(/\s+/)
    .every((word) => where.includes(word));
}

/** Full-width letters, composed characters and capitals are no difference. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/**
 * The counties that a demonstration can show, each made of its own data alone: organisations, list, settings, rules.
 */
import type { Matter } from '../../../../shared/boundary/matter.ts';
import type { LogEntry } from '../../../../shared/calendar/types.ts';
import type { County, Organisation } from '../../../../shared/county.ts';

type RuleSet = Extract<LogEntry, { type: 'rules' }>;

export interface DemonstrationCounty {
  readonly county: County;
  readonly matters: readonly Matter[];
  /** Deadlines, office hours and thresholds from its first day on; null where they are the platform's. */
  readonly rules: Pick<RuleSet, 'source' | 'endOfDay' | 'clocks' | 'officeHours' | 'thresholds'> | null;
}

/** 冠县: the demonstration where none is named. */
export const JURISDICTION = '371525';

const SHEN = '371522';

/** The codes of all of them. */
export const DEMONSTRATED: readonly string[] = [JURISDICTION, SHEN];

/** One of `DEMONSTRATED`. */
export async function demonstrationCounty(jurisdiction: string): Promise<DemonstrationCounty> {
  if (jurisdiction === JURISDICTION) return guan();
  if (jurisdiction === SHEN) return shen();
  throw new Error(`no demonstration of ${jurisdiction}`);
}

/** Its boundary list came into force on the day of its measures. */
async function guan(): Promise<DemonstrationCounty> {
  const [{ default: organisations }, { default: matters }, { default: regulation }] = await Promise.all([
    import('./organisations.json', { with: { type: 'json' } }),
    import('./matters.json', { with: { type: 'json' } }),
    import('./regulation.json', { with: { type: 'json' } }),
  ]);
  const named = { jurisdiction: JURISDICTION, name: '冠县', since: '2022-09-02' };
  const county = { ...named, organisations: organisations as Organisation[], regulation };
  return { county, matters: matters as Matter[], rules: null };
}

async function shen(): Promise<DemonstrationCounty> {
  const [{ default: organisations }, { default: matters }, { default: county }, { default: rules }] = await Promise.all(
    [
      import('./371522/organisations.json', { with: { type: 'json' } }),
      import('./371522/matters.json', { with: { type: 'json' } }),
      import('./371522/county.json', { with: { type: 'json' } }),
      import('./371522/rules.json', { with: { type: 'json' } }),
    ],
  );
  return {
    county: { ...county, organisations: organisations as Organisation[] },
    matters: matters as Matter[],
    rules,
  };
}

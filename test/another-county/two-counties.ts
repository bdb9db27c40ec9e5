/**
 * 冠县 and 莘县 in one process, each made of its own data alone; what happens at times of day happens at each one's own.
 */
import { JURISDICTIONS_KEY } from '../../functions/timers/jurisdictions.ts';
import { demonstrationCounty } from '../../infra/local/home/demonstration/counties.ts';
import { DayTimes } from '../../infra/local/timers/day-times.ts';
import { enter } from '../../shared/calendar/store.ts';
import { plainItem } from '../../shared/change.ts';
import { formatInstant, startOfDay } from '../../shared/time.ts';
import { demonstrationMatters, demonstrationOrganisations, seedCounty } from '../in-process/county.ts';
import type { Called, InProcessOptions } from '../in-process.ts';
import { type Post, post } from '../mail/post.ts';

export const GUAN = '371525';
export const SHEN = '371522';

/** As many of 冠县 as these tests need: a circular goes to each of them. */
const FEW = ['SPJ', 'SCJG', 'ZFB', 'JW'];

export interface TwoCounties extends Post {
  /** Moves the clock there; what is due on the way, and at the time itself, happens. */
  moveTo(time: string): Promise<void>;
  /** Asks as an account of 莘县. */
  shen(method: string, path: string, as: string, body?: unknown): Promise<Called>;
  /** The same, as an account of 冠县. */
  guan(method: string, path: string, as: string, body?: unknown): Promise<Called>;
}

/** `options`: a store of one's own, empty. */
export async function twoCounties(now: string, options: Pick<InProcessOptions, 'store'> = {}): Promise<TwoCounties> {
  const organisations = demonstrationOrganisations().filter(({ code }) => FEW.includes(code));
  const matters = demonstrationMatters().filter(({ department }) => department === 'SCJG');
  const here = await post(now, { since: '2026-07-01', organisations, matters, ...options });
  const { platform, call, clock } = here;
  const { store } = platform.ports;
  await seedShen(store, platform.settings.issuers[0]?.issuer as string);
  const days = new DayTimes(platform, true);
  return {
    ...here,
    moveTo: async (time) => {
      await here.until(time);
      await days.run(clock.now());
      await here.until(time);
    },
    shen: (method, path, as, body) => call(method, path, { as: `${SHEN}/${as}`, ...(body !== undefined && { body }) }),
    guan: (method, path, as, body) => call(method, path, { as, ...(body !== undefined && { body }) }),
  };
}

async function seedShen(store: Post['platform']['ports']['store'], issuer: string): Promise<void> {
  const { county, matters, rules } = await demonstrationCounty(SHEN);
  const { organisations } = county;
  const since = '2026-07-01';
  await seedCounty(store, { jurisdiction: SHEN, since, organisations, matters, issuer, county: { ...county, since } });
  const common = {
    type: 'rules',
    at: startOfDay(since),
    by: 'system',
    from: since,
    superior: false,
    replaces: null,
  } as const;
  if (rules) await enter(store, SHEN, { ...common, ...rules }, { request: 'seed', said: 'seed' });
  await store.commit([{ item: plainItem(JURISDICTIONS_KEY, { jurisdictions: [SHEN, GUAN] }), expected: null }]);
}

/** An approval as 莘县's bureau sends it. */
export function approvalIn(jurisdiction: string, reference: string, now: number, more: object = {}) {
  return {
    ...{ kind: 'approval', reference, matter: `${jurisdiction}-SCJG-001`, occurredAt: formatInstant(now) },
    party: { name: '某某食品有限公司' },
    licence: { documentNumber: `某审批字〔2026〕${reference.replace(/\D/g, '')}号`, number: `JY${reference}` },
    summary: '准予食品经营许可',
    ...more,
  };
}

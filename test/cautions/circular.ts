/** A circular for tests: small enough to be read, whole enough to be laid out. */
import type { Annex, Circular, OrganisationFigures } from '../../shared/reports/circular.ts';
import { at } from '../desk.ts';

const ANNEX: Annex = {
  pushedLate: 0,
  readdressedLate: 0,
  creditLate: null,
  certificatesLate: null,
  repliesLate: null,
  forwardedLate: null,
  copiesLate: null,
};

/** An organisation's line; rate and received follow from what it claimed, unless they are said. */
export function figuresOf(org: string, said: Partial<OrganisationFigures> = {}): OrganisationFigures {
  const { claimedInTime = 0, deemedClaimed = 0, returned = 0, withdrawn = 0 } = said;
  const both = claimedInTime + deemedClaimed;
  return {
    ...{ org, name: `${org}单位`, claimedInTime, deemedClaimed, returned, withdrawn },
    received: both + returned + withdrawn,
    onTimeRatePercent: both === 0 ? null : Math.round((claimedInTime / both) * 1000) / 10,
    medianWorkingHoursToClaim: claimedInTime === 0 ? null : 3.5,
    p95WorkingHoursToClaim: claimedInTime === 0 ? null : 11.2,
    ...{ notNamed: 0, corrected: 0, serious: false, rank: 1, previous: null, annex: ANNEX },
    ...said,
  };
}

export function circularOf(organisations: OrganisationFigures[], said: Partial<Circular> = {}): Circular {
  const sum = (of: (o: OrganisationFigures) => number): number => organisations.reduce((all, o) => all + of(o), 0);
  const [claimedInTime, deemedClaimed] = [sum((o) => o.claimedInTime), sum((o) => o.deemedClaimed)];
  const both = claimedInTime + deemedClaimed;
  const rate = both === 0 ? null : Math.round((claimedInTime / both) * 1000) / 10;
  return {
    ...{ jurisdiction: '371525', county: '冠县', quarter: '2026Q3', stage: 'issued' },
    rules: {
      circular: '《冠县强化审管互动工作暂行办法》第二十三条“建立信息认领定期通报制度”',
      caution:
        '《冠县强化审管互动工作暂行办法》第二十三条“超期认领情况严重的部门，由县行政审批服务局进行提醒，整改不力的，由县政府办公室进行约谈”',
    },
    ...{ documentNumber: '冠政办字〔2026〕30号', signedBy: '王某', contentHash: 'ab'.repeat(32), organisations },
    ...{ corrections: [], errata: [], digests: [], copiedTo: [] },
    totals: {
      ...{ received: sum((o) => o.received), claimedInTime, deemedClaimed, onTimeRatePercent: rate },
      ...{ returned: sum((o) => o.returned), withdrawn: sum((o) => o.withdrawn) },
      ...{ notNamed: sum((o) => o.notNamed), corrected: sum((o) => o.corrected) },
    },
    ...{ asOf: at('2026-10-08T09:00'), draftedAt: at('2026-10-08T09:00'), reviewEnds: at('2026-10-15T00:00') },
    issuedAt: at('2026-10-19T09:30'),
    ...said,
  } as Circular;
}

/**
 * The holiday notices of the General Office of the State Council (国务院办公厅), 2019 to 2026, as published.
 *
 * A notice names the days off and the weekend days worked instead. It may reach into the December before (2023's made
 * 2022-12-31 a day off), and a year may have a second one that changes the first: 2019 (Labour Day) and 2020 (the
 * Spring Festival lengthened for the epidemic). Within a year the later notice wins for each day that it names. Notices
 * of later years are entered by the bureau, never added here for it.
 */
import { type CivilDate, dateOfOrdinal, ordinalOf } from '../time.ts';
import type { NoticeDay } from './types.ts';

type Off = readonly [name: string, first: CivilDate, last?: CivilDate];
type Worked = readonly [name: string, ...days: CivilDate[]];

export interface Notice {
  year: number;
  title: string;
  documentNumber: string;
  /** The day on which it was signed. */
  date: CivilDate;
  off: readonly Off[];
  worked: readonly Worked[];
}

const yearly = (year: number) => ({ year, title: `国务院办公厅关于${year}年部分节假日安排的通知` });

export const NOTICES: readonly Notice[] = [
  {
    ...yearly(2019),
    documentNumber: '国办发明电〔2018〕15号',
    date: '2018-12-04',
    off: [
      ['元旦', '2018-12-30', '2019-01-01'],
      ['春节', '2019-02-04', '2019-02-10'],
      ['清明节', '2019-04-05'],
      ['劳动节', '2019-05-01'],
      ['端午节', '2019-06-07'],
      ['中秋节', '2019-09-13'],
      ['国庆节', '2019-10-01', '2019-10-07'],
    ],
    worked: [
      ['元旦', '2018-12-29'],
      ['春节', '2019-02-02', '2019-02-03'],
      ['国庆节', '2019-09-29', '2019-10-12'],
    ],
  },
  {
    year: 2019,
    title: '国务院办公厅关于调整2019年劳动节假期安排的通知',
    documentNumber: '国办发明电〔2019〕3号',
    date: '2019-03-22',
    off: [['劳动节', '2019-05-01', '2019-05-04']],
    worked: [['劳动节', '2019-04-28', '2019-05-05']],
  },
  {
    ...yearly(2020),
    documentNumber: '国办发明电〔2019〕16号',
    date: '2019-11-21',
    off: [
      ['元旦', '2020-01-01'],
      ['春节', '2020-01-24', '2020-01-30'],
      ['清明节', '2020-04-04', '2020-04-06'],
      ['劳动节', '2020-05-01', '2020-05-05'],
      ['端午节', '2020-06-25', '2020-06-27'],
      ['国庆节、中秋节', '2020-10-01', '2020-10-08'],
    ],
    worked: [
      ['春节', '2020-01-19', '2020-02-01'],
      ['劳动节', '2020-04-26', '2020-05-09'],
      ['端午节', '2020-06-28'],
      ['国庆节、中秋节', '2020-09-27', '2020-10-10'],
    ],
  },
  {
    // Signed on 26 January, published on the 27th. 2020-02-01, a day worked under the first notice, became a day off.
    year: 2020,
    title: '国务院办公厅关于延长2020年春节假期的通知',
    documentNumber: '国办发明电〔2020〕1号',
    date: '2020-01-26',
    off: [['春节', '2020-01-31', '2020-02-02']],
    worked: [],
  },
  {
    ...yearly(2021),
    documentNumber: '国办发明电〔2020〕27号',
    date: '2020-11-25',
    off: [
      ['元旦', '2021-01-01', '2021-01-03'],
      ['春节', '2021-02-11', '2021-02-17'],
      ['清明节', '2021-04-03', '2021-04-05'],
      ['劳动节', '2021-05-01', '2021-05-05'],
      ['端午节', '2021-06-12', '2021-06-14'],
      ['中秋节', '2021-09-19', '2021-09-21'],
      ['国庆节', '2021-10-01', '2021-10-07'],
    ],
    worked: [
      ['春节', '2021-02-07', '2021-02-20'],
      ['劳动节', '2021-04-25', '2021-05-08'],
      ['中秋节', '2021-09-18'],
      ['国庆节', '2021-09-26', '2021-10-09'],
    ],
  },
  {
    ...yearly(2022),
    documentNumber: '国办发明电〔2021〕11号',
    date: '2021-10-25',
    off: [
      ['元旦', '2022-01-01', '2022-01-03'],
      ['春节', '2022-01-31', '2022-02-06'],
      ['清明节', '2022-04-03', '2022-04-05'],
      ['劳动节', '2022-04-30', '2022-05-04'],
      ['端午节', '2022-06-03', '2022-06-05'],
      ['中秋节', '2022-09-10', '2022-09-12'],
      ['国庆节', '2022-10-01', '2022-10-07'],
    ],
    worked: [
      ['春节', '2022-01-29', '2022-01-30'],
      ['清明节', '2022-04-02'],
      ['劳动节', '2022-04-24', '2022-05-07'],
      ['国庆节', '2022-10-08', '2022-10-09'],
    ],
  },
  {
    ...yearly(2023),
    documentNumber: '国办发明电〔2022〕16号',
    date: '2022-12-08',
    off: [
      ['元旦', '2022-12-31', '2023-01-02'],
      ['春节', '2023-01-21', '2023-01-27'],
      ['清明节', '2023-04-05'],
      ['劳动节', '2023-04-29', '2023-05-03'],
      ['端午节', '2023-06-22', '2023-06-24'],
      ['中秋节、国庆节', '2023-09-29', '2023-10-06'],
    ],
    worked: [
      ['春节', '2023-01-28', '2023-01-29'],
      ['劳动节', '2023-04-23', '2023-05-06'],
      ['端午节', '2023-06-25'],
      ['中秋节、国庆节', '2023-10-07', '2023-10-08'],
    ],
  },
  {
    ...yearly(2024),
    documentNumber: '国办发明电〔2023〕7号',
    date: '2023-10-25',
    off: [
      ['元旦', '2024-01-01'],
      ['春节', '2024-02-10', '2024-02-17'],
      ['清明节', '2024-04-04', '2024-04-06'],
      ['劳动节', '2024-05-01', '2024-05-05'],
      ['端午节', '2024-06-10'],
      ['中秋节', '2024-09-15', '2024-09-17'],
      ['国庆节', '2024-10-01', '2024-10-07'],
    ],
    worked: [
      ['春节', '2024-02-04', '2024-02-18'],
      ['清明节', '2024-04-07'],
      ['劳动节', '2024-04-28', '2024-05-11'],
      ['中秋节', '2024-09-14'],
      ['国庆节', '2024-09-29', '2024-10-12'],
    ],
  },
  {
    ...yearly(2025),
    documentNumber: '国办发明电〔2024〕12号',
    date: '2024-11-12',
    off: [
      ['元旦', '2025-01-01'],
      ['春节', '2025-01-28', '2025-02-04'],
      ['清明节', '2025-04-04', '2025-04-06'],
      ['劳动节', '2025-05-01', '2025-05-05'],
      ['端午节', '2025-05-31', '2025-06-02'],
      ['国庆节、中秋节', '2025-10-01', '2025-10-08'],
    ],
    worked: [
      ['春节', '2025-01-26', '2025-02-08'],
      ['劳动节', '2025-04-27'],
      ['国庆节、中秋节', '2025-09-28', '2025-10-11'],
    ],
  },
  {
    ...yearly(2026),
    documentNumber: '国办发明电〔2025〕7号',
    date: '2025-11-04',
    off: [
      ['元旦', '2026-01-01', '2026-01-03'],
      ['春节', '2026-02-15', '2026-02-23'],
      ['清明节', '2026-04-04', '2026-04-06'],
      ['劳动节', '2026-05-01', '2026-05-05'],
      ['端午节', '2026-06-19', '2026-06-21'],
      ['中秋节', '2026-09-25', '2026-09-27'],
      ['国庆节', '2026-10-01', '2026-10-07'],
    ],
    worked: [
      ['元旦', '2026-01-04'],
      ['春节', '2026-02-14', '2026-02-28'],
      ['劳动节', '2026-05-09'],
      ['国庆节', '2026-09-20', '2026-10-10'],
    ],
  },
];

/** What a day names as its source: `国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）`. */
export function sourceOf(notice: Notice): string {
  return `${notice.title}（${notice.documentNumber}）`;
}

/** A notice day by day, in the shape in which later notices are entered. */
export function noticeDays(notice: Notice): NoticeDay[] {
  const source = sourceOf(notice);
  const days: NoticeDay[] = [];
  for (const [name, first, last = first] of notice.off) {
    for (let day = ordinalOf(first); day <= ordinalOf(last); day++) {
      days.push({ date: dateOfOrdinal(day), working: false, name, source });
    }
  }
  for (const [name, ...dates] of notice.worked) {
    for (const date of dates) days.push({ date, working: true, name, source });
  }
  return days;
}

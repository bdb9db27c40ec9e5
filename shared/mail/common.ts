/** What is told of records of every kind, where the kind has no words of its own. */

import { calendarNow, isWorking } from '../calendar/table.ts';
import type { AnyKind } from '../exchange/kind.ts';
import type { MailAbout, MailWords } from '../exchange/mails.ts';
import type { MailsOf } from '../exchange/seams.ts';
import { concerning, lastMoment, nameOf, PROVISIONAL, plainArrival, recordPath, weekday } from './words.ts';

type Common = (about: MailAbout, kind: AnyKind) => MailWords | null;

export const COMMON: Readonly<Record<MailsOf<'*'>, Common>> = {
  arrival: (about, { article }) => plainArrival(about, article),
  overdue: (about) => {
    const told = common(about, `${about.label}已超期`, '请尽快登录平台办理；已经超期的，如实计入统计。');
    return about.exchange.late === undefined ? null : told;
  },
  nudge: (about) => common(about, `催办：${about.label}`, '对方单位提醒贵单位尽快办理，请登录平台查看。'),
  'due-set': (about) => {
    const told = common(about, `${about.label}的办理期限已调整`, '请登录平台查看调整后的期限，按期办理。');
    return about.exchange.clock ? told : null;
  },
  'day-off': (about, kind) => {
    const { facts, exchange } = about;
    const calendar = calendarNow(facts);
    const chosen = kind.chosenDay?.(exchange);
    if (!chosen || chosen.day > calendar.lastDay || isWorking(calendar, chosen.day)) return null;
    const told = common(
      about,
      `${about.label}所定日期已成为非工作日`,
      '日期不会自动调整，请登录平台核对，需要的请改期。',
    );
    return told && { ...told, details: [...told.details, ['所定日期', `${chosen.day}（${weekday(chosen.day)}）`]] };
  },
};

/** Nothing of what has been taken from sight. */
function common({ exchange, path, matterName, facts }: MailAbout, what: string, todo: string): MailWords | null {
  if (exchange.quarantined) return null;
  const { clock, from, to } = exchange;
  return {
    subject: matterName === null ? what : `${what}（${matterName}）`,
    opening: `${what}。${todo}`,
    details: [
      ...(matterName === null ? [] : [['事项', matterName] as const]),
      ...concerning(exchange),
      ['发出单位', nameOf(facts, from)],
      ...(to === null ? [] : [['接收单位', nameOf(facts, to)] as const]),
      ...(clock ? [['办理期限', lastMoment(clock)] as const] : []),
    ],
    groups: [],
    link: { label: '查看并办理', path: recordPath(path, exchange.id) },
    basis: null,
    remarks: clock?.provisional ? [PROVISIONAL] : [],
  };
}

/** What a county sets for itself: the measures that the platform cites, and the hours of its mails of arrival. */
import * as z from 'zod';
import { audited, changedWith } from '../audit/chain.ts';
import { officeHoursFrom } from '../calendar/office-hours.ts';
import { calendarNow } from '../calendar/table.ts';
import { type Changed, change } from '../change.ts';
import { CIRCULAR_TIME, type County, MAIL_HOURS, PORTAL, type Regulation } from '../county.ts';
import { type FieldError, invalid, notFound } from '../errors.ts';
import type { Facts } from '../exchange/facts.ts';
import { identifier, line, listOf, text, yesNo } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import type { Store } from '../ports.ts';
import { civilDateOf } from '../time.ts';
import { countyRoomErrors } from './fitting.ts';
import { countyKey, type Who } from './stored.ts';

export interface CountySettings {
  /** Null until the county has named its measures. */
  regulation: Regulation | null;
  mailHours: readonly string[];
  circularTime: string;
  portal: string;
  /** Absent while unset. */
  creditLicences?: true;
  embedders?: readonly string[];
  phrases?: readonly string[];
}

const regulation = lazily(() =>
  z.strictObject({
    title: line(200)
      .refine((title) => !/[《》]/.test(title), { error: '不带书名号' })
      .meta({ title: '名称', description: '不带书名号' }),
    documentNumber: identifier(100).meta({ title: '文号' }),
    articles: z
      .record(line(50).meta({ title: '条号' }), text(2000).meta({ title: '条文' }))
      .refine((articles) => Object.keys(articles).length <= 200, { error: '最多 200 条' })
      .nullish()
      .meta({
        example: {},
        title: '条文',
        description: '邮件和文件中引用的原文，按条号填写，如 17、17(1)；没有的只引名称和文号',
      }),
    places: z
      .record(
        z
          .string()
          .regex(/^\d{1,2}(?:\(\d{1,2}\))?$/, { error: '条号对照的键应为平台所用的条号，如 17 或 17(1)' })
          .meta({ title: '平台所用的条号' }),
        z
          .string()
          .regex(/^\d{1,2}(?:\(\d{1,2}\))?$/, { error: '条号对照应为本办法的条号，如 12 或 12(1)；没有该条的留空' })
          .nullable()
          .meta({ title: '本办法的条号' }),
      )
      .refine((places) => Object.keys(places).length <= 100, { error: '最多 100 条' })
      .nullish()
      .meta({
        example: { '17(1)': '12(1)' },
        title: '条号对照',
        description: '平台所用条号与本办法条号不同的，逐条对照；本办法没有该条的，其条号留空。不填的，条号相同',
      }),
  }),
);

const timeOfCircular = lazily(() =>
  z
    .string({ error: '请填写时刻' })
    .regex(/^(?:09|1\d|2[0-3]):[03]0$/, { error: '通报征求意见稿的形成时刻应为 09:00 以后的整点或半点' })
    .meta({ example: '09:00' }),
);

const mailHour = lazily(() =>
  z
    .string({ error: '请填写时刻' })
    .regex(/^(?:[01]\d|2[0-3]):[03]0$/, { error: '应为整点或半点，如 09:30' })
    .meta({ example: '09:30' }),
);

const embedder = lazily(() =>
  z.string({ error: '请填写网址' }).regex(/^https:\/\/[a-z0-9.-]{1,200}(?::\d{1,5})?$/, {
    error: '应为 https:// 开头的网址，只到域名和端口，不含路径',
  }),
);

/** `PUT /county/settings`. */
export const settingsInput = lazily(() =>
  z
    .strictObject({
      regulation: regulation().nullish().meta({ title: '本县（市、区）的办法' }),
      mailHours: listOf(mailHour(), 24)
        .min(1, { error: '至少一个时刻' })
        .refine((hours) => hours.every((hour, i) => i === 0 || (hours[i - 1] as string) < hour), {
          error: '应由早到晚，不重复',
        })
        .nullish()
        .meta({ title: '到件邮件的发送时刻', description: '留空的，为平台的时刻' }),
      circularTime: timeOfCircular()
        .nullish()
        .meta({ title: '季度通报征求意见稿的形成时刻', description: '留空的，为平台的时刻 09:00' }),
      portal: line(50).nullish().meta({
        title: '公示边界清单的政务服务网',
        description: '公开页面上的名称；留空的，为山东政务服务网',
        example: '山东政务服务网',
      }),
      creditLicences: yesNo().nullish().meta({
        title: '为许可登记信用记录',
        description: '推送的每件许可自动登记一条；审批系统自行报送的不需要。不填为否',
      }),
      embedders: listOf(embedder(), 20)
        .nullish()
        .meta({
          title: '可嵌入信用页面的网站',
          description: '审批系统等的网址来源，不含路径；默认没有',
          example: ['https://sp.example.cn'],
        }),
      phrases: listOf(line(200), 30)
        .nullish()
        .meta({
          title: '全县常用语',
          description: '填写理由、意见时供全县选用；留空的，为平台预置的几条',
          example: ['不属于本单位职责，建议推送至其他单位。'],
        }),
    })
    .meta({ id: 'CountySettingsInput' }),
);

export type SettingsGiven = Checked<typeof settingsInput>;

export function settingsOf(county: County): CountySettings {
  const { regulation, mailHours = MAIL_HOURS, creditLicences, embedders, phrases } = county;
  const { circularTime = CIRCULAR_TIME, portal = PORTAL } = county;
  return {
    ...{ regulation: regulation ? { articles: {}, ...regulation } : null, mailHours, circularTime, portal },
    ...(creditLicences && { creditLicences }),
    ...(embedders && { embedders }),
    ...(phrases && { phrases }),
  };
}

/** What a county may set beside its measures. */
const OWN = ['mailHours', 'circularTime', 'portal', 'creditLicences', 'embedders', 'phrases'] as const;

/** What is set and would be taken away without a word. */
export function settingsLeftOut(given: SettingsGiven, county: County): FieldError[] {
  const detail = '修改时不能省略该字段：不变的请照读取所得填写，要清空的请填写 null';
  const wrong = (pointer: string): FieldError[] => [{ pointer, detail }];
  const { regulation } = given;
  const ofRegulation = (): FieldError[] => {
    if (regulation === undefined) return county.regulation === undefined ? [] : wrong('/regulation');
    if (regulation === null) return [];
    const lost = (['articles', 'places'] as const).filter(
      (name) => regulation[name] === undefined && Object.keys(county.regulation?.[name] ?? {}).length > 0,
    );
    return lost.flatMap((name) => wrong(`/regulation/${name}`));
  };
  const others = OWN.filter((name) => given[name] === undefined && county[name] !== undefined);
  return [...ofRegulation(), ...others.flatMap((name) => wrong(`/${name}`))];
}

/**
 * Hours that are set anew and at which no mail goes out: offices are closed then, by the hours that hold now or that
 * have been entered for later. At the end of a morning or an afternoon they are still open.
 */
export function closedHours({ mailHours }: SettingsGiven, { county, now, log }: Facts): FieldError[] {
  const known = settingsOf(county).mailHours;
  const spans = officeHoursFrom(calendarNow({ now, log }), civilDateOf(now));
  const isOpen = (hour: string): boolean =>
    spans.some((day) => day.some(({ opens, closes }) => opens <= hour && hour <= closes));
  const said = spans.map((day) => day.map(({ opens, closes }) => `${opens}–${closes}`).join('、')).join('；');
  const detail = `应在本县（市、区）的作息时间（${said}）以内：作息时间以外不发送邮件`;
  return (mailHours ?? []).flatMap((hour, i) =>
    known.includes(hour) || isOpen(hour) ? [] : [{ pointer: `/mailHours/${i}`, detail }],
  );
}

/** Puts them; `replaces` sees the county as it is and throws where they must not be. */
export function putSettings(
  store: Store,
  jurisdiction: string,
  given: SettingsGiven,
  { by, at }: Who,
  replaces: (before: County) => void,
): Promise<CountySettings> {
  const key = countyKey(jurisdiction);
  return change(store, key, async (before, inTime): Promise<Changed<CountySettings>> => {
    const county = before?.value as County | undefined;
    if (!county) throw notFound('该县（市、区）');
    replaces(county);
    const { regulation: _r, mailHours: _m, creditLicences: _c, embedders: _e, ...kept } = county;
    const { circularTime: _t, portal: _p, phrases: _s, ...others } = kept;
    const { mailHours, circularTime, portal } = given;
    const next: County = {
      ...{ ...others, ...regulationSet(given), ...(mailHours && { mailHours }) },
      ...{ ...(circularTime && { circularTime }), ...(portal && { portal }) },
      ...(given.creditLicences && { creditLicences: true }),
      ...(given.embedders && given.embedders.length > 0 && { embedders: given.embedders }),
      ...(given.phrases && given.phrases.length > 0 && { phrases: given.phrases }),
    };
    const full = countyRoomErrors(county, next, '/regulation');
    if (full.length > 0) throw invalid(full);
    const detail = settingsChanged(settingsOf(county), settingsOf(next));
    const act = { by, at, act: 'change-settings', thing: 'settings', detail, room: 'administration' } as const;
    return changedWith(await audited(inTime, jurisdiction, before, next, act), settingsOf(next));
  });
}

/** The settings after, of the articles those alone that are new or otherwise than before; null for what is gone. */
function settingsChanged(before: CountySettings, after: CountySettings): unknown {
  const [was, is] = [before.regulation?.articles ?? {}, after.regulation?.articles ?? {}];
  const names = Object.keys({ ...was, ...is }).filter((name) => was[name] !== is[name]);
  const articles = Object.fromEntries(names.map((name) => [name, is[name] ?? null]));
  return { ...after, regulation: after.regulation && { ...after.regulation, articles } };
}

/** Whatever is unset is absent from the record. */
function regulationSet({ regulation }: SettingsGiven): Pick<County, 'regulation'> {
  if (!regulation) return {};
  const { articles, places, ...named } = regulation;
  const said = (of: object | null | undefined): boolean => Object.keys(of ?? {}).length > 0;
  return {
    regulation: {
      ...named,
      ...(articles && said(articles) && { articles }),
      ...(places && said(places) && { places }),
    },
  };
}

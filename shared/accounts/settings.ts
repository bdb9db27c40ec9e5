/** What a county sets for itself: the measures that the platform cites, and the hours of its mails of arrival. */
import * as z from 'zod';
import { audited, changedWith } from '../audit/chain.ts';
import { type Changed, change } from '../change.ts';
import { type County, MAIL_HOURS, type Regulation } from '../county.ts';
import { type FieldError, notFound } from '../errors.ts';
import { identifier, line, listOf, text, yesNo } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import type { Store } from '../ports.ts';
import { countyKey, type Who } from './stored.ts';

export interface CountySettings {
  /** Null until the county has named its measures. */
  regulation: Regulation | null;
  mailHours: readonly string[];
  /** Both absent while unset. */
  creditLicences?: true;
  embedders?: readonly string[];
}

const regulation = lazily(() =>
  z.strictObject({
    title: line(200)
      .refine((title) => !/[《》]/.test(title), { error: '不带书名号' })
      .meta({ title: '名称', description: '不带书名号' }),
    documentNumber: identifier(100).meta({ title: '文号' }),
    articles: z
      .record(line(50), text(2000))
      .refine((articles) => Object.keys(articles).length <= 200, { error: '最多 200 条' })
      .nullish()
      .meta({
        example: {},
        title: '条文',
        description: '邮件和文件中引用的原文，以条号为键，如 17、17(1)；没有的只引名称和文号',
      }),
  }),
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
    })
    .meta({ id: 'CountySettingsInput' }),
);

export type SettingsGiven = Checked<typeof settingsInput>;

export function settingsOf(county: County): CountySettings {
  const { regulation, mailHours = MAIL_HOURS, creditLicences, embedders } = county;
  return {
    ...{ regulation: regulation ? { articles: {}, ...regulation } : null, mailHours },
    ...(creditLicences && { creditLicences }),
    ...(embedders && { embedders }),
  };
}

/** What is set and would be taken away without a word. */
export function settingsLeftOut(given: SettingsGiven, county: County): FieldError[] {
  const detail = '修改时不能省略该字段：不变的请照读取所得填写，要清空的请填写 null';
  const wrong = (pointer: string): FieldError[] => [{ pointer, detail }];
  const { regulation } = given;
  const ofRegulation = (): FieldError[] => {
    if (regulation === undefined) return county.regulation === undefined ? [] : wrong('/regulation');
    return regulation?.articles === undefined && regulation !== null && hasArticles(county)
      ? wrong('/regulation/articles')
      : [];
  };
  const hours = given.mailHours === undefined && county.mailHours !== undefined;
  const others = (['creditLicences', 'embedders'] as const).filter(
    (name) => given[name] === undefined && county[name] !== undefined,
  );
  return [...ofRegulation(), ...(hours ? wrong('/mailHours') : []), ...others.flatMap((name) => wrong(`/${name}`))];
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
    const { regulation: _r, mailHours: _m, creditLicences: _c, embedders: _e, ...others } = county;
    const next: County = {
      ...{ ...others, ...regulationSet(given), ...(given.mailHours && { mailHours: given.mailHours }) },
      ...(given.creditLicences && { creditLicences: true }),
      ...(given.embedders && given.embedders.length > 0 && { embedders: given.embedders }),
    };
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
  const { articles, ...named } = regulation;
  const said = articles && Object.keys(articles).length > 0;
  return { regulation: { ...named, ...(said && { articles }) } };
}

function hasArticles({ regulation }: County): boolean {
  return Object.keys(regulation?.articles ?? {}).length > 0;
}

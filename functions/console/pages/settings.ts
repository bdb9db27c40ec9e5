/** What a county sets for itself, with its history, and where else settings are. */
import { html } from 'hono/html';
import { settingsOf } from '../../../shared/accounts/settings.ts';
import { placeOf } from '../../../shared/citing.ts';
import type { County } from '../../../shared/county.ts';
import { basisLink } from '../../public/basis.ts';
import { answered } from '../answer-table.ts';
import type { PageCall } from '../call.ts';
import { type Field, fieldsOf } from '../fields.ts';
import { operationForm } from '../operation-form.ts';
import type { Show } from '../own-page.ts';
import { summary } from '../shown.ts';
import { historyOf } from './history.ts';
import { articleChoices, articleWords } from './measures-words.ts';

const SECTION = '/console/settings';

export const settings: Show = async (call, { names }) => {
  const { body, schema } = await answered(call, 'readCountySettings');
  const { roles } = call.actor;
  const bureau = roles.includes('bureau-admin');
  const office = roles.includes('government-office');
  const content = html`<h1>本县（市、区）的设置</h1>
${bureau && html`<div class="acts"><a class="button" href="${SECTION}/edit">修改设置…</a></div>`}
${body.regulation === null && html`<p class="note care">还没有设置本县（市、区）的审管互动办法：邮件、网页和文件只能称“本县（市、区）审管互动制度”。</p>`}
${summary(schema, body, names)}
${body.regulation && html`<p>公开网页：${basisLink(names)}</p>`}
${articles(body.regulation?.articles ?? {})}
${places(body.regulation?.places ?? {})}
<h2>其他设置</h2><ul><li><a href="/console/calendar">工作日历</a>、<a href="/console/extensions">期限顺延</a></li><li><a href="/console/rule-sets">时限规则</a></li>${
    office && html`<li><a href="/console/weights">年度考核的计分权重</a></li>`
  }<li><a href="/console/organisations">单位、科室和账号</a></li><li><a href="/console/boundary-list">边界清单</a></li></ul>
${await historyOf(call, 'settings', schema, names, { ...settingsOf({} as County) })}`;
  return { title: '本县（市、区）的设置', content, upright: true };
};

function articles(said: Readonly<Record<string, string>>) {
  const all = Object.entries(said);
  if (all.length === 0) return html``;
  return html`<h2>办法的条文</h2><dl class="sum">${all.map(
    ([number, text]) =>
      html`<dt>${placeOf(number)}${number.replace(/^[^ ]*/, '')}</dt><dd class="written">${text}</dd>`,
  )}</dl>`;
}

/** Where articles stand that the county's measures count otherwise. */
function places(said: Readonly<Record<string, string | null>>) {
  const all = Object.entries(said);
  if (all.length === 0) return html``;
  return html`<h2>条号对照</h2><dl class="sum">${all.map(
    ([number, place]) =>
      html`<dt>平台所用的${articleWords(number)}</dt><dd>${place === null ? '本办法没有该条' : `本办法${placeOf(place)}`}</dd>`,
  )}</dl>`;
}

export const changing = operationForm({
  ...{ operation: 'putCountySettings', reads: 'readCountySettings', title: '修改本县（市、区）的设置', button: '保存' },
  ...{ roles: ['bureau-admin'], section: SECTION, back: () => SECTION },
  fields: (call, _reader, value) => settingsFields(call, value),
  from: ({ mailHours, ...rest }) => ({ ...rest, mailHours: (mailHours as string[]).join('、') }),
  body: ({ mailHours, ...rest }) => ({ ...rest, mailHours: hoursIn(mailHours as string | null) }),
});

/** `8:30、9：30` → 08:30, 09:30, however they are parted; none are the platform's. */
function hoursIn(typed: string | null): string[] | null {
  const hours = (typed ?? '').normalize('NFKC').match(/[^\s、,;。]+/gu) ?? [];
  return hours.length === 0 ? null : hours.map((hour) => hour.replace(/^(\d):/, '0$1:'));
}

const HOURS = '整点或半点，用顿号或空格隔开，如 08:30、09:30；留空的，为平台的时刻';

/** What an article is called by the platform is chosen by what it is about; hours stand in one row. */
function settingsFields(call: PageCall, value: Readonly<Record<string, unknown>> | null): readonly Field[] {
  const regulation = value?.regulation as { places?: object; articles?: object } | null | undefined;
  const set = [...Object.keys(regulation?.places ?? {}), ...Object.keys(regulation?.articles ?? {})];
  const sent = [...(call.form ?? [])].flatMap(([name, said]) =>
    /\/(?:places|articles)\/\d+\/key$/.test(name) && said !== '' ? [said] : [],
  );
  const words = articleChoices([...set, ...sent]);
  const within = (field: Field): Field => {
    if (field.name === 'mailHours') return { ...field, shape: 'line', hint: HOURS };
    if (/^regulation\/(?:places|articles)\/\*\/key$/.test(field.name)) return { ...field, shape: 'choice', words };
    return field.fields ? { ...field, fields: field.fields.map(within) } : field;
  };
  return fieldsOf(call.operation('putCountySettings').body?.() as never).map(within);
}

export const enteringRules = operationForm({
  ...{ operation: 'enterRuleSet', title: '录入时限规则', button: '录入', section: '/console/rule-sets' },
  ...{ roles: ['bureau-admin'], back: () => '/console/rule-sets', danger: true },
  before: () =>
    html`<p class="note care">自施行日起适用。上级规定的，也适用于正在计算的期限；录入后不能修改，只能以新的规则代替。没有填写的时限不变。</p>`,
});

/** `/issuer/link`: where a one-time link leads. The person sets a password and, if he likes, a second factor. */
import { html } from 'hono/html';
import type { Answer, Call, Route } from '../../../functions/http/route.ts';
import type { Html } from '../../../functions/public/layout.ts';
import { beginFactor, endFactor, isLink, usedLink } from './credentials.ts';
import { form, newPasswordFields, page, shown } from './declare.ts';
import { SHORTEST, wrongWith } from './passwords.ts';
import { type Person, personNamed } from './people.ts';

const PATH = '/issuer/link';

/** Where a link leads: what is given to a person on paper or by mail. */
export function linkAddress(address: string, typed: string, secret: string): string {
  return `${address}${PATH}?${new URLSearchParams({ account: typed, link: secret })}`;
}

const show = page({
  ...{ path: PATH, id: 'pageLink', summary: '设置口令' },
  handle: async (call) => {
    const { account, link } = call.query as { account?: unknown; link?: unknown };
    const opened = await openedBy(call, account, link);
    return opened ? asked(call, opened, null) : over(call);
  },
});

const take = form({
  ...{ path: PATH, id: 'pageLinkSent', summary: '设置口令' },
  handle: async (call) => {
    const opened = await openedBy(call, call.form.get('account'), call.form.get('link'));
    if (!opened) return over(call);
    const [password, again] = [call.form.get('password') ?? '', call.form.get('again') ?? ''];
    const wrong = wrongWith(password, opened.account) ?? (password === again ? null : '两次输入的口令不一致');
    if (wrong !== null) return asked(call, opened, wrong);
    const { ports } = call.platform;
    const now = ports.clock.now();
    const wanted = call.form.get('factor') !== null;
    const begun = wanted ? await beginFactor(ports, opened.jurisdiction, now) : undefined;
    if (!(await usedLink(ports, opened.subject, opened.link, password, now, begun))) return over(call);
    ports.log.info('password-set', { requestId: call.requestId, account: opened.account });
    return begun ? factor(call, opened, begun, null) : done(call);
  },
});

const confirm = form({
  ...{ path: '/issuer/factor', id: 'pageFactorSent', summary: '启用动态口令' },
  handle: async (call) => {
    const { ports } = call.platform;
    const person = await personNamed(call.platform, call.form.get('account') ?? '');
    if (!person) return over(call);
    const sent = { setup: call.form.get('setup') ?? '', code: call.form.get('code') ?? '' };
    const ended = await endFactor(ports, person.jurisdiction, person.subject, sent, ports.clock.now());
    if (ended === 'expired') return over(call);
    ports.log.info('factor-set', { requestId: call.requestId, account: person.account, good: ended === 'good' });
    if (ended === 'good') return done(call);
    const begun = { shown: call.form.get('shown') ?? '', setup: sent.setup };
    return factor(call, person, begun, '动态口令不对。请核对手机时间，输入应用中当前显示的六位数字。');
  },
});

export const linkPages: readonly Route[] = [show, take, confirm];

type Opened = Person & { link: string };

async function openedBy({ platform }: Call, account: unknown, link: unknown): Promise<Opened | null> {
  if (typeof account !== 'string' || typeof link !== 'string') return null;
  const person = await personNamed(platform, account);
  const { store, clock } = platform.ports;
  return person && (await isLink(store, person.subject, link, clock.now())) ? { ...person, link } : null;
}

function named({ jurisdiction, account }: Person): Html {
  return html`<input type="hidden" name="account" value="${jurisdiction}/${account}">`;
}

function asked(call: Call, opened: Opened, wrong: string | null): Promise<Answer> {
  const content = html`<h1>设置口令</h1>
<p>账号：${opened.account}。口令至少 ${SHORTEST} 位，可以用几个不相干的词；管理员看不到您的口令。</p>
${wrong && html`<p class="error" id="wrong" role="alert">${wrong}</p>`}
<form method="post" novalidate action="${PATH}"${wrong && html` aria-describedby="wrong"`}>${named(opened)}<input type="hidden" name="link" value="${opened.link}">
${newPasswordFields('password')}
<p><label><input type="checkbox" name="factor" value="yes"> 同时启用动态口令（需要手机上的身份验证应用）</label></p>
<p><button>确定</button></p>
</form>`;
  return shown(call, {
    title: wrong === null ? '设置口令' : '错误：设置口令',
    content,
    status: wrong === null ? 200 : 422,
  });
}

function factor(
  call: Call,
  person: Person,
  begun: { shown: string; setup: string },
  wrong: string | null,
): Promise<Answer> {
  const content = html`<h1>启用动态口令</h1>
<p>口令已设置。请在身份验证应用中手工添加账号，类型为“基于时间”，密钥为：</p>
<p><code>${begun.shown.replaceAll(/(.{4})/g, '$1 ').trim()}</code></p>
${wrong && html`<p class="error" id="wrong" role="alert">${wrong}</p>`}
<form method="post" novalidate action="/issuer/factor">${named(person)}<input type="hidden" name="setup" value="${begun.setup}"><input type="hidden" name="shown" value="${begun.shown}">
<p><label for="code">应用中显示的六位数字</label><br><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required></p>
<p><button>启用</button></p>
</form>
<p><a href="/console">暂不启用，去登录</a></p>`;
  const title = wrong === null ? '启用动态口令' : '错误：启用动态口令';
  return shown(call, { title, content, status: wrong === null ? 200 : 422 });
}

function done(call: Call): Promise<Answer> {
  const content = html`<h1>已设置</h1>
<p>请<a class="button" href="/console">登录工作台</a>。本链接只能使用一次，以后直接登录即可。</p>`;
  return shown(call, { title: '已设置', content });
}

/** The same whatever is wrong with it: whoever guesses learns nothing. */
function over(call: Call): Promise<Answer> {
  const content = html`<h1>链接已失效</h1>
<p>链接只能用一次，三日内有效。请向本单位管理员领取新的链接；已经设置过口令的，请<a href="/console">登录</a>。</p>`;
  return shown(call, { title: '链接已失效', content, status: 404 });
}

/** `/issuer/sign-in/{uid}`: account, password and, where it is set up, a one-time code. */
import { html } from 'hono/html';
import { seeOther } from '../../../functions/console/page.ts';
import type { Answer, Call, Route } from '../../../functions/http/route.ts';
import { networkOf } from '../../../shared/network.ts';
import { check } from './credentials.ts';
import { form, page, shown } from './declare.ts';
import { personNamed } from './people.ts';
import type { Builtin } from './provider.ts';
import type { Slowing } from './slowing.ts';

const PATH = '/issuer/sign-in/{uid}';
/** Checks that run at the same time: each takes 32 MB and a tenth of a second of a processor. */
const CHECKS_AT_ONCE = 4;

export function signInPages(builtin: Builtin, slowing: Slowing): Route[] {
  let checking = 0;
  const show = page({
    ...{ path: PATH, id: 'pagePassword', summary: '登录' },
    handle: async (call) => ((await builtin.waits(call.params.uid as string)) ? asked(call, null) : lost(call)),
  });
  const take = form({
    ...{ path: PATH, id: 'pagePasswordSent', summary: '登录' },
    handle: async (call) => {
      if (checking >= CHECKS_AT_ONCE) return asked(call, '现在登录的人较多，请稍后再试。', 503);
      checking += 1;
      try {
        return await taken(call, builtin, slowing);
      } finally {
        checking -= 1;
      }
    },
  });
  return [show, take];
}

type Sent = Call & { form: URLSearchParams };

async function taken(call: Sent, builtin: Builtin, slowing: Slowing): Promise<Answer> {
  const { ports } = call.platform;
  const typed = (call.form.get('account') ?? '').trim().toLowerCase();
  const wait = slowing.wait(typed, call.address);
  if (wait > 0) return asked(call, `输错次数较多，请在 ${Math.ceil(wait / 1000)} 秒后再试。账号没有被锁定。`, 429);
  const person = await personNamed(call.platform, typed);
  const sent = { password: call.form.get('password') ?? '', code: call.form.get('code') ?? '' };
  const { jurisdiction = '', subject = '' } = person ?? {};
  const checked = await check(ports, jurisdiction, subject, sent, ports.clock.now());
  const good = person !== null && checked === 'good';
  const account = person?.account ?? null;
  ports.log.info('password', { requestId: call.requestId, account, good, network: networkOf(call.address) });
  if (!good) {
    if (person !== null && checked === 'code-needed') return asked(call, '请再输入口令，并填写动态口令。', 422);
    slowing.failed(typed, call.address);
    return asked(call, '账号、口令或动态口令不对。忘记口令的，请向本单位管理员领取新的登录链接。', 422);
  }
  slowing.succeeded(typed, call.address);
  const on = await builtin.signedIn(call.params.uid as string, subject);
  return on === null ? lost(call) : seeOther(on);
}

function asked(call: Call, wrong: string | null, status = 200): Promise<Answer> {
  const title = wrong === null ? '登录' : '错误：登录';
  const account = call.form?.get('account') ?? '';
  const content = html`<h1>登录</h1>
${wrong && html`<p class="error" id="wrong" role="alert">${wrong}</p>`}
<form method="post"${wrong && html` aria-describedby="wrong"`}>
<p><label for="account">账号</label><br><input id="account" name="account" value="${account}" autocomplete="username" required></p>
<p><label for="password">口令</label><br><input id="password" name="password" type="password" autocomplete="current-password" required></p>
<p><label for="code">动态口令（已启用的填写）</label><br><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code"></p>
<p><button>登录</button></p>
</form>
<p>首次登录或忘记口令，请向本单位管理员领取登录链接。</p>`;
  return shown(call, { title, content, status });
}

function lost(call: Call): Promise<Answer> {
  const content = html`<h1>登录用时过长</h1>
<p>请<a href="/console">重新登录</a>。</p>`;
  return shown(call, { title: '登录用时过长', content, status: 400 });
}

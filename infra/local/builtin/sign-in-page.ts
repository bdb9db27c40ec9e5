/** `/issuer/sign-in/{uid}`: account, password and, where it is set up, a one-time code. */
import { html } from 'hono/html';
import { seeOther } from '../../../functions/console/page.ts';
import type { Answer, Call, Route } from '../../../functions/http/route.ts';
import type { Checking } from './checking.ts';
import { cookieOf, form, page, shown, whoFields } from './declare.ts';
import type { Attempt, Builtin } from './provider.ts';

const PATH = '/issuer/sign-in/{uid}';

export function signInPages(builtin: Builtin, checking: Checking): Route[] {
  const show = page({
    ...{ path: PATH, id: 'pagePassword', summary: '登录' },
    handle: async (call) => ((await builtin.waits(attemptOf(call))) ? asked(call, null) : lost(call)),
  });
  const take = form({
    ...{ path: PATH, id: 'pagePasswordSent', summary: '登录' },
    handle: async (call) => {
      if (!(await builtin.waits(attemptOf(call)))) return lost(call);
      const known = await checking.known(call);
      if ('wrong' in known) return asked(call, known.wrong, known.status);
      const on = await builtin.signedIn(attemptOf(call), known.person.subject);
      return on === null ? lost(call) : seeOther(on);
    },
  });
  return [show, take];
}

/** The page of an attempt that another browser began asks for no password: its owner would be let in by it. */
function attemptOf(call: Call): Attempt {
  return { uid: call.params.uid as string, cookie: cookieOf(call) };
}

function asked(call: Call, wrong: string | null, status = 200): Promise<Answer> {
  const title = wrong === null ? '登录' : '错误：登录';
  const content = html`<h1>登录</h1>
${wrong && html`<p class="error" id="wrong" role="alert">${wrong}</p>`}
<form method="post" novalidate${wrong && html` aria-describedby="wrong"`}>
${whoFields(call, '口令')}
<p><button>登录</button></p>
</form>
<p>首次登录或忘记口令，请向本单位管理员领取登录链接。<a href="/issuer/password">修改口令</a></p>`;
  return shown(call, { title, content, status });
}

function lost(call: Call): Promise<Answer> {
  const content = html`<h1>登录用时过长</h1>
<p>请<a href="/console">重新登录</a>。</p>`;
  return shown(call, { title: '登录用时过长', content, status: 400 });
}

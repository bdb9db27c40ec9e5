/**
 * `/issuer/password`: a person who knows his password sets another; whoever is signed in by the one before is so no
 * longer.
 */
import { html } from 'hono/html';
import type { Answer, Call, Route } from '../../../functions/http/route.ts';
import type { Checking } from './checking.ts';
import { changePassword } from './credentials.ts';
import { form, newPasswordFields, page, shown, whoFields } from './declare.ts';
import { wrongWith } from './passwords.ts';

const PATH = '/issuer/password';

export function passwordPages(checking: Checking): Route[] {
  const show = page({
    ...{ path: PATH, id: 'pageNewPassword', summary: '修改口令' },
    handle: (call) => asked(call, null),
  });
  const take = form({
    ...{ path: PATH, id: 'pageNewPasswordSent', summary: '修改口令' },
    handle: async (call) => {
      const [next, again] = [call.form.get('next') ?? '', call.form.get('again') ?? ''];
      if (next !== again) return asked(call, '两次输入的新口令不一致', 422);
      const known = await checking.known(call);
      if ('wrong' in known) return asked(call, known.wrong, known.status);
      const { account, subject } = known.person;
      const wrong = wrongWith(next, account);
      if (wrong !== null) return asked(call, wrong, 422);
      const { ports } = call.platform;
      await changePassword(ports, subject, next, ports.clock.now());
      ports.log.info('password-set', { requestId: call.requestId, account });
      return done(call);
    },
  });
  return [show, take];
}

function asked(call: Call, wrong: string | null, status = 200): Promise<Answer> {
  const content = html`<h1>修改口令</h1>
${wrong && html`<p class="error" id="wrong" role="alert">${wrong}</p>`}
<form method="post" novalidate${wrong && html` aria-describedby="wrong"`}>
${whoFields(call, '现在的口令')}
${newPasswordFields('next')}
<p><button>修改</button></p>
</form>
<p>忘记口令的，请向本单位管理员领取登录链接。</p>`;
  return shown(call, { title: wrong === null ? '修改口令' : '错误：修改口令', content, status });
}

function done(call: Call): Promise<Answer> {
  const content = html`<h1>口令已修改</h1>
<p>各处的登录都已退出。请用新口令<a href="/console">重新登录</a>。</p>`;
  return shown(call, { title: '口令已修改', content });
}

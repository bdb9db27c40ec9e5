/** What is shown once: the secret of a machine, and the link by which a person sets a password. */
import { html } from 'hono/html';
import { notFound, Problem } from '../../../shared/errors.ts';
import { saidBefore, saidOnce } from '../../http/once.ts';
import type { Html } from '../../public/layout.ts';
import { ask, offers } from '../ask.ts';
import type { FormCall, PageCall } from '../call.ts';
import type { KeptForm } from '../kept-form.ts';
import type { Line } from '../kinds.ts';
import { type OperationForm, operationForm } from '../operation-form.ts';
import { moment } from '../words.ts';
import { SECTION } from './organisations.ts';

const MAKE_LINK = 'makeLink';

function accountAt({ params }: PageCall): string {
  return `${SECTION}/${params.org}/accounts/${encodeURIComponent(params.account ?? '')}`;
}

const common = { roles: ['bureau-admin', 'org-admin'], section: SECTION, back: accountAt } as const;

/**
 * A form that makes something new each time and shows it once: sent again it makes nothing, and cannot show it again.
 */
function shownOnce(form: OperationForm): Pick<KeptForm, 'show' | 'act'> {
  const { show, act } = operationForm(form);
  const said = (call: FormCall) => [call.desk, call.actor, `page ${form.operation}`, call.key, call.params] as const;
  return {
    show: async (call, filled) => {
      await mustOffer(call, form.operation);
      return show(call, filled);
    },
    act: async (call) => {
      await mustOffer(call, form.operation);
      if (await saidBefore(...said(call))) {
        throw new Problem(
          'already-done',
          `该表单已经办理过，结果只显示一次，这次没有办理。没有记下的，请返回后重新生成。`,
        );
      }
      const answer = await act(call);
      await saidOnce(...said(call));
      return answer;
    },
  };
}

/** Throws 404 where this home has no such operation, and of an account that is not there for the reader. */
async function mustOffer(call: PageCall, operation: string): Promise<void> {
  if (!offers(call, operation)) throw notFound('该页面');
  await ask(call, 'readAccount', { params: call.params });
}

/** What is shown once can be printed, and copied as a whole. */
function paper(rows: readonly (readonly [string, Html | string])[], note: string): Html {
  return html`<p class="note care">${note}</p>
<dl class="sum">${rows.map(([title, value]) => html`<dt>${title}</dt><dd>${value}</dd>`)}</dl>
<div class="acts"><a class="button second" href="#" data-print hidden>打印</a></div>`;
}

export const secret = shownOnce({
  ...common,
  ...{ operation: 'makeSecret', title: '系统账号的密钥', button: '生成新密钥' },
  before: (call) =>
    html`<p>密钥用于系统账号取得访问凭证（POST /oauth/token），只显示一次。此前的密钥在 24 小时后失效，其间两者都可使用。</p>
<p>密钥疑似泄露的，先<a href="${accountAt(call)}/secret/drop">收回全部密钥</a>，再生成新的。</p>`,
  result: ({ body }, { params }) =>
    paper(
      [
        ['账号', params.account ?? ''],
        ['客户端标识', html`<code>${body.clientId}</code>`],
        ['密钥', html`<code>${body.secret}</code>`],
        ['此前的密钥', body.oldUntil ? `有效至 ${moment(body.oldUntil)}` : '没有'],
      ],
      '密钥只在本页显示这一次，请立即妥善保存；离开后不能再次查看。',
    ),
});

export const dropping = operationForm({
  ...common,
  reads: 'readAccount',
  isThere: () => false,
  ...{ operation: 'dropSecret', title: '收回全部密钥', button: '确认收回', danger: true },
  before: ({ params }) =>
    html`<p class="note care">${params.account} 的全部密钥和凭它们取得的凭证即刻失效，使用它的系统在换用新密钥之前不能访问平台。</p>`,
});

/** Whether people get passwords from this platform, and the account could have one. */
export function offersLinks(call: PageCall, { issuer, roles, active }: Line): boolean {
  const own = call.platform.settings.issuers.find(({ ownOf }) => ownOf === call.desk.jurisdiction)?.issuer;
  const person = active === true && !(roles as string[]).includes('system');
  return person && offers(call, MAKE_LINK) && (issuer === null || issuer === own);
}

export const link = shownOnce({
  ...common,
  ...{ operation: MAKE_LINK, title: '设置口令的一次性链接', button: '生成链接' },
  before: ({ params }) =>
    html`<p>本人凭链接为账号 ${params.account} 设置或重置口令；链接用一次即失效，三日内有效。此前的口令在设置新口令之前继续有效。</p>
<p class="soft">填写邮箱的，链接同时发到该邮箱；不填的，请将下一页打印或抄送本人，不要交给他人。</p>`,
  result: ({ body }) =>
    paper(
      [
        ['账号', body.account],
        ['链接', html`<code>${body.link}</code>`],
        ['有效期至', moment(body.until)],
        ['邮件', body.mailed ? '已发送' : '没有发送，请打印或抄送本人'],
      ],
      '链接只在本页显示这一次。凭链接即可设置该账号的口令，请只交给本人。',
    ),
});

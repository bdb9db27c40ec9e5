/**
 * 用 Excel 导入账号: the workbook is checked first; what it would change is counted, then it is imported as it was checked.
 */
import { html } from 'hono/html';
import type { Account } from '../../../shared/accounts/account.ts';
import { type Organisation, organisationOf } from '../../../shared/county.ts';
import { invalid } from '../../../shared/errors.ts';
import { sheetRow, TITLES } from '../../accounts/account-sheet.ts';
import type { Answer } from '../../http/route.ts';
import type { Html } from '../../public/layout.ts';
import { ask } from '../ask.ts';
import type { FormCall, PageCall } from '../call.ts';
import { controls } from '../controls.ts';
import { errorSummary } from '../error-summary.ts';
import { type Field, fieldsOf } from '../fields.ts';
import { enctypeOf } from '../file-controls.ts';
import { formState } from '../form-state.ts';
import { type Filled, keptFields } from '../kept-form.ts';
import { mustHave } from '../operation-form.ts';
import { type Page, pageAnswer, seeOther } from '../page.ts';
import { framed, readerOf } from '../reader.ts';
import { workbookAnswer } from '../workbook.ts';
import { accountsAt } from './accounts.ts';
import { orgAt, SECTION } from './organisations.ts';

const TITLE = '用 Excel 导入账号';
const OPERATION = 'importAccounts';
const ROLES = ['bureau-admin', 'org-admin'] as const;

interface Counted {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
}

/** The form; with `counted` the button that imports what was checked. */
async function shown(call: PageCall, filled: Filled | null, counted: Counted | null): Promise<Page> {
  mustHave(call, ROLES, TITLE);
  const [reader] = await Promise.all([
    readerOf(call, SECTION),
    // Of an organisation that is another's there is no such page.
    ask(call, 'readQuota', { params: call.params }),
  ]);
  const fields = fileField(call);
  const { values: sent = new URLSearchParams(), problem = null } = filled ?? {};
  const state = formState(fields, sent, problem, reader.choices);
  const back = accountsAt(call);
  const content = html`<p class="crumb"><a href="${back}">← 返回账号</a></p>
${errorSummary(fields, state)}${problem && !problem.errors?.length && html`<div class="alert" role="alert"><h2>没有办理</h2><p>${problem.message}</p></div>`}
<h1>${TITLE}</h1>
<p><a href="${orgAt(call)}/import/workbook">下载现有账号的表格</a>，在其中修改或增加行；也可以自行制作，表头一行写栏目名称：账号、姓名、角色、科室、认证中心、登录身份、启用。没有的栏目保持原样，空白单元格清空该栏；表中没有的账号不变。多个角色、科室以顿号分隔，全部科室填“全部”。</p>
<p class="soft">有一处不符即全部不保存，并逐行逐列指出。系统账号、自己的账号和须由第二人确认的变更不能导入。</p>
<form class="form" method="post" novalidate${enctypeOf(fields)}>${keptFields(call, filled)}
${controls(fields, state)}
<div class="acts"><button class="${counted ? 'second' : ''}">检查</button><a href="${back}">取消</a></div>
${counted && importing(counted, sent.get('file') ?? '')}</form>`;
  return framed(call, reader, { title: TITLE, content, here: back });
}

function importing({ rows, added, changed }: Counted, file: string): Html {
  return html`<div class="note good"><h2>检查通过</h2><p>表中 ${rows} 个账号：新增 ${added} 个，修改 ${changed} 个，不变 ${rows - added - changed} 个。</p></div>
<input type="hidden" name="checked" value="${file}"><div class="acts"><button name="import" value="1">确认导入</button></div>`;
}

function fileField(call: PageCall): readonly Field[] {
  return fieldsOf(call.operation(OPERATION).body?.() as never)
    .filter(({ name }) => name === 'file')
    .map((field) => ({ ...field, title: '工作簿（XLSX）' }));
}

export const importingForm = {
  show: (call: PageCall, filled: Filled | null): Promise<Page> => shown(call, filled, null),
  act: acted,
};

/** The accounts that there are, as the workbook that is read, to be changed and written on: of people alone. */
export async function accountWorkbook(call: PageCall): Promise<Answer> {
  mustHave(call, ROLES, TITLE);
  const { body } = await ask(call, 'listAccounts', { params: call.params });
  const org = organisationOf((await call.desk.facts()).county, call.params.org ?? '') as Organisation;
  const people = (body.items as Account[]).filter(({ roles }) => !roles.includes('system'));
  const rows = people.map((one) => sheetRow(one, org));
  return workbookAnswer(
    { sheet: '账号', title: `${org.name}的账号（修改、增加行后用于导入）`, head: TITLES, rows },
    { plain: `accounts-${org.code}`, name: `${org.name}账号` },
  );
}

/** Checks the workbook; what was checked is imported by the button below. Another file is checked first. */
async function acted(call: FormCall): Promise<Answer> {
  mustHave(call, ROLES, TITLE);
  const { form, params } = call;
  const file = form.get('file') ?? '';
  if (file === '') throw invalid([{ pointer: '/file', detail: '请选择要导入的工作簿' }]);
  const imports = form.get('import') !== null && form.get('checked') === file;
  const { body } = await ask(call, OPERATION, { params, body: { file, dryRun: !imports } });
  if (imports) return seeOther(accountsAt(call));
  return pageAnswer(await shown(call, { values: form, problem: null, keptAt: null }, body as Counted));
}

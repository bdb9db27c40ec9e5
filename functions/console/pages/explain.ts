/** 试算期限: from when and how many working days; each day, counted or not, and by what. */
import { html } from 'hono/html';
import { Problem } from '../../../shared/errors.ts';
import { answered, itemSchema, tableOf } from '../answer-table.ts';
import { controls } from '../controls.ts';
import { errorSummary } from '../error-summary.ts';
import { fieldsOf } from '../fields.ts';
import { formState } from '../form-state.ts';
import type { Show } from '../own-page.ts';
import { inputOf } from '../reading.ts';
import { summary } from '../shown.ts';

const OPERATION = 'explainDeadline';

export const explain: Show = async (call, { names, choices }) => {
  const fields = fieldsOf(call.operation(OPERATION).query?.() as never);
  const sent = new URLSearchParams(call.query as Record<string, string>);
  const asked = fields.some(({ name }) => sent.get(name)?.trim());
  const { told, problem } = asked ? await answerTo() : { told: null, problem: null };
  const state = formState(fields, sent, problem, choices);
  const content = html`<h1>试算期限</h1>${errorSummary(fields, state)}
<p class="soft">起算当日不计入。供核对和答复咨询用，不改变任何记录。</p>
<form class="form">${controls(fields, state)}<div class="acts"><button>试算</button></div></form>
${
  told &&
  html`${summary(told.schema, told.body, names, ['days'])}
${tableOf(itemSchema(told.schema, 'days'), told.body.days, names, { fields: ['date', 'counted', 'reason', 'source'], caption: '逐日说明' })}`
}`;
  return { title: '试算期限', content, upright: true };

  async function answerTo() {
    const input = inputOf(fields, sent);
    const query = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, String(value)]));
    try {
      return { told: await answered(call, OPERATION, { query }), problem: null };
    } catch (error) {
      if (error instanceof Problem && error.status === 422) return { told: null, problem: error };
      throw error;
    }
  }
};

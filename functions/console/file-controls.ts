/** Controls for files: they come in the same form, and those that came before stand ticked. */
import { html } from 'hono/html';
import { endingsOf, FILE_TYPES } from '../../shared/files/types.ts';
import type { Html } from '../public/layout.ts';
import { assetAddress } from './assets.ts';
import type { Field } from './fields.ts';
import { type Choices, described, type FormState, fieldset, idOf } from './labelled.ts';
import { rowsIn } from './reading.ts';
import { NAME_OF_FILE, ONE_FILE, SEVERAL_FILES } from './uploads.ts';

/** A form with files in it is sent in another way; where scripts run, its files go before it. */
export function enctypeOf(fields: readonly Field[]): Html {
  return asksFiles(fields) ? filesGoAlong() : html``;
}

/** The attributes of a form that files go along with. */
export function filesGoAlong(): Html {
  return html` enctype="multipart/form-data" data-files="${assetAddress('files.js')}"`;
}

function asksFiles(fields: readonly Field[]): boolean {
  return fields.some(({ shape, fields = [] }) => shape === 'file' || shape === 'files' || asksFiles(fields));
}

/** The endings of the files that are taken, for the browser's own choice. */
const TAKEN = FILE_TYPES.flatMap(endingsOf).join(',');

/** How large files may be: what comes with a form, and in its place what the script can send. */
export function largest({ megabytes = 4 }: Pick<Choices, 'megabytes'>, several = false): Html {
  const [together, each] = several ? ['合计', '每个'] : ['', ''];
  return html`<span data-most="${megabytes}" data-words="${each}不超过 ${megabytes} MB">${together}不超过 4 MB</span>`;
}

const NEVER = '涉密文件不得上传。';

/** Files that go along: new ones are chosen here, those that were uploaded are ticked. */
export function files(field: Field, state: FormState, at: string): Html {
  const kept = rowsIn(at, state.sent).map((row) => {
    const [id = '', name = ''] = ['file', 'name'].map((part) => state.sent.get(`${at}/${row}/${part}`) ?? '');
    return { id, name, words: name, ticked: true };
  });
  const known = new Set(kept.map(({ id }) => id));
  const others = (state.choices.files ?? []).filter(({ id }) => !known.has(id));
  const boxes = [...kept, ...others.map((file) => ({ ...file, ticked: false }))].map(
    ({ id, name, words, ticked }, row) =>
      html`<li>${fileBox(`${at}/${row}/file`, id, words, ticked)}<input type="hidden" name="${at}/${row}/name" value="${name}"></li>`,
  );
  const id = idOf(at);
  const way = html`<label class="hint" for="${id}-new">${boxes.length > 0 ? '再选择文件' : '选择文件'}，可多选，${largest(state.choices, true)}；${NEVER}</label><input type="file" multiple id="${id}-new" name="${SEVERAL_FILES}${at}" accept="${TAKEN}"${described(field, state, at)}>`;
  return fieldset(field, state, at, html`<ul class="plain">${boxes}</ul>${way}`);
}

export function oneFile(field: Field, state: FormState, at: string): Html {
  const kept = state.sent.get(at) ?? '';
  const name = `${NAME_OF_FILE}${at}`;
  const known = state.sent.get(name) ?? '已上传的文件';
  const before = html`${fileBox(at, kept, known, true)}<input type="hidden" name="${name}" value="${known}"><br>`;
  return html`${kept !== '' && before}<input type="file" id="${idOf(at)}" name="${ONE_FILE}${at}" accept="${TAKEN}"${described(field, state, at)}><span class="hint">${largest(state.choices)}；${NEVER}</span>`;
}

function fileBox(name: string, id: string, words: string, ticked: boolean): Html {
  return html`<label><input type="checkbox" name="${name}" value="${id}"${ticked ? html` checked` : ''}>${words}</label>`;
}

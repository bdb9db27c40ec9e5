/**
 * Files of a form, sent by themselves before it: hashed here, with progress, to where the platform says. What a form then
 * names is what its boxes say, as without this script. Loaded by console.js where a form takes files.
 */

const form = document.querySelector('form[data-files]');
const inputs = [...form.querySelectorAll('input[type=file]')];
for (const one of form.querySelectorAll('[data-most]')) one.textContent = one.dataset.words;
const most = Number(form.querySelector('[data-most]')?.dataset.most ?? 4);

let busy = false;
addEventListener(
  'submit',
  (event) => {
    const { target, submitter } = event;
    // A draft is kept without files.
    if (target !== form || submitter?.formEnctype === 'application/x-www-form-urlencoded') return;
    if (!busy && inputs.every((input) => input.files.length === 0)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (busy) return;
    busy = true;
    sendAll().then((done) => {
      busy = false;
      if (done) form.requestSubmit(submitter ?? undefined);
    });
  },
  true,
);

/** Sends what was chosen; false where some of it could not be. That stays chosen, and its field says why. */
async function sendAll() {
  const failed = [];
  for (const input of inputs) {
    unsay(input);
    const left = new DataTransfer();
    const why = [];
    for (const file of input.files) {
      try {
        named(input, file, await send(input, file));
      } catch (error) {
        left.items.add(file);
        why.push(`${error.message}（${file.name}）`);
      }
    }
    input.files = left.files;
    if (why.length > 0) failed.push(say(input, why.join('；')));
  }
  failed[0]?.focus();
  return failed.length === 0;
}

/** Sends one file; its id. */
async function send(input, file) {
  if (file.size === 0) throw new Error('请选择要上传的文件：这是空文件');
  if (file.size > most * 1_048_576) throw new Error(`文件超过 ${most} MB。请压缩、拆分后再上传`);
  const shown = progress(input, file.name);
  try {
    const bytes = await file.arrayBuffer().catch(() => {
      throw new Error('文件无法读取，可能已被移动或修改，请重新选择');
    });
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const fields = { token: value('token'), key: value('key'), name: file.name, sha256, size: file.size };
    const first = await declared(fields);
    if (first.stored) return first.id;
    await put(first.upload, file, shown);
    const { stored, id } = await declared(fields);
    if (stored) return id;
    throw new Error('文件还没有存好，请再次提交');
  } finally {
    shown.line.remove();
  }
}

const value = (name) => form.elements[name].value;

async function declared(fields) {
  const headers = { accept: 'application/json' };
  const body = new URLSearchParams(fields);
  const answer = await fetch('/console/files/declared', { method: 'POST', body, headers }).catch(() => null);
  if (!answer) throw new Error(CUT_OFF);
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(reason(answer.status, said));
  return said;
}

const CUT_OFF = '网络中断，文件没有传完。检查网络后再次提交即可，其他内容都在';

function reason(status, { errors, detail }) {
  if (status === 401) return '您已退出登录。请在新窗口中重新登录，再回到本页提交';
  return errors?.[0]?.detail ?? detail ?? '文件没有存入，请再次提交；仍不成功的，请联系系统管理员';
}

function put({ url, headers }, file, { bar, stop }) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    for (const [name, said] of Object.entries(headers)) request.setRequestHeader(name, said);
    if (url.startsWith('/')) {
      request.setRequestHeader('accept', 'application/json');
      request.setRequestHeader('x-form-token', value('token'));
    }
    request.upload.onprogress = ({ loaded, total }) => {
      bar.value = loaded / total;
    };
    request.onload = () => {
      if (request.status < 300) return done();
      failed(new Error(reason(request.status, parsed(request.responseText))));
    };
    request.onerror = () => failed(new Error(CUT_OFF));
    request.onabort = () => failed(new Error('已停止上传'));
    stop.onclick = () => request.abort();
    stop.hidden = false;
    request.send(file);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

const made = (tag, more) => Object.assign(document.createElement(tag), more);

/** A line below the control, while the file is on its way. */
function progress(input, name) {
  const line = made('span', { className: 'progress' });
  const words = made('span', { textContent: `正在上传 ${name} ` });
  words.setAttribute('role', 'status');
  const bar = made('progress', { max: 1, value: 0 });
  bar.setAttribute('aria-label', `${name} 的上传进度`);
  const stop = made('button', { type: 'button', className: 'second', textContent: '停止上传', hidden: true });
  input.after(line);
  line.append(words, bar, stop);
  return { line, bar, stop };
}

/** Names the file in the form, as the page does that comes back: ticked, one more of a list or in place of the one before. */
function named(input, { name }, id) {
  const [, kind, at] = /^(files?):(.*)$/.exec(input.name);
  const row = kind === 'files' ? `${at}/${form.querySelectorAll(`input[type=checkbox][name^="${at}/"]`).length}` : '';
  const [ofId, ofName] = row === '' ? [at, `name-of:${at}`] : [`${row}/file`, `${row}/name`];
  const boxes = [...form.querySelectorAll('input[type=checkbox]')];
  if (row === '') for (const box of boxes.filter((one) => one.name === at)) box.parentElement.remove();
  for (const hidden of form.querySelectorAll('input[type=hidden]')) if (hidden.name === ofName) hidden.remove();
  const known = boxes.find((box) => row !== '' && box.value === id);
  if (known) {
    known.checked = true;
    return;
  }
  const label = made('label');
  label.append(made('input', { type: 'checkbox', name: ofId, value: id, checked: true }), name);
  input.before(label, made('input', { type: 'hidden', name: ofName, value: name }));
}

/** Says at the field what is wrong; gives the control. */
function say(input, why) {
  const id = `${input.id}-failed`;
  const words = made('span', { className: 'why', id, textContent: why });
  words.setAttribute('role', 'alert');
  input.before(words);
  input.closest('.field')?.classList.add('wrong');
  input.setAttribute('aria-invalid', 'true');
  input.dataset.about ??= input.getAttribute('aria-describedby') ?? '';
  input.setAttribute('aria-describedby', `${id} ${input.dataset.about}`.trim());
  return input;
}

function unsay(input) {
  document.getElementById(`${input.id}-failed`)?.remove();
  input.removeAttribute('aria-invalid');
  input.closest('.field')?.classList.remove('wrong');
  if (input.dataset.about !== undefined) input.setAttribute('aria-describedby', input.dataset.about);
}

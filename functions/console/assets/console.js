/**
 * The console's one script. Everything works without it: it saves what is being typed, sends a form once, ticks rows,
 * moves by keys and says when the session is about to end. Old kernels, which know no modules, skip it.
 */

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
/** True while an input method composes: its Enter and its letters are no keys of ours. */
const composing = (event) => event.isComposing || event.keyCode === 229;
const inField = (target) => target.closest?.('input, textarea, select, [contenteditable]') !== null;

// A form is sent once, however often its button is pressed; coming back to the page frees it.
const sent = new WeakSet();
addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (sent.has(form)) return event.preventDefault();
  sent.add(form);
  form.dataset.left = 'sent';
  if (event.submitter) event.submitter.setAttribute('aria-disabled', 'true');
});
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

// Rows: all of a page, and from one to another with shift.
const boxes = all('td.pick input[type=checkbox]');
const head = document.querySelector('th.pick');
const told = document.querySelector('[data-picked]');
const tell = () => {
  if (told) told.textContent = `已选 ${boxes.filter((box) => box.checked).length} 件。`;
};
let last = null;
for (const box of boxes) {
  box.addEventListener('click', (event) => {
    const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) for (const one of boxes.slice(from, to + 1)) one.checked = box.checked;
    last = box;
    tell();
  });
}
if (head && boxes.length > 1) {
  const every = Object.assign(document.createElement('input'), { type: 'checkbox', title: '全选本页' });
  every.setAttribute('aria-label', '全选本页');
  every.addEventListener('click', () => {
    for (const box of boxes) box.checked = every.checked;
    tell();
  });
  head.replaceChildren(every);
}
if (boxes.length > 0) tell();

// Keys act where a row has focus; `/` goes to the search, unless it has been switched off on this computer.
const links = all('tbody tr a.t');
const off = () => localStorage.getItem('keys') === 'off';
addEventListener('keydown', (event) => {
  if (composing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  const { key, target } = event;
  const row = target.closest?.('tbody tr');
  const typing = inField(target) && target.type !== 'checkbox';
  if (key === '/' && !typing && !off()) {
    event.preventDefault();
    document.querySelector('#find')?.focus();
  } else if (row && !typing && (key === 'j' || key === 'k')) {
    const at = links.findIndex((link) => row.contains(link));
    links[at + (key === 'j' ? 1 : -1)]?.focus();
  } else if (row && !typing && key === 'x') {
    row.querySelector('td.pick input')?.click();
  }
});
const foot = document.querySelector('footer.foot');
if (foot && document.querySelector('#find')) {
  const toggle = Object.assign(document.createElement('button'), { type: 'button', className: 'plain' });
  const name = () => {
    toggle.textContent = off() ? '启用 / 键查找' : '停用 / 键查找';
  };
  toggle.addEventListener('click', () => {
    localStorage.setItem('keys', off() ? 'on' : 'off');
    name();
  });
  name();
  foot.append(toggle);
}

// A phrase that is chosen goes into its box, where it can be changed.
for (const select of all('[data-phrases]')) {
  select.addEventListener('change', () => {
    const box = document.getElementById(select.dataset.phrases);
    if (select.value !== '')
      box.value = box.value.trim() === '' ? select.value : `${box.value.trimEnd()}\n${select.value}`;
    select.value = '';
    box.focus();
  });
}

// Matters are proposed from when their box is entered: a list of hundreds is no part of every page.
for (const box of all('[data-matters]')) {
  const propose = async () => {
    const answer = await fetch(box.dataset.matters).catch(() => null);
    if (!answer?.ok) return;
    const list = Object.assign(document.createElement('datalist'), { id: box.getAttribute('list') });
    list.append(...(await answer.json()).map((value) => Object.assign(document.createElement('option'), { value })));
    box.after(list);
  };
  box.addEventListener('focus', propose, { once: true });
}

for (const link of all('[data-print]')) {
  link.hidden = false;
  link.addEventListener('click', (event) => {
    event.preventDefault();
    print();
  });
}

// A draft is saved ten seconds after the last key, and when the page is left out of sight.
for (const form of all('form[data-draft]')) {
  const status = form.querySelector('[data-draft-status]');
  let timer = 0;
  let changed = false;
  const save = async () => {
    clearTimeout(timer);
    if (!changed || sent.has(form)) return;
    changed = false;
    try {
      const typed = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
      const body = new URLSearchParams(typed);
      const { ok, headers } = await fetch(form.dataset.draft, { method: 'POST', body, keepalive: true });
      if (ok) endsIn(Number(headers.get(LEFT)));
      const time = new Date().toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });
      if (status) status.textContent = ok ? `草稿已于 ${time} 自动保存。` : '草稿未能自动保存，请按“保存草稿”。';
    } catch {
      changed = true;
      if (status) status.textContent = '网络不通，草稿未能自动保存。';
    }
  };
  form.addEventListener('input', () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(save, 10_000);
  });
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save();
  });
}

// Files go before the form that names them, where the browser can hash them.
const withFiles = document.querySelector('form[data-files]');
if (withFiles && globalThis.crypto?.subtle) import(withFiles.dataset.files);

// Five minutes before the session ends, a line at the foot says so; nothing pops up and nothing is lost. A page has just
// kept its session awake: where fewer minutes are left, the session has lasted as long as any may.
const LEFT = 'session-ends-in';
const bar = Object.assign(document.createElement('p'), { id: 'idle', hidden: true });
bar.setAttribute('role', 'status');
const stay = Object.assign(document.createElement('button'), { type: 'button', textContent: '继续使用' });
let ending = 0;
/** `seconds`: until the session ends. */
function endsIn(seconds) {
  clearTimeout(ending);
  bar.hidden = seconds > 300;
  if (seconds > 300) {
    bar.replaceChildren('您已较长时间没有操作，5 分钟后将自动退出。未提交的内容请先提交或保存草稿。　', stay);
    ending = setTimeout(
      () => {
        bar.hidden = false;
      },
      (seconds - 300) * 1000,
    );
  } else
    bar.replaceChildren(
      `本次登录将在 ${Math.ceil(seconds / 60)} 分钟后到期，不能延长。请先提交或保存草稿，再重新登录。`,
    );
}
stay.addEventListener('click', async () => {
  const answer = await fetch(location.href, { method: 'HEAD', redirect: 'manual' }).catch(() => null);
  if (answer?.ok) endsIn(Number(answer.headers.get(LEFT)));
  else bar.replaceChildren('已经退出或网络不通。请在新窗口中重新登录，再回到本页提交，已填写的内容仍在。');
});
const { idle } = document.body.dataset;
if (idle !== undefined) {
  document.body.append(bar);
  endsIn(Number(idle));
}

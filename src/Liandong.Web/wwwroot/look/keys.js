// Keyboard first: by event.code, so that layouts and full-width signs do not matter; never while an input method composes or in a field.
const busy = event => event.isComposing || event.keyCode === 229;
const inField = target => target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]') !== null;
const rows = () => [...document.querySelectorAll('[data-rows] tr[data-number]')];
const seenRow = 'row:' + location.pathname;

export function stand(row) {
  document.querySelector('tr.at')?.classList.remove('at');
  row.classList.add('at');
  row.querySelector('a')?.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
  sessionStorage.setItem(seenRow, row.dataset.number);
}

export function step(by) {
  const all = rows();
  if (all.length === 0) return false;
  const at = all.findIndex(row => row.classList.contains('at'));
  stand(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
  return true;
}

function press(element) {
  if (element.matches('summary')) {
    element.click();
    element.parentElement.querySelector('form input:not([type=hidden]), form select, form textarea, form button')?.focus();
  } else {
    element.click();
  }
}

function openKeys() {
  const dialog = document.getElementById('keys');
  if (dialog && !dialog.open) dialog.showModal();
}

const find = () => { const input = document.getElementById('find'); input?.focus(); input?.select(); };

// True while single keys rest.
export const rests = event => busy(event) || event.ctrlKey || event.metaKey || event.altKey || inField(event.target) || document.querySelector('dialog[open]') !== null;

document.addEventListener('keydown', event => {
  if (busy(event)) return;
  if ((event.ctrlKey || event.metaKey) && event.code === 'KeyK') { event.preventDefault(); find(); return; }
  if ((event.ctrlKey || event.metaKey) && (event.code === 'Enter' || event.code === 'NumpadEnter')) {
    const form = event.target.form ?? event.target.closest('form') ?? document.querySelector('details.act[open] form') ?? document.querySelector('.bulk-form')?.closest('form');
    if (form) { event.preventDefault(); form.requestSubmit(); }
    return;
  }
  if (event.code === 'Escape' && inField(event.target)) { event.target.blur(); return; }
  if (rests(event)) return;

  if (event.code === 'Slash') {
    event.preventDefault();
    if (event.shiftKey) openKeys(); else find();
    return;
  }
  if (event.shiftKey) return;
  if (event.code === 'KeyJ' && step(1)) { event.preventDefault(); return; }
  if (event.code === 'KeyK' && step(-1)) { event.preventDefault(); return; }
  if (event.code === 'KeyN') {
    const arrived = document.querySelector('.arrived:not([hidden])');
    if (arrived) { event.preventDefault(); arrived.click(); return; }
  }
  if (event.code === 'Enter' && event.target === document.body) { document.querySelector('tr.at a')?.click(); return; }
  // What is not shown has no key: the bar for chosen rows waits unseen.
  const bound = [...document.querySelectorAll(`[data-key="${event.code}"]`)].find(element => element.getClientRects().length > 0);
  if (bound) { event.preventDefault(); press(bound); }
});

// Full-width figures are what a Chinese input method gives; numbers, codes and dates want the plain ones.
document.addEventListener('change', event => {
  const field = event.target;
  if (field.matches?.('input[inputmode], input[type=search]')) {
    field.value = field.value.replace(/[０-９．－]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  }
});

document.querySelectorAll('[data-opens]').forEach(button => {
  button.hidden = false;
  button.addEventListener('click', openKeys);
});

// A click elsewhere closes the small menu.
document.addEventListener('click', event => {
  document.querySelectorAll('details.menu[open]').forEach(menu => { if (!menu.contains(event.target)) menu.open = false; });
});

// Coming back to a list, the cursor stands where it stood.
const last = sessionStorage.getItem(seenRow);
const back = last && rows().find(row => row.dataset.number === last);
if (back) stand(back);

// Choosing rows of a queue by box, by X, by range; what is possible on all of them is asked of the server and stands in the bar below.
import { rests } from './keys.js';
import { restore } from './drafts.js';
import { tellSignedOut, tellUnsent } from './session.js';

const form = document.getElementById('bulk');
const bar = form?.querySelector('.bulk-bar');
const boxes = () => [...document.querySelectorAll('[data-rows] input[name=cases]')];
const chosen = () => boxes().filter(box => box.checked);
let anchor = null;
let asked = 0;

function range(to, on) {
  const all = boxes();
  const [from, until] = [all.indexOf(anchor ?? to), all.indexOf(to)].sort((one, other) => one - other);
  all.slice(Math.max(from, 0), until + 1).forEach(box => { box.checked = on; });
}

function all(on) {
  boxes().forEach(box => { box.checked = on; });
  offer();
}

// What is typed for one act on many is kept like any other text; what another act was given waits until that one is open again.
let draftOf;
function keepDraft(act) {
  if (act === draftOf) return;
  draftOf = act;
  form.querySelector(':scope > .note-brand')?.remove();
  if (act) { form.dataset.draft = `bulk/${act}`; restore(form); } else { delete form.dataset.draft; }
}

async function offer(open) {
  const mine = ++asked;
  const count = chosen().length;
  const told = form.querySelector('[data-words]');
  told.textContent = count === 0 ? '' : told.dataset.words.replace('{n}', count);
  const head = document.querySelector('[data-all]');
  if (head) { head.checked = count > 0 && count === boxes().length; head.indeterminate = count > 0 && !head.checked; }
  if (count === 0) { bar.replaceChildren(); keepDraft(); return; }
  const body = new FormData(form);
  body.set('open', open ?? bar.querySelector('input[name=act]')?.value ?? '');
  await new Promise(done => setTimeout(done, 120));
  if (mine !== asked) return;
  const answer = await fetch(form.action, { method: 'POST', body, headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (!answer) tellUnsent();
  if (answer?.status === 401) tellSignedOut();
  const text = answer?.ok ? await answer.text() : null;
  if (text === null || mine !== asked) return;
  const at = bar.contains(document.activeElement) ? document.activeElement.name : null;
  bar.innerHTML = text;
  keepDraft(bar.querySelector('input[name=act]')?.value);
  const field = at === 'open' || open ? bar.querySelector('.bulk-form :is(input:not([type=hidden]), select, textarea), button') : at && bar.querySelector(`[name="${CSS.escape(at)}"]`);
  field?.focus();
}

if (form) {
  document.querySelectorAll('[data-all], [data-none]').forEach(control => { control.hidden = false; });
  document.addEventListener('click', event => {
    const box = event.target.closest?.('input[name=cases]');
    if (box) {
      if (event.shiftKey) range(box, box.checked);
      anchor = box;
    }
    if (event.target.closest?.('[data-none]')) all(false);
  });
  document.addEventListener('change', event => {
    if (event.target.matches('[data-all]')) all(event.target.checked);
    else if (event.target.closest('[data-rows]')) offer();
  });
  // An act is chosen in place; sending it is the form's own business.
  form.addEventListener('click', event => {
    const button = event.target.closest('button[name=open]');
    if (button) { event.preventDefault(); offer(button.value); }
  });
  document.addEventListener('keydown', event => {
    if (rests(event)) return;
    const row = document.querySelector('tr.at') ?? boxes()[0]?.closest('tr');
    const box = row?.querySelector('input[name=cases]');
    if (event.code === 'KeyX' && box) {
      event.preventDefault();
      if (event.shiftKey) range(box, true); else box.checked = !box.checked;
      anchor = box;
      offer();
    } else if (event.code === 'Escape' && chosen().length > 0) {
      all(false);
    }
  });
  // A browser that comes back to the page has kept its boxes.
  addEventListener('pageshow', () => { if (chosen().length > 0 && bar.querySelector('[data-blank]')) offer(); });
}

// The hotline's desk: keys of the printed card, the clock of a call, and a draft kept with the house while one types.
import { storeKey } from './drafts.js';

const form = document.querySelector('form[data-keep]');
const here = document.querySelector('[data-call]')?.dataset.call;
let composing = false;
document.addEventListener('compositionstart', () => { composing = true; });
document.addEventListener('compositionend', () => { composing = false; });

// How long it has been so: minutes and seconds, hours from sixty on.
function tick() {
  for (const time of document.querySelectorAll('.call-clock[data-since]')) {
    const seconds = Math.max(0, Math.floor((Date.now() + drift - new Date(time.dataset.since)) / 1000));
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const words = (h ? h + ':' : '') + String(m).padStart(2, '0') + ':' + String(s).padStart(2, '0');
    if (time.textContent !== words) time.textContent = words;
  }
}
// The house's clock may be another than this computer's.
const told = document.querySelector('.top-time')?.getAttribute('datetime');
const drift = told ? new Date(told) - Date.now() : 0;
if (document.querySelector('.calls, [data-call]')) { tick(); setInterval(tick, 1000); }

// The draft.
let waiting, asked = 0;
const state = form?.querySelector('.draft-state');
// Hours are the city's, wherever the computer thinks it stands.
const [, sign, hours, minutes] = told?.match(/([+-])(\d\d):(\d\d)$/) ?? [];
const ahead = sign ? (sign === '-' ? -1 : 1) * (hours * 60 + +minutes) * 60_000 : 0;
const clock = () => new Date(Date.now() + drift + ahead).toISOString().slice(11, 19);
async function keep() {
  clearTimeout(waiting);
  waiting = undefined;
  const mine = ++asked;
  const answer = await fetch(form.dataset.keep, { method: 'POST', body: new FormData(form), redirect: 'manual', keepalive: true }).catch(() => null);
  if (mine !== asked) return;
  const kept = answer?.status === 204;
  state.textContent = kept ? form.dataset.keptWords.replace('{clock}', clock()) : form.dataset.unkeptWords;
  // What the house has kept needs no copy on a computer that others use.
  if (kept) localStorage.removeItem(storeKey(form));
}
function later() { clearTimeout(waiting); waiting = setTimeout(keep, 400); }
if (form) {
  form.addEventListener('input', later);
  // Enter chooses a place or a class; it registers nothing by itself, however fast the hand is.
  form.addEventListener('keydown', event => { if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && event.target.matches('input')) event.preventDefault(); });
  form.addEventListener('change', later);
  addEventListener('pagehide', () => { if (waiting) navigator.sendBeacon(form.dataset.keep, new FormData(form)); });
  if (!document.querySelector('.wrong, .refusal')) form.querySelector('input:not([type=hidden]), textarea')?.focus();
}

// A call that is answered at the telephone comes up here; what stands in the form is kept first.
document.addEventListener('swapped', async event => {
  tick();
  const speaks = event.target.dataset?.speaks;
  if (!speaks || speaks === here || composing) return;
  if (form && waiting) await keep();
  location.assign(speaks);
});

// The printed card lies in the sheet of keys.
const card = document.getElementById('key-card');
if (card) document.querySelector('#keys .body')?.prepend(card.content);

const nameOf = event => (event.ctrlKey ? 'Ctrl+' : '') + (event.shiftKey ? 'Shift+' : '') + event.code;
const written = () => form && ['title', 'description'].some(name => form.elements[name]?.value.trim());

// At once, so that the next key meets it; the draft is kept meanwhile.
function open(ending) {
  if (form && waiting) keep();
  const copies = ending.querySelector('[data-copies]');
  if (copies && !copies.value && form) copies.value = form.elements[copies.dataset.copies]?.value ?? '';
  ending.open = true;
  (ending.querySelector('input[type=radio]:checked, input[name=number], .btn-main') ?? ending.querySelector('button')).focus();
}

document.addEventListener('keydown', event => {
  if (event.isComposing || event.keyCode === 229 || event.metaKey) return;
  const ending = document.querySelector(`[data-fkey="${CSS.escape(nameOf(event))}"]`);
  if (ending && !event.altKey) {
    event.preventDefault();
    if (event.repeat) return;
    if (ending.matches('button')) ending.click();
    else if (ending.dataset.kind === 'answer') document.getElementById('ask-knowledge')?.focus();
    else if (ending.open || (ending.dataset.atOnce === 'True' && !written())) ending.querySelector('form').requestSubmit();
    else open(ending);
    return;
  }
  if (event.altKey && !event.ctrlKey && event.code === 'KeyJ') {
    const near = document.querySelector('[data-join]');
    if (near) { event.preventDefault(); near.focus(); }
    return;
  }
  const opened = document.querySelector('details.ending[open]');
  if (opened && event.code === 'Escape') { event.preventDefault(); opened.open = false; form?.querySelector('textarea')?.focus(); return; }
  const digit = opened?.querySelector(`[data-digit="${event.code.replace(/^(Digit|Numpad)/, '')}"]`);
  if (digit && !event.target.matches('input:not([type=checkbox]):not([type=radio]), textarea')) { event.preventDefault(); digit.click(); return; }
  if (event.code === 'Enter' && !event.ctrlKey && event.target.id === 'ask-knowledge') {
    event.preventDefault();
    document.querySelector('#articles button')?.focus();
  }
});

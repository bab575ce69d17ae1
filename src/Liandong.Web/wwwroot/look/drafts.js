// Unsaved text never dies: what is typed in a form with data-draft is kept on this computer until the form is sent and answered.
import { isDoubtful, tellSignedOut, tellUnsent, whoHears } from './session.js';

// Drafts are a person's own, also where several share a computer.
const storeOf = draft => `draft:${document.body.dataset.who ?? ''}:${draft}`;
export const storeKey = form => storeOf(form.dataset.draft);
// Which rows of a list are chosen is no text.
const kept = form => [...form.elements].filter(field => field.name && field.name !== 'cases' && !['hidden', 'file', 'password', 'submit', 'button'].includes(field.type));
const clock = at => new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });

function save(form) {
  const values = kept(form)
    .filter(field => !['checkbox', 'radio'].includes(field.type) || field.checked)
    .map(field => [field.name, field.value]);
  if (values.some(([, value]) => value.trim() !== '')) {
    const said = kept(form).filter(field => field.matches('textarea, input[type=text], input:not([type])') && field.value.trim()).map(field => field.value);
    localStorage.setItem(storeKey(form), JSON.stringify({ at: Date.now(), values, said }));
    form.dataset.kept = 'yes';
  }
}

export function restore(form) {
  const draft = JSON.parse(localStorage.getItem(storeKey(form)) ?? 'null');
  // A form that came back with values from the server is newer than any draft; where the house keeps drafts, what is still here is what it did not get.
  if (!draft || (!form.dataset.keep && kept(form).some(field => field.matches('textarea') ? field.defaultValue : field.type === 'text' && field.defaultValue))) return;
  const left = draft.values.slice();
  for (const field of kept(form)) {
    const at = left.findIndex(([name, value]) => name === field.name && (!['checkbox', 'radio'].includes(field.type) || value === field.value));
    if (['checkbox', 'radio'].includes(field.type)) field.checked = at >= 0;
    else if (at >= 0) field.value = left[at][1];
    if (at >= 0) left.splice(at, 1);
  }
  const note = document.createElement('p');
  note.className = 'note note-brand row';
  note.setAttribute('role', 'status');
  const drop = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-s btn-bare', textContent: document.body.dataset.drop });
  drop.addEventListener('click', () => { localStorage.removeItem(storeKey(form)); form.reset(); note.remove(); });
  note.append(document.body.dataset.saved.replace('{clock}', clock(draft.at)), drop);
  form.prepend(note);
  form.dataset.kept = 'yes';
  // Whoever comes back to the page finds unfolded what he left unfolded.
  if (sessionStorage.getItem(leftKey) === storeKey(form)) {
    form.closest('details.act')?.setAttribute('open', '');
    sessionStorage.removeItem(leftKey);
  }
}

let waiting, typedIn;
function keep() {
  clearTimeout(waiting);
  if (typedIn) save(typedIn);
  typedIn = null;
}
document.addEventListener('input', event => {
  const form = event.target.form;
  if (form?.dataset.draft) {
    if (typedIn !== form) keep();
    typedIn = form;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 300);
  }
});
// Whoever types and leaves in the same breath leaves nothing behind.
const leftKey = 'draft-left';
addEventListener('pagehide', () => {
  keep();
  const form = document.querySelector('details.act[open] form[data-kept]');
  if (form) sessionStorage.setItem(leftKey, storeKey(form));
});

// Sent once: a second press while the first is on its way does nothing. The draft is dropped by the page that follows, not by the press.
const sentKey = 'draft-sent';
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.dataset.draft) save(form);
  if (document.body.dataset.unsent && form.dataset.heard !== 'yes' && (isDoubtful() || isCostly(form))) {
    event.preventDefault();
    ask(form, event.submitter);
    return;
  }
  if (form.dataset.draft) sessionStorage.setItem(sentKey, storeKey(form));
  // A download leaves the page where it is: it may be asked for again.
  if (!event.submitter?.matches('[formnovalidate]') && !form.hasAttribute('data-download')) {
    form.dataset.sent = 'yes';
    event.submitter?.setAttribute('aria-busy', 'true');
  }
});

// Photos are not kept with a draft, and a page that lay open for long may have outlived its session: then it is asked first.
const isCostly = form => performance.now() > 600_000 || [...form.elements].some(field => field.type === 'file' && field.files.length > 0);

async function ask(form, submitter) {
  form.dataset.sent = 'yes';
  submitter?.setAttribute('aria-busy', 'true');
  const hears = await whoHears();
  delete form.dataset.sent;
  submitter?.removeAttribute('aria-busy');
  if (hears === 'lost') { tellUnsent(); return; }
  if (hears === 'gone') { tellSignedOut(); return; }
  form.dataset.heard = 'yes';
  form.requestSubmit(submitter);
  delete form.dataset.heard;
}

addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(form => {
  delete form.dataset.sent;
  form.querySelectorAll('[aria-busy]').forEach(button => button.removeAttribute('aria-busy'));
}));

// The answer came and shows neither the door, nor a refusal, nor a field to correct: the act is done and its draft may go.
const sent = sessionStorage.getItem(sentKey);
if (sent && document.querySelector('main') && !document.querySelector('.wrong, .refusal, .problem, .sign-in')) {
  localStorage.removeItem(sent);
}
sessionStorage.removeItem(sentKey);

document.querySelectorAll('form[data-draft]').forEach(restore);

// What was written for an act that is not to be had any more, because somebody was faster, is shown to be copied; it goes when it is dropped.
const home = document.querySelector('[data-drafts]');
if (home) {
  const here = new Set([...document.querySelectorAll('form[data-draft]')].map(storeKey));
  for (const key of Object.keys(localStorage).filter(key => key.startsWith(storeOf(home.dataset.drafts)) && !here.has(key))) {
    const { at, said } = JSON.parse(localStorage.getItem(key));
    if (!said?.length) { localStorage.removeItem(key); continue; }
    const note = Object.assign(document.createElement('div'), { className: 'note note-brand left-words' });
    const drop = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-s btn-bare', textContent: document.body.dataset.drop });
    drop.addEventListener('click', () => { localStorage.removeItem(key); note.remove(); });
    note.append(Object.assign(document.createElement('p'), { textContent: home.dataset.left.replace('{clock}', clock(at)) }),
      ...said.map(words => Object.assign(document.createElement('p'), { className: 'told', textContent: words })), drop);
    home.querySelector('.head').after(note);
  }
}

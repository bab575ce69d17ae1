// Unsaved text never dies: what is typed in a form with data-draft is kept on this computer until the form is sent and answered.
const storeKey = form => 'draft:' + form.dataset.draft;
const kept = form => [...form.elements].filter(field => field.name && !['hidden', 'file', 'password', 'submit', 'button'].includes(field.type));
const clock = at => new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });

function save(form) {
  const values = kept(form)
    .filter(field => !['checkbox', 'radio'].includes(field.type) || field.checked)
    .map(field => [field.name, field.value]);
  if (values.some(([, value]) => value.trim() !== '')) {
    localStorage.setItem(storeKey(form), JSON.stringify({ at: Date.now(), values }));
    form.dataset.kept = 'yes';
  }
}

function restore(form) {
  const draft = JSON.parse(localStorage.getItem(storeKey(form)) ?? 'null');
  // A form that came back with values from the server is newer than any draft.
  if (!draft || kept(form).some(field => field.matches('textarea') ? field.defaultValue : field.type === 'text' && field.defaultValue)) return;
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
}

let waiting;
document.addEventListener('input', event => {
  const form = event.target.form;
  if (form?.dataset.draft) {
    clearTimeout(waiting);
    waiting = setTimeout(() => save(form), 300);
  }
});

// Sent once: a second press while the first is on its way does nothing. The draft is dropped by the page that follows, not by the press.
const sentKey = 'draft-sent';
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.dataset.draft) {
    save(form);
    sessionStorage.setItem(sentKey, storeKey(form));
  }
  // A download leaves the page where it is: it may be asked for again.
  if (!event.submitter?.matches('[formnovalidate]') && !form.hasAttribute('data-download')) {
    form.dataset.sent = 'yes';
    event.submitter?.setAttribute('aria-busy', 'true');
  }
});
addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(form => {
  delete form.dataset.sent;
  form.querySelectorAll('[aria-busy]').forEach(button => button.removeAttribute('aria-busy'));
}));

// The answer came and shows neither a refusal nor a field to correct: the act is done and its draft may go.
const sent = sessionStorage.getItem(sentKey);
if (sent && document.querySelector('main') && !document.querySelector('.wrong, .refusal, .problem')) {
  localStorage.removeItem(sent);
}
sessionStorage.removeItem(sentKey);

document.querySelectorAll('form[data-draft]').forEach(restore);

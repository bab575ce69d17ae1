// Writing a result: text blocks go in where the cursor stands; photos come by paste and drag as well as by the button.
const blocks = document.getElementById('text-blocks');

function offer(area) {
  if (!blocks || area.dataset.blocks || !area.closest('.act-form, .bulk-form')) return;
  area.dataset.blocks = 'yes';
  const pick = blocks.cloneNode(true);
  pick.removeAttribute('id');
  pick.hidden = false;
  // Arrow keys and letters walk the list, Enter puts the block in; a press on the open list puts it in at once.
  let walking = false;
  function putIn() {
    if (!pick.value) return;
    area.setRangeText(pick.value, area.selectionStart, area.selectionEnd, 'end');
    pick.selectedIndex = 0;
    area.focus();
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
  pick.addEventListener('pointerdown', () => { walking = false; });
  pick.addEventListener('keydown', event => {
    walking = event.code !== 'Enter';
    if (!walking && pick.value && !event.ctrlKey) { event.preventDefault(); putIn(); }
  });
  pick.addEventListener('change', () => { if (!walking) putIn(); });
  area.after(pick);
}

document.querySelectorAll('.act-form textarea').forEach(offer);
// The bar for chosen rows comes later than the page.
const bar = document.querySelector('.bulk-bar');
if (bar) new MutationObserver(() => bar.querySelectorAll('textarea').forEach(offer)).observe(bar, { childList: true, subtree: true });

// Files of an input as a list with names, each of which can be taken out again.
function show(input) {
  const list = input.parentElement.querySelector('.chosen-files') ?? Object.assign(document.createElement('ul'), { className: 'chosen-files' });
  list.replaceChildren(...[...input.files].map((file, i) => {
    const line = document.createElement('li');
    const drop = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-s', textContent: '×' });
    drop.setAttribute('aria-label', `${document.body.dataset.drop}: ${file.name}`);
    drop.addEventListener('click', () => put(input, [...input.files].filter((_, at) => at !== i)));
    line.append(`${file.name} · ${Math.max(1, Math.round(file.size / 1024))} KB `, drop);
    return line;
  }));
  input.after(list);
}

function put(input, files) {
  const all = new DataTransfer();
  files.forEach(file => all.items.add(file));
  input.files = all.files;
  show(input);
}

// The same picture twice is one picture.
function add(input, files) {
  const known = [...input.files];
  const fresh = [...files].filter(file => file.size > 0 && input.accept.split(',').includes(file.type)
    && !known.some(old => old.name === file.name && old.size === file.size && old.lastModified === file.lastModified));
  if (fresh.length > 0) put(input, [...known, ...fresh]);
  return fresh.length > 0;
}

// The field of photos in which the hand rests; else the first of its form.
const inputOf = target => target.matches?.('input[type=file]') ? target : (target.closest?.('form') ?? document.querySelector('details.act[open] form, .bulk-form'))?.querySelector('input[type=file]');

document.addEventListener('change', event => { if (event.target.matches?.('input[type=file][multiple]')) show(event.target); });
document.addEventListener('paste', event => {
  const input = event.clipboardData?.files.length > 0 ? inputOf(event.target) : null;
  if (input && add(input, event.clipboardData.files)) event.preventDefault();
});
document.addEventListener('dragover', event => {
  if (event.dataTransfer?.types.includes('Files') && inputOf(event.target)) { event.preventDefault(); inputOf(event.target).classList.add('over'); }
});
document.addEventListener('dragleave', event => inputOf(event.target)?.classList.remove('over'));
document.addEventListener('drop', event => {
  const input = event.dataTransfer?.files.length > 0 ? inputOf(event.target) : null;
  if (!input) return;
  event.preventDefault();
  input.classList.remove('over');
  add(input, event.dataTransfer.files);
});

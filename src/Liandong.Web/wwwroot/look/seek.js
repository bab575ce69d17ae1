// A list of a thousand units is looked through by any letters of what people call them: Chinese, English, the sound of it, a former name.
const plain = text => text.normalize('NFKC').toLowerCase().replace(/[\s()（）]+/g, '');

// 莘城管 finds 莘庄镇城管中队: the letters stand in it in this order.
function has(words, said) {
  if (words.includes(said)) return true;
  if (!/[\u2e80-\uffff]/.test(said)) return false;
  let at = 0;
  for (const letter of words) if (letter === said[at]) at++;
  return at === said.length;
}

function seek(select) {
  if (select.dataset.sought) return;
  select.dataset.sought = 'yes';
  const options = [...select.options].filter(option => option.value).map(option => ({ option, words: plain(`${option.textContent} ${option.value} ${option.dataset.words ?? ''}`) }));
  const before = select.value;
  const input = Object.assign(document.createElement('input'), { type: 'search', className: 'input seek', placeholder: select.dataset.seek, autocomplete: 'off' });
  input.setAttribute('aria-label', `${select.labels[0]?.textContent.trim() ?? ''} ${select.dataset.seek}`.trim());
  input.addEventListener('input', () => {
    const said = plain(input.value);
    const found = options.filter(({ option, words }) => !(option.hidden = said !== '' && !has(words, said)));
    // A town before its offices: the shortest name.
    const best = found.reduce((one, other) => one && one.option.textContent.length <= other.option.textContent.length ? one : other, null);
    // What would be chosen stands below while one types; nothing typed leaves what was there.
    const value = said === '' ? before : best?.option.value ?? '';
    if (select.value !== value) { select.value = value; select.dispatchEvent(new Event('change', { bubbles: true })); }
  });
  input.addEventListener('keydown', event => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.code === 'Enter' && !event.ctrlKey && !event.metaKey || event.code === 'ArrowDown') { event.preventDefault(); select.focus(); }
  });
  select.before(input);
}

// Other lists have the attribute without words.
const long = 'select[data-seek]:not([data-seek=""])';
document.querySelectorAll(long).forEach(seek);
// Forms that came in later.
document.addEventListener('focusin', event => { if (event.target.matches?.(long)) seek(event.target); });

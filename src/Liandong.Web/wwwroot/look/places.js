// Places are proposed while one types. Arrow keys walk, Enter takes, Escape closes; without this file the aside asks instead.
const wait = 120;

function attach(input) {
  const form = input.form;
  const list = Object.assign(document.createElement('ul'), { className: 'answer', id: input.id + '-places', hidden: true });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.labels[0]?.textContent.trim() ?? '');
  input.after(list);
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', list.id]]) input.setAttribute(name, value);
  const point = ['lon', 'lat'].map(part => form.elements[`${input.name}.${part}`]);
  const area = form.elements.area;
  let timer, asked = 0, taken = null;

  const options = () => [...list.children];
  const at = () => options().findIndex(option => option.getAttribute('aria-selected') === 'true');
  function close() {
    asked++;
    clearTimeout(timer);
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }
  function stand(index) {
    const all = options();
    all.forEach((option, i) => option.setAttribute('aria-selected', i === index ? 'true' : 'false'));
    if (index < 0) { input.removeAttribute('aria-activedescendant'); return; }
    input.setAttribute('aria-activedescendant', all[index].id);
    all[index].scrollIntoView({ block: 'nearest' });
  }
  // While nothing is typed here, what was told in other fields is asked about.
  const told = () => (input.dataset.from ?? '').split(' ').map(name => form.elements[name]?.value.trim() ?? '').join(' ').trim().slice(0, 200);
  async function ask() {
    const mine = ++asked;
    const said = input.value.trim() || told();
    if (said.length < 2) { close(); return; }
    const answer = await fetch(`${input.dataset.places}&q=${encodeURIComponent(said)}`, { headers: { 'HX-Request': 'true' } }).catch(() => null);
    if (!answer?.ok || mine !== asked) return;
    list.innerHTML = await answer.text();
    if (mine !== asked) return;
    const any = list.children.length > 0 && document.activeElement === input;
    list.hidden = !any;
    input.setAttribute('aria-expanded', any ? 'true' : 'false');
    stand(-1);
  }
  // A point belongs to the words it was chosen for: other words, no point.
  function forget() {
    if (!taken || input.value.startsWith(taken.words)) return;
    if (taken.point) point.forEach(field => { field.value = ''; });
    if (taken.area && area) area.value = '';
    taken = null;
  }
  function take(option) {
    const { value, words } = option.dataset;
    input.value = words;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    asked++;
    clearTimeout(timer);
    const [lon, lat] = value.split(',');
    taken = { words, point: lat !== undefined, area: value.startsWith('@') };
    if (taken.point) { [point[0].value, point[1].value] = [lon, lat]; if (area) area.value = ''; }
    if (taken.area && area) { area.value = value.slice(1); point.forEach(field => { field.value = ''; }); }
    close();
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  input.addEventListener('input', event => {
    forget();
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  });
  input.addEventListener('compositionend', () => { clearTimeout(timer); timer = setTimeout(ask, wait); });
  input.addEventListener('keydown', event => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const count = list.hidden ? 0 : list.children.length;
    if (event.code === 'ArrowDown' && list.hidden) { event.preventDefault(); ask(); }
    else if (count === 0) return;
    else if (event.code === 'ArrowDown') { event.preventDefault(); stand((at() + 1) % count); }
    else if (event.code === 'ArrowUp') { event.preventDefault(); stand((at() - 1 + count + (at() < 0 ? 1 : 0)) % count); }
    else if ((event.code === 'Enter' || event.code === 'NumpadEnter') && at() >= 0) { event.preventDefault(); take(options()[at()]); }
    else if (event.code === 'Escape') { event.preventDefault(); event.stopPropagation(); close(); }
  });
  input.addEventListener('focus', () => { if (input.dataset.from && input.value.trim() === '') ask(); });
  input.addEventListener('blur', close);
  // A press must not take the focus away before it is a click.
  list.addEventListener('mousedown', event => event.preventDefault());
  list.addEventListener('click', event => { const option = event.target.closest('[role=option]'); if (option) take(option); });
}

document.querySelectorAll('input[data-places]').forEach(attach);

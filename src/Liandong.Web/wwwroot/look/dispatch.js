// The dispatch desk: Enter sends the row under the cursor at once, G all of its kind, U takes back for some seconds, L finds another lead.
// A row leaves only when the answer says that it is sent; whatever goes wrong stands on the row, and the same key again is the same act.
import { rests, stand, step } from './keys.js';

const desk = document.querySelector('[data-dispatch]');
const card = document.querySelector('[data-card]');
const others = new Map();                                     // another lead chosen for a case, by number
const rung = new Map();                                       // whom one rang for it, and when
const sent = new Set();                                       // "number.version" of what was sent from here
let last = null;                                              // what U takes back
let tick = null;

const rowsOf = part => [...part.querySelectorAll('tr[data-number]')];
const all = () => rowsOf(listed());
const at = () => desk.querySelector('tr.at');
const listed = () => desk.querySelector('[data-rows]');
const formOf = row => row?.querySelector('form[data-send]');
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const alike = row => {
  const bunch = formOf(row)?.dataset.bunch;
  return bunch && !others.has(row.dataset.number) ? all().filter(r => formOf(r)?.dataset.bunch === bunch && !r.classList.contains('sending') && !others.has(r.dataset.number)) : [row];
};

// A key of one's own for what no form was made for; the browser's randomUUID is not there without TLS.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64; bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map(b => b.toString(16).padStart(2, '0')).join('');
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

async function post(body) {
  const answer = await fetch('/dispatch', { method: 'POST', body, headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (!answer) return { why: desk.dataset.lost };
  if (answer.status === 401) return { why: desk.dataset.gone };
  return answer.ok ? { rows: await answer.json() } : { why: desk.dataset.lost };
}

function say(row, why) {
  row.classList.remove('sending');
  row.classList.toggle('refused', why !== null);
  row.removeAttribute('aria-busy');
  row.querySelector('[data-became]').textContent = why ?? '';
}

// Where the cursor goes when these rows leave: the next that stays, else the one before.
function after(rows) {
  const shown = all();
  const from = shown.indexOf(rows[0]);
  const stays = row => !rows.includes(row) && !row.classList.contains('sending');
  return shown.slice(from + 1).find(stays) ?? shown.slice(0, from).reverse().find(stays);
}

function bodyOf(rows) {
  const form = formOf(rows[0]);
  const { unit, co, called } = form.dataset;
  const body = new FormData(form);
  body.delete('cases');
  rows.forEach(row => body.append('cases', formOf(row).elements.cases.value));
  const other = others.get(rows[0].dataset.number);
  if (other) {
    const helpers = body.getAll(co).filter(code => code !== other.code);
    body.set(unit, other.code);
    body.delete(co);
    helpers.forEach(code => body.append(co, code));
  }
  if (called) body.set(called, rung.get(rows[0].dataset.number) ?? '');
  return { body, lead: other?.name ?? form.dataset.lead };
}

// What has to be done first on the card; true when nothing.
function ready(row) {
  const form = formOf(row);
  if (!form || (form.dataset.hard && !others.has(row.dataset.number))) { card.querySelector('[data-other]')?.focus(); return false; }
  if (!form.dataset.called) return true;
  const [whom, when] = [card.querySelector('[data-whom]'), card.querySelector('[data-when]')];
  if (!whom?.value.trim()) { whom?.focus(); return false; }
  rung.set(row.dataset.number, `${whom.value.trim()} ${when.value.trim()}`);
  return true;
}

async function send(rows) {
  rows = rows.filter(row => row && !row.classList.contains('sending'));
  if (rows.length === 0 || !ready(rows[0])) return;
  const { body, lead } = bodyOf(rows);
  const { undo, seconds } = formOf(rows[0]).dataset;
  const next = after(rows);
  rows.forEach(row => { say(row, null); row.classList.add('sending'); row.setAttribute('aria-busy', 'true'); });
  if (next) stand(next); else card.hidden = true;
  const done = post(body).then(({ rows: answers, why }) => {
    const went = [];
    for (const row of rows) {
      const answer = answers?.find(a => a.number === row.dataset.number);
      if (answer && answer.refusal === null) { went.push(answer); others.delete(answer.number); sent.add(formOf(row).elements.cases.value); leave(row); }
      else say(row, answer?.refusal ?? why ?? desk.dataset.lost);
    }
    if (!at() && all().length > 0) stand(rows.find(row => row.isConnected) ?? all()[0]);
    if (went.length > 0) told(went.length, lead, undo ? Number(seconds) : 0);
    count();
    return went;
  });
  last = undo ? { done, undo, token: body.get('__RequestVerificationToken') } : null;
  await done;
}

// A row goes, and its heading with the last of its kind.
function leave(row) {
  const heading = row.previousElementSibling;
  const ends = !row.nextElementSibling?.dataset.number;
  row.remove();
  if (ends && heading?.matches('.group')) heading.remove();
}

// What comes from the server may have been read before our own act: what was sent stays away until it is another version, what is on its way stays as it is.
function setRight(fresh, putIn) {
  const going = new Map(all().filter(row => row.classList.contains('sending')).map(row => [row.dataset.number, row]));
  for (const row of rowsOf(fresh)) {
    if (sent.has(formOf(row)?.elements.cases.value)) leave(row);
    else if (putIn && going.has(row.dataset.number)) row.replaceWith(going.get(row.dataset.number));
  }
}

function count() {
  const n = all().length;
  const words = desk.querySelector('[data-count]');
  const said = fill(words.dataset.words, { n });
  if (words.textContent !== said) words.textContent = said;
  desk.querySelector('.keys').hidden = n === 0;
  desk.querySelector('[data-none]').hidden = n > 0;
  desk.querySelector('table.queue').hidden = n === 0;
}

function toast(words) {
  const box = desk.querySelector('[data-toast]');
  clearInterval(tick);
  box.hidden = false;
  box.querySelector('[role=status]').textContent = words;
  return box;
}

// What was sent, and for how long it can be taken back.
function told(n, unit, seconds) {
  const box = toast(fill(desk.dataset.sent, { n, unit }));
  const [button, left] = [box.querySelector('[data-undo]'), box.querySelector('[data-seconds]')];
  let rest = seconds;
  button.hidden = rest === 0;
  left.textContent = rest || '';
  tick = setInterval(() => {
    rest -= 1;
    left.textContent = Math.max(rest, 0) || '';
    if (rest <= 0) { button.hidden = true; last = null; }
    if (rest <= -4) { clearInterval(tick); box.hidden = true; }
  }, 1000);
}

async function takeBack() {
  if (!last) return;
  const { done, undo, token } = last;
  last = null;
  const went = await done;
  if (went.length === 0) return;
  const body = new FormData();
  body.set('__RequestVerificationToken', token);
  body.set('act', undo);
  body.set('key', newKey());
  went.forEach(s => body.append('cases', `${s.number}.${s.version}`));
  const { rows, why } = await post(body);
  const back = (rows ?? []).filter(r => r.refusal === null);
  const no = why ?? rows.find(r => r.refusal !== null)?.refusal;
  const box = toast(no ? fill(desk.dataset.late, { why: no }) : fill(desk.dataset.undone, { n: back.length }));
  box.querySelector('[data-undo]').hidden = true;
  box.querySelector('[data-seconds]').textContent = '';
  tick = setTimeout(() => { box.hidden = true; }, 6000);
  if (back.length > 0) await renew(back[0].number);
}

// The list anew, the cursor on what came back.
async function renew(number) {
  const answer = await fetch('/dispatch?rows=1', { headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(`<table>${await answer.text()}</table>`, 'text/html').querySelector('tbody');
  setRight(fresh, true);
  listed().replaceChildren(...fresh.children);
  count();
  const row = all().find(r => r.dataset.number === number) ?? all()[0];
  if (row) stand(row);
}

// ---------- the card ----------
function show(row) {
  const template = row?.querySelector('template[data-card-of]');
  card.hidden = !template;
  all().forEach(r => r.classList.remove('peer'));
  if (!template) return;
  card.replaceChildren(template.content.cloneNode(true));
  card.scrollTop = 0;
  card.dataset.number = row.dataset.number;
  alike(row).forEach(r => { if (r !== row) r.classList.add('peer'); });
  const other = others.get(row.dataset.number);
  if (other) chosen(other);
  const input = card.querySelector('[data-other]');
  if (input) search(input, row);
}

function chosen(other) {
  card.querySelector('[data-card-lead]').replaceChildren(Object.assign(document.createElement('b'), { textContent: other.name }), ` ${desk.dataset.chosen}`);
}

function search(input, row) {
  const list = card.querySelector('#leads');
  const nobody = card.querySelector('[data-nobody]');
  let asked = 0, timer;
  const options = () => [...list.children];
  const here = () => options().findIndex(o => o.getAttribute('aria-selected') === 'true');
  function open(on) { list.hidden = !on; input.setAttribute('aria-expanded', on ? 'true' : 'false'); mark(on ? Math.max(here(), 0) : -1); }
  function mark(index) {
    options().forEach((o, i) => o.setAttribute('aria-selected', i === index ? 'true' : 'false'));
    if (index >= 0 && options()[index]) input.setAttribute('aria-activedescendant', options()[index].id); else input.removeAttribute('aria-activedescendant');
  }
  async function ask() {
    const mine = ++asked;
    const said = input.value.trim();
    if (said === '') { nobody.hidden = true; open(false); return; }
    const answer = await fetch(`/dispatch?handler=Leads&number=${row.dataset.number}&q=${encodeURIComponent(said)}`).catch(() => null);
    if (!answer?.ok || answer.redirected || mine !== asked) return;
    list.innerHTML = await answer.text();
    nobody.hidden = list.children.length > 0;
    open(list.children.length > 0);
  }
  function take(option) {
    others.set(row.dataset.number, { code: option.dataset.code, name: option.textContent });
    chosen(others.get(row.dataset.number));
    row.querySelector('.lead').textContent = option.textContent;
    all().forEach(r => r.classList.remove('peer'));
    input.value = '';
    open(false);
    stand(row);
  }
  input.addEventListener('input', event => { if (!event.isComposing) { clearTimeout(timer); timer = setTimeout(ask, 120); } });
  input.addEventListener('compositionend', () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  input.addEventListener('keydown', event => {
    if (event.isComposing || event.keyCode === 229) return;
    const n = list.hidden ? 0 : list.children.length;
    if (event.code === 'ArrowDown' && n) { event.preventDefault(); mark((here() + 1) % n); }
    else if (event.code === 'ArrowUp' && n) { event.preventDefault(); mark((here() - 1 + n) % n); }
    else if (event.code === 'Enter') { event.preventDefault(); event.stopPropagation(); if (n && here() >= 0) take(options()[here()]); else ask(); }
    else if (event.code === 'Escape') { event.preventDefault(); event.stopPropagation(); open(false); input.value = ''; stand(row); }
  });
  list.addEventListener('mousedown', event => event.preventDefault());
  list.addEventListener('click', event => { const option = event.target.closest('[role=option]'); if (option) take(option); });
}

// ---------- keys and presses ----------
const keys = {
  ArrowDown: () => step(1), ArrowUp: () => step(-1),
  KeyG: () => send(alike(at())), KeyU: takeBack, KeyO: () => at()?.querySelector('a')?.click(),
  KeyL: () => card.querySelector('[data-other]')?.focus(),
};
document.addEventListener('keydown', event => {
  if (event.isComposing || event.keyCode === 229) return;
  const enters = event.code === 'Enter' || event.code === 'NumpadEnter';
  // In the line of whom one rang Enter goes on: to the hour, then out.
  if (enters && !event.ctrlKey && event.target.matches?.('[data-whom], [data-when]')) { event.preventDefault(); event.stopPropagation(); if (!event.repeat) send([at()]); return; }
  if (rests(event) || event.shiftKey) return;
  if (enters && (event.target === document.body || event.target.closest('tr.at a'))) {
    event.preventDefault();
    event.stopImmediatePropagation();
    // Held down it is one press: nobody sends a screen by leaning on the key.
    if (!event.repeat) send([at()]);
    return;
  }
  const does = keys[event.code];
  if (does && (at() || event.code === 'KeyU' || event.code.startsWith('Arrow'))) { event.preventDefault(); event.stopPropagation(); does(); }
}, true);

desk.addEventListener('submit', event => {
  if (!event.target.matches('form[data-send]')) return;
  event.preventDefault();
  stand(event.target.closest('tr'));
  send([event.target.closest('tr')]);
}, true);
desk.addEventListener('click', event => {
  const row = event.target.closest('tr[data-number]');
  if (row && !event.target.closest('a, button')) stand(row);
  if (event.target.closest('[data-undo]')) takeBack();
  const does = event.target.closest('[data-do]')?.dataset.do;
  if (does === 'send') send([at()]);
  if (does === 'all') send(alike(at()));
});

// ---------- what rings ----------
// Only here, only after somebody switched it on with his own hand, until he says that he heard. Two soft notes, no file.
const bell = desk.querySelector('[data-sound]');
const ring = desk.querySelector('[data-ring]');
const heard = new Set(JSON.parse(sessionStorage.getItem('dispatch-heard') ?? '[]'));
let audio = null, ringing = null;
function note(pitch, from) {
  const [tone, loud] = [audio.createOscillator(), audio.createGain()];
  tone.frequency.value = pitch;
  loud.gain.setValueAtTime(0, audio.currentTime + from);
  loud.gain.linearRampToValueAtTime(0.15, audio.currentTime + from + 0.02);
  loud.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + from + 0.4);
  tone.connect(loud).connect(audio.destination);
  tone.start(audio.currentTime + from);
  tone.stop(audio.currentTime + from + 0.45);
}
const urgent = () => all().filter(row => formOf(row)?.dataset.urgent && !heard.has(row.dataset.number));
let waits = [];                                                // urgent ones that wait in the line above the list
function listen() {
  const rings = urgent().length > 0 || waits.length > 0;
  ring.hidden = !rings;
  clearInterval(ringing);
  if (rings && audio) {
    const both = () => { note(880, 0); note(660, 0.3); };
    both();
    ringing = setInterval(both, 3000);
  }
}
bell.hidden = false;
bell.addEventListener('click', () => {
  const on = bell.getAttribute('aria-pressed') !== 'true';
  bell.setAttribute('aria-pressed', on ? 'true' : 'false');
  if (on) audio = new AudioContext(); else { audio?.close(); audio = null; }
  listen();
});
ring.querySelector('[data-heard]').addEventListener('click', () => {
  urgent().forEach(row => heard.add(row.dataset.number));
  waits.forEach(number => heard.add(number));
  waits = [];
  sessionStorage.setItem('dispatch-heard', JSON.stringify([...heard]));
  listen();
  if (at()) stand(at());
});

// What comes in waits above the list so that no row moves under the hand; where there is none it comes in by itself. The urgent rings at once.
const line = desk.querySelector('.arrived');
new MutationObserver(async () => {
  if (line.hidden) { waits = []; listen(); return; }
  if (all().length === 0) { line.click(); return; }
  const answer = await fetch('/dispatch?rows=1', { headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(`<table>${await answer.text()}</table>`, 'text/html');
  const known = new Set(all().map(row => row.dataset.number));
  waits = [...fresh.querySelectorAll('form[data-urgent=yes]')].map(form => form.closest('tr').dataset.number).filter(number => !known.has(number) && !heard.has(number));
  listen();
}).observe(line, { attributes: true, attributeFilter: ['hidden'] });

let shown = null, arrived = null;
new MutationObserver(() => {
  const row = at();
  const key = row && row.dataset.number + formOf(row)?.elements.cases.value;
  if (key !== shown) { shown = key; show(row); }
  if (!row && all().some(r => !r.classList.contains('sending'))) stand(all().find(r => !r.classList.contains('sending')));
  count();
  const now = urgent().map(r => r.dataset.number).join();
  if (now !== arrived) { arrived = now; listen(); }
}).observe(listed(), { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] });

listed().addEventListener('fresh', event => setRight(event.detail.fresh, event.detail.putIn));

listen();
if (!at() && all().length > 0) stand(all()[0]); else if (at()) show(at());

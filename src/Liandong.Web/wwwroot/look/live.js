import { tellSignedOut, whoHears } from './session.js';

// Freshness. One EventSource per browser: the tab that holds the lock listens and tells the others; six connections to a host are all there are.
const address = document.body.dataset.live;
const parts = topic => [...document.querySelectorAll('[data-refetch]')].filter(part => !topic || part.dataset.topic === topic);
const pause = () => new Promise(done => setTimeout(done, 200 + Math.random() * 600));
const fetching = new WeakMap();
let lostAt = null;

// At most once a second for each part, and not all desks in the same instant.
function stale(topic) {
  for (const part of parts(topic)) {
    if (fetching.has(part)) fetching.set(part, 'again'); else renew(part);
  }
}

// Nobody reads a board twice in five seconds. Its figures may be a little older than the nudge, so it asks once more when all is quiet.
function renew(part, settled = !part.matches('[data-every]')) {
  fetching.set(part, settled ? 'done' : 'settle');
  const rest = part.matches('[data-every]') ? 5000 : 1000;
  pause().then(() => refetch(part)).then(() => new Promise(done => setTimeout(done, rest))).then(() => {
    const left = fetching.get(part);
    fetching.delete(part);
    if (left === 'again') renew(part); else if (left === 'settle') renew(part, true);
  });
}

async function refetch(part) {
  if (document.hidden) { part.dataset.waits = 'yes'; return; }
  const answer = await fetch(part.dataset.refetch, { headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (answer?.status === 401) tellSignedOut();
  if (!answer?.ok) return;
  const text = await answer.text();
  if (part.matches('[data-every]')) { replaceWhole(part, new DOMParser().parseFromString(text, 'text/html')); return; }
  // Rows are none without a table round them; and a form that is directly in a table is left empty by the parser.
  const rows = !text.includes('<html') && !part.matches('[data-swap]');
  const page = new DOMParser().parseFromString(rows ? `<table>${text}</table>` : text, 'text/html');
  // A page with forms says that it is old only when it is: one's own act comes back as a nudge too.
  if (part.dataset.stale) { if (page.querySelector('[data-version]')?.dataset.version !== part.dataset.version) tell(part); return; }
  if (part.matches('.empty')) { if (page.querySelector('tr[data-number]')) location.reload(); return; }
  if (part.matches('[data-swap]')) { swap(part, page.querySelector('[data-swap]')); return; }
  // Of a whole page that has come to its end nothing is left but the word that it has.
  const fresh = page.querySelector('tbody[data-refetch]') ?? (page.querySelector('.empty') && document.createElement('tbody'));
  if (fresh && part.matches('[data-rows]')) replaceRows(part, fresh); else if (fresh) part.replaceChildren(...fresh.children);
}

// A board shows figures, nothing is written there: it is put in whole, and what had the keyboard has it again.
function replaceWhole(part, page) {
  const fresh = page.getElementById(part.id);
  if (!fresh) return;
  const held = part.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  part.replaceChildren(...fresh.children);
  if (held) part.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  if (lostAt) lost();
}

// A part without rows is put in whole; the hand that rests on one of its forms stays there.
function swap(part, fresh) {
  if (!fresh) return;
  const held = part.contains(document.activeElement) ? document.activeElement.form?.getAttribute('action') : null;
  part.replaceChildren(...fresh.children);
  for (const name of Object.keys(fresh.dataset)) part.dataset[name] = fresh.dataset[name];
  if (!fresh.dataset.speaks) delete part.dataset.speaks;
  if (held) part.querySelector(`form[action="${CSS.escape(held)}"] button`)?.focus();
  part.dispatchEvent(new CustomEvent('swapped', { bubbles: true }));
}

// What was chosen stays chosen, as it now is; the bar asks anew what may be done.
function choose(row) {
  const box = row.querySelector('.pick input');
  if (box) { box.checked = true; box.dispatchEvent(new Event('change', { bubbles: true })); }
}

// A row never moves under the cursor: changed words go in at once, new and vanished rows wait in the line above.
// A list asked for before an act of one's own and answered after it is older than what one sees: a desk that sends rows away sets it right ("fresh").
const setRight = (part, fresh, putIn) => part.dispatchEvent(new CustomEvent('fresh', { detail: { fresh, putIn } }));

// What a form carries unseen is new each time and tells nobody anything.
const says = row => row.innerHTML.replace(/<input[^>]*type="hidden"[^>]*>/g, '');

function replaceRows(part, fresh) {
  setRight(part, fresh, false);
  const known = new Map([...part.querySelectorAll('tr[data-number]')].map(row => [row.dataset.number, row]));
  let arrived = 0;
  for (const row of fresh.querySelectorAll('tr[data-number]')) {
    const old = known.get(row.dataset.number);
    known.delete(row.dataset.number);
    if (!old) { arrived++; continue; }
    if (says(old) !== says(row)) {
      const words = old.querySelector('.what')?.textContent + old.querySelector('.step')?.textContent + old.querySelector('.holder')?.textContent;
      const next = row.querySelector('.what')?.textContent + row.querySelector('.step')?.textContent + row.querySelector('.holder')?.textContent;
      const held = old.contains(document.activeElement);
      const chosen = old.querySelector('.pick :checked') !== null;
      old.replaceChildren(...row.children);
      if (chosen) choose(old);
      if (words !== next) old.classList.add('changed');
      if (held) old.querySelector('a')?.focus({ preventScroll: true });
    }
  }
  const bar = document.querySelector('.arrived');
  if (!bar) return;
  bar.hidden = arrived === 0 && known.size === 0;
  bar.replaceChildren(arrived > 0 ? bar.dataset.words.replace('{n}', arrived) + ' ' : bar.dataset.changed + ' ', Object.assign(document.createElement('kbd'), { textContent: 'N' }));
  bar.onclick = () => {
    if (!fresh.children.length) { location.reload(); return; }
    const at = part.querySelector('tr.at')?.dataset.number;
    const chosen = new Set([...part.querySelectorAll('tr:has(.pick :checked)')].map(row => row.dataset.number));
    setRight(part, fresh, true);
    part.replaceChildren(...fresh.children);
    part.querySelectorAll('tr[data-number]').forEach(row => { if (chosen.has(row.dataset.number)) choose(row); });
    bar.hidden = true;
    part.querySelector(`tr[data-number="${CSS.escape(at ?? '')}"]`)?.classList.add('at');
  };
}

// A page with forms is not swapped under the hand: it says that it is old, and one press renews it; drafts are kept.
function tell(part) {
  if (part.querySelector(':scope > .arrived')) return;
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'arrived', textContent: part.dataset.stale + ' ' });
  button.append(Object.assign(document.createElement('kbd'), { textContent: 'N' }));
  button.addEventListener('click', () => location.reload());
  part.prepend(button);
}

function lost() {
  lostAt ??= new Date();
  const bar = document.querySelector('.lost');
  if (!bar) return;
  const clock = lostAt.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });
  bar.textContent = document.body.dataset.lost.replace('{clock}', clock);
  bar.hidden = false;
}

function found() {
  const wasLost = lostAt !== null;
  lostAt = null;
  const bar = document.querySelector('.lost');
  if (bar) bar.hidden = true;
  if (wasLost) parts().forEach(part => stale(part.dataset.topic));
}

function listen(tell) {
  const source = new EventSource(address);
  source.addEventListener('open', () => tell({ kind: 'found' }));
  source.addEventListener('nudge', event => tell({ kind: 'nudge', topic: JSON.parse(event.data).topic }));
  // A short break mends itself; only what lasts is told.
  let grace;
  source.addEventListener('error', () => {
    clearTimeout(grace);
    // Refused outright is not a broken line: most often the session is over.
    if (source.readyState === EventSource.CLOSED) {
      whoHears().then(hears => { if (hears === 'gone') tellSignedOut(); else tell({ kind: 'lost' }); });
      setTimeout(() => listen(tell), 5000);
      return;
    }
    grace = setTimeout(() => { if (source.readyState !== EventSource.OPEN) tell({ kind: 'lost' }); }, 3000);
  });
}

function hear(message) {
  if (message.kind === 'nudge') stale(message.topic);
  else if (message.kind === 'lost') lost();
  else found();
}

if (address && parts().length > 0) {
  if (navigator.locks && 'BroadcastChannel' in window) {
    const channel = new BroadcastChannel('liandong-live');
    channel.onmessage = event => hear(event.data);
    navigator.locks.request('liandong-live', () => {
      listen(message => { hear(message); channel.postMessage(message); });
      return new Promise(() => {});
    });
  } else {
    listen(hear);
  }
  // What is left of a clock is the server's to say; once a minute it says it again.
  setInterval(() => document.querySelectorAll('[data-rows][data-refetch], [data-every]').forEach(part => stale(part.dataset.topic)), 60_000);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) document.querySelectorAll('[data-waits]').forEach(part => { delete part.dataset.waits; stale(part.dataset.topic); });
  });
}

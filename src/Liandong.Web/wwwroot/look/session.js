// One bar in every frame says that the line or the session is gone. Nothing on the page moves: what is typed stays where it is.
const bar = () => document.body.dataset.unsent ? document.querySelector('.lost') : null;

export function tellUnsent() {
  const at = bar();
  if (!at) return;
  at.textContent = document.body.dataset.unsent;
  at.hidden = false;
  at.scrollIntoView({ block: 'nearest' });
}

// Signing in goes on in another window; this page and its files wait.
export function tellSignedOut() {
  const at = bar();
  if (!at) return;
  const way = Object.assign(document.createElement('a'), { href: '/sign-in?returnUrl=%2Fme', target: '_blank', textContent: document.body.dataset.enter });
  at.replaceChildren(document.body.dataset.signedOut + ' ', way);
  at.hidden = false;
  at.scrollIntoView({ block: 'nearest' });
}

// "here" when the house is there and knows us, "gone" when it does not know us any more, "lost" when nobody answers.
export async function whoHears() {
  const answer = await fetch('/me', { method: 'HEAD', headers: { 'HX-Request': 'true' }, cache: 'no-store' }).catch(() => null);
  return !answer ? 'lost' : answer.status === 401 ? 'gone' : 'here';
}

// The bar stands: whoever sends now is asked first whether anybody hears.
export const isDoubtful = () => !navigator.onLine || bar()?.hidden === false;

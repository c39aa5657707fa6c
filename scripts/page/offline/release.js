// Tells the reader of a new release and lets them choose when; mends what keeps a calculator from starting.

import { button, make } from '../common/dom.js';
import { get, set } from '../store/storage.js';
import { RELEASE_NOTE } from '../words/every_page.js';
import { ask, registration, worker } from './talk.js';

const LATER = 'release-later';

let changing = false; // the reader has asked for the new release in this very page
let late = false; // this page belongs to a release that is no longer the one in charge
let broken = false; // a calculator could not start
let controlled = Boolean(worker?.controller);
const watched = new WeakSet();

/**
 * Offers a new release as soon as it waits.
 *
 * @param {ServiceWorkerRegistration} registration
 */
export function watch(registration) {
  if (watched.has(registration)) return;
  watched.add(registration);
  const offer = () => {
    if (registration.waiting && worker?.controller) prompt(registration);
  };
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer);
  });
  offer();
  // A page that stays open for days asks when it is looked at again.
  addEventListener('visibilitychange', () => !document.hidden && registration.update().catch(() => {}));
}

/** What was typed is put aside for the next load of this page, if somebody can; else the event is refused. */
const keepsForm = () => dispatchEvent(new Event('leaving', { cancelable: true }));

/**
 * The note at the foot of the page: a new release waits (`registration`), or is already in charge.
 *
 * @param {ServiceWorkerRegistration | null} registration
 */
function prompt(registration) {
  if (registration && !broken && get('sessionStorage', LATER)) return;
  document.querySelector('.release-note')?.remove();
  const said = make('p', { role: 'status' });
  let warned = false;
  const go = button(RELEASE_NOTE.change, () => {
    if (!keepsForm() && !warned) {
      warned = true;
      said.textContent = RELEASE_NOTE.lost;
      go.textContent = RELEASE_NOTE.anyway;
      return;
    }
    changing = true;
    // Where it has meanwhile taken over for another tab, there is nothing left to wait for.
    if (registration?.waiting) registration.waiting.postMessage('go');
    else location.reload();
  });
  const later = button(RELEASE_NOTE.later, () => {
    set('sessionStorage', LATER, '1');
    note.remove();
  });
  const note = make('div', { className: 'release-note', role: 'region', label: RELEASE_NOTE.label }, said, go, later);
  document.body.append(note);
  said.textContent = registration ? RELEASE_NOTE.fresh : RELEASE_NOTE.stale;
}

function outdated() {
  late = true;
  prompt(null);
}

/**
 * The calculator could not start. Its files may be gone because the site has moved on: then this page has to be
 * loaded anew. Else what the browser holds of them may be damaged: have it fetched again and checked.
 */
async function mend() {
  broken = true;
  if (late) {
    prompt(null);
    return;
  }
  const registered = await registration()?.catch(() => undefined);
  if (registered?.waiting && worker?.controller) {
    prompt(registered);
    return;
  }
  try {
    if (await changed()) {
      outdated();
      return;
    }
    if (!registered) return;
    await registered.update(); // a new release that is found tells of itself once it is here
    if (!registered.installing) await ask('keep');
  } catch {
    // No network, or no service worker: the calculator has said what still works.
  }
}

/** Whether the page at this address now names other scripts than this page has. */
async function changed() {
  const answer = await fetch(location.pathname, { cache: 'no-store' });
  if (!answer.ok) return false;
  const now = await answer.text();
  return [...document.querySelectorAll('script[src*="/assets/js/"]')].some(
    (script) => !now.includes((script.getAttribute('src') ?? '').split('/').at(-1) ?? ''),
  );
}

export function watchReleases() {
  worker?.addEventListener('controllerchange', () => {
    if (changing) location.reload();
    else if (controlled) outdated();
    controlled = true; // the first one to take over came with this page, later ones did not
  });
  addEventListener('enginedead', mend);
}

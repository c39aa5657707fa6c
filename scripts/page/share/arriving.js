// Receives who comes by a link: leads on where a place has moved, orients, and hands numbers to their calculator.
// Numbers leave the address bar as soon as they are read.

/* global MOVED -- old address → new one, put before this bundle by scripts/bundles.py */

import { make, one } from '../common/dom.js';
import { root } from '../common/place.js';
import { ARRIVING } from '../words/every_page.js';
import { arrival } from './arrival.js';
import { plain } from './step_text.js';

/** @typedef {(section: HTMLElement, token: string) => void} Receiver */

/** @type {Receiver | null} */
let receiver = null;
/** @type {[HTMLElement, string] | null} numbers that came before there was somebody to take them */
let waiting = null;

/**
 * Whoever fills the numbers of a link into a calculator.
 *
 * @param {Receiver} receive
 */
export function receiveNumbers(receive) {
  receiver = receive;
  if (waiting) receive(...waiting);
  waiting = null;
}

/**
 * Says what became of a link's numbers.
 *
 * @param {(note: HTMLElement) => void} place
 * @param {string} text
 */
export function tell(place, text) {
  document.querySelector('.share-arrived')?.remove();
  place(make('p', { className: 'share-arrived', text, role: 'status' }));
}

/**
 * Where an address has moved, if it has: ids are addresses that people have sent to friends.
 *
 * @param {string} id
 * @returns {string | undefined}
 */
function moved(id) {
  const page = decodeURI(location.pathname).replace(/index\.html$/, '');
  const start = decodeURI(root.pathname);
  return page.startsWith(start) ? MOVED[`${page.slice(start.length)}#${id}`] : undefined;
}

/**
 * Somebody who comes to the middle of a page from outside is told where they are.
 *
 * @param {HTMLElement} target
 */
function orient(target) {
  const heading = /** @type {HTMLElement | null} */ (document.querySelector('article h1'));
  if (!heading || target === heading || location.protocol === 'file:' || document.referrer.startsWith(root.href))
    return;
  let place = target;
  while (place.parentElement && !place.parentElement.matches('article')) place = place.parentElement;
  if (!place.parentElement) return;
  document.querySelector('.landing')?.remove();
  const stage = /^第 \d+ 步，共 \d+ 步/.exec(heading.nextElementSibling?.textContent ?? '')?.[0];
  const stages = heading.nextElementSibling?.querySelector('a');
  const to = (/** @type {string} */ text, /** @type {string} */ href) => make('a', { text, href });
  const title = stage ? `${stage}：${plain(heading)}` : ARRIVING.part(plain(heading));
  place.before(
    make(
      'nav',
      { className: 'landing', label: ARRIVING.where },
      make('strong', { text: title }),
      to(ARRIVING.fromTop, `#${heading.id}`),
      stage && stages ? to(ARRIVING.allStages, stages.href) : to(ARRIVING.home, root.href),
      to(ARRIVING.about, new URL('about/privacy/', root).href),
    ),
  );
  target.scrollIntoView();
}

/** Follows the address of the moment: to where it has moved, to its step, into its calculator. */
function arrive() {
  const { id, token, search } = arrival(location.href);
  const known = id ? document.getElementById(id) : null;
  const target = known ? undefined : moved(id);
  if (target !== undefined) {
    location.replace(new URL(target + (token === null ? '' : `~${token}`), root).href);
    return;
  }
  const clean = !known || location.hash === `#${id}`;
  // Before anything else: what stands in the address bar is what gets forwarded.
  if (token !== null || !clean) {
    history.replaceState(history.state, '', location.pathname + search + (known ? `#${id}` : ''));
  }
  if (known) orient(known);
  if (!clean) known?.scrollIntoView();
  if (token === null) return;
  if (!known?.matches('section[data-calculator]'))
    tell((note) => one(document, 'article h1').after(note), ARRIVING.gone);
  else if (receiver) receiver(known, token);
  else waiting = [known, token];
}

/** Follows the page's address now, and whenever a link is pasted here. */
export function followAddress() {
  arrive();
  addEventListener('hashchange', () => {
    // And not one from step to step within the page.
    const { id, token } = arrival(location.href);
    if (token !== null || location.hash !== `#${id}` || moved(id) !== undefined) arrive();
  });
  // The calculators' own script has not come: the numbers wait for nobody.
  addEventListener('load', () => {
    const section = waiting?.[0];
    if (section) tell((note) => section.prepend(note), ARRIVING.dead);
    waiting = null;
  });
}

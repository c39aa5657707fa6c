// The one-file guide shows one page at a time. Without it, or in a browser that does not know these words, the file is
// one long page, complete and in order.

import { all, one } from '../common/dom.js';

/** @typedef {HTMLElement} Page */

export const pages = all(document, '.page');
const contents = /** @type {HTMLElement} */ (document.getElementById('guide-contents'));
const site = document.title;
/** @type {Page | null} */
let current = null;
/** @type {(() => void) | null} what to do when a tool's page is shown */
let tool = null;

/**
 * Shows the page that holds `id`; what stands outside the pages can be seen anyway.
 *
 * @param {string} [id]
 */
function show(id) {
  const target = document.getElementById(id ?? '');
  const page = /** @type {Page | null} */ (target ? target.closest('.page') : pages[0]);
  if (!page) return;
  const changed = current !== page;
  current = page;
  pages.forEach((each) => each.classList.toggle('shown', each === page));
  document.title = page === pages[0] ? site : `${page.dataset.title} - ${site}`;
  contents.removeAttribute('open');
  for (let part = target; part && part !== page; part = part.parentElement) {
    if (part.tagName === 'DETAILS') part.setAttribute('open', '');
  }
  if (changed && 'tool' in page.dataset) tool?.();
  if (!target) return;
  if (changed) {
    // The keyboard and the screen reader go on from where the eye is.
    target.setAttribute('tabindex', '-1');
    target.focus({ preventScroll: true });
  }
  if (target === one(page, 'h1')) scrollTo(0, 0);
  else target.scrollIntoView();
}

/**
 * Follows the address, now and whenever it changes.
 *
 * @param {() => void} followed
 */
export function followAddress(followed) {
  // Ids are ASCII. Behind one may stand numbers, or what a chat app has stuck to it.
  const follow = () => show(/[a-z][\w-]*/.exec(location.hash)?.[0]);
  follow();
  document.documentElement.classList.remove('opening');
  document.documentElement.dataset.guide = 'ran'; // or else the file takes itself back to one long page
  addEventListener('hashchange', () => {
    follow();
    followed();
  });
}

/**
 * Calls back whenever the page of a tool is shown.
 *
 * @param {() => void} callback
 */
export function onTool(callback) {
  tool = callback;
  if (current && 'tool' in current.dataset) tool();
}

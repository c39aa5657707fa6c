// A result in the page. What lies folded, the most of a long one, is built when it is opened; on paper all of it is.

import { all, controls } from '../common/dom.js';

/** @type {WeakMap<Element, string>} what the folded parts of a result hold, until they are opened */
const inside = new WeakMap();
const FOLDED = /(<details [^>]*data-folded[^>]*><summary>.*?<\/summary>)(.*?)(?=<\/details>)/gs;

let sources = ''; // the address of the page on which the facts stand

/**
 * Shows a result; what was open stays open.
 *
 * @param {HTMLElement} region
 * @param {string} html
 */
export function fold(region, html) {
  const folded = (which = '') => /** @type {HTMLDetailsElement[]} */ (all(region, `[data-folded]${which}`));
  // A table may have more rows now.
  const title = (/** @type {Element} */ details) => details.firstChild?.textContent?.replaceAll(/\d+/g, '');
  const open = new Set(folded('[open]').map(title));
  /** @type {string[]} */
  const parts = [];
  region.innerHTML = html.replace(FOLDED, (_, head, part) => {
    parts.push(part);
    return head;
  });
  link(region);
  folded().forEach((details, i) => {
    inside.set(details, parts[i]);
    if (open.has(title(details))) unfold(details);
  });
}

/** @param {HTMLDetailsElement} details */
function unfold(details) {
  const html = inside.get(details);
  details.open = true;
  if (html === undefined) return;
  inside.delete(details);
  details.insertAdjacentHTML('beforeend', html);
  link(details);
}

/**
 * Gives the facts named in a fresh result their address on the sources page.
 *
 * @param {HTMLElement} region
 */
function link(region) {
  for (const anchor of region.querySelectorAll('a[href^="fact:"]')) {
    const fact = /** @type {HTMLAnchorElement} */ (anchor);
    const id = (fact.getAttribute('href') ?? '').slice('fact:'.length);
    fact.href = `${sources}#fact-${id.replaceAll('.', '-')}`;
    if (sources) fact.target = '_blank'; // coming back would cost what was typed
  }
}

/** Makes ready for paper, on which nothing unfolds and nothing scrolls. */
function layOut() {
  const folded = '.calc-more, .calc-row-more, .calc-working';
  document.querySelectorAll(folded).forEach((details) => unfold(/** @type {HTMLDetailsElement} */ (details)));
  for (const field of all(document, '.calc-field, .calc-rows')) {
    field.toggleAttribute('data-blank', !controls(field, '[name]').some(({ value }) => value));
  }
  // A paper that the reader has opened is printed whole.
  for (const box of document.querySelectorAll('.calc-document[open] textarea')) {
    const paper = /** @type {HTMLTextAreaElement} */ (box);
    const lines = paper.value.split('\n').map((line) => Math.max(1, Math.ceil(line.length / 36)));
    paper.rows = lines.reduce((sum, each) => sum + each, 1);
  }
}

/**
 * Lets results unfold when they are opened or printed.
 *
 * @param {string} page the address of the sources page; '' where it is this one
 */
export function showResults(page) {
  sources = page;
  const open = (/** @type {Event} */ { target }) => {
    const details = /** @type {HTMLDetailsElement} */ (target);
    if (details.open) unfold(details);
  };
  document.addEventListener('toggle', open, true);
  addEventListener('beforeprint', layOut);
}

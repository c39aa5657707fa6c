// Brings the calculators of a page to life. The page is complete without it: it only changes what stands inside
// <section data-calculator>.

import { onNewDay } from '../common/clock.js';
import { all } from '../common/dom.js';
import { savesData } from '../common/browser.js';
import { Calculator } from './calculator.js';
import { Engine } from './engine.js';
import { showResults } from './result.js';

/**
 * Where the calculators are: the address of the page of `sources` ('' where it is this one), how a `worker` is made,
 * whether its runtime `downloads`, and when it is time to make ready `early`, before the first touch.
 *
 * @typedef {{ sources: string, worker: () => Worker, downloads: boolean, early: (ready: () => void) => void }} Host
 */

/** @param {Host} host */
export function startCalculators({ sources, worker, downloads, early }) {
  const sections = all(document, 'section[data-calculator]');
  if (!sections.length) return;
  showResults(sources);
  const engine = new Engine(worker);
  /** @type {Calculator[]} */
  const begun = [];
  const begin = (/** @type {HTMLElement} */ section) => begun.push(new Calculator(section, engine, downloads));
  onNewDay(() => begun.forEach((calculator) => calculator.newDay()));
  // The one-file guide has the calculators of all pages: those that nobody sees yet can wait a moment.
  const hidden = sections.filter((section) => section.closest('.page:not(.shown)'));
  sections.forEach((section) => hidden.includes(section) || begin(section));
  if (hidden.length) setTimeout(() => hidden.forEach(begin));
  if (savesData()) return;
  const idle = window.requestIdleCallback ?? ((then) => setTimeout(then, 2000));
  early(() => engine.state === 'idle' && idle(() => engine.start()));
}

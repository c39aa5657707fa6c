// The script of the one-file guide (scripts/onefile.py): shows one page at a time, searches, and hands the calculators
// their worker.

import { startCalculators } from './calculator/start.js';
import { markInApp } from './common/browser.js';
import { followAddress, onTool } from './guide/pages.js';
import { startSearch } from './guide/search.js';
import { startSteps } from './steps.js';

const byId = (/** @type {string} */ id) => document.getElementById(id);

/** The worker with all that it would otherwise fetch. Chromium takes no blob: here on file://. */
function makeWorker() {
  const code = encodeURIComponent(byId('guide-worker')?.textContent ?? '');
  const worker = new Worker(`data:text/javascript;charset=utf-8,${code}`, { type: 'module' });
  const packed = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('script[data-packed]')]);
  worker.postMessage(Object.fromEntries(packed.map((each) => [each.dataset.packed, each.textContent])));
  return worker;
}

markInApp();
followAddress(() => clear());
const clear = startSearch();
// What the calculators need comes behind this script.
addEventListener('DOMContentLoaded', () => {
  // A file that was cut off on its way ends before its last mark.
  const cut = byId('guide-cut');
  if (cut) cut.hidden = Boolean(byId('guide-end'));
  startCalculators({ sources: '', worker: makeWorker, downloads: false, early: onTool });
  startSteps();
});

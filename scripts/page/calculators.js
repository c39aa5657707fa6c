// The script of the pages that have calculators, or show what is kept of them. It builds on site.js, which comes first.

import './site.js';
import { startCalculators } from './calculator/start.js';
import { all } from './common/dom.js';
import { root } from './common/place.js';
import { Keeper } from './keep/keeper.js';
import { KeptPage } from './keep/kept_page.js';
import { keepForms } from './offline/kept_form.js';
import { receiveNumbers } from './share/arriving.js';
import { fillIn, noteAnswers, shareCalculator } from './share/numbers.js';
import { onShare } from './share/sharing.js';
import { KEY as SITUATION } from './store/situation.js';
import { KEY as STEPS } from './store/steps.js';

/* global WORKER -- the address of worker.js, put before this bundle by scripts/bundles.py */

startCalculators({
  sources: new URL('about/sources/', root).href,
  worker: () => new Worker(new URL(WORKER, import.meta.url), { type: 'module' }),
  downloads: true,
  // On a tool's own page the reader has come to calculate; elsewhere the first touch decides.
  early: (ready) => location.pathname.startsWith(`${root.pathname}tools/`) && ready(),
});
keepForms();
noteAnswers();
onShare(true, shareCalculator);
receiveNumbers(fillIn);

const place = document.querySelector('[data-kept]');
const keptPage = place && new KeptPage(place);
const keepers = all(document, 'section[data-calculator]:not([data-case])').map(
  (section) => new Keeper(section, () => keptPage?.show()),
);
const open = () => keepers.forEach((keeper) => keeper.open());
// Another tab kept, changed or forgot something; null is the browser's own clearing.
addEventListener('storage', ({ key }) => {
  if (key === SITUATION || key === null) open();
  if (key === SITUATION || key === STEPS || key === null) keptPage?.show();
});
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return;
  open();
  keptPage?.show();
});

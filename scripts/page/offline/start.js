// Keeps the guide on the device through the service worker (service_worker.js). The pages work the same without it.

import { isOff } from './off.js';
import { panel } from './panel.js';
import { watch, watchReleases } from './release.js';
import { ask, lastFailure, listen, noteFailure, register, worker } from './talk.js';

/** Resolves once the page is there and at rest: what is kept for later may wait. */
function atRest() {
  return new Promise((done) => {
    const idle = () =>
      'requestIdleCallback' in window ? requestIdleCallback(done, { timeout: 5000 }) : setTimeout(done, 2000);
    if (document.readyState === 'complete') idle();
    else addEventListener('load', idle);
  });
}

async function begin() {
  await atRest();
  if (!worker || isOff()) throw new Error('off');
  await register(worker, watch);
  await ask('tend').catch(noteFailure);
}

export function startOffline() {
  listen();
  watchReleases();
  const place = /** @type {HTMLElement | null} */ (document.querySelector('[data-offline]'));
  const shown = place && panel(place);
  const started = begin();
  started.then(
    () => shown?.(lastFailure() === 'failed' ? undefined : lastFailure()),
    (error) => shown?.(error.name),
  );
  let used = false;
  document.addEventListener('answered', () => {
    // The runtime is here: keep it, from the browser's own cache, so that the next time needs no network.
    if (used || !worker || isOff()) return;
    used = true;
    started
      .then(() => ask('keep'))
      .catch(() => {
        used = false;
      });
  });
}

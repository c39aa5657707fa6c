// What the page about/offline shows: what is kept on the device, with ways to keep it and to delete it.

import { button, make, megabytes } from '../common/dom.js';
import { set } from '../store/storage.js';
import { OFFLINE, OFFLINE_TROUBLE } from '../words/every_page.js';
import { OFF, isOff } from './off.js';
import { ask, register, registration, worker } from './talk.js';
import { watch } from './release.js';

/** @typedef {import('./talk.js').Part} Part */

/**
 * Puts the panel into its place. Calls back what is to be called once it is known what is kept; with the name of what
 * went wrong, if something did.
 *
 * @param {HTMLElement} place
 * @returns {(problem?: string) => Promise<void>}
 */
export function panel(place) {
  const status = make('p', { role: 'status' });
  if (!worker) {
    status.textContent = OFFLINE_TROUBLE.none;
    place.replaceChildren(status, make('p'));
    place.dataset.state = 'none';
    return async () => {};
  }
  const container = worker;
  const size = document.querySelector('data[value=runtime-br]')?.textContent ?? '';
  const list = make('dl');
  const row = (/** @type {string} */ text) => {
    const value = make('dd', { text: OFFLINE.looking });
    list.append(make('dt', { text }), value);
    return value;
  };
  const guide = row(OFFLINE.guide);
  const calculators = row(OFFLINE.calculators);
  const bytes = row(OFFLINE.bytes);
  const release = row(OFFLINE.release);

  async function show() {
    /** @type {import('./talk.js').Checked | null} */
    let found = null;
    try {
      found = /** @type {import('./talk.js').Checked} */ (await ask('check'));
    } catch {
      // No service worker at work: nothing is kept.
    }
    const pages = say(guide, found?.pages);
    const runtime = say(calculators, found?.runtime);
    bytes.textContent = `${megabytes((found?.pages.bytes ?? 0) + (found?.runtime.bytes ?? 0))} MB`;
    release.textContent = found ? OFFLINE.id(found.day, found.id) : OFFLINE.none;
    const guideOnly = pages ? 'guide' : 'none';
    place.dataset.state = pages && runtime ? 'all' : guideOnly;
    save.textContent = runtime ? OFFLINE.checkAgain : OFFLINE.saveSize(size);
    forget.hidden = !found || !(found.pages.stored || found.runtime.stored);
    return pages && runtime;
  }

  const busy = (/** @type {boolean} */ is) => {
    save.disabled = is;
    forget.disabled = is;
  };

  const save = button(OFFLINE.save, async () => {
    busy(true);
    status.textContent = OFFLINE.waiting;
    try {
      set('localStorage', OFF, null);
      await register(container, watch);
      navigator.storage?.persist?.().catch(() => {}); // asks the browser not to clear it by itself
      await ask('keep', ({ loaded, total }) => {
        status.textContent = OFFLINE.download(megabytes(loaded), megabytes(total));
      });
      status.textContent = (await show()) ? OFFLINE.saved : OFFLINE_TROUBLE.failed;
    } catch (error) {
      await show();
      const { name, message } = /** @type {Error} */ (error);
      status.textContent = OFFLINE_TROUBLE[name] ?? OFFLINE_TROUBLE[message] ?? OFFLINE_TROUBLE.failed;
    }
    busy(false);
  });

  const forget = button(OFFLINE.forget, async () => {
    busy(true);
    try {
      set('localStorage', OFF, '1');
      await ask('forget');
      await (await registration())?.unregister();
      status.textContent = OFFLINE.gone;
    } catch {
      status.textContent = OFFLINE_TROUBLE.silent;
    }
    await show();
    busy(false);
  });

  place.replaceChildren(list, status, make('p', {}, save, forget));
  busy(true);
  return async (problem) => {
    await show();
    if (isOff()) status.textContent = OFFLINE_TROUBLE.off;
    else if (problem) status.textContent = OFFLINE_TROUBLE[problem] ?? OFFLINE_TROUBLE.failed;
    busy(false);
  };
}

/**
 * Says whether a part is kept whole.
 *
 * @param {HTMLElement} cell
 * @param {Part | undefined} part
 */
function say(cell, part) {
  const whole = Boolean(part) && part?.stored === part?.of;
  const some = part?.stored ? OFFLINE.part(part.stored, part.of) : OFFLINE.nothing;
  cell.textContent = whole && part ? OFFLINE.whole(part.of) : some;
  return whole;
}

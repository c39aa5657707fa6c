// Lets the reader tick off the steps of a page. A tick is kept in this browser only, as the step's id and the
// day; where nothing can be kept, it lasts as long as the page. Without script the steps read the same.

import { today } from './common/clock.js';
import { all, button, make } from './common/dom.js';
import * as ticks from './store/steps.js';
import { STEPS } from './words/every_page.js';

/**
 * Shows what is kept: now, after another tab has changed it, and when the page comes back.
 *
 * @param {() => void} show
 */
function follow(show) {
  show();
  addEventListener('storage', ({ key }) => (key === ticks.KEY || key === null) && show());
  addEventListener('pageshow', ({ persisted }) => persisted && show());
}

/**
 * At the end of a step, what follows its heading up to the next one: a box to tick.
 *
 * @param {HTMLElement} heading
 */
function addBox(heading) {
  const name = (heading.firstChild?.textContent ?? '').trim();
  const box = make('input', { type: 'checkbox', label: STEPS.label(name) });
  let last = /** @type {Element} */ (heading);
  for (let next = last.nextElementSibling; next && !/^H[1-6]$|^HR$/.test(next.tagName); next = next.nextElementSibling)
    last = next;
  last.after(make('label', { className: 'step-tick' }, box, STEPS.done));
  return box;
}

/**
 * @param {HTMLElement} page
 * @param {HTMLElement[]} headings
 */
function tickPage(page, headings) {
  const boxes = new Map(headings.map((heading) => [heading.id, addBox(heading)]));
  const words = make('span');
  const forget = button(STEPS.clear, () => {
    const done = ticks.forget() === 'kept';
    boxes.forEach((box) => {
      box.checked = false;
    });
    boxes.values().next().value?.focus();
    dispatchEvent(new StorageEvent('storage', { key: ticks.KEY })); // to the other pages of the one-file guide
    tell(done);
  });
  const tell = (worked = true) => {
    const done = [...boxes.values()].filter((box) => box.checked).length;
    words.textContent = STEPS.page(done, boxes.size) + (worked ? STEPS.kept : STEPS.blocked);
    forget.hidden = !done;
  };
  boxes.forEach((box, id) =>
    box.addEventListener('change', () => tell(ticks.write({ [id]: box.checked ? today() : null }) === 'kept')),
  );
  all(page, '.step-tick')
    .pop()
    ?.after(make('p', { className: 'step-note', role: 'status' }, words, forget));
  follow(() => {
    const kept = ticks.read();
    boxes.forEach((box, id) => {
      box.checked = Object.hasOwn(kept, id);
    });
    tell();
  });
}

/** Where the stages are listed: how many steps of each are done. */
function countStages() {
  const stages = all(document, 'a[data-steps]').map((link) => {
    const done = make('span', { className: 'steps-done' });
    link.parentElement?.after(done);
    return { ids: (link.dataset.steps ?? '').split(' '), done };
  });
  if (!stages.length) return;
  follow(() => {
    const kept = ticks.read();
    for (const { ids, done } of stages) {
      done.textContent = STEPS.stage(ids.filter((id) => Object.hasOwn(kept, id)).length, ids.length);
    }
  });
}

export function startSteps() {
  // The one-file guide holds many pages; each counts its own steps.
  for (const page of all(document, 'article.md-content__inner')) {
    const headings = all(page, '.step[id]');
    if (headings.length) tickPage(page, headings);
  }
  countStages();
}

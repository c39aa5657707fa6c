// The page that shows what is kept, with ways to take it away, to bring it in, and to forget it.

import { inApp } from '../common/browser.js';
import { copyAndTell } from '../common/clipboard.js';
import { focusOn, make, one } from '../common/dom.js';
import { MOST } from '../store/shape.js';
import * as copies from '../store/copy.js';
import * as situation from '../store/situation.js';
import * as steps from '../store/steps.js';
import { BROUGHT, KEEPING, KEPT } from '../words/calculators.js';
import { inShort, keptButton, whence } from './makers.js';

/** @typedef {import('../store/situation.js').Entry} Entry */
/** @typedef {import('../store/situation.js').State} State */

export class KeptPage {
  #held = make('div');
  // Made once: what another tab keeps must neither empty the box that something was pasted into, nor take back a question.
  #forget = row();

  /** @param {Element} place */
  constructor(place) {
    this.#forgetFirst();
    this.show();
    place.replaceChildren(
      this.#held,
      pastedIn((said) => this.#again(said)),
      this.#forget,
    );
  }

  show(said = '') {
    const found = situation.read();
    const entries = Object.entries(found?.kept ?? {});
    const strange = found?.strange?.length ?? 0;
    const done = Object.keys(steps.read()).length;
    const any = entries.length + strange > 0;
    const parts = [make('p', { text: said, className: 'kept-line', role: 'status' }), ...this.#state(found, any)];
    if (entries.length) parts.push(this.#list(entries));
    if (strange) parts.push(make('p', { text: KEPT.strange(strange) }));
    if (done) parts.push(make('p', { text: KEPT.steps(done) }));
    if (!found?.newer && (any || done)) parts.push(takenAway(found, entries));
    this.#forget.hidden = !found && !done;
    this.#held.replaceChildren(...parts);
  }

  /**
   * @param {State | { newer: true, kept?: undefined } | null} found
   * @param {boolean} any
   * @returns {HTMLElement[]}
   */
  #state(found, any) {
    if (found?.newer) return [make('p', { text: KEEPING.newer })];
    if (found) return any ? [] : [make('p', { text: KEPT.nothing })];
    const begin = keptButton(KEPT.on, () => {
      const written = situation.write(situation.nothing());
      this.#again(written === 'kept' ? KEEPING.begun : KEEPING[written]);
    });
    return [
      make('p', { text: KEPT.off }),
      make('p', { text: KEEPING.ask + (inApp() ? KEEPING.inApp : '') }),
      row(begin),
    ];
  }

  /** @param {string} said */
  #again(said) {
    this.show(said);
    focusOn(one(this.#held, '.kept-line'));
  }

  /** @param {[string, Entry][]} entries */
  #list(entries) {
    const list = make('ul');
    for (const [name, entry] of entries) {
      const label = entry.label || KEPT.nameless;
      const item = make('li', {}, make('strong', { text: label }), `：${inShort(entry)}`);
      if (entry.lines) item.append(make('ol', {}, ...entry.lines.map((text) => make('li', { text }))));
      const note = make('small', { text: `${[whence(entry), entry.tick && KEPT.ticked].filter(Boolean).join('，')} ` });
      const forget = keptButton(KEPT.forget, () => this.#forgetOne(name, label));
      forget.setAttribute('aria-label', `${KEPT.forget}：${label}`);
      note.append(forget);
      item.append(note);
      list.append(item);
    }
    return list;
  }

  /**
   * @param {string} name
   * @param {string} label
   */
  #forgetOne(name, label) {
    const found = situation.read();
    if (found?.kept) delete found.kept[name];
    const done = found?.kept ? situation.write(found) : 'kept';
    this.#again(done === 'kept' ? KEPT.forgotten(label) : KEEPING[done]);
  }

  #forgetFirst() {
    const ask = keptButton(KEPT.forgetAll, () => {
      const no = keptButton(KEPT.keep, () => {
        this.#forgetFirst();
        one(this.#forget, 'button').focus();
      });
      const yes = keptButton(KEPT.reallyForget, () => {
        this.#forgetFirst();
        const stuck = [situation.forget(), steps.forget()].includes('blocked');
        this.#again(stuck ? KEPT.stuck : KEPT.gone);
      });
      this.#forget.replaceChildren(KEPT.sure, yes, no);
      no.focus();
    });
    this.#forget.replaceChildren(ask);
  }
}

/** @param {...(Node | string)} inside */
const row = (...inside) => make('p', { className: 'kept-row' }, ...inside);

/**
 * @param {string} label
 * @param {string} value
 * @param {boolean} readOnly
 */
const area = (label, value, readOnly) => make('textarea', { rows: 6, value, readOnly, label });

/**
 * @param {string} title
 * @param {...(Node | string)} inside
 */
const folded = (title, ...inside) => make('details', {}, make('summary', { text: title }), ...inside);

/**
 * All of it as text, for the reader and for another browser.
 *
 * @param {State | null} found
 * @param {[string, Entry][]} entries
 */
function takenAway(found, entries) {
  const lines = entries.flatMap(([, entry]) => [
    `${entry.label}：${inShort(entry)}`,
    ...(entry.lines ?? []).map((line) => `  ${line}`),
  ]);
  const box = area(KEPT.all, [...lines, '', KEPT.line, copies.pack(found)].join('\n'), true);
  const told = make('span', { role: 'status' });
  const copy = keptButton(KEPT.copy, async () => {
    told.textContent = await copyAndTell(box, KEPT.copied);
  });
  return folded(KEPT.take, box, row(copy, told));
}

/**
 * The place into which a copy is pasted.
 *
 * @param {(said: string) => void} shown shows everything anew, with what became of it
 */
function pastedIn(shown) {
  const box = area(KEPT.paste, '', false);
  const told = make('span', { role: 'status' });
  const bring = keptButton(KEPT.bring, () => {
    const pasted = copies.unpack(box.value);
    const here = situation.read();
    if (!pasted || pasted.newer || here?.newer) {
      const newer = here?.newer ? KEEPING.newer : KEPT.brought;
      told.textContent = pasted ? newer : KEPT.unreadable;
      return;
    }
    const brought = copies.bring(here, pasted);
    const done = situation.write(brought.state);
    told.textContent = '';
    if (done !== 'kept') {
      shown(KEEPING[done]);
      return;
    }
    box.value = '';
    shown(becameOf(pasted, brought, steps.write({ ...pasted.steps, ...steps.read() }) === 'kept'));
  });
  return folded(KEPT.bringFrom, make('p', { text: KEPT.agree }), box, row(bring, told));
}

/**
 * What was taken of a pasted copy, and what was not, and why.
 *
 * @param {copies.Found} pasted
 * @param {copies.Told} brought
 * @param {boolean} ticked
 */
function becameOf(pasted, { state, taken, joined, full, strange, rows }, ticked) {
  const labelOf = (/** @type {string} */ name) => state.kept[name].label;
  const more = [
    joined.length > 0 && BROUGHT.joined(joined.map(labelOf)),
    ...[...rows].map(([name, lost]) => BROUGHT.rows(labelOf(name), lost, MOST)),
    full.length > 0 && BROUGHT.full(full.length, MOST),
    strange.length > 0 && BROUGHT.strange(strange.length),
    pasted.left.values > 0 && BROUGHT.values(pasted.left.values),
    !ticked && BROUGHT.unticked,
    pasted.left.steps > 0 && BROUGHT.steps(pasted.left.steps),
  ];
  const done = BROUGHT.taken(taken.length, ticked ? Object.keys(pasted.steps).length : 0);
  return done + more.filter(Boolean).join('');
}

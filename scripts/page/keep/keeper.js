// Asks whether to keep what was entered in a calculator, keeps it, and offers it elsewhere, one tap each. It never types
// over anything, keeps nothing unasked, and leaves the pages of cases alone.

import { inApp } from '../common/browser.js';
import { today } from '../common/clock.js';
import { all, focusOn, formData, make, one, tickOf } from '../common/dom.js';
import { merge } from '../store/merge.js';
import { own } from '../store/shape.js';
import * as situation from '../store/situation.js';
import { get, set } from '../store/storage.js';
import { KEEPING } from '../words/calculators.js';
import {
  diaries,
  entriesOf,
  equal,
  held,
  isExample,
  isFilled,
  nameOf,
  ownRows,
  rowOf,
  rowsOf,
  same,
  sameMarks,
  sameRows,
  shared,
  textOf,
  understand,
} from './entries.js';
import { inShort, keptButton, toPage, whence } from './makers.js';

/** @typedef {import('../common/dom.js').Control} Control */
/** @typedef {import('../store/merge.js').Row} Row */
/** @typedef {import('../store/situation.js').Entry} Entry */
/** @typedef {import('../store/situation.js').State} State */
/** @typedef {import('../calculator/engine.js').Answer} Answer */
/** @typedef {{ row?: HTMLElement, cells: Row, all: Row }} Wanted a row of the form: what changes in it, and all of it */

const NOT_NOW = 'situation-not-now'; // for this tab's session: asked once is enough

let notNow = Boolean(get('sessionStorage', NOT_NOW));

/** One calculator. */
export class Keeper {
  #section;
  #form;
  #onKept;
  /** @type {Answer | null} */
  #answer = null;
  /** @type {Record<string, string>} the form that it answers */
  #asked = {};
  /** @type {HTMLElement | null} */
  #line = null;
  /** @type {Map<HTMLElement, { offer: HTMLElement, of: string }>} control → its offer, and of what, as JSON */
  #offers = new Map();
  /** @type {Map<HTMLElement, Row[]>} diary → its rows as this form and what is kept last had them in common */
  #agreed = new Map();
  /** @type {Map<string, string>} name → what this form last had kept under it, as JSON */
  #said = new Map();

  /**
   * @param {HTMLElement} section
   * @param {() => void} onKept
   */
  constructor(section, onKept) {
    this.#section = section;
    this.#form = /** @type {HTMLFormElement} */ (one(section, 'form'));
    this.#onKept = onKept;
    section.addEventListener('answered', (event) => {
      const { detail, form } = /** @type {import('../calculator/engine.js').Answered} */ (event);
      this.#answered(detail, form);
    });
    this.open();
  }

  /** Shows what is kept: as offers, and a diary as it was left. */
  open() {
    const found = situation.read();
    if (!found) {
      // Forgotten in another tab.
      if (!this.#line?.querySelector('button')) this.#line?.replaceChildren();
      this.#agreed.clear();
      this.#said.clear();
    }
    if (found?.kept) this.#join(found);
    this.offer();
  }

  /**
   * Brings each diary together with what is kept of it; says whether that changed the form.
   *
   * @param {State} found
   */
  #join(found) {
    let changed = false;
    for (const group of diaries(this.#form)) {
      const name = group.dataset.same ?? '';
      if (found.strange.includes(name)) continue;
      const entry = own(found.kept, name);
      const base = this.#agreed.get(group) ?? [];
      const theirs = entry?.rows ?? [];
      this.#agreed.set(group, theirs);
      const rows = ownRows(group);
      const mine = rows.map(rowOf);
      const merged = merge(base, mine, theirs);
      const stands = merged.every(({ cells, mine: i }) => i !== undefined && equal(cells, mine[i]));
      if (merged.length === mine.length && stands) continue;
      /** @type {Wanted[]} */
      const wanted = merged.map(({ cells, mine: i }) =>
        i === undefined ? { cells, all: cells } : changes(rows[i], mine[i], cells),
      );
      // A row that has just been begun stays under the finger.
      const begun = all(group, '[data-row]').filter((row) => !isFilled(row) && row.contains(document.activeElement));
      const tick = sameRows(base, mine) ? entry?.tick : undefined;
      this.#put(group, [...wanted, ...begun.map((row) => ({ row, cells: {}, all: {} }))], tick);
      changed = true;
    }
    return changed;
  }

  /**
   * @param {Answer} answer
   * @param {Record<string, string>} form
   */
  #answered(answer, form) {
    // Of the example nothing is kept; and what was typed in the meantime is kept with the answer that is on its way.
    if (Object.keys(answer.errors).length || isExample(this.#section) || !this.#standsAs(form)) return;
    this.#answer = answer;
    this.#asked = form;
    understand(this.#form, answer.typed ?? {});
    const kept = situation.read();
    if (kept?.kept) this.#keep(kept, answer);
    else if (kept) this.#say(KEEPING.newer);
    else if (Object.keys(entriesOf(this.#section, answer)).length) this.#ask();
    this.offer();
  }

  /**
   * Whether the form still stands as it was answered.
   *
   * @param {Record<string, string>} form
   */
  #standsAs(form) {
    return JSON.stringify(formData(this.#form)) === JSON.stringify(form);
  }

  /**
   * @param {State} kept
   * @param {Answer} answer
   */
  #keep(kept, answer) {
    if (this.#join(kept)) return; // asked anew, and kept then
    const now = entriesOf(this.#section, answer);
    const long = [];
    const left = [];
    for (const { dataset } of diaries(this.#form)) {
      if (dataset.same && !(dataset.same in now)) this.#emptied(kept, dataset.same);
    }
    for (const [name, entry] of Object.entries(now)) {
      if (!this.#isNews(name, entry, own(kept.kept, name))) continue;
      if (kept.strange.includes(name)) {
        left.push(entry.label);
        continue;
      }
      const fits = situation.entry(entry);
      if (!fits || fits.beside) long.push(entry.label);
      if (fits) this.#set(kept, name, fits);
    }
    const done = situation.write(kept);
    if (done !== 'kept') {
      notNow = true;
      this.#said.clear();
      this.#say(KEEPING[done]);
    } else if (left.length) this.#say(KEEPING.newer, toPage());
    else if (long.length) this.#say(KEEPING.kept + KEEPING.long(long), toPage());
    else if (Object.keys(now).length) this.#say(KEEPING.kept, toPage());
    this.#onKept();
  }

  /**
   * Whether an entry says something else than this form has last had kept, and than what is kept.
   *
   * @param {string} name
   * @param {Entry} entry
   * @param {Entry | undefined} before
   */
  #isNews(name, entry, before) {
    const said = JSON.stringify([entry.text, entry.rows, entry.tick]);
    // What has stood here since it was kept is not said again: another tab may have said something newer.
    if (!situation.DIARIES.includes(name) && this.#said.get(name) === said) return false;
    this.#said.set(name, said);
    // A value that came from here keeps where and when it was noted, unless the reader has checked it anew.
    const stays = before && same(entry, before) && sameMarks(entry, before);
    return !(stays && (!entry.tick || before.tick === entry.tick));
  }

  /**
   * @param {State} kept
   * @param {string} name
   * @param {Entry} fits
   */
  #set(kept, name, fits) {
    const before = own(kept.kept, name);
    const diary = situation.DIARIES.includes(name);
    delete fits.beside;
    kept.kept[name] = diary && before?.beside ? { ...fits, beside: before.beside } : fits;
    if (diary) this.#agreed.set(one(this.#form, `[data-same="${name}"]`), fits.rows ?? []);
  }

  /**
   * The last row of a diary was removed: nothing that came from it may stay behind.
   *
   * @param {State} kept
   * @param {string} name
   */
  #emptied({ kept }, name) {
    const before = own(kept, name);
    if (!before) return;
    for (const [each, { from }] of Object.entries(kept)) if (from === this.#section.dataset.title) delete kept[each];
    delete kept[name];
    if (before.beside) kept[name] = { ...before, rows: [], lines: [] };
    this.#agreed.clear();
  }

  #ask() {
    if (notNow || this.#line?.querySelector('button')) return;
    const words = (diaries(this.#form).length ? KEEPING.diary : '') + KEEPING.ask + (inApp() ? KEEPING.inApp : '');
    const line = this.#say(
      words,
      keptButton(KEEPING.yes, () => this.#agree(line)),
      keptButton(KEEPING.no, () => this.#decline(line)),
    );
  }

  /** @param {HTMLElement} line */
  #agree(line) {
    focusOn(line); // the button goes away
    const kept = situation.read() ?? situation.nothing(); // another tab may have agreed in the meantime
    if (kept.newer) this.#say(KEEPING.newer);
    else if (this.#answer && this.#standsAs(this.#asked)) this.#keep(kept, this.#answer);
    else {
      // Typed on since: what is whole will be kept when it is.
      const done = situation.write(kept);
      this.#say(done === 'kept' ? KEEPING.begun : KEEPING[done]);
    }
    this.offer();
  }

  /** @param {HTMLElement} line */
  #decline(line) {
    notNow = true;
    set('sessionStorage', NOT_NOW, '1'); // where that is blocked, it is asked again on the next page
    focusOn(line);
    this.#say(KEEPING.declined, toPage());
  }

  /**
   * @param {string} words
   * @param {...HTMLElement} more
   */
  #say(words, ...more) {
    if (!this.#line) {
      this.#line = make('p', { className: 'kept-line', role: 'status' });
      one(this.#section, '[data-result]').after(this.#line);
    }
    const now = words + more.map(({ textContent }) => textContent).join('');
    if (this.#line.textContent !== now) this.#line.replaceChildren(words, ...more);
    return this.#line;
  }

  /** Beside each field that has a kept value of its own: one tap to use it. */
  offer() {
    const wanted = this.#wanted(situation.read()?.kept ?? {});
    // What need not change stays: a finger may just be on it, or the focus in it.
    for (const [control, { offer, of }] of this.#offers) {
      const asIs = of === JSON.stringify(wanted.get(control)) || offer.contains(document.activeElement);
      if (offer.isConnected && asIs) wanted.delete(control);
      else {
        offer.remove();
        this.#offers.delete(control);
      }
    }
    wanted.forEach((entry, control) => this.#offerFor(control, entry));
    const folded = this.#form.querySelector('.calc-more');
    folded?.querySelector('summary .kept-hint')?.remove();
    if (folded?.querySelector('.kept-offer')) {
      one(folded, 'summary').append(make('span', { className: 'kept-hint', text: KEEPING.inside }));
    }
  }

  /**
   * What is to be offered beside which control.
   *
   * @param {Record<string, Entry>} kept
   */
  #wanted(kept) {
    /** @type {Map<HTMLElement, Entry>} */
    const wanted = new Map();
    for (const control of shared(this.#form)) {
      const entry = 'diary' in control.dataset ? undefined : own(kept, control.dataset.same ?? '');
      if (entry && this.#differs(control, entry)) wanted.set(control, entry);
    }
    for (const control of all(this.#form, '[data-beside]')) {
      const entry = own(kept, control.dataset.beside ?? '');
      if (entry?.text) wanted.set(control, entry);
    }
    return wanted;
  }

  /**
   * @param {HTMLElement} control
   * @param {Entry} entry
   */
  #differs(control, entry) {
    const group = 'rows' in control.dataset;
    if (group !== Boolean(entry.rows)) return false;
    // As long as the example stands there, nothing does.
    if (!('mine' in this.#section.dataset)) return true;
    return !same(group ? rowsOf(control) : { text: textOf(/** @type {Control} */ (control)) }, entry);
  }

  /**
   * @param {HTMLElement} control
   * @param {Entry} entry
   */
  #offerFor(control, entry) {
    const offer = make('p', { className: 'kept-offer' });
    if ('beside' in control.dataset) offer.append(KEEPING.noted(entry.label, entry.text ?? ''));
    else offer.append(this.#use(control, entry), ` ${whence(entry, false)}`);
    if (control.dataset.rows) one(control, '[data-add]').before(offer);
    else control.closest('.calc-input')?.after(offer);
    this.#offers.set(control, { offer, of: JSON.stringify(entry) });
  }

  /**
   * @param {HTMLElement} control
   * @param {Entry} entry
   */
  #use(control, entry) {
    return keptButton(KEEPING.use(inShort(entry)), () => {
      const value = entry.rows ? entry.rows.map((cells) => ({ cells, all: cells })) : (entry.text ?? '');
      this.#put(control, value, entry.day === today() ? entry.tick : '');
      (entry.rows ? one(control, '[data-add]') : control).focus();
      this.offer();
    });
  }

  /**
   * Fills it in. A tick comes along only under the very same words; with undefined as `tick` it stays as it is.
   *
   * @param {HTMLElement} control
   * @param {string | Wanted[]} value
   * @param {string | undefined} tick
   */
  #put(control, value, tick) {
    const name = nameOf(control);
    const box = tickOf(this.#form, name);
    /** @type {import('../calculator/form.js').Put} */
    const put = { [name]: value };
    if (box && tick !== undefined) put[`${name}.confirmed`] = tick === box.labels?.[0].textContent;
    this.#section.dispatchEvent(new CustomEvent('put', { detail: put }));
    if (typeof value === 'string') return;
    for (const { row, all: cells } of value) if (row) held.set(row, cells);
  }
}

/**
 * A row of the form that stays, with what has changed in it.
 *
 * @param {HTMLElement} row
 * @param {Row} was
 * @param {Row} cells
 */
function changes(row, was, cells) {
  const other = Object.entries(cells).filter(([key, text]) => text !== was[key]);
  return { row, cells: Object.fromEntries(other), all: cells };
}

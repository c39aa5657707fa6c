// One <section data-calculator>: its form, its messages, its result. Nothing entered leaves the page.

import { CALCULATING, CALCULATOR, PAPERS } from '../words/calculators.js';
import { one, megabytes } from '../common/dom.js';
import { isFinal } from './engine.js';
import { Form } from './form.js';
import { Messages } from './messages.js';
import * as papers from './papers.js';
import { fold } from './result.js';
import * as rows from './rows.js';

/** @typedef {import('./engine.js').Answer} Answer */
/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {{ typed?: string, form: Record<string, string>, answer: Partial<Answer>, mine?: boolean }} Settled */

const PAUSE = 120; // ms after a key before an answer is asked for
/** @type {Settled} */
const UNSETTLED = { form: {}, answer: {} };

export class Calculator {
  #section;
  #engine;
  #form;
  #messages;
  #downloads;
  #touched = false;
  #live = false; // whether an answer of the reader's own has been shown
  /** @type {Set<string | undefined>} names of the fields that the reader has left: their mistakes are shown */
  #shown = new Set();
  /** @type {Record<string, string>} */
  #errors = {};
  #settled = UNSETTLED; // the last answer, the form that it answered, and whether that was the reader's
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #asked = 0;
  #moved = ''; // what is to be said with the next answer: that the day is another now

  /**
   * @param {HTMLElement} section
   * @param {Engine} engine
   * @param {boolean} downloads whether the runtime comes over a line, and its progress is shown
   */
  constructor(section, engine, downloads) {
    this.#section = section;
    this.#engine = engine;
    this.#downloads = downloads;
    this.#form = new Form(section);
    this.#messages = new Messages(section);
    this.#messages.say('touch');
    this.#result.toggleAttribute('data-as-given', true);
    this.#listen(this.#form.element);
    section.addEventListener('click', (event) => this.#click(event));
    section.addEventListener('fill', (event) => this.#take(/** @type {CustomEvent} */ (event).detail));
    section.addEventListener('put', (event) => this.#put(/** @type {CustomEvent} */ (event).detail));
    engine.listen((news) => this.#hear(news));
  }

  /** @param {HTMLFormElement} form */
  #listen(form) {
    const nameOf = (/** @type {Event} */ { target }) => /** @type {HTMLInputElement} */ (target).name;
    form.addEventListener('focusin', ({ target }) => {
      this.#touch();
      this.#form.select(target);
    });
    form.addEventListener('pointerdown', () => this.#touch());
    form.addEventListener('click', ({ target }) => this.#form.select(target));
    form.addEventListener('input', (event) => {
      this.#form.begin(event.target);
      // From now on it is the reader's own day.
      delete (/** @type {HTMLElement} */ (event.target).dataset.filled);
      if (!(/** @type {InputEvent} */ (event).isComposing)) this.#later();
    });
    form.addEventListener('compositionend', () => this.#later());
    form.addEventListener('change', (event) => {
      this.#form.begin(event.target);
      this.#shown.add(nameOf(event));
      this.#now();
    });
    // A field that was left without a word counts as seen: its mistake may be shown now.
    form.addEventListener('focusout', (event) => {
      const name = nameOf(event);
      if (!name || this.#shown.has(name)) return;
      this.#shown.add(name);
      if (name in this.#errors) this.#now();
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#now({ all: true });
    });
  }

  #touch() {
    if (this.#touched) return;
    this.#touched = true;
    this.#form.fillInToday();
    this.#now();
  }

  /** The clock may have gone past midnight while the page stood open. */
  newDay() {
    if (this.#touched && this.#moveOn()) this.#now();
  }

  #moveOn() {
    const moved = this.#form.moveOn(this.#settled.answer, this.#settled.form);
    if (moved) this.#moved = moved;
    return Boolean(moved);
  }

  #later() {
    this.#touch();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#now(), PAUSE);
  }

  /** Asks for an answer now. With `all`, every mistake is shown and the summary takes the focus. */
  async #now({ all = false } = {}) {
    clearTimeout(this.#timer);
    this.#touched = true;
    // Once it has failed here, only the reader's word starts it again, not every key.
    if (this.#engine.state === 'dead' && this.#messages.state === 'error' && !all) return;
    this.#moveOn();
    if (!this.#form.mine && this.#form.changed) this.#form.begin();
    const { mine } = this.#form;
    const asked = ++this.#asked;
    const { form, typed } = this.#form.typed;
    // A field that is left as it was answered gives nothing new, and a result that is drawn anew moves under the finger.
    if (!all && typed === this.#settled.typed) {
      if (Object.keys(this.#errors).length) this.#show(/** @type {Answer} */ (this.#settled.answer), false);
      return;
    }
    if (this.#engine.state !== 'ready') this.#tellLoading();
    let answer;
    try {
      answer = await this.#engine.ask(this, this.#section.dataset.calculator ?? '', form);
    } catch {
      return; // the engine has told everybody why
    }
    if (answer === undefined || asked !== this.#asked) return; // a later answer is on its way
    this.#settled = answer ? { typed, form, answer, mine } : UNSETTLED;
    if (answer) this.#show(answer, all);
    else this.#fail();
  }

  #tellLoading() {
    this.#messages.state = 'loading';
    this.#messages.say('loading');
    if (!this.#downloads) this.#messages.status = CALCULATING.loadingFile;
    this.#messages.announce(this.#downloads ? CALCULATOR.loading : CALCULATING.loadingFile);
  }

  /**
   * @param {Answer} answer
   * @param {boolean} all
   */
  #show(answer, all) {
    const names = Object.keys(answer.errors);
    if (all) names.forEach((name) => this.#shown.add(name));
    // While a field is being filled in for the first time, its mistake is not yet one; nor that there is no row, unless
    // the reader has taken one away.
    const visible = names.filter((name) => this.#shown.has(name));
    this.#errors = answer.errors;
    this.#messages.state = 'live';
    this.#messages.mark(visible.map((name) => [name, answer.errors[name]]));
    this.#messages.readAs(
      new Map(Object.entries(answer.read).map(([name, words]) => [this.#form.control(name), words])),
    );
    if (!names.length) this.#showResult(answer);
    else if (visible.length) {
      this.#result.replaceChildren();
      this.#messages.say('mistakes');
      this.#messages.announce(CALCULATING.mistakes(visible.length, answer.errors[visible[0]]));
    } else {
      this.#messages.say(this.#live ? 'typing' : 'begun');
    }
    if (all && names.length) this.#messages.focusSummary();
    const told = new CustomEvent('answered', { bubbles: true, detail: answer });
    this.#section.dispatchEvent(Object.assign(told, { form: this.#settled.form }));
  }

  /** @param {Answer} answer */
  #showResult(answer) {
    fold(this.#result, answer.html);
    const mine = Boolean(this.#settled.mine);
    this.#live ||= mine;
    this.#result.toggleAttribute('data-as-given', !mine);
    // The example's own answer may come when the reader has just begun.
    if (mine) this.#messages.say('live', this.#moved);
    else this.#messages.say(this.#form.mine ? 'begun' : 'touch');
    this.#messages.announce(this.#moved + answer.announce);
    this.#moved = '';
  }

  #fail() {
    this.#messages.state = 'error';
    this.#result.replaceChildren();
    this.#messages.say('failed', this.#section.dataset.fallback);
    this.#messages.announce(CALCULATOR.failed);
  }

  /** @param {import('./engine.js').News} news */
  #hear({ progress, dead }) {
    if (dead) {
      if (!this.#touched) return; // nobody has asked for anything here yet: try again when they do
      this.#settled = UNSETTLED; // what stands below is no longer said to be the answer
      this.#messages.readAs(new Map());
      this.#messages.state = 'error';
      const word = this.#live ? 'broken' : dead;
      this.#messages.say(word, this.#section.dataset.fallback);
      this.#messages.announce(CALCULATOR[word]);
      if (!isFinal(dead)) this.#messages.offerRetry(() => this.#retry());
    } else if (progress && this.#downloads && this.#messages.state === 'loading') {
      const { loaded, total } = progress;
      const coming = CALCULATING.download(megabytes(loaded), megabytes(total));
      this.#messages.status = loaded < total ? coming : CALCULATING.starting;
    }
  }

  #retry() {
    one(this.#form.element, '.calc-submit').focus(); // the button goes away with its sentence
    this.#now({ all: true });
  }

  /** @param {MouseEvent} event */
  #click({ target, detail }) {
    const button = /** @type {Element} */ (target).closest('button');
    if (!button) return;
    const { add, remove, copy, save, fill, typed = '', go } = button.dataset;
    if (add !== undefined) this.#add(/** @type {HTMLElement} */ (button.closest('[data-rows]')));
    // The second tap of a double tap would take the row that has moved under the finger.
    else if (remove !== undefined)
      detail < 2 && this.#remove(/** @type {HTMLElement} */ (button.closest('[data-row]')));
    else if (copy !== undefined) this.#copy(button);
    else if (save !== undefined) this.#save(button);
    else if (fill !== undefined) this.#fill(fill, typed);
    else if (go !== undefined) this.#go(go);
  }

  /** @param {HTMLElement} group */
  #add(group) {
    rows.forgetUndo(group);
    if (rows.present(group).length >= Number(group.dataset.most)) {
      this.#messages.tellMost(group);
      return;
    }
    this.#form.begin();
    const row = rows.append(group);
    this.#touch();
    one(row, `[name^="${group.dataset.rows}."]`).focus();
  }

  /** @param {HTMLElement} row */
  #remove(row) {
    this.#form.begin();
    this.#shown.add(/** @type {HTMLElement} */ (row.closest('[data-rows]')).dataset.rows);
    rows.remove(row, () => this.#now());
  }

  /**
   * Puts values in place of what stands in the form, as if typed there. Ticks stay the reader's to make.
   *
   * @param {import('../share/token.js').Form} form
   */
  #take(form) {
    this.#form.untick();
    const asRows = (/** @type {string | Record<string, string>[]} */ value) =>
      Array.isArray(value) ? value.map((cells) => ({ cells })) : value;
    this.#put(Object.fromEntries(Object.entries(form).map(([name, value]) => [name, asRows(value)])), true);
    this.#form.markAsLent();
  }

  /**
   * Fills the form from outside, as typed.
   *
   * @param {import('./form.js').Put} values
   */
  #put(values, seen = false) {
    this.#form.begin();
    this.#touch();
    this.#form.put(values);
    if (seen) {
      for (const element of this.#form.element.elements) {
        const { name, dataset } = /** @type {HTMLInputElement} */ (element);
        this.#shown.add(dataset.rows ?? name);
      }
    }
    this.#now();
  }

  /** Why a document may not be taken away now; nothing where it answers the reader's own form as it stands. */
  get #notYet() {
    const { typed, mine } = this.#settled;
    const now = this.#form.typed.typed;
    if (!this.#form.mine || (typed === now && !mine)) return PAPERS.notYours;
    if (typed !== now && this.#engine.state !== 'dead') return PAPERS.preparing;
    return typed !== now || Object.keys(this.#errors).length ? PAPERS.outdated : '';
  }

  /** @param {HTMLElement} button */
  async #copy(button) {
    // Said at once where it can't be: the next answer may already be on its way.
    this.#messages.tell(button, this.#notYet || (await papers.copy(button)));
  }

  /** @param {HTMLElement} button */
  #save(button) {
    const words = papers.save(button, this.#notYet);
    if (words) this.#messages.tell(button, words);
  }

  /**
   * Goes to a field or its tick, also where it lies folded; of a cell that is gone, to the first of its kind.
   *
   * @param {string} name
   */
  #go(name) {
    const [group, , cell] = name.split('.');
    const form = this.#form.element;
    /** @type {HTMLElement | null} */
    const control = this.#form.control(name) ?? form.querySelector(`[name^="${group}."][name$=".${cell}"]`);
    for (let part = control; part; part = part.parentElement) {
      if (part.tagName === 'DETAILS') /** @type {HTMLDetailsElement} */ (part).open = true;
    }
    control?.focus();
  }

  /**
   * @param {string} name
   * @param {string} typed
   */
  #fill(name, typed) {
    const input = /** @type {import('../common/dom.js').Control} */ (this.#form.control(name));
    this.#form.begin(input);
    input.value = typed;
    input.focus();
    this.#now();
  }

  get #result() {
    return one(this.#section, '[data-result]');
  }
}

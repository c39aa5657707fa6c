// A calculator's form: whose it is, and what is put into it other than by the reader's own keys.

import { addPickers } from './picker.js';
import { monthAndDate, today } from '../common/clock.js';
import { all, control as controlOf, controls, formData, one } from '../common/dom.js';
import { CALCULATING } from '../words/calculators.js';
import * as rows from './rows.js';

/** @typedef {import('../common/dom.js').Control} Control */
/** @typedef {Record<string, string | boolean | rows.Wanted[]>} Put as typed: texts, lists of rows, ticks */

const ENTERED = 'input[type=text][name], select[name]'; // where the reader enters something

/**
 * Whether a field still holds what the page put there.
 *
 * @param {Control} control
 */
function isAsGiven(control) {
  if (!('options' in control)) return control.value === control.defaultValue;
  return [...control.options].every((option) => option.selected === option.defaultSelected);
}

export class Form {
  #section;
  #day = ''; // of which it was last asked
  element;
  mine = false; // whether it is the reader's: before that, all that stands in it is the page's example

  /** @param {HTMLElement} section */
  constructor(section) {
    this.#section = section;
    this.element = /** @type {HTMLFormElement} */ (one(section, 'form'));
    /** @type {HTMLFieldSetElement} */ (one(section, '.calc-fields')).disabled = false;
    addPickers(this.element);
  }

  /** The form as it stands: by name, and as one string to compare. */
  get typed() {
    const form = formData(this.element);
    return { form, typed: JSON.stringify(form) };
  }

  /**
   * @param {string} name
   * @returns {Control | undefined}
   */
  control(name) {
    return controlOf(this.element, name);
  }

  /** Whether anything stands in the form that the page did not put there, as after a browser has restored it. */
  get changed() {
    const boxes = /** @type {HTMLInputElement[]} */ (controls(this.element, '[type=checkbox]'));
    const entered = controls(this.element, ENTERED).filter(({ dataset }) => !('today' in dataset));
    return boxes.some((box) => box.checked !== box.defaultChecked) || !entered.every(isAsGiven);
  }

  /** The fields that say today as long as the reader has not chosen another day. */
  get #today() {
    return /** @type {HTMLInputElement[]} */ (controls(this.element, '[data-prefill=today]'));
  }

  /** At the first touch. */
  fillInToday() {
    for (const input of this.#today) if (input.value === input.defaultValue) fillIn(input, today());
  }

  /**
   * Another day than when it was last asked: what the page has filled in as today moves on; says so in words.
   *
   * @param {{ typed?: Record<string, string> }} answer the last answer
   * @param {Record<string, string>} asked the form that it answered
   */
  moveOn(answer, asked) {
    const day = today();
    if (day === this.#day) return '';
    const first = !this.#day;
    this.#day = day;
    if (first) return '';
    // What was typed as 昨天 goes on meaning the day that it meant.
    for (const [name, text] of Object.entries(answer.typed ?? {})) {
      const field = this.control(name);
      if (field?.dataset.unit === 'day' && field.value === asked[name]) field.value = text;
    }
    const over = this.#today.filter(({ value, dataset }) => value === dataset.filled);
    if (!over.length) return '';
    over.forEach((input) => fillIn(input, day));
    const [month, date] = monthAndDate(day);
    return CALCULATING.newDay(month, date);
  }

  /**
   * The first key replaces what is still the example.
   *
   * @param {EventTarget | null} target
   */
  select(target) {
    const control = /** @type {HTMLInputElement} */ (target);
    if (!this.mine && control.type === 'text' && isAsGiven(control)) control.select();
  }

  /**
   * The reader's first own input: the example leaves the form whole, folded fields included, and stays as a hint only.
   * What the page offers to everybody stands in its place (today, a common rate, an option); `kept` is left alone.
   *
   * @param {EventTarget | null} [kept]
   */
  begin(kept) {
    if (this.mine) return;
    this.mine = true;
    this.#section.toggleAttribute('data-mine', true);
    for (const control of controls(this.element, ENTERED)) {
      if (control === kept || !isAsGiven(control)) continue;
      const example = control.value;
      const { today: day, own = '' } = control.dataset;
      if (day === undefined) control.value = own;
      else {
        control.dataset.prefill = 'today';
        fillIn(control, today());
      }
      if ('options' in control || control.value || !example) continue;
      control.placeholder = control.dataset.unit === 'day' ? example : CALCULATING.example(example); // a day fills its field
    }
    all(this.element, '[data-row]').forEach(rows.mark);
  }

  /**
   * Fills the form from outside, as typed.
   *
   * @param {Put} values
   */
  put(values) {
    for (const [name, value] of Object.entries(values)) {
      if (Array.isArray(value)) rows.put(one(this.element, `[data-rows="${name}"]`), value);
      else this.#put(/** @type {Control} */ (this.control(name)), value);
    }
  }

  /**
   * @param {Control} control
   * @param {string | boolean} value
   */
  #put(control, value) {
    if (typeof value === 'boolean') {
      /** @type {HTMLInputElement} */ (control).checked = value;
      return;
    }
    control.value = value;
    control.removeAttribute('data-prefill'); // a day that was chosen is not replaced by today
  }

  /** Ticks are the reader's to make. */
  untick() {
    for (const box of controls(this.element, '[type=checkbox]')) /** @type {HTMLInputElement} */ (box).checked = false;
  }

  /** What stands there now is somebody else's, until the reader has changed it. */
  markAsLent() {
    for (const control of /** @type {Iterable<Control>} */ (this.element.elements)) {
      if (control.name) control.dataset.came = control.value;
    }
  }
}

/**
 * @param {Control} input
 * @param {string} day
 */
function fillIn(input, day) {
  input.value = day;
  input.dataset.filled = day;
}

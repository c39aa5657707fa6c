// Rows that a reader adds to a form, fills, and removes.

import { addPickers } from './picker.js';
import { all, button, controls, make, one } from '../common/dom.js';
import { CALCULATING } from '../words/calculators.js';

/** @typedef {{ row?: HTMLElement, cells: Record<string, string | boolean> }} Wanted the `cells` of a row that change */

/** @param {HTMLElement} rows */
export const present = (rows) => all(rows, '[data-row]');

/**
 * Gives a row something to be known by, whatever will be corrected in it.
 *
 * @param {HTMLElement} row
 */
export function mark(row) {
  for (const hidden of controls(row, '[data-mark]')) hidden.value ||= Math.random().toString(36).slice(2, 12);
}

/**
 * A new, empty row at the end.
 *
 * @param {HTMLElement} rows
 */
export function append(rows) {
  const taken = controls(rows, 'input[name]').map(({ name }) => Number(name.split('.')[1]));
  const place = String(Math.max(-1, ...taken) + 1);
  const number = String(present(rows).length + 1);
  const template = /** @type {HTMLTemplateElement} */ (one(rows, 'template'));
  const row = /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
  for (const element of [row, ...all(row, '*')]) {
    for (const attribute of element.attributes) {
      attribute.value = attribute.value.replaceAll('{row}', place).replaceAll('{number}', number);
    }
  }
  template.before(row);
  mark(row);
  addPickers(row);
  return row;
}

/**
 * Leaves a group with these rows: each the `row` of the page that stays, with the `cells` that change, or a new one,
 * then named in `row`. There may be more than a form takes: the answer will say so, and none is lost.
 *
 * @param {HTMLElement} rows
 * @param {Wanted[]} wanted
 */
export function put(rows, wanted) {
  const stay = new Set(wanted.map(({ row }) => row));
  if (!present(rows).some((row) => stay.has(row))) forgetUndo(rows);
  for (const row of present(rows)) if (!stay.has(row)) row.remove();
  for (const each of wanted) {
    each.row ??= append(rows);
    for (const control of controls(each.row, '[name]')) {
      const text = each.cells[control.name.split('.')[2]];
      // A row keeps what it is known by.
      if (text || (text === '' && !('mark' in control.dataset))) control.value = String(text);
    }
  }
  number(rows);
}

/**
 * Takes a row out, and leaves a button that brings it back.
 *
 * @param {HTMLElement} row
 * @param {() => void} changed
 */
export function remove(row, changed) {
  const rows = /** @type {HTMLElement} */ (row.closest('[data-rows]'));
  const after = row.nextElementSibling;
  forgetUndo(rows);
  row.remove();
  number(rows);
  const { counter, noun } = rows.dataset;
  const undo = make('p', { className: 'calc-undo', text: CALCULATING.removed(`${counter}${noun}`) });
  const back = button(CALCULATING.undo, () => {
    (after?.isConnected ? after : one(rows, 'template')).before(row);
    undo.remove();
    number(rows);
    one(row, 'input').focus();
    changed();
  });
  undo.append(back);
  one(rows, '[data-add]').before(undo);
  // Not into a field: that would open the keyboard over what the reader wants to see.
  back.focus();
  changed();
}

/** @param {HTMLElement} rows */
export const forgetUndo = (rows) => rows.querySelector('.calc-undo')?.remove();

/** @param {HTMLElement} rows */
export function number(rows) {
  present(rows).forEach((row, i) => {
    for (const labelled of [row, one(row, '[data-remove]')]) {
      const label = labelled.getAttribute('aria-label') ?? '';
      labelled.setAttribute('aria-label', label.replace(/\d+/, String(i + 1)));
    }
  });
}

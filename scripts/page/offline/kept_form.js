// What was typed, over a reload: put aside when the reader changes over to a new release, and put back once.

import { all, controls, one } from '../common/dom.js';
import * as forms from '../store/forms.js';

/** @typedef {import('../common/dom.js').Control} Control */
/** @typedef {forms.PutForm} PutForm */

const sections = () => all(document, 'section[data-calculator]');
const valueOf = (/** @type {Control} */ control) =>
  /^(checkbox|radio)$/.test(control.type) ? /** @type {HTMLInputElement} */ (control).checked : control.value;
const cells = (/** @type {ParentNode} */ within) => controls(within, '[name]');
const columnOf = (/** @type {Control} */ { name }) => name.split('.')[2];
const folded = (/** @type {HTMLElement} */ section) =>
  /** @type {HTMLDetailsElement[]} */ (all(section, 'form details'));
const groups = (/** @type {HTMLElement} */ section) => all(section, 'form [data-rows]');
const named = (/** @type {HTMLElement} */ { dataset }) => dataset.rows ?? '';

const rowOf = (/** @type {HTMLElement} */ row) =>
  Object.fromEntries(cells(row).map((cell) => [columnOf(cell), valueOf(cell)]));

/**
 * What the forms of this page hold. What the page filled in it fills in again: today may be another day then.
 *
 * @returns {PutForm[]}
 */
const typed = () =>
  sections().map((section) => {
    const loose = cells(section).filter(
      (control) => !control.closest('[data-row]') && control.dataset.filled !== control.value,
    );
    return {
      mine: 'mine' in section.dataset,
      fields: Object.fromEntries(loose.map((control) => [control.name, valueOf(control)])),
      rows: Object.fromEntries(groups(section).map((rows) => [named(rows), all(rows, '[data-row]').map(rowOf)])),
      open: folded(section).map(({ open }) => open),
    };
  });

/**
 * The rows of a group that were put aside. Releases up to 0.1.0 put rows aside by the place of their cells, of which each
 * could be seen.
 *
 * @param {HTMLElement} rows
 * @param {forms.PutRow[]} group
 */
function rowsFrom(rows, group) {
  const template = /** @type {HTMLTemplateElement} */ (one(rows, 'template')).content;
  const columns = cells(template)
    .filter(({ type }) => type !== 'hidden')
    .map(columnOf);
  return group.map((row) => ({
    cells: Array.isArray(row) ? Object.fromEntries(row.map((text, i) => [columns[i], text])) : row,
  }));
}

/**
 * @param {HTMLElement} section
 * @param {PutForm} was
 */
function putBack(section, was) {
  const { elements } = /** @type {HTMLFormElement} */ (one(section, 'form'));
  const fields = Object.entries(was.fields).filter(([name, text]) => {
    const control = /** @type {Control | null} */ (elements.namedItem(name));
    return control?.type && typeof valueOf(control) === typeof text;
  });
  /** @type {import('../calculator/form.js').Put} */
  const put = Object.fromEntries(fields);
  groups(section).forEach((rows, i) => {
    const group = Array.isArray(was.rows) ? was.rows[i] : was.rows[named(rows)];
    if (group) put[named(rows)] = rowsFrom(rows, group);
  });
  section.dispatchEvent(new CustomEvent('put', { detail: put }));
  folded(section).forEach((details, i) => {
    details.open = was.open[i] ?? details.open;
  });
}

/** Puts back what was put aside for this page, and puts aside what stands here when a new release asks for it. */
export function keepForms() {
  const untouched = JSON.stringify(typed());
  const found = forms.take(location.pathname);
  if (found) {
    sections().forEach((section, i) => {
      const was = found.state[i];
      if (was?.mine) putBack(section, was); // else the example stands there anyway
    });
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    scrollTo(0, found.top);
  }
  addEventListener('leaving', (event) => {
    const state = typed();
    if (!state.length || JSON.stringify(state) === untouched) return;
    if (!forms.write(location.pathname, scrollY, state)) event.preventDefault();
  });
}

// What of a form may travel in a link.

import { all, controls, one } from '../common/dom.js';
import { plain } from './step_text.js';

/** @typedef {import('../common/dom.js').Control} Control */
/** @typedef {import('./token.js').Column} Column */
/** @typedef {import('./token.js').Field & { label: string }} Field */

const may = (/** @type {Control} */ { name, dataset }) => name && !name.endsWith('.confirmed') && !('stays' in dataset);
const cellOf = (/** @type {Control} */ { name }) => name.split('.')[2];

/**
 * @param {Control} control
 * @returns {Column}
 */
function columnOf(control) {
  if ('options' in control) return { kind: 'choice', options: [...control.options].map(({ value }) => value) };
  return { kind: control.dataset.unit === 'day' ? 'day' : 'number' };
}

/**
 * What of a form a link may fill in, by name. A diary is one's own book: nothing of its form travels.
 *
 * @param {HTMLFormElement} form
 * @returns {Map<string, Field>}
 */
export function fieldsOf(form) {
  /** @type {Map<string, Field>} */
  const fields = new Map();
  if (form.querySelector('[data-diary]')) return fields;
  for (const control of /** @type {Iterable<Control>} */ (form.elements)) {
    if (!may(control) || control.name.includes('.')) continue;
    fields.set(control.name, { columns: new Map([['', columnOf(control)]]), label: labelOf(control) });
  }
  for (const rows of all(form, '[data-rows]')) {
    const cells = controls(/** @type {HTMLTemplateElement} */ (one(rows, 'template')).content, '[name]');
    const columns = new Map(cells.filter(may).map((cell) => [cellOf(cell), columnOf(cell)]));
    const texts = cells.filter((cell) => !may(cell) && cell.tagName === 'INPUT').map(cellOf);
    const { rows: name = '', most, noun = '' } = rows.dataset;
    if (!columns.size) continue;
    fields.set(name, { columns, rows: { most: Number(most), noun, texts }, label: plain(one(rows, 'legend')) });
  }
  return fields;
}

/** @param {Control} control */
export const labelOf = (control) => plain(/** @type {NodeListOf<HTMLLabelElement>} */ (control.labels)[0]);

// What a calculator's form has to keep: read out of the page, by the names that Python has declared (`same`).

import { all, control, controls, one, tickOf } from '../common/dom.js';
import { today } from '../common/clock.js';
import { alike } from '../store/merge.js';

/** @typedef {import('../common/dom.js').Control} Control */
/** @typedef {import('../store/merge.js').Row} Row */
/** @typedef {import('../store/situation.js').Entry} Entry */
/** @typedef {import('../calculator/engine.js').Answer} Answer */

/** @type {WeakMap<Control, { typed: string, text: string }>} what stood there when it was answered, and what it means */
const understood = new WeakMap();
/** @type {WeakMap<HTMLElement, Row>} row → what is kept of it, also what this form has no field for */
export const held = new WeakMap();

/**
 * @param {Row[] | undefined} some
 * @param {Row[] | undefined} others
 */
export const sameRows = (some, others) =>
  some?.length === others?.length && (some ?? []).every((row, i) => alike(row, /** @type {Row[]} */ (others)[i]));

/**
 * Whether two values say the same.
 *
 * @param {{ text?: string, rows?: Row[] } | undefined} one
 * @param {{ text?: string, rows?: Row[] } | undefined} other
 */
export const same = (one, other) => one?.text === other?.text && sameRows(one?.rows, other?.rows);

/**
 * @param {{ rows?: Row[] }} one
 * @param {{ rows?: Row[] }} other
 */
export const sameMarks = (one, other) =>
  (one.rows ?? []).every((row, i) => (row.mark ?? '') === (other.rows?.[i].mark ?? ''));

/**
 * @param {Row} one
 * @param {Row} other
 */
export const equal = (one, other) => sameRows([one], [other]) && sameMarks({ rows: [one] }, { rows: [other] });

const labelOf = (/** @type {Control} */ control) =>
  /** @type {NodeListOf<HTMLLabelElement>} */ (control.labels)[0].textContent ?? '';
const wordsOf = (/** @type {Control} */ control) =>
  `${labelOf(control)}：${'selectedOptions' in control ? control.selectedOptions[0].text : textOf(control)}`;
const lent = (/** @type {Control} */ control) => Boolean(control.value) && control.value === control.dataset.came;
// What stands there for everybody is not the reader's as long as nobody changed or ticked it, nor what a link has brought.
const standing = (/** @type {Control} */ control) =>
  'today' in control.dataset || control.value === control.dataset.own || lent(control);
const controlsOf = (/** @type {HTMLElement} */ row) => controls(row, 'input[type=text], select');
const cellsOf = (/** @type {HTMLElement} */ row) => controls(row, '[name]'); // those that nobody sees as well
const columnOf = (/** @type {Control} */ { name }) => name.split('.')[2];

/** @param {HTMLElement} section */
export const isExample = (section) => section.querySelector('[data-as-given]') !== null;

/**
 * The fields and groups of rows that have a name under which they can be kept.
 *
 * @param {HTMLFormElement} form
 */
export const shared = (form) => all(form, '[data-same]');

/** @param {HTMLFormElement} form */
export const diaries = (form) => all(form, '[data-diary]');

/**
 * The name of a field or a group.
 *
 * @param {HTMLElement} control
 */
export const nameOf = (control) => control.dataset.rows ?? /** @type {Control} */ (control).name;

/**
 * Whether anything stands in a row.
 *
 * @param {HTMLElement} row
 */
export const isFilled = (row) => controlsOf(row).some(({ value }) => value.trim());

/**
 * Remembers how the fields were read that do not say it themselves, such as 昨天.
 *
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} typed
 */
export function understand(form, typed) {
  for (const [name, text] of Object.entries(typed)) {
    const field = control(form, name);
    if (field) understood.set(field, { typed: field.value, text });
  }
}

/**
 * What a field says, as it would be kept: a day by its date, blanks as one.
 *
 * @param {Control} control
 */
export function textOf(control) {
  const was = understood.get(control);
  return was?.typed === control.value ? was.text : control.value.trim().replace(/\s{2,}/g, ' ');
}

/**
 * A row of the form as it would be kept.
 *
 * @param {HTMLElement} row
 * @returns {Row}
 */
export const rowOf = (row) => ({
  ...held.get(row),
  ...Object.fromEntries(cellsOf(row).map((cell) => [columnOf(cell), textOf(cell)])),
});

/**
 * The rows of a group that are the reader's: before their first key all of the form is the example.
 *
 * @param {HTMLElement} group
 */
export const ownRows = (group) =>
  group.closest('section')?.matches('[data-mine]') ? all(group, '[data-row]').filter(isFilled) : [];

/**
 * The rows of a group as they would be kept, each with the mark by which it is known; that is not shown.
 *
 * @param {HTMLElement} group
 */
export function rowsOf(group) {
  const rows = ownRows(group);
  const lineOf = (/** @type {HTMLElement} */ row) =>
    controlsOf(row)
      .filter(({ value }) => value.trim())
      .map(wordsOf)
      .join('；');
  return { rows: rows.map(rowOf), lines: rows.map(lineOf), suffix: `${group.dataset.counter}${group.dataset.noun}` };
}

/**
 * Whether a field, or all rows of a group, stand as a link has brought them, and nobody has ticked them.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLElement} part
 */
function isLent(form, part) {
  if (tickOf(form, nameOf(part))?.checked) return false;
  if (!part.dataset.rows) return lent(/** @type {Control} */ (part));
  return ownRows(part).every((row) => controlsOf(row).every((cell) => !cell.value || lent(cell)));
}

/**
 * Whether a result is the reader's: all of it is.
 *
 * @param {HTMLFormElement} form
 */
function isWhole(form) {
  const groups = all(form, '[data-rows]').filter((group) => ownRows(group).length);
  const alone = controlsOf(form).filter((control) => !control.closest('[data-row]'));
  return ![...groups, ...alone].some((part) => isLent(form, part));
}

/**
 * What this calculator has to keep after an answer: entered or ticked by the reader, and results of only that.
 *
 * @param {HTMLElement} section
 * @param {Answer} answer
 */
export function entriesOf(section, answer) {
  /** @type {Record<string, Entry>} */
  const found = {};
  if (isExample(section)) return found;
  const form = /** @type {HTMLFormElement} */ (one(section, 'form'));
  const add = (/** @type {string} */ name, /** @type {Partial<Entry> & { label: string }} */ entry) => {
    found[name] = { tick: '', suffix: '', ...entry, from: section.dataset.title ?? '', day: today() };
  };
  if (isWhole(form)) for (const [name, given] of Object.entries(answer.gives)) add(name, given);
  for (const part of shared(form)) {
    const name = part.dataset.same ?? '';
    const box = tickOf(form, nameOf(part));
    const tick = box?.checked ? labelOf(box) : '';
    if (part.dataset.rows) {
      const group = rowsOf(part);
      const label = one(part, 'legend').textContent ?? '';
      if (group.rows.length && !isLent(form, part)) add(name, { ...group, label, tick });
      continue;
    }
    const field = /** @type {Control} */ (part);
    if (!field.value.trim() || (!tick && standing(field))) continue;
    const suffix = field.parentElement?.querySelector('.calc-suffix')?.textContent ?? '';
    add(name, { text: textOf(field), label: labelOf(field), suffix, tick });
  }
  return found;
}

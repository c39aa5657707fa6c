// What was typed, over a reload.

import { get, set } from './storage.js';
import { isValue, json, list, object } from './shape.js';

const KEY = 'form-kept';

/** @typedef {Record<string, string | boolean>} Values */
/** @typedef {Values | (string | boolean)[]} PutRow releases up to 0.1.0 wrote a row as a list, by the place of its cells */
/** @typedef {PutRow[] | null} PutRows */
/** @typedef {{ mine: boolean, fields: Values, rows: Record<string, PutRows> | PutRows[], open: boolean[] }} PutForm */

/**
 * The forms of a page: of each whether it is the reader's (`mine`), its `fields` and `rows` by name, and what was `open`.
 * Releases up to 0.1.0 wrote rows as lists, by their place, and left out what is the reader's. Null where there are none
 * for this page.
 *
 * @param {string | null} text
 * @param {string} path
 * @returns {{ top: number, state: PutForm[] } | null}
 */
export function parse(text, path) {
  const found = object(json(text));
  if (found.path !== path || !Array.isArray(found.state)) return null;
  return { top: Number.isFinite(found.top) ? Number(found.top) : 0, state: found.state.map(formOf) };
}

/**
 * @param {unknown} raw
 * @returns {PutForm}
 */
function formOf(raw) {
  const form = object(raw);
  return {
    mine: form.mine !== false,
    fields: values(form.fields),
    rows: groups(form.rows),
    open: list(form.open).map(Boolean),
  };
}

/** @param {unknown} all */
function groups(all) {
  if (Array.isArray(all)) return all.map(rows);
  return Object.fromEntries(Object.entries(object(all)).map(([name, group]) => [name, rows(group)]));
}

const rows = (/** @type {unknown} */ group) => (Array.isArray(group) ? group.map(row) : null); // then those of the page stay

/**
 * @param {unknown} cells
 * @returns {PutRow}
 */
const row = (cells) => (Array.isArray(cells) ? cells.map((value) => (isValue(value) ? value : '')) : values(cells));

/**
 * @param {unknown} all
 * @returns {Values}
 */
const values = (all) =>
  /** @type {Values} */ (Object.fromEntries(Object.entries(object(all)).filter(([, value]) => isValue(value))));

/**
 * Puts the forms of a page aside; whether that worked.
 *
 * @param {string} path
 * @param {number} top
 * @param {PutForm[]} state
 */
export const write = (path, top, state) => set('sessionStorage', KEY, JSON.stringify({ path, top, state })) === 'kept';

/**
 * Takes them back, once.
 *
 * @param {string} path
 */
export function take(path) {
  const found = parse(get('sessionStorage', KEY), path);
  set('sessionStorage', KEY, null);
  return found;
}

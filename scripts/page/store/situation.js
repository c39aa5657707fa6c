// My situation: the values that the reader agreed to keep, by name. What is not understood, a later release's maybe, is
// neither used nor touched; and what is written is what will be read.

import { get, set } from './storage.js';
import { keysOf } from './merge.js';
import { LONG, MOST, WORD, isDay, isName, isObject, isText, json, list, object } from './shape.js';

/** @typedef {import('./merge.js').Row} Row */
/** @typedef {{ label: string, from: string, day: string, tick: string, suffix: string }} About where a value is from */
/** @typedef {About & { text?: string, rows?: Row[], lines?: string[], beside?: unknown[] }} Entry */
/** @typedef {Record<string, Entry>} Entries */
/** @typedef {{ newer: true, kept?: undefined, strange?: undefined }} Newer a later release wrote it */
/** @typedef {{ kept: Entries, strange: string[], whole?: import('./shape.js').Unknowns, newer?: undefined }} State */

export const KEY = 'situation';
export const VERSION = 1;
export const DIARIES = ['contacts']; // lists that are one's own book: of two versions, both count

/**
 * @param {unknown} row
 * @returns {row is Row}
 */
const isRow = (row) =>
  isObject(row) &&
  Object.entries(row).every(([key, text]) => isName(key) && isText(text)) &&
  keysOf(/** @type {Row} */ (row)).some((key) => /** @type {Row} */ (row)[key].trim());

const shown = (/** @type {Row} */ row) =>
  keysOf(row)
    .map((key) => row[key])
    .filter(Boolean)
    .join('；')
    .slice(0, LONG / 2);

/** @returns {State} */
export const nothing = () => ({ kept: {}, strange: [] });

/**
 * A kept value, or null where it is not understood: `text` or `rows` with the `lines` that show them, and where it
 * is from. Rows that are not understood, or are too many, come along in `beside`, so that they stay in their place.
 *
 * @param {unknown} raw
 * @returns {Entry | null}
 */
export function entry(raw) {
  const { text, rows, lines, day, ...more } = object(raw);
  const word = (/** @type {string} */ key) => {
    const value = more[key];
    return isText(value, WORD) ? value : '';
  };
  const about = {
    label: word('label'),
    from: word('from'),
    day: isDay(day) ? day : '',
    tick: word('tick'),
    suffix: word('suffix'),
  };
  if (isText(text) && text.trim()) return { text, ...about };
  /** @type {About & { rows: Row[], lines: string[] }} */
  const found = { rows: [], lines: [], ...about };
  /** @type {unknown[]} */
  const beside = [];
  list(rows).forEach((row, i) => {
    if (!isRow(row) || found.rows.length === MOST) {
      beside.push(row);
      return;
    }
    const line = list(lines)[i];
    found.rows.push(row);
    found.lines.push(isText(line, LONG / 2) ? line : shown(row));
  });
  if (!found.rows.length) return null;
  return beside.length ? { ...found, beside } : found;
}

/**
 * What is kept: null where the reader has not agreed, {newer: true} where a later release wrote it. Else `kept` has
 * the values by name, `strange` names what is not understood, and `whole` is all of it, as it stood.
 *
 * @param {string | null} text
 * @returns {State | Newer | null}
 */
export function parse(text) {
  const whole = json(text);
  if (!isObject(whole)) return null;
  if (whole.v !== VERSION) return { newer: true };
  /** @type {Entries} */
  const kept = {};
  const strange = [];
  for (const [name, raw] of Object.entries(object(whole.kept))) {
    const found = isName(name) ? entry(raw) : null;
    if (found) kept[name] = found;
    else strange.push(name);
  }
  return { kept, strange, whole };
}

/**
 * The text that keeps this: what is not understood, and what has not changed, to the letter as it stood.
 *
 * @param {{ kept: Entries, whole?: import('./shape.js').Unknowns }} state
 */
export function unparse({ kept, whole = {} }) {
  const pairs = new Map(Object.entries(object(whole.kept)));
  for (const [name, raw] of pairs) {
    const was = isName(name) ? entry(raw) : null;
    if (was && !Object.hasOwn(kept, name)) pairs.delete(name);
    else if (was && JSON.stringify(was) !== JSON.stringify(kept[name])) pairs.set(name, stored(kept[name]));
  }
  for (const [name, now] of Object.entries(kept)) if (!pairs.has(name)) pairs.set(name, stored(now));
  return JSON.stringify({ ...whole, v: VERSION, kept: Object.fromEntries(pairs) });
}

/** @param {Entry} entry */
function stored({ beside = [], ...now }) {
  return now.rows ? { ...now, rows: [...now.rows, ...beside] } : now;
}

export const read = () => parse(get('localStorage', KEY));

/** @param {{ kept: Entries, whole?: import('./shape.js').Unknowns }} state */
export const write = (state) => set('localStorage', KEY, unparse(state));

export const forget = () => set('localStorage', KEY, null);

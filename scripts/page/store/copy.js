// All that is kept as one line, to take it away and to bring it in elsewhere.

import { DIARIES, VERSION, entry, parse, unparse } from './situation.js';
import { alike, merge } from './merge.js';
import * as steps from './steps.js';
import { MOST, isObject, json, object, own } from './shape.js';

/** @typedef {import('./situation.js').State} State */
/** @typedef {import('./situation.js').Entry} Entry */
/** @typedef {{ kept: import('./situation.js').Entries }} Kept */
/** @typedef {Kept & { steps: Record<string, string>, left: { values: number, steps: number }, newer?: undefined }} Found */
/**
 * What became of it: the new `state`, the names that were `taken`, and of them those that were `joined`; and what was
 * not: names for which there is no room (`full`) or that are not understood here (`strange`), and by name the number of
 * `rows`.
 *
 * @typedef {{ state: State, taken: string[], joined: string[], full: string[], strange: string[], rows: Map<string, number> }} Told
 */

/**
 * All of it as one line, what is not understood as well.
 *
 * @param {{ kept: import('./situation.js').Entries, whole?: import('./shape.js').Unknowns } | null} state
 */
export function pack(state) {
  return JSON.stringify({ ...object(json(unparse(state ?? { kept: {} }))), steps: steps.raw() });
}

/**
 * What such a line holds, wherever it stands in a text: null where there is none, {newer: true} where a later release
 * made it. Else `kept` and `steps`, and how many of what was `left` out because it is not understood.
 *
 * @param {string} text
 * @returns {Found | { newer: true } | null}
 */
export function unpack(text) {
  for (const { index } of text.matchAll(/\{\s*"v"\s*:/g)) {
    const ends = [text.indexOf('\n', index), text.lastIndexOf('}') + 1].map((end) => (end < 0 ? text.length : end));
    const found = ends.map((end) => json(text.slice(index, end))).find(isObject);
    if (!found) continue;
    if (Number.isInteger(found.v) && Number(found.v) > VERSION) return { newer: true };
    if (found.v !== VERSION || !isObject(found.kept)) continue;
    const { kept, strange } = /** @type {State} */ (parse(JSON.stringify(found)));
    const ticked = steps.ticks(found.steps);
    const lost = Object.keys(object(found.steps)).length - Object.keys(ticked).length;
    return { kept, steps: ticked, left: { values: strange.length, steps: lost } };
  }
  return null;
}

/**
 * What is kept here (or nothing yet), with what was brought: of the same name that counts which was brought, diaries
 * are brought together.
 *
 * @param {State | null} state
 * @param {Kept} brought
 * @returns {Told}
 */
export function bring(state, { kept }) {
  const now = { strange: [], ...state, kept: { ...state?.kept } };
  /** @type {Told} */
  const told = { state: now, taken: [], joined: [], full: [], strange: [], rows: new Map() };
  for (const [name, { beside = [], ...brought }] of Object.entries(kept)) {
    const here = own(now.kept, name);
    if (state?.strange.includes(name)) {
      told.strange.push(name);
      continue;
    }
    if (!here && Object.keys(now.kept).length >= MOST) {
      told.full.push(name);
      continue;
    }
    let lost = beside.length;
    if (here?.rows && brought.rows && DIARIES.includes(name)) {
      const { diary, over } = together(here, brought);
      now.kept[name] = diary;
      lost += over;
      told.joined.push(name);
    } else now.kept[name] = brought;
    told.taken.push(name);
    if (lost) told.rows.set(name, lost);
  }
  return told;
}

/**
 * A diary that is here and one that was brought, and how many rows are `over`.
 *
 * @param {Entry} here
 * @param {Entry} brought
 */
function together(here, brought) {
  const rows = merge([], here.rows ?? [], brought.rows ?? []).map(({ cells }) => cells);
  const lineOf = (/** @type {import('./merge.js').Row} */ row) =>
    [here, brought].map((one) => one.lines?.[one.rows?.findIndex((each) => alike(each, row)) ?? -1]).find(Boolean);
  const tick = here.tick === brought.tick ? here.tick : '';
  const diary = /** @type {Entry} */ (entry({ ...brought, rows: rows.slice(0, MOST), lines: rows.map(lineOf), tick }));
  if (here.beside) diary.beside = here.beside;
  return { diary, over: Math.max(0, rows.length - MOST) };
}

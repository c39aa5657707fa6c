// The steps that were ticked off: id and day.

import { get, set } from './storage.js';
import { isDay, isStep, json, object } from './shape.js';

export const KEY = 'steps';

/** All that stands there, also what is not understood. */
export const raw = () => object(json(get('localStorage', KEY)));

/**
 * Of ticks from anywhere, those that are some.
 *
 * @param {unknown} from
 */
export function ticks(from) {
  const found = Object.entries(object(from)).filter(([id, day]) => isStep(id) && isDay(day));
  return /** @type {Record<string, string>} */ (Object.fromEntries(found));
}

export const read = () => ticks(raw());

/**
 * Adds ticks, and takes away those with null as their day. What else stands there stays.
 *
 * @param {Record<string, string | null>} changes
 */
export function write(changes) {
  const fine = Object.entries(changes).filter(([id, day]) => isStep(id) && (day === null || isDay(day)));
  const all = { ...raw(), ...Object.fromEntries(fine) };
  const rest = Object.entries(all).filter(([, day]) => day !== null);
  return set('localStorage', KEY, rest.length ? JSON.stringify(Object.fromEntries(rest)) : null);
}

export const forget = () => set('localStorage', KEY, null);

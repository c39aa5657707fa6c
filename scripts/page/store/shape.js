// What a value that comes from outside may be: whatever stands in a storage or was pasted, reading it never throws.

export const MOST = 60; // rows of a list, and names that can be brought in
export const LONG = 2000; // characters of a text; of its display on the page of what is kept, half of that
export const WORD = 60; // characters of a label

/** @typedef {Record<string, unknown>} Unknowns */

/**
 * @param {unknown} value
 * @returns {value is Unknowns}
 */
export const isObject = (value) => Boolean(value) && typeof value === 'object' && !Array.isArray(value);

/**
 * @param {unknown} value
 * @returns {value is string}
 */
export const isText = (value, most = LONG) => typeof value === 'string' && value.length <= most;

/**
 * @param {unknown} value
 * @returns {value is string}
 */
export const isDay = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);

/** @param {string} value */
export const isName = (value) => /^[a-z][a-z_]{0,39}$/.test(value);

/** @param {string} value */
export const isStep = (value) => /^[a-z][a-z0-9-]{0,60}$/.test(value);

/**
 * @param {unknown} value
 * @returns {value is string | boolean}
 */
export const isValue = (value) => typeof value === 'boolean' || typeof value === 'string';

/**
 * @param {unknown} value
 * @returns {unknown[]}
 */
export const list = (value) => (Array.isArray(value) ? value : []);

/**
 * @param {unknown} value
 * @returns {Unknowns}
 */
export const object = (value) => (isObject(value) ? value : {});

/**
 * @param {string | null} text
 * @returns {unknown}
 */
export function json(text) {
  try {
    return JSON.parse(/** @type {string} */ (text));
  } catch {
    return null;
  }
}

/**
 * A property of its own, and none that all objects have.
 *
 * @template Value
 * @param {Record<string, Value>} all
 * @param {string} name
 * @returns {Value | undefined}
 */
export const own = (all, name) => (Object.hasOwn(all, name) ? all[name] : undefined);

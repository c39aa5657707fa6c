// The browser's storage, which may be forbidden, missing or full.

/** @typedef {'localStorage' | 'sessionStorage'} Area */
/** @typedef {'kept' | 'full' | 'blocked'} Outcome */

/**
 * The text under a key, null where there is none.
 *
 * @param {Area} area
 * @param {string} key
 */
export function get(area, key) {
  try {
    return globalThis[area].getItem(key);
  } catch {
    return null;
  }
}

/**
 * Puts a text under a key, or takes it away with null.
 *
 * @param {Area} area
 * @param {string} key
 * @param {string | null} text
 * @returns {Outcome}
 */
export function set(area, key, text) {
  try {
    const place = globalThis[area];
    if (text === null) place.removeItem(key);
    else place.setItem(key, text);
    return place.getItem(key) === text ? 'kept' : 'blocked';
  } catch (error) {
    return /quota/i.test(/** @type {Error} */ (error)?.name ?? '') ? 'full' : 'blocked';
  }
}

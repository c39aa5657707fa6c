// What the lines about kept values are made of.

import { monthAndDate } from '../common/clock.js';
import { button, make } from '../common/dom.js';
import { root } from '../common/place.js';
import { KEEPING } from '../words/calculators.js';

/** @typedef {import('../store/situation.js').Entry} Entry */

/**
 * @param {string} text
 * @param {() => unknown} act
 */
export const keptButton = (text, act) => button(text, act, { className: 'kept-button' });

/** A link to the page that shows all that is kept. It opens beside: coming back would cost what was typed. */
export const toPage = () =>
  make('a', { href: new URL('about/kept/', root).href, target: '_blank', text: KEEPING.page });

/**
 * A kept value in short: a text with its unit, or how many rows there are.
 *
 * @param {Entry} entry
 */
export const inShort = ({ text, rows, suffix }) => (rows ? `${rows.length} ${suffix}` : `${text} ${suffix}`.trim());

/**
 * When and where a value was noted, as far as that is known.
 *
 * @param {Entry} entry
 * @param {boolean} [year]
 */
export function whence({ day, from }, year = true) {
  const [month, date] = monthAndDate(day);
  const noted = year || !day ? day : KEEPING.day(month, date);
  return [noted, from && KEEPING.from(from)].filter(Boolean).join('，');
}

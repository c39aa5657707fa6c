// Rows of a list that was changed in two places, two tabs or two phones. A row's `mark`, where it has one, says which
// row it is; nobody sees it.

/** @typedef {Record<string, string>} Row */
/** @typedef {{ cells: Row, mine?: number }} Merged a row, and which of the rows here it is */

/** @param {...Row} rows */
export const keysOf = (...rows) => [...new Set(rows.flatMap(Object.keys))].filter((key) => key !== 'mark');

const cell = (/** @type {Row} */ row, /** @type {string} */ key) => (Object.hasOwn(row, key) ? row[key] : '');
const sameMark = (/** @type {Row} */ one, /** @type {Row} */ other) => Boolean(one.mark) && one.mark === other.mark;
const otherMark = (/** @type {Row} */ one, /** @type {Row} */ other) =>
  Boolean(one.mark) && Boolean(other.mark) && one.mark !== other.mark;

/**
 * Whether two rows say the same.
 *
 * @param {Row} one
 * @param {Row} other
 */
export function alike(one, other) {
  return !otherMark(one, other) && keysOf(one, other).every((key) => cell(one, key) === cell(other, key));
}

/**
 * How many cells two rows share, 0 where it is less than half: then they are two different rows.
 *
 * @param {Row} one
 * @param {Row} other
 */
function likeness(one, other) {
  if (otherMark(one, other)) return 0;
  const filled = (/** @type {Row} */ row) => keysOf(row).filter((key) => row[key]).length;
  const shared = keysOf(one).filter((key) => one[key] && one[key] === cell(other, key)).length;
  return 2 * shared < Math.max(filled(one), filled(other)) ? 0 : shared;
}

/**
 * Which row of `to` is which of `from`: the surest first.
 *
 * @param {Row[]} from
 * @param {Row[]} to
 * @returns {Map<number, number>}
 */
function match(from, to) {
  /** @type {Map<number, number>} */
  const found = new Map();
  const taken = new Set();
  const pair = (/** @type {(row: Row, other: Row) => boolean} */ fits) =>
    from.forEach((row, i) => {
      if (found.has(i)) return;
      const j = to.findIndex((other, at) => !taken.has(at) && fits(row, other));
      if (j < 0) return;
      found.set(i, j);
      taken.add(j);
    });
  pair(sameMark);
  pair(alike);
  for (let most = Math.max(0, ...[...from, ...to].map((row) => keysOf(row).length)); most > 0; most -= 1) {
    pair((one, other) => likeness(one, other) === most);
  }
  return found;
}

/**
 * One row of two that came from `base`, or null where both say something else in the same cell.
 *
 * @param {Row} base
 * @param {Row} mine
 * @param {Row} theirs
 */
function joined(base, mine, theirs) {
  const row = { ...theirs, ...mine };
  for (const key of keysOf(theirs, mine)) {
    const was = cell(base, key);
    const [here, there] = [mine, theirs].map((one) => (Object.hasOwn(one, key) ? one[key] : was));
    if (here !== was && there !== was && here !== there) return null;
    row[key] = here === was ? there : here;
  }
  if (theirs.mark) row.mark = theirs.mark;
  return row;
}

/**
 * Brings together what stands `mine` here and `theirs` there, both once `base`: nothing that was typed is lost. A row
 * that one side took away stays away, unless the other has changed it; one that both have changed in the same cell
 * stays twice.
 *
 * @param {Row[]} base
 * @param {Row[]} mine
 * @param {Row[]} theirs
 * @returns {Merged[]}
 */
export function merge(base, mine, theirs) {
  const here = new Map([...match(base, mine)].map(([b, m]) => [m, b]));
  const there = match(base, theirs);
  const left = new Set(theirs.keys());
  /** @type {Merged[]} */
  const result = [];
  const both = (/** @type {number} */ m, /** @type {number} */ t, /** @type {Row} */ was) => {
    left.delete(t);
    const row = joined(was, mine[m], theirs[t]);
    result.push({ mine: m, cells: row ?? mine[m] });
    // eslint-disable-next-line no-unused-vars -- the copy is another row
    const { mark, ...copy } = theirs[t];
    if (!row) result.push({ cells: copy });
  };
  const known = new Set(there.values());
  const fresh = [...theirs.keys()].filter((t) => !known.has(t));
  mine.forEach((row, m) => {
    const b = here.get(m);
    const t = b === undefined ? undefined : there.get(b);
    if (b === undefined) {
      const twin = fresh.find((at) => left.has(at) && (sameMark(row, theirs[at]) || alike(row, theirs[at])));
      if (twin === undefined) result.push({ mine: m, cells: row });
      else both(m, twin, {});
    } else if (t !== undefined) both(m, t, base[b]);
    else if (!alike(row, base[b])) result.push({ mine: m, cells: row });
  });
  const away = new Set([...there].filter(([b, t]) => left.has(t) && alike(base[b], theirs[t])).map(([, t]) => t));
  for (const t of left) if (!away.has(t)) result.push({ cells: theirs[t] });
  return result;
}

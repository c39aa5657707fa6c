// The numbers of a form in a link: a version, one big number (packing.js), and four letters that tell a link that was
// cut. Fields and options go by a hash of their name, so that a form may gain some and old links still mean the same.
// Everything that may travel is in it, also what equals the example: the example may change. Rows go in the order of
// their days: so many days in order are far fewer cases than the same days in any order.

import { LONGEST } from './longest.js';
import { LAST_DAY, Packer, Unpacker, packDays, packNumbers, unpackDays, unpackNumbers } from './packing.js';

/** @typedef {{ kind: 'choice' | 'day' | 'number', options?: string[] }} Column */
/** @typedef {{ most: number, noun: string, texts: string[] }} Rows `texts` are the cells that name a row */
/** @typedef {{ columns: Map<string, Column>, rows?: Rows }} Field a field alone has one column, without a name */
/** @typedef {Record<string, string>} Cells */
/** @typedef {Record<string, string | Cells[]>} Form */

const VERSION = '1';
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'; // the last ones of a link: no sign that a chat app leaves out
const NAMES = 2039;
const OPTIONS = 4093;
const ROWS = 128;
const DAY = 86_400_000;

/** Why a token can't be read: it is of another release, or broken. */
export class Unreadable extends Error {
  /** @param {'other' | 'broken'} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/**
 * FNV-1a over the characters: short, and the same for ever.
 *
 * @param {string} text
 */
function hash(text) {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return sum;
}

/**
 * A token's body with the letters by which it is known to be whole, and to be of this calculator.
 *
 * @param {string} calculator
 * @param {string} body
 */
export function sealed(calculator, body) {
  const sum = hash(`${calculator}~${body}`);
  return body + [0, 5, 10, 15].map((bits) => LETTERS[((sum ^ (sum >>> 12)) >>> bits) & 31]).join('');
}

/**
 * @param {Packer} packer
 * @param {Column} column
 * @param {string[]} cells
 */
function packColumn(packer, column, cells) {
  const filled = cells.filter(Boolean);
  packer.put(filled.length < cells.length ? 1 : 0, 2);
  if (filled.length < cells.length) cells.forEach((cell) => packer.put(cell ? 1 : 0, 2));
  if (column.kind === 'choice') {
    filled.forEach((cell) => packer.put(hash(cell) % OPTIONS, OPTIONS));
  } else if (filled.length && column.kind === 'day') {
    const days = filled.map((cell) => Date.parse(cell) / DAY);
    const rising = days.every((day, i) => !i || day >= days[i - 1]);
    packer.put(rising ? 1 : 0, 2);
    if (rising) packDays(packer, days);
    else packNumbers(packer, days.map(BigInt));
  } else if (filled.length) {
    const parts = filled.map((cell) => /** @type {RegExpExecArray} */ (/^(\d+)(?:\.(\d+))?(%?)$/.exec(cell)));
    const places = Math.max(...parts.map(([, , fraction]) => fraction?.length ?? 0));
    const numbers = parts.map(([, whole, fraction]) => BigInt(whole + (fraction ?? '').padEnd(places, '0')));
    packer.put(parts[0][3] ? 1 : 0, 2);
    packer.put(places, 16);
    packNumbers(packer, numbers);
  }
}

/**
 * @param {Unpacker} unpacker
 * @param {Column} column
 * @param {number} count
 * @returns {string[]}
 */
function unpackColumn(unpacker, column, count) {
  const blanks = unpacker.small(2) ? Array.from({ length: count }, () => !unpacker.small(2)) : Array(count).fill(false);
  const filled = unpackCells(unpacker, column, blanks.filter((blank) => !blank).length);
  return blanks.map((blank) => (blank ? '' : /** @type {string} */ (filled.shift())));
}

/**
 * The cells of a column that are not blank.
 *
 * @param {Unpacker} unpacker
 * @param {Column} column
 * @param {number} count
 * @returns {string[]}
 */
function unpackCells(unpacker, { kind, options = [] }, count) {
  if (kind === 'choice') {
    return Array.from({ length: count }, () => {
      const code = unpacker.small(OPTIONS);
      const option = options.find((value) => value && hash(value) % OPTIONS === code);
      if (!option) throw new Unreadable('other');
      return option;
    });
  }
  if (!count) return [];
  if (kind === 'day') {
    const days = unpacker.small(2) ? unpackDays(unpacker, count) : unpackNumbers(unpacker, count).map(Number);
    if (days.some((day) => day >= LAST_DAY)) throw new Unreadable('broken');
    return days.map((day) => new Date(day * DAY).toISOString().slice(0, 10));
  }
  const percent = unpacker.small(2) ? '%' : '';
  const places = unpacker.small(16);
  return unpackNumbers(unpacker, count).map((number) => shown(number, places, !percent) + percent);
}

/**
 * A whole number as a decimal with so many places, without zeros that say nothing; money keeps its fen.
 *
 * @param {bigint} number
 * @param {number} places
 * @param {boolean} money
 */
function shown(number, places, money) {
  const digits = number.toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  if (!places || !fraction) return whole;
  return `${whole}.${money ? fraction.padEnd(2, '0') : fraction}`;
}

/**
 * Rows in the order of their days, where they have any.
 *
 * @param {Cells[]} rows
 * @param {Map<string, Column>} columns
 */
function inOrder(rows, columns) {
  const day = [...columns].find(([, { kind }]) => kind === 'day')?.[0];
  return day === undefined ? rows : [...rows].sort((a, b) => (a[day] < b[day] ? -1 : Number(a[day] > b[day])));
}

/**
 * The token of what may travel of a form, as the calculator has read it; null where it would be too long.
 *
 * @param {string} calculator
 * @param {Map<string, Field>} fields
 * @param {Form} travels
 */
export function pack(calculator, fields, travels) {
  const packer = new Packer();
  packer.put(fields.size, 64);
  for (const [name, { columns, rows }] of fields) {
    const value = /** @type {string & Cells[]} */ (travels[name]);
    const values = rows ? inOrder(value, columns) : [{ '': value }];
    packer.put(hash(name) % NAMES, NAMES);
    packer.put(rows ? 1 : 0, 2);
    if (rows) {
      packer.put(values.length, ROWS);
      packer.put(columns.size, 32);
    }
    for (const [cell, column] of columns) {
      if (rows) packer.put(hash(cell) % NAMES, NAMES);
      packColumn(
        packer,
        column,
        values.map((row) => /** @type {Cells} */ (row)[cell]),
      );
    }
  }
  const token = sealed(calculator, VERSION + packer.text);
  return token.length > LONGEST ? null : token;
}

/**
 * The form in a token, as it would be typed. Throws Unreadable.
 *
 * @param {string} calculator
 * @param {Map<string, Field>} fields
 * @param {string} token
 * @returns {Form}
 */
export function unpack(calculator, fields, token) {
  if (token[0] !== VERSION) throw new Unreadable(/^\w/.test(token) ? 'other' : 'broken');
  const body = token.slice(0, -4);
  if (token.length > LONGEST || !/^[\w-]+$/.test(token) || token !== sealed(calculator, body)) {
    throw new Unreadable('broken');
  }
  const unpacker = new Unpacker(body.slice(1));
  /** @type {Form} */
  const form = {};
  for (let left = unpacker.small(64); left; left--) {
    const [name, { columns, rows }] = named(unpacker, fields);
    if (name in form || unpacker.small(2) !== (rows ? 1 : 0)) throw new Unreadable('broken');
    if (rows) form[name] = unpackRows(unpacker, columns, rows);
    else [form[name]] = unpackColumn(unpacker, /** @type {Column} */ (columns.get('')), 1);
  }
  if (!unpacker.empty || !Object.keys(form).length) throw new Unreadable('broken');
  return form;
}

/**
 * @param {Unpacker} unpacker
 * @param {Map<string, Column>} columns
 * @param {Rows} rows
 */
function unpackRows(unpacker, columns, { most, noun, texts }) {
  const count = unpacker.small(ROWS);
  if (count > most) throw new Unreadable('broken');
  /** @type {Cells[]} */
  const found = Array.from({ length: count }, (_, i) =>
    Object.fromEntries(texts.map((cell) => [cell, `${noun} ${i + 1}`])),
  );
  for (let more = unpacker.small(32); more; more--) {
    const [cell, column] = named(unpacker, columns);
    unpackColumn(unpacker, column, count).forEach((text, i) => {
      found[i][cell] = text;
    });
  }
  return found;
}

/**
 * The next name in a token, and what goes by it here.
 *
 * @template Value
 * @param {Unpacker} unpacker
 * @param {Map<string, Value>} known
 * @returns {[string, Value]}
 */
function named(unpacker, known) {
  const code = unpacker.small(NAMES);
  const found = [...known].find(([name]) => hash(name) % NAMES === code);
  if (!found) throw new Unreadable('other');
  return found;
}

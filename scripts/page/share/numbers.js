// Sends a calculator, empty or with the reader's numbers, and fills in the numbers of a link. Numbers travel only in a
// link that was asked for, behind the #.

import { address } from '../common/address.js';
import { controls, one } from '../common/dom.js';
import { NUMBERS } from '../words/calculators.js';
import { ARRIVING, SHARING } from '../words/every_page.js';
import { tell } from './arriving.js';
import { fieldsOf, labelOf } from './fields.js';
import { description, openSheet } from './sharing.js';
import { Unreadable, pack, unpack } from './token.js';

/** @typedef {import('../calculator/engine.js').Answer} Answer */

/** @type {WeakMap<EventTarget, Answer>} the newest answer of each calculator */
const answers = new WeakMap();

const formOf = (/** @type {HTMLElement} */ section) => /** @type {HTMLFormElement} */ (one(section, 'form'));
const nameOf = (/** @type {HTMLElement} */ section) => section.dataset.calculator ?? '';

/** Takes notice of every answer: what travels is what Python has read. */
export function noteAnswers() {
  document.addEventListener('answered', (event) => {
    const { target, detail } = /** @type {CustomEvent<Answer>} */ (event);
    answers.set(/** @type {EventTarget} */ (target), detail);
  });
}

/**
 * The link with the reader's numbers, or in words why there is none.
 *
 * @param {HTMLElement} section
 */
function numbered(section) {
  const answer = answers.get(section);
  if (!answer || !('mine' in section.dataset)) return { text: null, told: NUMBERS.none };
  if (Object.keys(answer.errors).length) return { text: null, told: NUMBERS.mistakes };
  const example = section.querySelector('[data-as-given]');
  if (section.dataset.state !== 'live' || 'stale' in section.dataset || example)
    return { text: null, told: NUMBERS.stale };
  const token = pack(nameOf(section), fieldsOf(formOf(section)), answer.travels);
  return token ? { text: address(`${section.id}~${token}`) } : { text: null, told: NUMBERS.long };
}

/** @param {HTMLElement} opener */
export function shareCalculator(opener) {
  const section = /** @type {HTMLElement} */ (opener.closest('section[data-calculator]'));
  const link = address(section.id);
  /** @type {Map<string, import('./sheet.js').Choice>} */
  const choices = new Map();
  const notes = [];
  if (link) choices.set(NUMBERS.blankLink, () => ({ text: link }));
  const fields = fieldsOf(formOf(section));
  if (link && fields.size) {
    choices.set(NUMBERS.numberedLink, () => numbered(section));
    const taken = [...fields.values()].map(({ label }) => label);
    const stays = controls(section, 'form [data-stays]').map(labelOf);
    notes.push(NUMBERS.blank, NUMBERS.taken(taken, [...new Set([...stays, NUMBERS.ticks])]));
  }
  const say = description();
  if (!link) choices.set(SHARING.sentence, () => ({ text: say }));
  openSheet({ say, id: section.id, choices, notes }, opener);
}

/**
 * Fills a calculator with the numbers of a link, as if they had been typed: its own reading says what is wrong.
 *
 * @param {HTMLElement} section
 * @param {string} token
 */
export function fillIn(section, token) {
  let words;
  try {
    const fields = fieldsOf(formOf(section));
    const form = unpack(nameOf(section), fields, token);
    const left = [...fields].filter(([name]) => !(name in form)).map(([, { label }]) => label);
    const named = [...fields].some(([name, { rows }]) => rows?.texts.length && form[name]?.length);
    words = NUMBERS.arrived + (named ? NUMBERS.named : '') + (left.length ? NUMBERS.left(left) : '');
    section.querySelector('.calc-more')?.setAttribute('open', '');
    section.dispatchEvent(new CustomEvent('fill', { detail: form }));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    words = ARRIVING[error.why];
  }
  tell((note) => section.prepend(note), words);
}

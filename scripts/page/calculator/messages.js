// What a calculator says: its state, mistakes beside their fields, and how something was read.

import { button, make, one } from '../common/dom.js';
import { CALCULATING, CALCULATOR } from '../words/calculators.js';

/** @typedef {import('../common/dom.js').Control} Control */

const HUSH = 700; // ms after an answer before it is read out

export class Messages {
  #section;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #voice;

  /** @param {HTMLElement} section */
  constructor(section) {
    this.#section = section;
  }

  /** @param {string} state */
  set state(state) {
    this.#section.dataset.state = state;
  }

  get state() {
    return this.#section.dataset.state ?? '';
  }

  /** @param {string} words */
  set status(words) {
    this.#status.textContent = words;
  }

  get #status() {
    return one(this.#section, '[data-status]');
  }

  /**
   * What the result below is.
   *
   * @param {keyof typeof CALCULATOR} word
   */
  say(word, more = '') {
    this.#section.toggleAttribute('data-stale', word === 'typing' || word === 'broken');
    this.status = CALCULATOR[word] + more;
  }

  /**
   * Read out once the reader pauses, so that a screen reader does not repeat every key.
   *
   * @param {string} words
   */
  announce(words) {
    clearTimeout(this.#voice);
    this.#voice = setTimeout(() => {
      one(this.#section, '[data-announce]').textContent = words;
    }, HUSH);
  }

  /**
   * Beside the button that was pressed, and read out.
   *
   * @param {HTMLElement} pressed
   * @param {string} words
   */
  tell(pressed, words) {
    const line = /** @type {HTMLElement} */ (pressed.parentElement);
    let place = line.querySelector('.calc-told');
    if (!place) {
      place = make('span', { className: 'calc-told' });
      line.append(place);
    }
    place.textContent = words;
    this.announce(words);
  }

  /** @param {() => void} again */
  offerRetry(again) {
    this.#status.append(' ', button(CALCULATING.again, again, { className: 'calc-retry' }));
  }

  /**
   * That a group takes no more rows.
   *
   * @param {HTMLElement} rows
   */
  tellMost({ dataset: { rows = '', most = '', counter = '' } }) {
    const place = this.#errorOf(rows);
    place.textContent = CALCULATING.most(most, counter);
    place.hidden = false;
    this.announce(place.textContent);
  }

  /** @param {string} name */
  #keyOf(name) {
    return `${this.#section.id}-${name.replaceAll('.', '-')}`;
  }

  /** @param {string} name */
  #errorOf(name) {
    return /** @type {HTMLElement} */ (document.getElementById(`${this.#keyOf(name)}-error`));
  }

  /**
   * Puts each mistake beside its field and all of them into the summary.
   *
   * @param {[string, string][]} mistakes
   */
  mark(mistakes) {
    for (const place of this.#section.querySelectorAll('form .calc-error'))
      /** @type {HTMLElement} */ (place).hidden = true;
    for (const input of this.#section.querySelectorAll('form [aria-invalid]')) input.removeAttribute('aria-invalid');
    const links = mistakes.map(([name, words]) => this.#markOne(name, words));
    const summary = this.#summary;
    summary.hidden = !links.length;
    summary.replaceChildren(make('p', { text: CALCULATING.mistakes(links.length) }), make('ul', {}, ...links));
  }

  focusSummary() {
    this.#summary.focus();
  }

  get #summary() {
    return one(this.#section, '[data-errors]');
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  #markOne(name, text) {
    const place = this.#errorOf(name);
    place.textContent = text;
    place.hidden = false;
    place.closest('details')?.setAttribute('open', '');
    const group = /** @type {HTMLElement} */ (place.parentElement);
    const input = /** @type {Control} */ (document.getElementById(this.#keyOf(name)) ?? one(group, 'input, button'));
    if (input.name) input.setAttribute('aria-invalid', 'true');
    const to = make('a', { href: `#${input.id || place.id}`, text });
    to.addEventListener('click', (event) => {
      event.preventDefault(); // the address stays what the reader may forward
      input.closest('details')?.setAttribute('open', '');
      input.focus();
    });
    return make('li', {}, to);
  }

  /**
   * Under each field whose text does not show it by itself: how it was read.
   *
   * @param {Map<Control | undefined, string>} read
   */
  readAs(read) {
    for (const line of this.#section.querySelectorAll('form .calc-read')) {
      const control = /** @type {Control} */ (document.getElementById(line.id.slice(0, -'-read'.length)));
      if (read.has(control)) continue;
      line.remove();
      const described = control.getAttribute('aria-describedby') ?? '';
      control.setAttribute('aria-describedby', described.replace(` ${line.id}`, ''));
    }
    for (const [control, words] of read) {
      if (!control) continue; // its row went away in the meantime
      const id = `${control.id}-read`;
      let line = document.getElementById(id);
      if (!line) {
        line = make('p', { id, className: 'calc-read' });
        control.closest('.calc-input')?.after(line);
        control.setAttribute('aria-describedby', `${control.getAttribute('aria-describedby')} ${id}`);
      }
      line.textContent = CALCULATING.readAs(words);
    }
  }
}

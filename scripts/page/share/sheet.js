// The one dialog of the page, in which something is sent. What it holds is made anew each time, so that nothing of the
// last time stays.

import { address } from '../common/address.js';
import { inApp } from '../common/browser.js';
import { copyAndTell } from '../common/clipboard.js';
import { button, make } from '../common/dom.js';
import { SHARING } from '../words/every_page.js';
import { picture } from './picture.js';

/** @typedef {() => { text: string | null, told?: string }} Choice without a text, what is told instead */
/**
 * What can be sent: `say` is the sentence for the receiver, `id` what the link leads to, `choices` the buttons by label.
 *
 * @typedef {{ say: string, id: string, choices: Map<string, Choice>, notes?: string[] }} Offer
 */

export class Sheet {
  #dialog = make('dialog', { className: 'share-dialog', label: SHARING.friend });
  #box = make('textarea');
  #told = make('p');
  #opened = 0;

  constructor() {
    this.#dialog.addEventListener('click', ({ target }) => target === this.#dialog && this.#dialog.close());
  }

  /**
   * @param {Offer} offer
   * @param {HTMLElement} opener
   */
  open({ say, id, choices, notes = [] }, opener) {
    const link = address(id);
    this.#box = make('textarea', {
      readOnly: true,
      rows: 3,
      value: link ? `${say}\n${link}` : say,
      label: SHARING.text,
    });
    this.#told = make('p', { className: 'share-told', role: 'status' });
    const close = { className: 'share-close', title: SHARING.close, label: SHARING.close };
    const note = (/** @type {string} */ text) => make('p', { className: 'share-note', text });
    const buttons = make('p', { className: 'share-buttons' });
    buttons.append(...[...choices].map(([label, choice]) => this.#copier(label, choice)));
    if (link && typeof navigator.share === 'function') buttons.append(this.#system(say, link));
    this.#dialog.replaceChildren(
      make(
        'div',
        { className: 'share-sheet' },
        button('×', () => this.#dialog.close(), close),
        make('p', { className: 'share-title', text: SHARING.friend }),
        make('p', { className: 'share-say', text: say }),
        ...notes.map(note),
        buttons,
        this.#told,
        this.#box,
        ...(link ? this.#code(link) : [note(SHARING.noAddress)]),
        ...(inApp() && link ? [note(SHARING.inApp)] : []),
      ),
    );
    // A browser inside an app forwards the address of the moment: it shall be this one.
    if (inApp() && link) history.replaceState(history.state, '', id ? `#${id}` : location.pathname);
    this.#show(opener);
  }

  /** @param {HTMLElement} opener */
  #show(opener) {
    const dialog = this.#dialog;
    if (typeof dialog.showModal === 'function') {
      document.body.append(dialog);
      if (!dialog.open) dialog.showModal();
      return;
    }
    // A browser without dialogs shows it in the page.
    dialog.setAttribute('open', '');
    dialog.close = () => {
      dialog.remove();
      opener.focus();
    };
    opener.closest('h1, h2, h3, h4, p')?.after(dialog);
  }

  /**
   * @param {string} label
   * @param {Choice} choice
   */
  #copier(label, choice) {
    return button(label, async () => {
      const { text, told = '' } = choice();
      if (text === null) {
        this.#told.textContent = told;
        return;
      }
      this.#box.value = text;
      this.#told.textContent = (await copyAndTell(this.#box)) + told;
    });
  }

  /**
   * @param {string} say
   * @param {string} url
   */
  #system(say, url) {
    return button(SHARING.sheet, async () => {
      try {
        await navigator.share({ title: document.title, text: say, url });
      } catch (error) {
        if (/** @type {Error} */ (error).name !== 'AbortError') this.#told.textContent = SHARING.unshared;
      }
    });
  }

  /** @param {string} link */
  #code(link) {
    const image = make('img', { alt: SHARING.picture(link), width: 240, height: 240 });
    const caption = make('figcaption', { text: SHARING.hold });
    const opened = ++this.#opened;
    picture(link).then(
      (source) => {
        if (opened === this.#opened) image.src = source;
      },
      () => {
        image.remove();
        caption.textContent = SHARING.noPicture;
      },
    );
    const figure = make('figure', { className: 'share-code' }, image, caption);
    return [figure, make('p', { className: 'share-address', text: link })];
  }
}

// Sends one step or one page to a friend. Without script each control is a plain link to its own step.

import { address } from '../common/address.js';
import { Sheet } from './sheet.js';
import { textOf } from './step_text.js';
import { SHARING } from '../words/every_page.js';

const sheet = new Sheet();

/**
 * Shows what can be sent, in the page's one dialog.
 *
 * @param {import('./sheet.js').Offer} offer
 * @param {HTMLElement} opener
 */
export const openSheet = (offer, opener) => sheet.open(offer, opener);

/** What the page is about, for a receiver. */
export const description = () =>
  /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name=description]'))?.content ?? document.title;

/** @param {HTMLElement} opener */
function shareHeading(opener) {
  const heading = /** @type {HTMLElement} */ (opener.closest('h1, h2, h3, h4'));
  const id = heading.tagName === 'H1' ? '' : heading.id;
  const say = heading.dataset.say ?? description();
  const link = address(id);
  /** @type {Map<string, import('./sheet.js').Choice>} */
  const choices = new Map([[SHARING.sentenceAndLink, () => ({ text: link ? `${say}\n${link}` : say })]]);
  if (link) choices.set(SHARING.link, () => ({ text: link }));
  if (id) {
    choices.set(SHARING.step, () => {
      const { text, cut } = textOf(heading, link);
      return { text, told: cut ? SHARING.cut : '' };
    });
  }
  openSheet({ say, id, choices }, opener);
}

/**
 * Does something with the controls for sending that stand in a calculator, or that don't.
 *
 * @param {boolean} inCalculators
 * @param {(opener: HTMLElement) => void} act
 */
export function onShare(inCalculators, act) {
  document.addEventListener('click', (event) => {
    const opener = /** @type {Element} */ (event.target).closest('.share');
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (Boolean(opener.closest('section[data-calculator]')) !== inCalculators) return;
    event.preventDefault(); // without script it is a plain link to its own step
    act(/** @type {HTMLElement} */ (opener));
  });
}

export const shareHeadings = () => onShare(false, shareHeading);

// The search of the one-file guide in its page.

import { all, make, one } from '../common/dom.js';
import { isDistress } from '../search/distress.js';
import { GUIDE } from '../words/every_page.js';
import { pages } from './pages.js';
import { clean, ranker } from './rank.js';

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * The text of each section of a page: what follows a heading up to the next one.
 *
 * @param {HTMLElement} page
 */
function sectionsOf(page) {
  const sections = [];
  for (const part of page.children) {
    if (/^H[1-3]$/.test(part.tagName)) {
      sections.push({ id: part.id, title: (part.textContent ?? '').trim(), text: '' });
    } else if (sections.length && part.tagName !== 'NAV' && !part.matches('[data-search-exclude]')) {
      // Of a calculator how it works, and not its example.
      const words = (part.matches('.calc') ? part.querySelector('.calc-doc') : part)?.cloneNode(true);
      if (words) all(/** @type {Element} */ (words), '[data-search-exclude]').forEach((each) => each.remove());
      sections[sections.length - 1].text += ` ${words?.textContent ?? ''}`.replace(/\s+/g, ' ');
    }
  }
  return sections.map((each) => ({ ...each, in: clean(each.title), at: clean(each.text) }));
}

function learn() {
  const help = document.getElementById('help-page')?.closest('.page');
  return ranker(
    pages.map((page) => {
      const { title = '', asked = '' } = page.dataset;
      return { title, asked: [title, ...asked.split('|')].map(clean), sections: sectionsOf(page), help: page === help };
    }),
  );
}

/** Shows the search; gives what clears it. */
export function startSearch() {
  const form = byId('guide-search');
  const contents = byId('guide-contents');
  const found = byId('guide-found');
  const input = /** @type {HTMLInputElement} */ (one(form, 'input'));
  const told = one(found, 'p');
  const list = one(found, 'ol');
  /** @type {ReturnType<typeof learn> | null} */
  let rank = null;
  const clear = () => {
    found.hidden = true;
    list.replaceChildren();
  };
  const search = () => {
    clear();
    if (!input.value.trim()) return;
    rank ??= learn();
    const hits = rank(input.value, isDistress(input.value));
    found.hidden = false;
    told.textContent = GUIDE.found(hits.length);
    for (const { entry, best, gram } of hits) {
      const { title } = entry;
      const text = best.title.includes(title) || title.includes(best.title) ? title : `${title}：${best.title}`;
      const from = gram ? Math.max(0, best.text.indexOf(gram) - 16) : 0;
      const words = `${from ? '…' : ''}${best.text.slice(from, from + 60).trim()}…`;
      list.append(make('li', {}, make('a', { href: `#${best.id}`, text }), make('br'), words));
    }
  };
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    search();
    list.querySelector('a')?.focus();
  });
  input.addEventListener('input', (event) => /** @type {InputEvent} */ (event).isComposing || search());
  input.addEventListener('compositionend', search);
  input.addEventListener('focus', () => contents.removeAttribute('open'));
  contents.addEventListener('toggle', () => contents.hasAttribute('open') && clear());
  // A link to where the reader already is changes no address.
  found.addEventListener('click', ({ target }) => /** @type {Element} */ (target).closest('a') && clear());
  addEventListener('keydown', ({ key }) => key === 'Escape' && clear());
  return clear;
}

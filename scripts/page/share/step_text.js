// A step of a page as text.

import { all } from '../common/dom.js';
import { SHARING } from '../words/every_page.js';
import { LONGEST } from './longest.js';

/**
 * The words of an element, without its controls.
 *
 * @param {Element} element
 */
export function plain(element) {
  const copy = /** @type {Element} */ (element.cloneNode(true));
  all(copy, '.fact-source, .share').forEach((extra) => extra.remove());
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/**
 * The words of a step, one paragraph or point a line.
 *
 * @param {Element} heading
 */
function* linesOf(heading) {
  yield plain(heading);
  for (
    let next = heading.nextElementSibling;
    next && !/^H[1-6]$|^HR$/.test(next.tagName);
    next = next.nextElementSibling
  ) {
    if (next.matches('.step-tick, .step-note, .landing, script')) continue;
    if (next.matches('section') || next.querySelector('section')) yield SHARING.calculator;
    else if (next.matches('ul, ol')) {
      for (const [i, item] of [...next.children].entries())
        yield `${next.matches('ol') ? `${i + 1}.` : '·'} ${plain(item)}`;
    } else if (next.matches('dl, table, div, blockquote')) {
      for (const line of all(next, 'dt, dd, tr, p, li')) yield plain(line);
    } else yield plain(next);
  }
}

/**
 * A whole step as text, cut at the end of a sentence where it would not fit, with its address at the end.
 *
 * @param {Element} heading
 * @param {string} link
 */
export function textOf(heading, link) {
  return fitted([...linesOf(heading)].filter(Boolean).join('\n'), link);
}

/**
 * A text with its link, cut where it would not fit.
 *
 * @param {string} text
 * @param {string} link
 */
export function fitted(text, link) {
  const end = link && `\n${link}`;
  if (text.length + end.length <= LONGEST) return { text: text + end, cut: false };
  const tail = `\n${link ? SHARING.more : SHARING.moreOnSite}${end}`;
  const room = Math.max(0, LONGEST - tail.length);
  const last = [...text.slice(0, room).matchAll(/[。？；]”?|\n/g)].pop();
  return { text: text.slice(0, last ? last.index + last[0].length : 0).trimEnd() + tail, cut: true };
}

// Documents of a result: copied, or saved as a file.

import { inApp } from '../common/browser.js';
import { copyAndTell } from '../common/clipboard.js';
import { make, one } from '../common/dom.js';
import { PAPERS } from '../words/calculators.js';

/** @type {Record<string, string>} */
const KINDS = { csv: 'text/csv', ics: 'text/calendar' };

/**
 * The box of a document, ready to leave the page.
 *
 * @param {HTMLElement} pressed
 */
function leaving(pressed) {
  const document = /** @type {HTMLElement} */ (pressed.closest('.calc-document'));
  const box = /** @type {HTMLTextAreaElement} */ (one(document, 'textarea'));
  box.value = stamped(box.value, new Date());
  return box;
}

/**
 * A calendar is stamped as it leaves the page: of two versions of an entry, the later one counts. All else stays.
 *
 * @param {string} text
 * @param {Date} now
 */
export function stamped(text, now) {
  if (!text.startsWith('BEGIN:VCALENDAR')) return text;
  const since = Math.floor((now.getTime() - Date.UTC(2020)) / 1000); // seconds: a number that only rises
  return text
    .replaceAll(/^DTSTAMP:.*$/gm, `DTSTAMP:${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`)
    .replaceAll(/^SEQUENCE:.*$/gm, `SEQUENCE:${since}`);
}

/**
 * Copies a document, and gives what to say.
 *
 * @param {HTMLElement} pressed
 */
export const copy = (pressed) => copyAndTell(leaving(pressed));

/**
 * Saves a document as a file, and gives what to say. Browsers inside chat apps drop downloads without a word: it is said
 * for them.
 *
 * @param {HTMLElement} pressed
 * @param {string} why why it may not be taken away now
 */
export function save(pressed, why) {
  if (inApp()) return PAPERS.noFiles;
  if (why) return why;
  const text = leaving(pressed).value.replaceAll(/\r?\n/g, '\r\n');
  if (!text) return '';
  const download = pressed.dataset.save ?? '';
  const kind = KINDS[download.split('.').pop() ?? ''] ?? 'text/plain';
  const bom = kind === 'text/csv' ? '\ufeff' : ''; // for spreadsheets; the text in the page goes without
  const link = make('a', {
    href: URL.createObjectURL(new Blob([bom, text], { type: `${kind};charset=utf-8` })),
    download,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return PAPERS.saved;
}

// Copying, also where browsers refuse it.

import { COPYING } from '../words/every_page.js';

/**
 * Copies the text in a box. False where that was refused: then it is left selected for the reader's own hand.
 *
 * @param {HTMLTextAreaElement} box
 * @returns {Promise<boolean>}
 */
async function copyFrom(box) {
  box.focus();
  box.select();
  try {
    await navigator.clipboard.writeText(box.value);
    return true;
  } catch {
    return document.execCommand('copy');
  }
}

/**
 * Copies the text in a box, and gives what to say: that it is copied only if it is.
 *
 * @param {HTMLTextAreaElement} box
 * @param {string} [copied]
 */
export async function copyAndTell(box, copied = COPYING.copied) {
  return (await copyFrom(box)) ? copied : COPYING.selected;
}

// Put before Material's search worker by scripts/postbuild.py, which matches any one of a query's words, and the
// beginnings of longer ones.

import { isDistress } from './search/distress.js';
import { HAN, asked } from './search/question.js';

/** @typedef {{ location: string, title: string, text: string, tags?: string[] }} Entry */

const [SETUP, QUERY, RESULT] = [0, 2, 3]; // Material's message types
const HELP = 'rights/help/';

/** @type {Set<string>} */
const vocabulary = new Set();
let distress = false; // whether the newest question was asked like this
/** @type {Entry | undefined} */
let help;

const post = postMessage.bind(globalThis);
globalThis.postMessage = (/** @type {any} */ message) => {
  if (message.type === RESULT && distress) {
    const others = message.data.items.filter(
      (/** @type {Entry[]} */ [{ location }]) => location.split('#')[0] !== HELP,
    );
    message.data.items = [[{ ...help, score: 1, terms: {} }], ...others];
  }
  post(message);
};

addEventListener('message', ({ data: message }) => {
  if (message.type === SETUP) {
    /** @type {Entry[]} */
    const docs = message.data.docs;
    help = docs.find(({ location }) => location === HELP);
    // The index comes cut into words by blanks of no width.
    for (const { title, text, tags = [] } of docs) {
      for (const [word] of [title, text, ...tags].join(' ').matchAll(HAN)) vocabulary.add(word);
    }
  }
  if (message.type !== QUERY) return;
  distress = isDistress(message.data);
  message.data = asked(message.data, vocabulary);
});

// Put before Material's search worker by scripts/postbuild.py, which matches any one of a query's words, and the
// beginnings of longer ones. A question is first cut into words that occur in the guide, and loses what says
// nothing about the page that answers it: single characters, and the words that make it a question.
const vocabulary = new Set();
const ASKING = new Set(['请问', '怎么', '怎么办', '怎么样', '怎样', '如何', '为什么', '什么', '可以', '多少', '是不是', '有没有']);
const HAN = /[\u4e00-\u9fff]+/g;

/** The longest known word at each place, else the single character. */
function cut(run) {
  const words = [];
  for (let i = 0; i < run.length; i += words.at(-1).length) {
    let length = Math.min(8, run.length - i);
    while (length > 1 && !vocabulary.has(run.slice(i, i + length))) length -= 1;
    words.push(run.slice(i, i + length));
  }
  return words;
}

addEventListener('message', ({ data: message }) => {
  const [SETUP, QUERY] = [0, 2]; // Material's message types
  if (message.type === SETUP) {
    // The index comes cut into words by blanks of no width.
    for (const { title, text, tags = [] } of message.data.docs) {
      for (const [word] of [title, text, ...tags].join(' ').matchAll(HAN)) vocabulary.add(word);
    }
  }
  if (message.type !== QUERY) return;
  message.data = message.data.replace(HAN, (run) => {
    const words = cut(run);
    const telling = words.filter((word) => word.length > 1 && !ASKING.has(word));
    const known = words.filter((word) => word.length > 1);
    return ` ${[telling, known, [run]].find((found) => found.length).join(' ')} `;
  }).trim();
  // One short word shall find the ends of longer ones too: 卡 also finds 信用卡.
  message.data = message.data.replace(/^[\u4e00-\u9fff]{1,3}$/, (word) => `${word} *${word}`);
});

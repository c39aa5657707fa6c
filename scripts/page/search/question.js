// A question cut into words that occur in the guide, without what says nothing about the page that answers it: single
// characters, and the words that make it a question.

const ASKING = new Set([
  '请问',
  '怎么',
  '怎么办',
  '怎么样',
  '怎样',
  '如何',
  '为什么',
  '什么',
  '可以',
  '多少',
  '是不是',
  '有没有',
]);
export const HAN = /[\u4e00-\u9fff]+/g;

/**
 * The longest known word at each place, else the single character.
 *
 * @param {string} run
 * @param {Set<string>} vocabulary
 */
export function cut(run, vocabulary) {
  const words = [];
  for (let i = 0; i < run.length;) {
    let length = Math.min(8, run.length - i);
    while (length > 1 && !vocabulary.has(run.slice(i, i + length))) length -= 1;
    words.push(run.slice(i, i + length));
    i += length;
  }
  return words;
}

/**
 * The question as the search is asked.
 *
 * @param {string} question
 * @param {Set<string>} vocabulary
 */
export function asked(question, vocabulary) {
  const telling = question.replace(HAN, (run) => {
    const known = cut(run, vocabulary).filter((word) => word.length > 1);
    const saying = known.filter((word) => !ASKING.has(word));
    return ` ${([saying, known].find((found) => found.length) ?? [run]).join(' ')} `;
  });
  // One short word shall find the ends of longer ones too: 卡 also finds 信用卡.
  return telling.trim().replace(/^[\u4e00-\u9fff]{1,3}$/, (word) => `${word} *${word}`);
}

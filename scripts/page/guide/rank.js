// The one file's search: the words of the question, as pairs of characters, in titles, in how people ask for a page, and
// in the text. The rare ones count more.

/** @typedef {{ id: string, title: string, text: string, in: string, at: string }} Section its title and text also cleaned */
/** @typedef {{ asked: string[], sections: Section[], help?: boolean }} Entry a page: how people ask for it, and its parts */
/**
 * @template {Entry} E
 * @typedef {{ entry: E, best: Section, gram?: string, score: number }} Hit
 */

const MOST = 8;

/** @param {string} text */
export const clean = (text) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9\u4e00-\u9fff]+/g, ' ')
    .trim();

/** @param {string} text */
export function grams(text) {
  const found = new Set();
  for (const word of clean(text).match(/[a-z0-9]+|[\u4e00-\u9fff]+/g) ?? []) {
    if (word.length < 3 || /[a-z0-9]/.test(word)) found.add(word);
    else for (let i = 0; i + 1 < word.length; i += 1) found.add(word.slice(i, i + 2));
  }
  return /** @type {string[]} */ ([...found]);
}

/**
 * Ranks pages for questions.
 *
 * @template {Entry} E
 * @param {E[]} entries
 * @returns {(question: string, distress: boolean) => Hit<E>[]} the best first; with `distress` the page for help before all
 */
export function ranker(entries) {
  const texts = entries.map(({ asked, sections }) =>
    [...asked, ...sections.flatMap((each) => [each.in, each.at])].join('|'),
  );
  const frequency = (/** @type {string} */ gram) => texts.filter((text) => text.includes(gram)).length;
  return (question, distress) => {
    const wanted = grams(question)
      .map((gram) => ({ gram, times: frequency(gram) }))
      .filter(({ times }) => times)
      .map(({ gram, times }) => ({ gram, worth: Math.log(1 + entries.length / times) }));
    const weight = (/** @type {string} */ text) =>
      wanted.reduce((sum, { gram, worth }) => sum + (text.includes(gram) ? worth : 0), 0);
    return entries
      .map((entry) => hit(entry, distress && Boolean(entry.help), weight, wanted))
      .filter(({ score }) => score)
      .sort((a, b) => b.score - a.score)
      .slice(0, MOST);
  };
}

/**
 * @template {Entry} E
 * @param {E} entry
 * @param {boolean} first with its first words, in which the number stands
 * @param {(text: string) => number} weight
 * @param {{ gram: string }[]} wanted
 * @returns {Hit<E>}
 */
function hit(entry, first, weight, wanted) {
  if (first) return { entry, best: entry.sections[0], score: Infinity };
  const scored = entry.sections.map((each) => ({ score: 2 * weight(each.in) + weight(each.at), each }));
  const { score, each: best } = scored.reduce((a, b) => (b.score > a.score ? b : a));
  const gram = wanted.find((each) => best.text.includes(each.gram))?.gram;
  return { entry, best, gram, score: score + 3 * Math.max(...entry.asked.map(weight)) };
}

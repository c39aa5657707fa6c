/** Characters of a step's text, and of a token with numbers: chat apps cut what is longer. */
export const LONGEST = 500;

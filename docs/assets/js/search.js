// Put before Material's search worker by scripts/postbuild.py, which matches any one of a query's words, and the
// beginnings of longer ones. A question is first cut into words that occur in the guide, and loses what says
// nothing about the page that answers it: single characters, and the words that make it a question.
const vocabulary = new Set();
const ASKING = new Set(['请问', '怎么', '怎么办', '怎么样', '怎样', '如何', '为什么', '什么', '可以', '多少', '是不是', '有没有']);
const HAN = /[\u4e00-\u9fff]+/g;
// Whoever asks like this needs a person before a page: where help is comes first, with its number, whatever else is
// found. So it does in the one file, which takes its words from here (scripts/onefile.py).
const DISTRESS = new RegExp(
  '自杀|自尽|轻生|寻死|寻短见|想不开|想死|想去死|去死|怎么死|死不痛|死了算|不如死|想活|不活|活不|活下去|没法活|' +
  '活够|活腻|活着没|活着累|结束生命|了结自己|绝路|遗书|遗言|自残|自伤|割腕|跳楼|跳河|跳江|跳桥|上吊|烧炭|卧轨|' +
  '安眠药|农药|救命|抑郁|忧郁|焦虑|恐慌|崩溃|绝望|撑不住|撑不下|扛不住|扛不下|熬不下|熬不住|坚持不下|失眠|' +
  '睡不着|睡不好|害怕|心慌|心理|压力|难受|情绪|想哭|zisha|yiyu|xiangsi|shimian',
  'i',
);
const HELP = 'rights/help/';
let distress = false; // whether the newest question was asked like this
let help = null;

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

const [SETUP, QUERY, RESULT] = [0, 2, 3]; // Material's message types

const post = postMessage.bind(globalThis);
globalThis.postMessage = (message) => {
  if (message.type === RESULT && distress) {
    const others = message.data.items.filter(([{ location }]) => location.split('#')[0] !== HELP);
    message.data.items = [[{ ...help, score: 1, terms: {} }], ...others];
  }
  post(message);
};

addEventListener('message', ({ data: message }) => {
  if (message.type === SETUP) {
    help = message.data.docs.find(({ location }) => location === HELP);
    // The index comes cut into words by blanks of no width.
    for (const { title, text, tags = [] } of message.data.docs) {
      for (const [word] of [title, text, ...tags].join(' ').matchAll(HAN)) vocabulary.add(word);
    }
  }
  if (message.type !== QUERY) return;
  distress = DISTRESS.test(message.data.replace(/\s+/g, ''));
  message.data = message.data.replace(HAN, (run) => {
    const words = cut(run);
    const telling = words.filter((word) => word.length > 1 && !ASKING.has(word));
    const known = words.filter((word) => word.length > 1);
    return ` ${[telling, known, [run]].find((found) => found.length).join(' ')} `;
  }).trim();
  // One short word shall find the ends of longer ones too: 卡 also finds 信用卡.
  message.data = message.data.replace(/^[\u4e00-\u9fff]{1,3}$/, (word) => `${word} *${word}`);
});

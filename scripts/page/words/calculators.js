// What the scripts say to readers in the calculators, and about what is kept of them.

export const CALCULATOR = {
  touch: '下面是示例，不是你的账。你填第一个数，示例就全部清掉。',
  begun: '还没填完。下面还是示例，不是你的账。',
  loading: '正在准备计算（第一次需要下载）…',
  live: '下面是按你填的数算出的结果。',
  typing: '还没填完，下面还是上一次的结果。',
  mistakes: '有要改的地方，改好就会重新算。你填的都还在。',
  failed: '这组数没有算出来，是程序的问题，不是你填错了。换一种填法试试，',
  dead: '计算没能启动。你填的都还在；下面是示例。也',
  silent: '等了很久没有动静，可能是网络断了。你填的都还在；下面是示例。也',
  old: '这个浏览器太旧，算不了你自己的数，换用新一点的浏览器就能算。下面是示例。也',
  forbidden:
    '这个浏览器关掉了计算要用的功能（WebAssembly），多半是安全设置，比如 iPhone 的锁定模式，或者某个插件。更新浏览器没有用。' +
    '可以在设置里只对这个网站放开，或者换一部手机、一台电脑。下面是示例。也',
  broken: '计算中断了。你填的都还在；下面是上一次的结果，不是现在填的。也',
};

export const CALCULATING = {
  loadingFile: '正在准备计算…',
  starting: '下载好了，正在启动计算…',
  again: '再试一次',
  undo: '撤销',
  download: (/** @type {string} */ loaded, /** @type {string} */ total) =>
    `正在下载计算用的文件：${loaded} / ${total} MB。只需这一次，数字不会离开你的手机。`,
  newDay: (/** @type {number} */ month, /** @type {number} */ date) => `今天变了，已按 ${month} 月 ${date} 日重算。`,
  example: (/** @type {string} */ text) => `例：${text}`,
  mistakes: (/** @type {number} */ count, first = '') => `有 ${count} 处要改：${first}`,
  readAs: (/** @type {string} */ words) => `读作 ${words}`,
  most: (/** @type {string} */ most, /** @type {string} */ counter) => `最多 ${most} ${counter}。`,
  removed: (/** @type {string} */ what) => `已删去一${what}。`,
  pick: (/** @type {string} */ label) => `${label}：从日历里选`,
};

export const PAPERS = {
  notYours: '这是示例，不是你的。填好你自己的数，再带走。',
  preparing: '还在准备，马上就好。等结果出来再点一次。',
  outdated: '下面不是按现在填的数算的。填好、算出来了，再带走。',
  noFiles: '在这个 App 里存不了文件。请用“复制全文”。要存成文件，点右上角的 …，选“在浏览器打开”，在那里再存。',
  saved: '已交给浏览器保存。没有看到文件，就用“复制全文”。',
};

export const NUMBERS = {
  blankLink: '复制空白链接',
  numberedLink: '复制带我的数字的链接',
  blank: '空白链接：对方打开，看到的是示例。',
  ticks: '打过的勾',
  taken: (/** @type {string[]} */ taken, /** @type {string[]} */ left) =>
    `带数字的链接，带上的是：${taken.join('、')}。不带：${left.join('、')}。链接里写着这些数，谁拿到都看得到，只发给信得过的人。`,
  none: '还没有按你的数算过，所以没有数字可带。先填好再来。',
  mistakes: '上面还有要改的地方，改好才能带着数字发。',
  stale: '下面的结果不是按现在填的数算的，先让它算出来，再带着数字发。',
  long: '行数太多、数太大，一个链接放不下。请把结果复制成文字发。',
  arrived: '这些数是链接里带来的，不是你填的，也没有打勾。请一格一格看过，再用。',
  named: '名称没有带过来，先用编号代替。',
  left: (/** @type {string[]} */ names) => `这几格链接里没有，空着的要你自己填：${names.join('、')}。`,
};

export const KEEPING = {
  ask: '要不要在这部手机上记住这些数，别的计算器和申请书里就不用再填？只记在这个浏览器里，随时能删。别人也用这部手机的话，先别记。',
  diary: '这些还没有记住，关掉这一页就没了。',
  inApp: '在哪个 App 里记的，只在哪个 App 里看得到。',
  yes: '记住',
  no: '不用',
  kept: '已记在这个浏览器里。',
  declined: '好，不记。以后想记，可以到那一页打开：',
  page: '手机里记了什么',
  blocked: '没有记上：这个浏览器不让网站记东西，可能开了无痕。填的都还在这一页，照样能算、能复制；关掉就没有了。',
  full: '没有记上：这个浏览器给网站的地方满了。填的都还在这一页，照样能算、能复制；关掉就没有了。',
  newer: '这里有新版本网页记下的东西，这一页读不懂，所以没有动它。刷新一下再看。',
  begun: '好，从现在起记。',
  inside: '（里面有之前记下的）',
  long: (/** @type {string[]} */ labels) => `太长的没有记上：${labels.join('、')}。`,
  noted: (/** @type {string} */ label, /** @type {string} */ text) => `之前记下的${label}：${text}`,
  use: (/** @type {string} */ what) => `用之前记下的 ${what}`,
  day: (/** @type {number} */ month, /** @type {number} */ date) => `${month} 月 ${date} 日`,
  from: (/** @type {string} */ title) => `在“${title}”里`,
};

export const KEPT = {
  off: '现在没有在记。',
  on: '在这部手机上记住',
  nothing: '同意记了，还没有记下什么。去算一次，就有了。',
  nameless: '没有写名字的一项',
  ticked: '打过勾',
  forget: '忘掉这一项',
  all: '记下的全部',
  take: '拿走一份',
  line: '下面一行用来带到别的手机或浏览器，不要改：',
  copy: '复制全文',
  copied: '已复制。里面是你的数，别发给不认识的人。',
  bringFrom: '从别处带进来',
  agree: '带进来，就是同意记在这个浏览器里。贴上以前“拿走一份”的文字：',
  paste: '把拿走的那一份贴在这里',
  bring: '带进来',
  brought: '这一份是新版本网页拿走的，这一页还读不懂。刷新一下再贴。',
  unreadable: '看不懂这段文字，什么也没有改。请把拿走的那一份从头到尾贴进来。',
  forgetAll: '全部忘掉',
  sure: '记下的数、打过的勾、沟通记录，会全部删掉，找不回来。',
  reallyForget: '真的全部忘掉',
  keep: '不忘',
  stuck: '没有删成：这个浏览器不让动。请在浏览器的设置里，清除这个网站的数据。',
  gone: '全部忘掉了，现在没有在记。你复制出去的文字、存下来的文件不在这里，要自己删。',
  strange: (/** @type {number} */ count) => `还有 ${count} 项这一页读不懂，原样留着。`,
  steps: (/** @type {number} */ count) => `打过勾的步骤：${count} 个。`,
  forgotten: (/** @type {string} */ label) => `${quoted(label)}已经忘掉。`,
};

const quoted = (/** @type {string} */ label) => `“${label}”`;

/** What of a pasted copy was taken, and what was not. */
export const BROUGHT = {
  taken: (/** @type {number} */ values, /** @type {number} */ steps) =>
    `带进来 ${values} 项，同名的换成了带来的。勾过的步骤 ${steps} 个。`,
  joined: (/** @type {string[]} */ labels) => `${labels.map(quoted).join('、')}和这里原来的合在一起。`,
  rows: (/** @type {string} */ label, /** @type {number} */ lost, /** @type {number} */ most) =>
    `${quoted(label)}有 ${lost} 条没有带进来：看不懂，或者超过了 ${most} 条。`,
  full: (/** @type {number} */ count, /** @type {number} */ most) => `有 ${count} 项没有带进来：最多记 ${most} 项。`,
  strange: (/** @type {number} */ count) => `有 ${count} 项没有带进来：这里已经有新版本网页记的，没有动它。`,
  values: (/** @type {number} */ count) => `有 ${count} 项看不懂，没有带进来。`,
  unticked: '勾没有记上。',
  steps: (/** @type {number} */ count) => `有 ${count} 个勾看不懂，没有带进来。`,
};

// What the scripts say to readers on every page, by where it is said.

export const COPYING = {
  copied: '已复制。',
  selected: '这里不能自动复制。文字已经选中，请长按它，选“复制”。',
};

export const SHARING = {
  friend: '发给朋友',
  close: '关闭',
  text: '要发的文字',
  sentence: '复制这句话',
  sentenceAndLink: '复制这句话和链接',
  link: '复制链接',
  step: '复制这一步全文',
  sheet: '系统分享…',
  cut: '这一步太长，只放进了前面一部分，后面接着链接。',
  more: '（没有放完，后面的在这里：）',
  moreOnSite: '（没有放完，后面的在网站上。）',
  calculator: '（这里有一个计算器，打开链接就能算。）',
  unshared: '没有打开系统的分享。请复制链接。',
  hold: '长按图片，可以保存或者转发。',
  noPicture: '二维码没有画出来。下面的地址一样能用。',
  noAddress: '这是存在手机里的文件，没有网址。请把文件本身发给对方，或者复制文字。',
  inApp:
    '你是在别的 App 里打开的：点右上角的“…”，选发送或分享，发出去的就是这里。对方打开看到的不是这里，就改发上面的链接。',
  picture: (/** @type {string} */ link) => `二维码，内容是 ${link}`,
};

export const ARRIVING = {
  other: '链接里的数读不出来：它是按这个网站另一版做的。下面是示例，你可以自己填，或者请对方重新发一次。',
  broken: '链接里的数读不出来，多半是转发时断了。下面是示例，你可以自己填，或者请对方重新发一次。',
  gone: '链接里的数要用的计算器不在这一页，数没有用上。',
  dead: '这个浏览器现在填不了数，链接里的数没有用上。下面是示例。',
  where: '你在哪里',
  fromTop: '从头看这一页',
  allStages: '看全部八步',
  home: '我该怎么办',
  about: '这个网站是什么',
  part: (/** @type {string} */ title) => `你在看“${title}”里的一段`,
};

export const STEPS = {
  done: '做完了',
  clear: '清掉所有勾',
  label: (/** @type {string} */ step) => `做完了：${step}`,
  page: (/** @type {number} */ done, /** @type {number} */ all) => `这一页做完 ${done} / ${all}。`,
  kept: '勾只记在这个浏览器里，不会发给任何人。',
  blocked: '这个浏览器不让记，关掉这一页勾就没了。',
  stage: (/** @type {number} */ done, /** @type {number} */ all) => (done ? `做完 ${done} / ${all}` : ''),
};

export const RELEASE_NOTE = {
  label: '新版本',
  fresh: '网站有新版本。现在换，这一页会刷新一下，你填的会留着。',
  stale: '网站已经换成新的一版，这一页还是旧的。刷新一下再接着用，你填的会留着。',
  lost: '这个浏览器不让暂存，换了以后要重新填。先把要紧的数抄下来。',
  change: '现在换',
  anyway: '还是换',
  later: '以后再说',
};

/** By the name or the message of what went wrong. @type {Record<string, string>} */
export const OFFLINE_TROUBLE = {
  none: '这个浏览器存不了网页：可能是聊天软件里的浏览器、无痕窗口，或者太旧。联网时一切照常。想存下来，点右上角的菜单，选“在浏览器打开”。',
  off: '现在没有存，是你之前删掉的。想存，点“保存到手机”。',
  failed:
    '这一次没有存全，多半是网断了，或者服务器没有给对文件。已经存好的不受影响，网页照常能看。下次联网打开会接着存，也可以再点一次“保存到手机”。',
  QuotaExceededError: '手机给浏览器的地方不够，没有存全。网页照常能看。清出一点地方，再点一次“保存到手机”。',
  SecurityError: '这个浏览器不许网页存东西，可能是无痕窗口，或者设置里关了。联网时一切照常。',
  silent: '等了很久没有动静。网页照常能看，过一会儿再试。',
};

export const OFFLINE = {
  guide: '看指南，离线可用',
  calculators: '用计算器，离线可用',
  bytes: '占用',
  release: '版本',
  looking: '正在查……',
  nothing: '否。还没有存。',
  none: '没有',
  save: '保存到手机',
  checkAgain: '再核对一遍',
  forget: '删掉',
  waiting: '正在存，请稍等……',
  saved: '都存好了。没有网也能看，也能算。',
  gone: '删掉了。以后再来也不会自己存；想存，再点“保存到手机”。你勾过的步骤不在这里，没有动。',
  whole: (/** @type {number} */ files) => `是。${files} 个文件都在，逐个核对过。`,
  part: (/** @type {number} */ stored, /** @type {number} */ files) => `否。${files} 个文件里有 ${stored} 个。`,
  id: (/** @type {string} */ day, /** @type {string} */ id) => `${day}（编号 ${id}）`,
  saveSize: (/** @type {string} */ size) => `保存到手机（要下载约 ${size}）`,
  download: (/** @type {string} */ loaded, /** @type {string} */ total) =>
    `正在下载：${loaded} / ${total} MB。可以先看别的页，回来接着存。`,
};

/** On the page for missing addresses, where there is no network: in place of its own first words. */
export const UNREACHABLE = {
  usual: '地址可能',
  here: '现在连不上网，这一页也没有存在手机里。也可能地址',
};

export const GUIDE = {
  found: (/** @type {number} */ pages) =>
    pages ? `找到 ${pages} 页，最像的在前面。` : '没有找到。换几个字试试，或者看目录。',
};

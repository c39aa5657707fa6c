// What this browser is, and what it can't do.

// Browsers inside other apps forward the address of the moment and drop what is to be saved, without a word. The systems'
// own ones can be told: Android's says wv, and an iPhone's leaves out Safari, as a page on the home screen does. The
// others only by their names.
const ANDROID = '; wv\\)';
const IPHONE = '\\((?:iPhone|iPad|iPod)(?!.*Safari/)';
const NAMES =
  'MicroMessenger|QQ/|AliApp|AlipayClient|DingTalk|Weibo|Lark/|Feishu|aweme|NewsArticle|BytedanceWebview|' +
  'xhsdiscover|xiaohongshu|Kuaishou|kwai|baiduboxapp';

/**
 * Whether a browser is part of another app.
 *
 * @param {{ userAgent: string, standalone?: boolean }} navigator
 */
export function isInApp({ userAgent, standalone }) {
  return new RegExp([ANDROID, ...(standalone ? [] : [IPHONE]), NAMES].join('|'), 'i').test(userAgent);
}

/** Looks once what this browser is; everybody else asks the page. */
export const markInApp = () => document.documentElement.toggleAttribute('data-in-app', isInApp(navigator));

export const inApp = () => 'inApp' in document.documentElement.dataset;

/**
 * Why nothing can be computed here, whatever is tried: the browser is too old, or was told not to; else ''.
 *
 * @returns {'' | 'old' | 'forbidden'}
 */
export function hindrance() {
  // Whoever reads this script knows WebAssembly. Where it is missing, or refuses an empty module, it was switched off:
  // by a safety setting, a policy or an add-on.
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch {
    return 'forbidden';
  }
  return 'Exception' in WebAssembly && 'noModule' in HTMLScriptElement.prototype ? '' : 'old';
}

/** Whether the reader has asked the browser to save data. */
export const savesData = () =>
  Boolean(/** @type {{ connection?: { saveData?: boolean } }} */ (navigator).connection?.saveData);

// Drives Firefox over WebDriver BiDi: lands on a step, sends it to a friend, sends numbers, and receives them; then
// addresses that have moved, a browser inside an app, and what goes wrong: no clipboard, a token of a later version.
// Usage: node firefox_share.mjs FIREFOX BASE BASE_MOVED MOVED, where MOVED is a JSON list of old addresses and where they
// lead, in the site at BASE_MOVED
import puppeteer from 'puppeteer-core';

const [executablePath, base, baseMoved, moved] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
try {
  const complaints = [];
  const seen = { version: await browser.version(), complaints };
  const open = async (address, before) => {
    // A window of its own: Firefox draws what stands in the background late, and a press waits for that.
    const page = await browser.newPage({ type: 'window' });
    if (before) await page.evaluateOnNewDocument(before);
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.setViewport({ width: 360, height: 780 });
    await page.goto(address);
    return page;
  };
  // A button by its words, once it is there: the dialog fills when it opens.
  const press = (page, words) => page.locator(`.share-dialog ::-p-text(${words})`).click();
  const box = (page) => page.$eval('.share-dialog textarea', (area) => area.value);

  const step = await open(`${base}steps/contact/#contact-ask`);
  seen.landing = await step.$eval('.landing', (strip) => strip.innerText);
  await step.locator('#contact-ask .share').click();
  await step.waitForFunction(() => document.querySelector('.share-code img')?.naturalWidth > 0);
  seen.picture = await step.$eval('.share-code img', (image) => [image.src.slice(0, 14), image.width]);
  await press(step, '复制这一步全文');
  await step.waitForFunction(() => document.querySelector('.share-told').textContent);
  seen.told = await step.$eval('.share-told', (place) => place.textContent);
  seen.text = await box(step);

  const tool = await open(`${base}tools/overdue-cost/`);
  for (const [name, text] of [['due', '2026-09-10'], ['amount', '4321']]) {
    const input = await tool.$(`[name="bills.0.${name}"]`);
    await input.click({ count: 3 });
    await input.type(text);
  }
  await tool.waitForSelector('section[data-state=live]', { timeout: 60_000 });
  await tool.waitForFunction(() => document.querySelector('.calc-headline').textContent.includes('4,'));
  await tool.locator('.share-tool .share').click();
  await press(tool, '复制空白链接');
  await tool.waitForFunction(() => document.querySelector('.share-told').textContent);
  seen.blank = await box(tool);
  await press(tool, '复制带我的数字的链接');
  await tool.waitForFunction(() => document.querySelector('.share-dialog textarea').value.includes('~'));
  const link = await box(tool);
  const friend = await open(link);
  await friend.waitForSelector('section[data-state=live]', { timeout: 60_000 });
  seen.link = link;
  seen.address = friend.url();
  seen.amount = await friend.$eval('[name="bills.0.amount"]', (input) => input.value);
  seen.arrived = await friend.$eval('.share-arrived', (note) => note.textContent);

  await step.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } });
    document.execCommand = () => false;
  });
  await press(step, '复制链接');
  await step.waitForFunction(() => document.querySelector('.share-told').textContent.includes('长按'));
  seen.refused = await step.$eval('.share-dialog textarea', (area) => area.value.slice(area.selectionStart, area.selectionEnd));

  await step.evaluate(() => document.querySelector('.share-dialog').close());
  seen.paper = [];
  for (const page of [step, friend]) {
    const paper = Buffer.from(await page.pdf({ format: 'A4' })).toString('latin1');
    seen.paper.push(paper.slice(0, 5));
  }

  const later = await open(`${base}tools/overdue-cost/#overdue-cost~9abcdef`);
  seen.later = await later.$eval('.share-arrived', (note) => note.textContent);

  const inApp = await open(`${base}steps/contact/`, `Object.defineProperty(navigator, 'userAgent',
    { value: 'Mozilla/5.0 (Linux; Android 13) Chrome/107 MicroMessenger/8.0.50' });`);
  await inApp.locator('#contact-ask .share').click();
  seen.inApp = [await inApp.$eval('.share-dialog', (dialog) => dialog.innerText), inApp.url()];

  seen.moved = [];
  for (const [old, now] of JSON.parse(moved)) {
    const page = await open(baseMoved + old);
    // An old page leads on by itself, after it has loaded.
    await page.waitForFunction((address) => location.href === address && document.querySelector('article h1'), {}, baseMoved + now);
    const id = old.includes('#') ? await page.evaluate(() => {
      const { top, bottom } = document.querySelector(location.hash).getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    }) : true;
    const fee = await page.evaluate(() => document.querySelector('[name=fee]')?.value);
    seen.moved.push([page.url().replace(baseMoved, ''), id, fee]);
    await page.close();
  }
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
}

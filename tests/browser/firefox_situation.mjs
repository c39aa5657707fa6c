// Drives Firefox over WebDriver BiDi: agrees to keep a rate, uses it in another calculator, forgets it all in another
// tab; keeps a log; ticks steps; and tries to keep where storage is blocked, and where it is full.
// Usage: node firefox_situation.mjs FIREFOX BASE
import puppeteer from 'puppeteer-core';

const [executablePath, base] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
try {
  const complaints = [];
  const tab = async (broken) => {
    // A window of its own: Firefox draws what stands in the background late, and a press waits for that.
    const page = await browser.newPage({ type: 'window' });
    if (broken) await page.evaluateOnNewDocument(broken);
    else page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => broken || complaints.push(String(error)));
    await page.setViewport({ width: 360, height: 780 });
    return page;
  };
  const pressOn = (page, words) => page.locator(`::-p-xpath(.//main//button[text()="${words}"])`).click();
  const ownRate = async (page) => {
    await page.goto(`${base}tools/overdue-cost/`);
    for (const [name, text] of [['bills.0.due', '2026-09-10'], ['bills.0.amount', '4321'], ['daily_rate', '0.04%']]) {
      const input = await page.$(`[name="${name}"]`);
      await input.click({ count: 3 });
      await page.keyboard.press('Backspace');
      await input.type(text);
    }
    await page.locator('.calc-submit').click();
    await page.waitForSelector('.kept-line button', { timeout: 60_000 });
  };
  // Asked until it is there: a result may just be drawn anew.
  const written = async (page, place) => {
    const found = await page.waitForFunction((place) => document.querySelector(place)?.value, { timeout: 60_000 }, place);
    return found.jsonValue();
  };
  const said = (page, place) => page.$eval(place, (element) => element.textContent);
  const page = await tab();
  const press = (words) => pressOn(page, words);
  await ownRate(page);
  const before = await page.evaluate(() => localStorage.getItem('situation'));
  await press('记住');
  await page.waitForFunction(() => localStorage.getItem('situation'));
  await page.goto(`${base}tools/plan-check/`);
  await page.locator('.calc-more > summary').click();
  const offer = '.calc-field:has([name=daily_rate]) .kept-offer';
  const offered = await (await page.waitForFunction((place) => document.querySelector(place)?.textContent, {}, offer)).jsonValue();
  await page.click(`${offer} button`);
  const filled = await page.$eval('[name=daily_rate]', (input) => input.value);

  await page.goto(`${base}tools/contact-log/`);
  for (const [name, text] of [['day', '2026-11-20'], ['said', '可以申请'], ['next', '2099-11-26']]) {
    const input = await page.$(`[name="contacts.0.${name}"]`);
    await input.click({ count: 3 });
    await input.type(text);
  }
  await page.select('[name="contacts.0.channel"]', 'out');
  await page.locator('.calc-submit').click();
  await page.waitForFunction(() => localStorage.getItem('situation').includes('可以申请'), { timeout: 60_000 });
  await page.locator('[name="contacts.confirmed"]').click();
  await page.locator('.calc-document-ics summary').click();
  const entries = await written(page, '.calc-document-ics textarea');
  await page.locator('.calc-document-csv summary').click();
  const table = await written(page, '.calc-document-csv textarea');
  await page.evaluate(() => document.documentElement.toggleAttribute('data-in-app', true));
  await page.locator('.calc-document-csv [data-save]').click();
  await page.waitForFunction(() => document.querySelector('.calc-document-csv .calc-told')?.textContent);
  const inApp = await said(page, '.calc-document-csv .calc-told');
  await page.reload();
  await page.waitForFunction(() => document.querySelector('[name$=".said"]').value);
  const logged = await page.$eval('[name$=".said"]', (input) => input.value);

  await page.goto(`${base}tools/request-letter/`);
  await page.locator('.calc-more > summary').click();
  await page.locator('.calc-field:has([name=talked]) .kept-offer button').click();
  await page.locator('[name="talked.confirmed"]').click();
  await page.waitForSelector('section[data-state=live]', { timeout: 60_000 });
  await page.locator('.calc-document ::-p-text(电话稿)').click();
  await page.waitForFunction(() => document.querySelector('.calc-document[open] textarea')?.value.includes('联系过，这次接着谈'));
  const script = await page.$eval('.calc-document[open] textarea', (area) => area.value);

  await page.goto(`${base}steps/contact/`);
  await page.locator('.step-tick input').click();
  await page.goto(`${base}steps/`);
  const steps = await page.$$eval('.steps-done', (all) => all.map((place) => place.textContent).join(''));

  await page.goto(`${base}tools/plan-check/`);
  await page.locator('.calc-more > summary').click();
  await page.waitForSelector('.kept-offer');
  const other = await tab();
  await other.goto(`${base}about/kept/`);
  await other.locator('::-p-xpath(.//summary[text()="拿走一份"])').click();
  const taken = await other.$eval('[aria-label="记下的全部"]', (area) => area.value);
  await pressOn(other, '全部忘掉');
  await pressOn(other, '真的全部忘掉');
  const forgotten = await said(other, '[data-kept]');
  const after = await page.evaluate(() => [localStorage.getItem('situation'), localStorage.getItem('steps')]);
  await page.waitForFunction(() => !document.querySelector('.kept-offer'));

  const refused = [];
  for (const broken of [
    `for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });`,
    `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };`,
  ]) {
    const lost = await tab(broken);
    await ownRate(lost);
    await pressOn(lost, '记住');
    refused.push(await said(lost, '.kept-line'));
  }

  await other.locator('::-p-xpath(.//summary[text()="从别处带进来"])').click();
  await other.locator('[aria-label^="把拿走的那一份"]').fill(taken);
  await pressOn(other, '带进来');
  await page.waitForSelector('.kept-offer');
  const brought = await said(other, '[data-kept]');
  console.log(JSON.stringify({ before, offered, filled, logged, entries, table, inApp, script, steps, forgotten, after, brought, refused, complaints }));
} finally {
  await browser.close();
}

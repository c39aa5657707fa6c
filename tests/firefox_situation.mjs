// Drives Firefox over WebDriver BiDi: agrees to keep a rate, uses it in another calculator, forgets it all.
// Usage: node firefox_situation.mjs FIREFOX BASE
import puppeteer from 'puppeteer-core';

const [executablePath, base] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
try {
  const page = await browser.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.setViewport({ width: 360, height: 780 });
  const press = async (words) => {
    const button = await page.waitForSelector(`xpath/.//main//button[text()="${words}"]`);
    await button.click();
  };
  await page.goto(`${base}tools/overdue-cost/`);
  const rate = await page.$('[name=daily_rate]');
  await rate.click({ count: 3 });
  await page.keyboard.press('Backspace');
  await rate.type('0.04%');
  await page.click('.calc-submit');
  await page.waitForSelector('.kept-line button', { timeout: 60_000 });
  const before = await page.evaluate(() => localStorage.getItem('situation'));
  await press('记住');
  await page.waitForFunction(() => localStorage.getItem('situation'));
  await page.goto(`${base}tools/plan-check/`);
  await page.click('.calc-more > summary');
  const offer = '.calc-field:has([name=daily_rate]) .kept-offer';
  await page.waitForSelector(offer);
  const offered = await page.$eval(offer, (element) => element.textContent);
  await page.click(`${offer} button`);
  const filled = await page.$eval('[name=daily_rate]', (input) => input.value);
  await page.goto(`${base}about/kept/`);
  await press('全部忘掉');
  await press('真的全部忘掉');
  const forgotten = await page.$eval('[data-kept]', (element) => element.textContent);
  const after = await page.evaluate(() => localStorage.getItem('situation'));
  console.log(JSON.stringify({ before, offered, filled, forgotten, after, complaints }));
} finally {
  await browser.close();
}

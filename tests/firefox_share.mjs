// Drives Firefox over WebDriver BiDi: lands on a step, sends it to a friend, sends numbers, and receives them.
// Usage: node firefox_share.mjs FIREFOX BASE
import puppeteer from 'puppeteer-core';

const [executablePath, base] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
try {
  const complaints = [];
  const open = async (address) => {
    const page = await browser.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.setViewport({ width: 360, height: 780 });
    await page.goto(address);
    return page;
  };
  // A button by its words, once it is there: the dialog fills when it opens.
  const press = (page, words) => page.locator(`.share-dialog ::-p-text(${words})`).click();
  const box = (page) => page.$eval('.share-dialog textarea', (area) => area.value);
  const seen = { version: await browser.version(), complaints };

  const step = await open(`${base}steps/contact/#contact-ask`);
  seen.landing = await step.$eval('.landing', (strip) => strip.innerText);
  await step.click('#contact-ask .share');
  await step.waitForFunction(() => document.querySelector('.share-code img')?.naturalWidth > 0);
  seen.picture = await step.$eval('.share-code img', (image) => [image.src.slice(0, 14), image.width]);
  await press(step, '复制这一步全文');
  await step.waitForFunction(() => document.querySelector('.share-told').textContent);
  seen.told = await step.$eval('.share-told', (place) => place.textContent);
  seen.text = await box(step);

  const tool = await open(`${base}tools/overdue-cost/`);
  const amount = await tool.$('[name="bills.0.amount"]');
  await amount.click({ count: 3 });
  await amount.type('4321');
  await tool.waitForSelector('section[data-state=live]', { timeout: 60_000 });
  await tool.waitForFunction(() => document.querySelector('.calc-headline').textContent.includes('4,'));
  await tool.locator('.share-tool .share').click();
  await press(tool, '复制带我的数字的链接');
  await tool.waitForFunction(() => document.querySelector('.share-dialog textarea').value.includes('~'));
  const link = await box(tool);
  const friend = await open(link);
  await friend.waitForSelector('section[data-state=live]', { timeout: 60_000 });
  seen.link = link;
  seen.address = friend.url();
  seen.amount = await friend.$eval('[name="bills.0.amount"]', (input) => input.value);
  seen.arrived = await friend.$eval('.share-arrived', (note) => note.textContent);
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
}

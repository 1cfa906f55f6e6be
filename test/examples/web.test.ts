import type { Locator, Page } from 'playwright-core';
import { hasChromium, openChromium, screenshot, type TestBrowser } from './support/chromium';
import { type RunningExample, startExample } from './support/example';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1280, height: 720 } };

/** The status that the page shows now. */
function status(page: Page, name: string): Locator {
  return page.locator(`[data-status=${name}]`);
}

/** What a screen reader says about a field beside its label. */
async function descriptionOf(field: Locator): Promise<string | null> {
  return field.evaluate((element) => {
    const id = element.getAttribute('aria-describedby');
    return id && (element.ownerDocument.getElementById(id)?.textContent ?? null);
  });
}

async function choose(
  page: Page,
  method: string,
  values: Readonly<Record<string, string>> = {},
): Promise<void> {
  await page.getByRole('button', { name: method, exact: true }).click();
  await page.getByRole('button', { name: /Fill in an example|填入示例/ }).click();
  for (const [name, value] of Object.entries(values)) await page.locator(`[name=${name}]`).fill(value);
}

async function verify(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Verify|开始认证)$/ }).click();
}

async function historyOf(page: Page): Promise<string[]> {
  const entries = page.locator('.history li');
  return Promise.all(
    (await entries.all()).map(
      async (entry) => `${await entry.getAttribute('value')} ${await entry.locator('strong').innerText()}`,
    ),
  );
}

(hasChromium ? describe : describe.skip)(
  'the example page, in Chromium (needs /usr/bin/chromium or CHROMIUM_PATH)',
  () => {
    let example: RunningExample;
    let browser: TestBrowser;

    beforeAll(async () => {
      browser = await openChromium();
      example = await startExample();
    });

    afterEach(async () => {
      await browser.clear();
      expect(browser.takeComplaints()).toEqual([]);
    });

    afterAll(async () => {
      await browser?.close();
      await example?.close();
    });

    it("shows APPROVED live when the person passes on OneNET's page, and the name from the users subgraph", async () => {
      const page = await browser.open(example.url, { ...desktop, colorScheme: 'dark' });
      await choose(page, 'ID card and face');
      await verify(page);
      await status(page, 'AWAITING_USER').waitFor();
      await page.reload();
      await status(page, 'AWAITING_USER').waitFor();
      expect(await page.getByRole('img', { name: 'or scan it with a phone' }).count()).toBe(1);
      await screenshot(page, 'desktop-dark-waiting');

      const link = page.getByRole('link', { name: 'Open the page' });
      const [twin] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
      await twin.getByRole('button', { name: 'Approve' }).click();

      await status(page, 'APPROVED').waitFor();
      expect(await page.getByRole('status').innerText()).toContain('Approved');
      expect(await historyOf(page)).toEqual(['3 Approved', '2 Waiting for you', '1 Under way']);
      const person = await page.locator('dl').innerText();
      expect(person).toContain('林晓');
      expect(person).toContain('155****3333');
      expect(person).toMatch(/欧\*+/);

      await twin.getByRole('button', { name: 'Second inspection: fail' }).click();
      await status(page, 'REJECTED').waitFor();
      expect(await page.getByRole('status').innerText()).toContain('the approval is taken back');
    });

    it("takes the person to LinkID's page and back, and shows APPROVED", async () => {
      const page = await browser.open(example.url);
      await choose(page, 'Face check on LinkID’s page');
      await verify(page);
      await page.getByRole('link', { name: 'Open the page' }).click();
      await page.getByRole('button', { name: 'Pass' }).click();

      await status(page, 'APPROVED').waitFor();
      const address = new URL(page.url());
      expect([address.origin, address.search]).toEqual([new URL(example.url).origin, '']);
      expect(await historyOf(page)).toEqual(['3 Approved', '2 Waiting for you', '1 Under way']);
    });

    it('merges with the account that holds the identity, by its SMS code', async () => {
      const page = await browser.open(example.url, { ...phone, colorScheme: 'dark', locale: 'zh-CN' });
      await choose(page, '导入信息认证', { outid: '2030050409' });
      await verify(page);
      await status(page, 'CONFLICT').waitFor();
      await screenshot(page, 'phone-dark-conflict');
      const code = page.getByLabel('短信验证码');
      const confirm = page.getByLabel('我知道合并后无法撤销');
      const merge = page.getByRole('button', { name: '合并' });

      await code.fill('1');
      await merge.click();
      await page.getByText('格式不正确。').waitFor();
      expect([await descriptionOf(code), await descriptionOf(confirm)]).toEqual([
        '格式不正确。',
        '这里不允许这个值。',
      ]);

      await code.fill('654321');
      await confirm.check();
      await merge.click();
      await page.getByText('版本 4').waitFor();
      expect(await status(page, 'CONFLICT').count()).toBe(1);

      await code.fill('123456');
      await confirm.check();
      await merge.click();
      await status(page, 'APPROVED').waitFor();
      expect((await historyOf(page))[0]).toBe('6 认证通过');
    });

    it('shows at its field what is wrong with an input, and sends nothing', async () => {
      const page = await browser.open(example.url, desktop);
      await choose(page, 'School records', { identityNo: '330102198806170018', outid: '' });
      await verify(page);

      const wrong = page.locator('[aria-invalid=true]');
      await wrong.first().waitFor();
      expect(await wrong.evaluateAll((fields) => fields.map((field) => field.getAttribute('name')))).toEqual([
        'identityNo',
        'outid',
      ]);
      expect(await descriptionOf(wrong.first())).toContain('does not fit the 17 digits before it');
      expect(await wrong.first().evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
      expect(new URL(page.url()).hash).toBe('');
      await screenshot(page, 'desktop-light-form');

      await page.getByLabel('ID number').fill('330102198806170019');
      await page.getByLabel('School or card number').fill('350002');
      await verify(page);
      await status(page, 'APPROVED').waitFor();
    });

    it("speaks the browser's language until another is chosen, and remembers that", async () => {
      const page = await browser.open(example.url, { ...phone, locale: 'zh-CN' });
      await page.getByRole('heading', { name: '验证您的身份' }).waitFor();
      await page.getByRole('button', { name: '手机号三要素核验' }).waitFor();
      await screenshot(page, 'phone-light-methods');

      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('button', { name: 'Owner of a phone number' }).waitFor();
      expect([await page.locator('html').getAttribute('lang'), await page.title()]).toEqual([
        'en',
        'Real-name verification',
      ]);

      await page.reload();
      await page.getByRole('heading', { name: 'Verify who you are' }).waitFor();
    });

    it('says whether a failure is worth another try, and keeps what was typed for it', async () => {
      const page = await browser.open(example.url);
      await choose(page, 'ID card and face', { phone: '15522220010' });
      await verify(page);
      await status(page, 'FAILED').waitFor();
      await page.getByText('It may succeed later.').waitFor();

      await page.getByRole('link', { name: 'Try again' }).click();
      await page.getByRole('textbox', { name: 'Phone number' }).fill('15522220000');
      expect(await page.locator('[name=userId]').inputValue()).toBe('38453');
      await verify(page);
      await status(page, 'APPROVED').waitFor();
    });

    it('cancels what is not decided, and asks again what can be asked', async () => {
      const page = await browser.open(example.url);
      await choose(page, 'ID card and face');
      await verify(page);
      await page.getByRole('button', { name: 'Cancel' }).click();
      await status(page, 'CANCELED').waitFor();
      expect(await page.getByRole('button', { name: 'Ask the provider again' }).count()).toBe(0);

      await page.getByRole('link', { name: 'Another verification' }).click();
      await choose(page, 'White list');
      await verify(page);
      await status(page, 'APPROVED').waitFor();
      await page.getByRole('button', { name: 'Ask the provider again' }).click();
      await page.getByText('the provider was asked again').waitFor();
    });

    it("shows nobody another account's verification", async () => {
      const page = await browser.open(example.url);
      await choose(page, 'Owner of a phone number');
      await verify(page);
      await status(page, 'APPROVED').waitFor();

      await page.getByLabel('You are').fill('alice');
      await page.getByLabel('You are').press('Enter');

      await page.getByText('There is no such verification').waitFor();
      expect(await page.locator('[data-status]').count()).toBe(0);
    });

    it('has a form for every method, with an example that is accepted', async () => {
      const page = await browser.open(example.url);
      await page.locator('.method-name').first().waitFor();
      const seen: string[] = [];
      for (const method of await page.locator('.method-name').allInnerTexts()) {
        await choose(page, method);
        await verify(page);
        await page.locator('[data-status]').waitFor();
        seen.push(`${method}: ${await page.locator('[data-status]').getAttribute('data-status')}`);
        await page.getByRole('link', { name: 'Another verification' }).click();
      }

      expect(seen).toEqual([
        'ID card and face: AWAITING_USER',
        'School records: APPROVED',
        'Campus card: APPROVED',
        'Phone number: APPROVED',
        'White list: APPROVED',
        'Through a relative: APPROVED',
        'UnionPay face check: APPROVED',
        'WeChat face check: APPROVED',
        'Owner of a phone number: APPROVED',
        'Face check on LinkID’s page: AWAITING_USER',
        'Photo: APPROVED',
        'Application account: AWAITING_USER',
      ]);
    });

    it('ends with everything that was started on Ctrl-C, and the page says that it is alone', async () => {
      const page = await browser.open(example.url);
      await choose(page, 'ID card and face');
      await verify(page);
      await page.getByText('Live', { exact: true }).waitFor();

      expect(await example.interrupt()).toBe(0);

      await page.getByText('Connection lost, trying again …').waitFor();
      await page.close();
      // This one page may complain: its server has gone.
      browser.takeComplaints();
      expect(example.addresses).toHaveLength(4);
      for (const address of example.addresses) await expect(fetch(address)).rejects.toThrow();
    });
  },
);

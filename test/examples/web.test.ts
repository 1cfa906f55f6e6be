import type { Locator, Page } from 'playwright-core';
import { axeFindings } from './support/axe';
import { hasChromium, openChromium, screenshot, type TestBrowser } from './support/chromium';
import { type RunningExample, startExample } from './support/example';
import { descriptionOf, fillIn, verify } from './support/steps';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1280, height: 720 } };

/** The status that the page shows now. */
function status(page: Page, name: string): Locator {
  return page.locator(`[data-status=${name}]`);
}

async function choose(
  page: Page,
  method: string,
  values: Readonly<Record<string, string>> = {},
): Promise<void> {
  await page.getByRole('button', { name: method, exact: true }).click();
  await fillIn(page, values);
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
    const methods = () => `${example.url}#/methods`;

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

    it("the example page shows APPROVED live when the person passes on OneNET's page, and the name from the users subgraph", async () => {
      const page = await browser.open(methods(), { ...desktop, colorScheme: 'dark' });
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
      expect(await page.getByRole('status').innerText()).toContain('the approval was revoked');
    });

    it("the example page leads to LinkID's page and back, and shows APPROVED", async () => {
      const page = await browser.open(methods());
      await choose(page, 'Face check on LinkID’s page');
      await verify(page);
      await page.getByRole('link', { name: 'Open the page' }).click();
      await page.getByRole('button', { name: 'Pass' }).click();

      await status(page, 'APPROVED').waitFor();
      const address = new URL(page.url());
      expect([address.origin, address.search]).toEqual([new URL(example.url).origin, '']);
      expect(await historyOf(page)).toEqual(['3 Approved', '2 Waiting for you', '1 Under way']);
    });

    it('the example page merges with the account that holds the identity, by its SMS code', async () => {
      const page = await browser.open(methods(), { ...phone, colorScheme: 'dark', locale: 'zh-CN' });
      await choose(page, '导入信息认证', { outid: 'SANDBOX0409' });
      await verify(page);
      await status(page, 'CONFLICT').waitFor();
      await screenshot(page, 'phone-dark-conflict');
      const code = page.getByLabel('短信验证码');
      const confirm = page.getByLabel('我知道合并后无法撤销');
      const merge = page.getByRole('button', { name: '合并' });
      await page.getByText('可确认合并至').waitFor();
      await page.getByRole('button', { name: '发送验证码' }).click();
      await page.getByText('验证码已发送').waitFor();

      await code.fill('1');
      await merge.click();
      await page.getByText('验证码须为 4 到 8 位数字。').waitFor();
      expect([await descriptionOf(code), await descriptionOf(confirm)]).toEqual([
        '验证码须为 4 到 8 位数字。',
        '请勾选：合并后无法撤销。',
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

    it('the example page sends a code, says that it was mistyped, and gets through', async () => {
      const page = await browser.open(methods(), { ...phone, locale: 'zh-CN' });
      await choose(page, '手机号验证码认证', { mobileNo: '19912347777', code: '654321' });
      const send = page.getByRole('button', { name: '发送验证码' });

      await send.click();
      await page.getByRole('status').getByText('验证码已发送').waitFor();
      await send.click();
      await page.getByRole('alert').getByText('尝试次数过多').waitFor();

      await verify(page);
      await status(page, 'FAILED').waitFor();
      await page.getByText('信息没有丢失，请重新输入。').waitFor();
      await page.getByRole('link', { name: '再试一次' }).click();
      expect(await page.locator('[name=mobileNo]').inputValue()).toBe('19912347777');
      await page.locator('[name=code]').fill('123456');
      await verify(page);
      await status(page, 'APPROVED').waitFor();
    });

    it('the example page shows an input error at its field, and sends nothing', async () => {
      const page = await browser.open(methods(), desktop);
      await choose(page, 'School records', { identityNo: '330102198806170018', outid: '' });
      await verify(page);

      const wrong = page.locator('[aria-invalid=true]');
      await wrong.first().waitFor();
      expect(await wrong.evaluateAll((fields) => fields.map((field) => field.getAttribute('name')))).toEqual([
        'identityNo',
        'outid',
      ]);
      expect(await descriptionOf(wrong.first())).toContain('must be the check digit');
      expect(await wrong.first().evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
      expect(new URL(page.url()).hash).toBe('#/methods');
      await screenshot(page, 'desktop-light-form');

      await page.getByLabel('ID number').fill('330102198806170019');
      await page.getByLabel('School or card number').fill('350002');
      await verify(page);
      await status(page, 'APPROVED').waitFor();
    });

    it("the example page uses the browser's language until another is chosen, and remembers the choice", async () => {
      const page = await browser.open(methods(), { ...phone, locale: 'zh-CN' });
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

    it('the example page says whether a failure is retryable, and keeps the input for another attempt', async () => {
      const page = await browser.open(methods());
      await choose(page, 'ID card and face', { phone: '15415400010' });
      await verify(page);
      await status(page, 'FAILED').waitFor();
      await page.getByText('It may succeed later.').waitFor();

      await page.getByRole('link', { name: 'Try again' }).click();
      await page.getByRole('textbox', { name: 'Phone number' }).fill('15415400000');
      expect(await page.locator('[name=userId]').inputValue()).toBe('38453');
      await verify(page);
      await status(page, 'APPROVED').waitFor();
    });

    it('the example page cancels an undecided verification, and refreshes one that can be polled', async () => {
      const page = await browser.open(methods());
      await choose(page, 'ID card and face');
      await verify(page);
      await page.getByRole('button', { name: 'Cancel' }).click();
      await status(page, 'CANCELED').waitFor();
      expect(await page.getByRole('button', { name: 'Query the provider again' }).count()).toBe(0);

      await page.getByRole('link', { name: 'Another verification' }).click();
      await choose(page, 'White list');
      await verify(page);
      await status(page, 'APPROVED').waitFor();
      const refresh = page.getByRole('button', { name: 'Query the provider again' });
      // The first answer brings no news; the second query comes too soon.
      await refresh.click();
      await page.getByRole('status').getByText('The provider has answered.').waitFor();
      await refresh.click();
      await page.getByRole('alert').getByText('Too many attempts').waitFor();
    });

    it("the example page does not show another account's verification", async () => {
      const page = await browser.open(methods());
      await choose(page, 'Owner of a phone number');
      await verify(page);
      await status(page, 'APPROVED').waitFor();

      await page.getByLabel('You are').fill('alice');
      await page.getByLabel('You are').press('Enter');

      await page.getByText('This verification does not exist').waitFor();
      expect(await page.locator('[data-status]').count()).toBe(0);
    });

    it('the example page has a form for every method, with an example that is accepted', async () => {
      const page = await browser.open(methods());
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

    it.each(['light', 'dark'] as const)(
      'the example page has no accessibility fault that axe finds, in the %s scheme',
      async (colorScheme) => {
        const page = await browser.open(methods(), { ...desktop, colorScheme });
        // An account of its own: the others have merged with the holder of the conflict's identity.
        await page.getByLabel('You are', { exact: true }).fill(`account-in-${colorScheme}`);
        await page.getByLabel('You are', { exact: true }).press('Enter');
        await page.locator('.method-name').first().waitFor();
        expect(await axeFindings(page)).toEqual([]);
        await page.getByRole('button', { name: 'UnionPay face check', exact: true }).click();
        await verify(page);
        await page.locator('.field-errors').first().waitFor();
        expect(await axeFindings(page)).toEqual([]);

        await choose(page, 'School records', { outid: 'SANDBOX0409' });
        await verify(page);
        await page.getByText('This can be confirmed until').waitFor();
        expect(await axeFindings(page)).toEqual([]);

        await page.getByRole('link', { name: 'Another verification' }).click();
        await choose(page, 'ID card and face');
        await verify(page);
        await page.getByRole('link', { name: 'Open the page' }).waitFor();
        await page.getByText('Why').click();
        expect(await axeFindings(page)).toEqual([]);
      },
    );

    it('the example page says that an empty number is required, and who fills in a form that is not for people', async () => {
      const page = await browser.open(methods(), desktop);
      await page.getByRole('button', { name: 'ID card and face', exact: true }).click();
      await verify(page);
      const uid = page.getByLabel('User number or account');
      await page.getByText('This is required.').waitFor();
      expect(await descriptionOf(uid)).toContain('This is required.');

      await page.getByRole('button', { name: 'UnionPay face check', exact: true }).click();
      await page.getByText('This form is for the UnionPay side').waitFor();
    });

    it('the example ends with all its processes on Ctrl-C, and the page reports that the server is gone', async () => {
      const page = await browser.open(methods());
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

import type { Locator, Page } from 'playwright-core';
import { axeFindings } from './support/axe';
import { englishOn } from './support/chinese';
import { hasChromium, openChromium, screenshot, type TestBrowser } from './support/chromium';
import { type RunningExample, startExample } from './support/example';
import { agree, descriptionOf, fillIn, signIn } from './support/steps';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1280, height: 720 } };

/** The way that the plan or the case shows as chosen, and the one without a face. */
const chosen = (page: Page, method: string): Locator => page.locator(`[data-chosen=${method}]`);
const withoutFace = (page: Page, method: string): Locator => page.locator(`[data-without-face="${method}"]`);

/** The status that the page shows of a case. */
const caseIs = (page: Page, status: string): Locator => page.locator(`[data-case=${status}]`);

async function start(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Verify|开始认证)$/ }).click();
}

async function attemptsOn(page: Page): Promise<(string | null)[]> {
  const attempts = await page.locator('[data-attempt]').all();
  return Promise.all(attempts.map((attempt) => attempt.getAttribute('data-attempt')));
}

async function wrongFields(page: Page): Promise<(string | null)[]> {
  const wrong = page.locator('[aria-invalid=true]');
  await wrong.first().waitFor();
  return wrong.evaluateAll((fields) => fields.map((field) => field.getAttribute('name')));
}

(hasChromium ? describe : describe.skip)(
  'the example page by purpose, in Chromium (needs /usr/bin/chromium or CHROMIUM_PATH)',
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

    async function open(purpose: string, options = {}, account = 'dev-user'): Promise<Page> {
      const page = await browser.open(example.url, options);
      await signIn(page, account);
      await page.getByRole('link', { name: purpose, exact: true }).click();
      return page;
    }

    it('the example page asks for the purpose first, shows which way it leads to and why, and the case to its end', async () => {
      const page = await browser.open(example.url, desktop);
      await page.getByRole('heading', { name: 'What is it for?' }).waitFor();
      await page.getByRole('link', { name: 'Use my account' }).click();
      await page.getByText('Fill in one of these, and there is a way:').waitFor();

      await fillIn(page);
      await chosen(page, 'IMPORT').waitFor();
      await page.getByText('It is the first of the ways that can serve').first().waitFor();
      expect(new URL(page.url()).hash).toBe('#/for/default');
      await start(page);

      await caseIs(page, 'ACHIEVED').waitFor();
      expect(await attemptsOn(page)).toEqual(['IMPORT APPROVED']);
      expect(await page.locator('.levels').innerText()).toContain('Name verified');
      await page.reload();
      await caseIs(page, 'ACHIEVED').waitFor();
      await page.getByRole('link', { name: 'School records' }).click();
      await page.locator('[data-status=APPROVED]').waitFor();
      await page.getByRole('link', { name: 'The case' }).click();
      await caseIs(page, 'ACHIEVED').waitFor();
    });

    it('the example page names the fields that the nearest way needs, and the field that is faulty', async () => {
      const page = await open('Use my account');
      await page.locator('[name=name]').waitFor();
      await start(page);
      expect(await wrongFields(page)).toEqual(['name', 'certNo', 'outid']);
      expect(await descriptionOf(page.locator('[name=certNo]'))).toContain('“School records” needs this.');

      await fillIn(page, { certNo: '330102198806170018' });
      await start(page);
      await page.getByText('must be the check digit').waitFor();
      expect(await wrongFields(page)).toEqual(['certNo']);
      expect(await page.locator('[name=certNo]').evaluate((field) => field.matches(':focus'))).toBe(true);
      expect(new URL(page.url()).hash).toBe('#/for/default');
    });

    it("the example page asks for the purpose's consents first, and follows a case that waits for OneNET's page", async () => {
      // OneNET's page is about another person than the example's: an account of its own.
      const page = await open('Receive a payout', desktop, 'account-of-liu');
      await page.locator('.consent').waitFor();
      expect(await page.locator('[name=oneNetUserId]').count()).toBe(0);
      await page.getByRole('button', { name: 'Agree' }).click();
      expect(await wrongFields(page)).toEqual(['consent-GENERAL', 'consent-SEPARATE']);
      expect(await descriptionOf(page.locator('[name=consent-SEPARATE]'))).toBe('Tick the box if you agree.');
      await agree(page);

      await fillIn(page, { name: '', certNo: '' });
      await chosen(page, 'ONENET_PAGE').waitFor();
      await withoutFace(page, '').getByText('There is no other way without a face.').waitFor();
      await start(page);
      await caseIs(page, 'OPEN').waitFor();
      await page.reload();
      await caseIs(page, 'OPEN').waitFor();
      await screenshot(page, 'desktop-light-case');

      const link = page.getByRole('link', { name: 'Open the page' });
      const [twin] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
      await twin.getByRole('button', { name: 'Approve' }).click();
      await caseIs(page, 'ACHIEVED').waitFor();
      expect(await page.getByRole('status').innerText()).toContain('You are verified for this purpose.');

      await twin.getByRole('button', { name: 'Second inspection: fail' }).click();
      await caseIs(page, 'NOT_ACHIEVED').waitFor();
    });

    it("the example page comes back from LinkID's page to the case, and cancels another one", async () => {
      const page = await open('Receive a payout');
      await page.locator('.consent').waitFor();
      await agree(page);
      await fillIn(page);
      await chosen(page, 'LINKID_PAGE').waitFor();
      await start(page);
      await page.getByRole('link', { name: 'Open the page' }).click();
      await page.getByRole('button', { name: 'Pass' }).click();
      await caseIs(page, 'ACHIEVED').waitFor();
      const address = new URL(page.url());
      expect([address.search, address.hash.slice(0, 7)]).toEqual(['', '#/case/']);

      await page.getByRole('link', { name: 'What is it for?' }).click();
      await page.getByRole('link', { name: 'Receive a payout' }).click();
      await fillIn(page);
      await start(page);
      await caseIs(page, 'OPEN').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await caseIs(page, 'CANCELED').waitFor();
      await page.getByRole('link', { name: 'Begin again' }).click();
      await page.getByRole('heading', { name: 'Receive a payout' }).waitFor();
    });

    it('the example page opens a way with a face after the consent to it, and offers the way without one', async () => {
      const page = await open('Enter by the gate', desktop);
      await page.locator('.consent').waitFor();
      await fillIn(page);
      await chosen(page, 'IMPORT').waitFor();
      await agree(page);

      await page.locator('[name=photo]').waitFor();
      await fillIn(page);
      await chosen(page, 'LINKID_PHOTO').waitFor();
      await withoutFace(page, 'IMPORT').waitFor();
      await page.getByRole('button', { name: 'Take the way without a face' }).click();
      await chosen(page, 'IMPORT').waitFor();
      expect(await page.locator('[name=photo]').count()).toBe(0);

      await page.getByLabel('Without my face').uncheck();
      await chosen(page, 'LINKID_PHOTO').waitFor();
      await start(page);
      await caseIs(page, 'ACHIEVED').waitFor();
      expect(await attemptsOn(page)).toEqual(['LINKID_PHOTO APPROVED']);
      await withoutFace(page, 'IMPORT').waitFor();

      await page.goBack();
      await page.locator('[data-consent=SEPARATE]').getByRole('button', { name: 'Withdraw' }).click();
      await page.locator('.consent').waitFor();
      expect(await page.locator('[name=photo]').count()).toBe(0);
    });

    it('the example page shows both decisions when another way follows one that was certainly not asked', async () => {
      const page = await open('Use my account');
      await fillIn(page, { outid: 'SANDBOX0402', cardPassword: '' });
      await start(page);

      await caseIs(page, 'ACHIEVED').waitFor();
      expect(await attemptsOn(page)).toEqual(['IMPORT FAILED', 'MOBILE_OWNER APPROVED']);
      await page.getByRole('heading', { name: 'Decision 2' }).waitFor();
      await page.getByText('Every way, and why or why not').last().click();
      await page.getByText('It was tried, and the request could not be sent.').first().waitFor();
    });

    it('the example page asks for a card password again, and goes on with the same case', async () => {
      const page = await open('Use my account');
      await fillIn(page, { certNo: '', mobileNo: '', outid: '350003', cardPassword: '654321' });
      await chosen(page, 'ECARD').waitFor();
      await start(page);
      await caseIs(page, 'NEEDS_EVIDENCE').waitFor();
      const address = page.url();

      await page.getByRole('button', { name: 'Send' }).click();
      expect(await wrongFields(page)).toEqual(['cardPassword']);
      await page.locator('[name=cardPassword]').fill('123456');
      await page.getByRole('button', { name: 'Send' }).click();
      await caseIs(page, 'ACHIEVED').waitFor();
      expect(page.url()).toBe(address);
      expect(await attemptsOn(page)).toEqual(['ECARD FAILED', 'ECARD APPROVED']);
    });

    it("the example page does not show another account's case", async () => {
      const page = await open('Use my account');
      await fillIn(page);
      await start(page);
      await caseIs(page, 'ACHIEVED').waitFor();

      await signIn(page, 'alice');

      await page.getByText('This case does not exist').waitFor();
      expect(await page.locator('[data-case]').count()).toBe(0);
    });

    it('the example page in Chinese shows no English sentence for any purpose, before and after it is decided', async () => {
      const page = await browser.open(example.url, { ...phone, locale: 'zh-CN' });
      await signIn(page, 'account-of-chen');
      const links = page.locator('.purpose-name');
      await links.first().waitFor();
      await screenshot(page, 'phone-light-purposes');
      expect(await englishOn(page)).toEqual([]);
      const purposes = await links.allInnerTexts();
      expect(purposes).toHaveLength(4);
      for (const purpose of purposes) {
        await page.getByRole('link', { name: purpose, exact: true }).click();
        await page.locator('.consent, .plan').first().waitFor();
        expect(await englishOn(page)).toEqual([]);
        if (await page.locator('.consent').count()) await agree(page);
        await page.locator('.plan').waitFor();
        await start(page);
        await page.locator('.field-errors').first().waitFor();
        await page.getByText('全部方式及原因').click();
        expect(await englishOn(page)).toEqual([]);

        await fillIn(page, { certNo: '330102198306170012', name: '程试三' });
        await page.locator('[data-chosen]').waitFor();
        expect(await englishOn(page)).toEqual([]);
        await start(page);
        await page.locator('[data-case]').waitFor();
        await page.getByText('全部方式及原因').first().click();
        expect(await englishOn(page)).toEqual([]);
        await page.getByRole('link', { name: '选择用途' }).click();
      }
      await page.locator('.mine li').first().waitFor();
      expect(await englishOn(page)).toEqual([]);
    });

    it.each(['light', 'dark'] as const)(
      'the example page has no accessibility fault that axe finds on the way of a case, in the %s scheme',
      async (colorScheme) => {
        const page = await browser.open(example.url, { ...desktop, colorScheme });
        await signIn(page, `person-in-${colorScheme}`);
        await page.locator('.purpose-name').first().waitFor();
        expect(await axeFindings(page)).toEqual([]);

        await page.getByRole('link', { name: 'Receive a payout' }).click();
        await page.locator('.consent').waitFor();
        await page.getByRole('button', { name: 'Agree' }).click();
        await page.locator('.field-errors').first().waitFor();
        expect(await axeFindings(page)).toEqual([]);
        await agree(page);
        await page.locator('.plan').waitFor();
        await start(page);
        await page.locator('.field-errors').first().waitFor();
        expect(await axeFindings(page)).toEqual([]);
        await fillIn(page);
        await page.locator('[data-chosen]').waitFor();
        await page.getByText('Every way, and why or why not').click();
        expect(await axeFindings(page)).toEqual([]);
        await start(page);
        await caseIs(page, 'OPEN').waitFor();
        await page.getByText('Every way, and why or why not').click();
        expect(await axeFindings(page)).toEqual([]);

        await page.getByRole('link', { name: 'What is it for?' }).click();
        await page.getByRole('link', { name: 'Use my account' }).click();
        const outid = colorScheme === 'dark' ? '350005' : '350006';
        await fillIn(page, { certNo: '', mobileNo: '', outid, cardPassword: '654321' });
        await chosen(page, 'ECARD').waitFor();
        await start(page);
        await caseIs(page, 'NEEDS_EVIDENCE').waitFor();
        expect(await axeFindings(page)).toEqual([]);
      },
    );
  },
);

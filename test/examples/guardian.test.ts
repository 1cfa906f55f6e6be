import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { axeFindings } from './support/axe';
import { englishOn } from './support/chinese';
import { hasChromium, openChromium, screenshot, type TestBrowser } from './support/chromium';
import { type RunningExample, startExample } from './support/example';
import { descriptionOf, fillIn, signIn, verify } from './support/steps';

const desktop = { viewport: { width: 1280, height: 720 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** The step that is open, by its title. */
const nowAt = (page: Page, title: string) =>
  page.locator('[data-step=now] > h2').filter({ hasText: title }).waitFor();

/** Reloads the page, which has to go on at the same step. */
async function resumesAt(page: Page, title: string): Promise<void> {
  await nowAt(page, title);
  await page.reload();
  await nowAt(page, title);
}

interface Consents {
  readonly data: {
    readonly verificationViewer: { readonly consents: { readonly nodes: readonly unknown[] } };
  };
}

(hasChromium ? describe : describe.skip)(
  "a guardian's walk on the example page, in Chromium (needs /usr/bin/chromium or CHROMIUM_PATH)",
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

    /** The page as that account sees it. */
    async function openAs(account: string, fragment = '', options = {}): Promise<Page> {
      const page = await browser.open(example.url, options);
      await signIn(page, account);
      await page.goto(`${example.url}${fragment}`);
      return page;
    }

    /** The consents of an account, as its own application reads them from the service. */
    async function consentsOf(account: string): Promise<readonly unknown[]> {
      const service = example.addresses.find((address) => address.endsWith('/graphql')) ?? '';
      const query =
        '{ verificationViewer { consents { nodes { purpose kind status noticeVersion noticeDigest givenBy } } } }';
      const answer = await fetch(service, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-dev-guid': account, 'x-dev-scopes': 'none' },
        body: JSON.stringify({ query }),
      });
      const { data } = (await answer.json()) as Consents;
      return data.verificationViewer.consents.nodes;
    }

    /** Fills in the example of a relation, without a number, which only one account may hold. */
    async function showRelation(page: Page, name: string): Promise<void> {
      await fillIn(page, { identityNo: '', name });
      await page.getByRole('button', { name: /^(Verify|开始认证)$/ }).click();
    }

    it("the example page holds a child's check back, walks the guardian through, and releases the check", async () => {
      const child = await openAs('child-of-gao', '#/for/child', desktop);
      await fillIn(child);
      await child.getByRole('button', { name: 'Verify' }).click();
      await child.getByText('By the document number you are under 14').waitFor();
      expect(new URL(child.url()).hash).toBe('#/for/child');
      const address = await child.getByRole('link', { name: '#/guardian' }).getAttribute('href');

      const page = await openAs('account-of-gao', address ?? '', desktop);
      await resumesAt(page, 'Show that you are a relative of the child');
      await page.getByRole('button', { name: 'Verify' }).click();
      await page.locator('.field-errors').first().waitFor();
      expect(await descriptionOf(page.locator('[name=relation]'))).toBe('Choose one.');
      await showRelation(page, '高试四');

      await resumesAt(page, 'Read the notice and agree');
      await page.getByRole('button', { name: 'Agree', exact: true }).click();
      await page.getByText('Tick the box if you agree.').waitFor();
      const notice = await page.locator('[data-notice=GUARDIAN] > p').first().innerText();
      await page.getByLabel('I am the child’s guardian').check();
      await page.getByRole('button', { name: 'Agree', exact: true }).click();

      await resumesAt(page, 'The child’s check is released');
      expect(await consentsOf('child-of-gao')).toEqual([
        {
          purpose: 'child',
          kind: 'GUARDIAN',
          status: 'LIVE',
          noticeVersion: '1-en',
          noticeDigest: createHash('sha256').update(notice).digest('hex'),
          givenBy: 'account-of-gao',
        },
      ]);

      await child.getByRole('button', { name: 'Try again' }).click();
      await child.locator('[data-case=ACHIEVED]').waitFor();

      await page.getByRole('button', { name: 'Withdraw' }).click();
      await nowAt(page, 'Read the notice and agree');
      expect(await consentsOf('child-of-gao')).toMatchObject([{ status: 'WITHDRAWN' }]);
    });

    it("the example page asks a guardian for the child's account, and goes on as the child in the end", async () => {
      const page = await browser.open(example.url);
      await page.getByRole('link', { name: 'Agree here' }).click();
      await resumesAt(page, 'Name the child’s account');
      const field = page.locator('[name=child]');
      const next = page.getByRole('button', { name: 'Go on' });
      await next.click();
      expect(await descriptionOf(field)).toContain('This is required.');
      await field.fill('dev-user');
      await next.click();
      expect(await descriptionOf(field)).toContain('This is your own account.');
      await field.fill('child-of-lin');
      await next.click();

      await nowAt(page, 'Show that you are a relative of the child');
      await showRelation(page, '林试五');
      await nowAt(page, 'Read the notice and agree');
      await page.getByLabel('I am the child’s guardian').check();
      await page.getByRole('button', { name: 'Agree', exact: true }).click();
      await page.getByRole('button', { name: 'Go on as the child' }).click();

      await page.getByRole('heading', { name: 'Open a child’s account' }).waitFor();
      expect(await page.locator('[name=account]').inputValue()).toBe('child-of-lin');
      await page.locator('[data-consent=GUARDIAN]').waitFor();
    });

    it('the example page says when the relation was not confirmed, or is to another child than the account shows', async () => {
      const page = await openAs('account-of-chen', '#/guardian?purpose=child&child=child-of-chen');
      await nowAt(page, 'Show that you are a relative of the child');
      await fillIn(page, { identityNo: '', name: '陈试六', outid: 'SANDBOX0422' });
      await verify(page);
      await page.locator('[data-status=REJECTED]').waitFor();
      await page.getByRole('button', { name: 'Verify the relation once more' }).click();
      await nowAt(page, 'Show that you are a relative of the child');

      // The account is known to be another person's.
      const other = await openAs('child-of-chen', '#/methods');
      await other.getByRole('button', { name: 'School records', exact: true }).click();
      await fillIn(other, { name: '陈小试', identityNo: '330102198306170039', outid: '350007' });
      await verify(other);
      await other.locator('[data-status=APPROVED]').waitFor();

      await showRelation(page, '陈试六');
      await nowAt(page, 'Read the notice and agree');
      await page.getByLabel('I am the child’s guardian').check();
      await page.getByRole('button', { name: 'Agree', exact: true }).click();
      await page.getByRole('alert').getByText('does not show this child').waitFor();
      expect(await consentsOf('child-of-chen')).toEqual([]);
    });

    it("the example page does not let a child agree, and says with which account the guardian's page goes on", async () => {
      const page = await openAs('child-of-liu', '#/guardian?purpose=child&child=child-of-liu');

      await page.getByText('You are signed in with the child’s account.').waitFor();
      await signIn(page, 'account-of-liu');

      await nowAt(page, 'Show that you are a relative of the child');
    });

    it.each([
      ['en-US', 'light'],
      ['zh-CN', 'dark'],
    ] as const)(
      'each step of a guardian on the example page in %s is without a fault that axe finds, in Chinese without English',
      async (locale, colorScheme) => {
        const look = async (page: Page) => {
          expect(await axeFindings(page)).toEqual([]);
          if (locale === 'zh-CN') expect(await englishOn(page)).toEqual([]);
        };
        const options = { ...phone, locale, colorScheme };
        // The users subgraph knows this one by a Chinese name.
        const account = locale === 'zh-CN' ? 'account-of-liu' : 'child-in-light';
        const child = await openAs(account, '#/for/child', options);
        await fillIn(child);
        await child.getByRole('button', { name: /^(Verify|开始认证)$/ }).click();
        await child.locator('[role=alert] a').waitFor();
        await look(child);

        const page = await openAs(`guardian-${colorScheme}`, '#/guardian', options);
        await page.locator('[name=child]').waitFor();
        await page.locator('[data-step=now] button').click();
        await page.locator('.field-errors').waitFor();
        await look(page);
        await page.locator('[name=child]').fill(account);
        await page.locator('[data-step=now] button').click();

        await page.locator('[name=relation]').waitFor();
        await look(page);
        await showRelation(page, colorScheme === 'dark' ? '宋试七' : '宋试八');
        await page.locator('.consent').waitFor();
        await look(page);
        await page.locator('.consent button').click();
        await page.locator('.field-errors').waitFor();
        await look(page);
        if (colorScheme === 'dark') await screenshot(page, 'phone-dark-guardian');
        await page.locator('.consent input').check();
        await page.locator('.consent button').click();
        await page.locator('[data-consent=GUARDIAN]').waitFor();
        await look(page);
      },
    );
  },
);

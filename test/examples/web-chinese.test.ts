import type { Page } from 'playwright-core';
import { englishOn } from './support/chinese';
import { hasChromium, openChromium, type TestBrowser } from './support/chromium';
import { type RunningExample, startExample } from './support/example';
import { verify } from './support/steps';

(hasChromium ? describe : describe.skip)(
  'the example page in Chinese, in Chromium (needs /usr/bin/chromium or CHROMIUM_PATH)',
  () => {
    let example: RunningExample;
    let browser: TestBrowser;

    beforeAll(async () => {
      browser = await openChromium();
      example = await startExample();
    });

    afterEach(() => browser.clear());

    afterAll(async () => {
      await browser?.close();
      await example?.close();
    });

    async function open(): Promise<Page> {
      const page = await browser.open(`${example.url}#/methods`, { locale: 'zh-CN' });
      await page.locator('.method-name').first().waitFor();
      return page;
    }

    async function choose(page: Page, method: string, values: Readonly<Record<string, string>> | null) {
      await page.getByRole('button', { name: method, exact: true }).click();
      if (values === null) return;
      await page.getByRole('button', { name: '填入示例' }).click();
      for (const [name, value] of Object.entries(values)) await page.locator(`[name=${name}]`).fill(value);
    }

    it('the example page in Chinese shows no English sentence for any method, filled in or not', async () => {
      const page = await open();
      expect(await englishOn(page)).toEqual([]);
      const methods = await page.locator('.method-name').allInnerTexts();
      expect(methods).toHaveLength(12);
      for (const method of methods) {
        await choose(page, method, null);
        await verify(page);
        await page.locator('.field-errors').first().waitFor();
        expect(await englishOn(page)).toEqual([]);
        await choose(page, method, {});
        await verify(page);
        await page.locator('.history li').first().waitFor();
        await page.getByText('依据').click();
        expect(await englishOn(page)).toEqual([]);
        await page.getByRole('link', { name: '发起其他认证' }).click();
      }
      await page.locator('.mine li').first().waitFor();
      expect(await englishOn(page)).toEqual([]);
    });

    it.each([
      ['导入信息认证', { outid: 'SANDBOX0409' }, 'CONFLICT'],
      ['导入信息认证', { outid: 'SANDBOX0410' }, 'BLOCKED'],
      ['手机号验证码认证', { mobileNo: '19912347777', code: '654321' }, 'FAILED'],
      ['身份证与人脸认证', { phone: '15415400010' }, 'FAILED'],
    ])(
      'the example page in Chinese shows no English sentence for %s with %j',
      async (method, values, status) => {
        const page = await open();
        await choose(page, method, values);
        await verify(page);
        await page.locator(`[data-status=${status}]`).waitFor();
        await page.locator('.history li').nth(1).waitFor();

        expect(await englishOn(page)).toEqual([]);
      },
    );

    it("the example page drops the service's sentences when another language is chosen", async () => {
      const page = await open();
      await choose(page, '导入信息认证', null);
      await verify(page);
      await page.getByText('姓名为必填项。').waitFor();

      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('button', { name: 'School records' }).waitFor();

      expect(await page.locator('.field-errors').count()).toBe(0);
    });
  },
);

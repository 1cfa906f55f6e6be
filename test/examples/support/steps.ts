import type { Locator, Page } from 'playwright-core';

/** The text that a screen reader reads for a field in addition to its label. */
export async function descriptionOf(field: Locator): Promise<string | null> {
  return field.evaluate((element) => {
    const id = element.getAttribute('aria-describedby');
    return id && (element.ownerDocument.getElementById(id)?.textContent ?? null);
  });
}

/** Reads the notices, ticks every box, and agrees. */
export async function agree(page: Page): Promise<void> {
  for (const box of await page.locator('.consent input').all()) await box.check();
  await page
    .locator('.consent')
    .getByRole('button', { name: /^(Agree|同意)$/ })
    .click();
}

/** Sends a method's form; agrees to the notice if the account has not done so before. */
export async function verify(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Verify|开始认证)$/ }).click();
  await page.locator('[data-status], .consent, .field-errors, .notice.bad').first().waitFor();
  if (await page.locator('.consent').count()) await agree(page);
}

/** Fills in the example, then these values. */
export async function fillIn(page: Page, values: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.getByRole('button', { name: /^(Fill in an example|填入示例)$/ }).click();
  for (const [name, value] of Object.entries(values)) await page.locator(`[name=${name}]`).fill(value);
}

/** Goes on as another account. */
export async function signIn(page: Page, account: string): Promise<void> {
  await page.locator('[name=account]').fill(account);
  await page.locator('[name=account]').press('Enter');
}

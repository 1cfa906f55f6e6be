import type { Page } from 'playwright-core';

/** Two words in a row are a sentence, or the beginning of one. Names of accounts and codes are single words. */
const english = /[A-Za-z]{2,}[ ,.;:'’]+[A-Za-z]{2,}/;
/** Names that the providers give their own things. */
const names = [/OneNET uid/g];

/** Every text on the page that looks like English, those included that only a screen reader reads. */
export async function englishOn(page: Page): Promise<string[]> {
  const texts = await textsOf(page);
  return texts.filter((text) => english.test(names.reduce((rest, name) => rest.replace(name, ''), text)));
}

async function textsOf(page: Page): Promise<string[]> {
  const shown = await page.locator('body').innerText();
  const read = await page
    .locator('[title], [aria-label], [placeholder], [alt]')
    .evaluateAll((elements) =>
      elements.flatMap((element) =>
        ['title', 'aria-label', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''),
      ),
    );
  return [...shown.split('\n'), ...read];
}

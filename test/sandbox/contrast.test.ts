import { palette } from '../../src/sandbox/html';
import { startSandbox } from '../../src/sandbox/server';
import { hasChromium, openChromium } from '../examples/support/chromium';

type Colour = keyof typeof palette;
const schemes = ['light', 'dark'] as const;

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('the colours of the sandbox pages', () => {
  it('has the contrast of WCAG for known pairs', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it.each<[Colour, Colour, number]>([
    ['text', 'page', 4.5],
    ['muted', 'page', 4.5],
    ['accent', 'page', 4.5],
    ['on-button', 'good', 4.5],
    ['on-button', 'wait', 4.5],
    ['on-button', 'bad', 4.5],
    ['control', 'page', 3],
  ])('show %s on %s with a contrast of at least %d : 1, light and dark', (front, back, least) => {
    for (const scheme of [0, 1] as const) {
      expect(contrast(palette[front][scheme], palette[back][scheme])).toBeGreaterThanOrEqual(least);
    }
  });
});

(hasChromium ? describe : describe.skip)(
  'the sandbox pages in Chromium (needs /usr/bin/chromium or CHROMIUM_PATH)',
  () => {
    it.each(schemes)(
      'show every text with a contrast of at least 4.5 : 1 in a %s scheme',
      async (colorScheme) => {
        const sandbox = await startSandbox();
        const browser = await openChromium();
        try {
          const page = await browser.open(sandbox.url, { colorScheme, locale: 'zh-CN' });
          const texts = await page.evaluate(() => {
            const backgroundOf = (element: Element | null): string => {
              const colour = element ? getComputedStyle(element).backgroundColor : 'rgb(255, 255, 255)';
              return colour === 'rgba(0, 0, 0, 0)' ? backgroundOf(element?.parentElement ?? null) : colour;
            };
            return [...document.querySelectorAll('main *')]
              .filter((element) =>
                [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
              )
              .map((element) => {
                const { color, opacity } = getComputedStyle(element);
                return { color, opacity, background: backgroundOf(element) };
              });
          });
          expect(texts.length).toBeGreaterThan(50);
          for (const { color, opacity, background } of texts) {
            expect(opacity).toBe('1');
            expect(contrast(hexOf(color), hexOf(background))).toBeGreaterThanOrEqual(4.5);
          }
        } finally {
          await browser.close();
          await sandbox.close();
        }
      },
    );
  },
);

/** `rgb(1, 2, 3)` as `#010203`. */
function hexOf(rgb: string): string {
  const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(rgb)?.slice(1) ?? [];
  if (parts.length !== 3) throw new Error(`${rgb} is not a plain colour.`);
  return `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
}

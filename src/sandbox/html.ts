import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';

/** Text that is HTML already and is not escaped again. */
export class Html {
  constructor(readonly text: string) {}
}

type HtmlValue = Html | readonly Html[] | string | number;

/** Template tag that escapes every value except Html. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(strings.map((text, index) => text + render(values[index] ?? '')).join(''));
}

/**
 * Sends a whole page. No script and no foreign content may load: the policy names the hash of the one style sheet, so
 * that a value that slipped through unescaped could still do nothing.
 */
export function sendPage(reply: FastifyReply, title: string, body: Html): FastifyReply {
  const document = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(styleSheet)}</style>
</head>
<body><main>${body}</main></body>
</html>
`;
  const styleHash = createHash('sha256').update(styleSheet).digest('base64');
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    )
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-store')
    .send(document.text);
}

function render(value: HtmlValue): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return value.map((part) => part.text).join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Every colour of the pages, light and dark. Text has a contrast of at least 4.5 : 1 to its background, the edges of
 * controls 3 : 1 (WCAG 2.2 AA; tested).
 */
export const palette = {
  page: ['#ffffff', '#16181b'],
  text: ['#1c1e21', '#e8eaed'],
  muted: ['#4d5258', '#b4bac1'],
  accent: ['#0b57b0', '#7db4f5'],
  line: ['#d0d4d9', '#3b4046'],
  control: ['#6b7178', '#8b9199'],
  good: ['#14693f', '#14693f'],
  wait: ['#6b5000', '#6b5000'],
  bad: ['#a4262c', '#a4262c'],
  'on-button': ['#ffffff', '#ffffff'],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>;

const styleSheet = `
:root { color-scheme: light dark; ${Object.entries(palette)
  .map(([name, [light, dark]]) => `--${name}: light-dark(${light}, ${dark});`)
  .join(' ')} }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); }
p { margin: .5rem 0; }
.note { border-left: 4px solid var(--accent); padding: .25rem .75rem; }
dl { display: grid; grid-template-columns: minmax(6rem, auto) 1fr; gap: .25rem .75rem; margin: .75rem 0; }
dt { color: var(--muted); }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
dd { margin: 0; overflow-wrap: anywhere; }
form { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: .5rem; }
button { font: inherit; min-height: 3rem; padding: .25rem .75rem; border: 1px solid var(--control); border-radius: .5rem; background: var(--page); color: var(--text); cursor: pointer; }
button.good { background: var(--good); color: var(--on-button); }
button.wait { background: var(--wait); color: var(--on-button); }
button.bad { background: var(--bad); color: var(--on-button); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th:first-child, td:first-child { white-space: nowrap; }
ol { padding-left: 1.25rem; }
li { margin: .5rem 0; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid var(--line); border-radius: .5rem; font-size: .85rem; }
small { display: block; color: var(--muted); }
`;

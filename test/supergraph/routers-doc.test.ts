import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import { parse } from 'yaml';

const document = readFileSync(join(__dirname, '../../docs/routers.md'), 'utf8');

interface Block {
  readonly language: string;
  /** The file that its first line says it is. */
  readonly title: string;
  readonly text: string;
}

const blocks: readonly Block[] = [
  ...document.matchAll(/^```(\w+)\n(?:(?:#|\/\/) (.+)\n)?([\s\S]*?)^```$/gm),
].map(([, language = '', title = '', text = '']) => ({ language, title, text }));
const of = (language: string) => blocks.filter((block) => block.language === language);

/** Everything below a value, itself included. */
function* below(value: unknown): Generator<unknown> {
  yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const part of Object.values(value)) yield* below(part);
}

function valuesOf(value: unknown, key: string): readonly unknown[] {
  return [...below(value)].flatMap((part) =>
    typeof part === 'object' && part !== null && key in part ? [part[key as keyof typeof part]] : [],
  );
}

describe('the router configurations in docs/routers.md', () => {
  it('exist for every router', () => {
    const titles = blocks.map(({ title }) => title.split(',')[0]);

    expect(titles).toEqual(
      expect.arrayContaining([
        'router.yaml',
        'gateway.config.ts',
        'router.config.yaml',
        'graph.yaml',
        'config.yaml',
      ]),
    );
  });

  it.each(of('yaml'))('parse: $title', ({ text }) => {
    expect(parse(text, { strict: true, uniqueKeys: true })).toEqual(expect.any(Object));
  });

  it.each(of('ts'))('are TypeScript: $title', ({ text }) => {
    expect(parseSync(text, { syntax: 'typescript' }).body.length).toBeGreaterThan(0);
  });

  it.each(of('yaml'))('deduplicate no subscription of different callers: $title', ({ text }) => {
    const ignored = valuesOf(parse(text), 'ignored_headers').flat().map(String);

    expect(ignored.map((name) => name.toLowerCase())).not.toContain('authorization');
    expect(valuesOf(parse(text), 'ignore_auth_context')).not.toContain(true);
  });

  it.each(of('ts'))('end no subscription by a timeout: $title', ({ text }) => {
    expect(text).toMatch(/upstreamTimeout: .*'subscription' \? undefined/);
  });

  it("forward the caller's identity in every complete configuration", () => {
    const whole = blocks.filter(({ title }) =>
      ['router.yaml', 'gateway.config.ts', 'router.config.yaml', 'config.yaml'].includes(title),
    );

    expect(whole).toHaveLength(6);
    for (const { text } of whole) {
      expect(text).toMatch(/authorization/i);
      expect(text).toMatch(/x-ucenter-access-token/i);
    }
  });

  it('use a callback address that is on the allow-list', () => {
    const [allowed] = /SUBSCRIPTION_CALLBACK_ALLOWLIST=(\S+)/.exec(document)?.slice(1) ?? [];
    const addresses = [...document.matchAll(/public_url: '?(https:[^\s']+)/g)].map(
      ([, url = '']) => new URL(url),
    );

    expect(addresses).toHaveLength(3);
    expect(new Set(addresses.map(({ origin }) => origin))).toEqual(new Set([allowed]));
    expect(new Set(addresses.map(({ pathname }) => pathname))).toEqual(new Set(['/callback']));
  });
});

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';
import { root } from './support/markdown';

describe('npm run check:language', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  function check(name: string, content: string) {
    const file = join(folder.path, name);
    writeFileSync(file, content);
    const { status, stdout } = spawnSync(process.execPath, ['scripts/check-language.mts', file], {
      cwd: root,
      encoding: 'utf8',
    });
    return {
      status,
      findings: stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => line.replace(`${file}:`, '')),
    };
  }

  it.each([
    ['a block comment', '/**\n * Runs.\n * Where it ends, the next one begins.\n */\nrun();\n'],
    ['consecutive line comments', "run('x');\n\n// It returns. What\n// is left stays.\n"],
    ['a string', "throw new Error('Nobody is there to be asked');\n"],
    ['strings that are joined', "say('the service and ' +\n  'the sandbox beside it');\n"],
    ['a template', 'say(`the sandbox, beside the service`);\n'],
  ])('fails on %s in a TypeScript file, with file, line and advice', (_where, source) => {
    const { status, findings } = check('source.ts', source);

    expect(status).toBe(1);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^\d+: ".+": \S/);
  });

  it('reports the line on which the text begins', () => {
    expect(check('source.ts', "const a = 'fine';\n\n/* None. */\n// The door of it.\n").findings).toEqual([
      '4: "door": callback address, endpoint, attempt',
    ]);
  });

  it.each([
    ['What is sent is kept.', 'begin with the noun'],
    ['Has the end wait for the rest.', 'say who does it'],
    ['Introspection is not to be had.', 'is disabled'],
    ['An operator is told of it.', 'is told about'],
    ['A setting that is wrong is said at the start.', 'reported'],
    ['The event behind the last version.', 'after'],
    ['The list, or null where there is none.', 'otherwise'],
    ['The end; null where it has none.', 'null if'],
    ['Of two values the first counts.', 'begin with the noun'],
    ['Told when a reader is slow.', 'only people are told'],
    ['Ends in at most so many milliseconds.', 'this many'],
    ['Too many tries of a code.', 'attempts'],
    ['It is on in dev, else off.', 'otherwise'],
    ['After ten silences it opens.', 'timeouts'],
    ['The key is sealed anew.', 'again'],
    ['A process that ends in its midst.', 'during'],
    ['That is for the provider to say.', 'only X knows'],
  ])('fails on "%s" in a document', (sentence, advice) => {
    const { status, findings } = check('document.md', `# Title\n\n${sentence}\n`);

    expect(status).toBe(1);
    expect(findings.join()).toContain(advice);
  });

  it('reads the titles of tests, also after a table of cases, and no other text of the file', () => {
    const source = [
      '// It is told to nobody, which is a comment of a test.',
      "describe('of what nobody asked', () => {",
      "  it.each([['nobody', 1]])('refuses %s, told to nobody', (name) => {",
      "    expect(find('nobody is here', name)).toBeNull();",
      '  });',
      "  it('answers a question', () => {});",
      '});',
      "describe.each(['x'])(",
      "  'that which is %s',",
      '  (name) => {},',
      ');',
    ].join('\n');

    const { status, findings } = check('source.test.ts', source);

    expect(status).toBe(1);
    expect(findings.map((finding) => finding.split(': ', 2).join(': '))).toEqual([
      '2: "nobody"',
      '2: "of"',
      '3: "nobody"',
      '9: "that"',
    ]);
  });

  it('passes questions, headings, code, identifiers and plain sentences', () => {
    const document = `# What it costs

What happens after a crash? Everything acknowledged is there.

Run it behind a router. \`nobody\` is a user of the system. It tries again. The person is told why.

\`\`\`sh
echo nobody
\`\`\`
`;
    const source = `const door = 'nobody';\n/** The next attempt, if there is one. */\nconst found = text.includes("'");\n`;

    expect(check('document.md', document)).toEqual({ status: 0, findings: [] });
    expect(check('source.ts', source)).toEqual({ status: 0, findings: [] });
  });

  it('leaves the words of the public contract alone', () => {
    const words = "Where to send the person's browser while status is AWAITING_USER.";

    expect(check('source.ts', `describe("${words}");\n`).status).toBe(0);
    expect(check('source.ts', `describe("${words} Nobody else.");\n`).status).toBe(1);
  });
});

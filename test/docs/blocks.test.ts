import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildASTSchema, parse, specifiedRules, validate } from 'graphql';
import { parseAllDocuments } from 'yaml';
import { loadConfig } from '../../src/config/config';
import { readCompose } from '../ops/support/files';
import { base64Key, jwtEnv, oneNetEnv } from '../support/settings';
import { isExcerpt } from './support/excerpt';
import { type Block, blocksOf, documents, englishOf, root } from './support/markdown';
import { settingNames } from './support/setting-names';
import { scripts } from './support/sources';

/** Documents whose blocks another test looks at. */
const elsewhere: Readonly<Record<string, string>> = {
  'docs/routers.md': 'test/supergraph/routers-doc.test.ts',
  'docs/cli.md': 'test/cli',
  'docs/routing.md': 'test/docs/routing.test.ts',
  'docs/observability.md': 'test/telemetry',
  'examples/client/README.md': 'test/client/follow.test.ts',
  'examples/web/README.md': 'test/examples/web.test.ts',
};

const schema = buildASTSchema(parse(readFileSync(join(root, 'schema/verification.graphql'), 'utf8')), {
  assumeValidSDL: true,
});
const blocks = documents.flatMap(blocksOf).filter(({ language }) => language !== '');
const placeOf = ({ document, line }: Block) => `${document}:${line}`;
const named = (list: readonly Block[]) => list.map((block) => [placeOf(block), block] as const);
// A Chinese document has the blocks of the English one: languages.test.ts compares them.
const own = blocks.filter(({ document }) => !(englishOf(document) in elsewhere));

/** How each kind of source is looked at: here, or by running it in executed.test.ts. */
const kinds: readonly [RegExp, (block: Block, rest: string) => void][] = [
  [/^from (\S+)$/, isFrom],
  [/^(sent|answered|streamed|run|run stopped)$/, () => {}],
  // Compared with the imports by check:generated.
  [/^drawn by npm run (\S+)$/, (_block, script) => expect(scripts).toHaveProperty([script])],
  [/^shown by npm run (\S+)$/, (_block, script) => expect(scripts).toHaveProperty([script])],
  [/^scripts$/, isScripts],
  [/^settings$/, isSettings],
  [/^(docker|kubectl)$/, isForTools],
  [/^tested by (\S+)$/, isTestedBy],
];

describe('the code blocks of the documents', () => {
  it.each(named(own))('name in %s their source or their test, and match it', (_place, block) => {
    const source = block.source ?? '';
    const [kind] = kinds.filter(([pattern]) => pattern.test(source));

    expect([source, kind !== undefined]).toEqual([source, true]);
    kind?.[1](block, kind[0].exec(source)?.[1] ?? '');
  });

  it.each(named(blocks.filter(({ language }) => language === 'graphql')))(
    'in %s are valid for the schema',
    (_place, { text }) => {
      // An excerpt may leave the fragments that it uses, or their use, to another block.
      const rules = specifiedRules.filter(
        ({ name }) => !/^(KnownFragmentNames|NoUnusedFragments)Rule$/.test(name),
      );

      expect(validate(schema, parse(text), rules).map(({ message }) => message)).toEqual([]);
    },
  );

  it.each(named(blocks.filter(({ language }) => language === 'json')))(
    'in %s are JSON, or lines of it',
    (_place, { text }) => {
      const isLines = /^\{.*\}\n\{/.test(text);

      for (const part of isLines ? text.trim().split('\n') : [text])
        expect(() => JSON.parse(part)).not.toThrow();
    },
  );

  it.each(named(blocks.filter(({ language }) => language === 'yaml')))(
    'in %s are YAML',
    (_place, { text }) => {
      expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).toEqual([]);
    },
  );

  it('are covered by the tests that they name', () => {
    for (const [document, test] of Object.entries(elsewhere)) {
      if (!existsSync(join(root, document))) continue;
      expect([document, existsSync(join(root, test))]).toEqual([document, true]);
    }
  });
});

function isFrom({ text }: Block, path: string): void {
  expect([path, existsSync(join(root, path))]).toEqual([path, true]);
  expect([path, isExcerpt(text, readFileSync(join(root, path), 'utf8'))]).toEqual([path, true]);
}

/** The test reads the document itself. */
function isTestedBy({ document }: Block, path: string): void {
  expect([path, readFileSync(join(root, path), 'utf8').includes(englishOf(document))]).toEqual([path, true]);
}

/** Commands of these sources: scripts that are there, and files. */
function isScripts({ text }: Block): void {
  for (const command of commandsOf(text)) {
    // Variables that are set for a command stand before it.
    const [program, first = '', second = ''] = command.replace(/^(?:[A-Z_]+=\S+\s+)+/, '').split(/\s+/);
    if (program === 'node') expect([command, existsSync(join(root, first))]).toEqual([command, true]);
    else if (program === 'npm' && first === 'run') expect(scripts).toHaveProperty([second]);
    else expect(command).toMatch(/^npm (ci|start|test)$/);
  }
}

/** Together with what every deployment needs, they start the service. */
function isSettings({ text }: Block): void {
  const lines = text.trim().split('\n');
  const env = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s, 2) as [string, string]));
  const others = { ...jwtEnv, ENCRYPTION_KEYS: `k1:${base64Key(3)}`, ...oneNetEnv };

  expect(Object.keys(env).filter((name) => !settingNames.has(name))).toEqual([]);
  expect(() => loadConfig({ ...others, ...env })).not.toThrow();
}

/** Commands that need an engine or a cluster: their files, services and objects must exist. */
function isForTools({ text }: Block): void {
  const { services } = readCompose();
  for (const command of commandsOf(text)) {
    for (const [path] of command.matchAll(/(?<=\s)(?:\.\/)?ops\/\S+/g)) {
      expect([command, existsSync(join(root, path))]).toEqual([command, true]);
    }
    const [, service] = /^docker compose (?:exec|restart|logs) (\S+)/.exec(command) ?? [];
    if (service) expect(services).toHaveProperty(service);
    const [, waited = ''] = /^docker compose up .*--wait (.+)$/.exec(command) ?? [];
    for (const name of waited.split(' ').filter(Boolean)) expect(services).toHaveProperty(name);
    if (command.startsWith('kubectl')) {
      for (const [name] of command.matchAll(/\b(?:job|statefulset)\/?\s*realname\S*/g)) {
        expect(name).toMatch(/^(job[/ ]realname-(migrate|drain-\$number"?)|statefulset\/realname)$/);
      }
    }
  }
}

/** The commands of a block, one each, comments and continued lines put right. */
function commandsOf(text: string): readonly string[] {
  return text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.replace(/ +# .*$/, '').trim())
    .filter(Boolean)
    .flatMap((line) => line.split(' && '));
}

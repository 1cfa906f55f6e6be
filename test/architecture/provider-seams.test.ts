import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { registry } from '../../src/providers/registry';

const root = join(__dirname, '../..');
const source = join(root, 'src');

/** Every file below a folder with its code: comments may name a provider as an example. */
function codeBelow(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return new Map(
    files.map((name) => {
      const path = join(folder, name);
      const text = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
      return [relative(root, path), text.replace(/(^|\s)\/\/.*$/gm, '')];
    }),
  );
}

const code = codeBelow(source);
const own = registry.map(({ name }) => name.toLowerCase());

/** Files outside the providers' own folders that match, in order. */
function filesWith(pattern: RegExp, isOwn: (path: string) => boolean): readonly string[] {
  return [...code]
    .filter(([path, text]) => !isOwn(path) && pattern.test(text))
    .map(([path]) => path)
    .sort();
}

const ofProvider = (name: string) => (path: string) => path.includes(`/${name}/`);
const ofAnyProvider = (path: string) => own.some((name) => ofProvider(name)(path));

describe('the name of a reference', () => {
  const names = registry.flatMap(({ references }) => Object.keys(references));
  // `at` is also an English word: as a reference it is a property of references, or a quoted name.
  const words = names.filter((name) => name !== 'at');
  const pattern = new RegExp(`\\b(${words.join('|')})\\b|references\\??\\.\\w|references\\['|['"]at['"]\\]`);

  it('is declared by the provider that gives it', () => {
    expect(names.sort()).toEqual(['at', 'bsn', 'busiSeq', 'deviceId', 'rnAuthTicket', 'transactionId']);
  });

  it('stands outside its folder only where it is a column, or a field of GraphQL', () => {
    const columns =
      /^src\/storage\/(migrations\/|schema\.ts$|(verifications\/(contract|references|rows)|encryption\/row-seals)\.ts$)/;
    const graphQL = /^src\/graphql\/verification\/(references\.type|resolver|verification\.type)\.ts$/;

    expect(
      filesWith(pattern, ofAnyProvider).filter((path) => !columns.test(path) && !graphQL.test(path)),
    ).toEqual([
      // The label of an input field, for people.
      'src/domain/messages/labels.ts',
      // The sandbox's log of the values that it issued.
      'src/domain/privacy/log-fields.ts',
      // Evidence, whose fields the contract names.
      'src/domain/routing/evidence.ts',
      // AuditInfo: what a push says, as clients see it.
      'src/domain/verification/verification.ts',
      'src/graphql/cases/inputs.ts',
      'src/service/cases/check-evidence.ts',
    ]);
    expect(code.get('src/domain/verification/verification.ts')?.match(pattern)?.index).toBeGreaterThan(
      code.get('src/domain/verification/verification.ts')?.indexOf('interface AuditInfo') ?? 0,
    );
  });
});

describe('the folder of a provider', () => {
  it.each(own)('%s has the files that every provider has, besides its own', (name) => {
    expect(readdirSync(join(source, 'providers', name))).toEqual(
      expect.arrayContaining([
        'data-source.ts',
        'entry.ts',
        'inputs.ts',
        'methods.ts',
        'provider.ts',
        'sensitive.ts',
        'wire.ts',
      ]),
    );
  });
});

describe('the name of a provider', () => {
  it.each(registry.map(({ name }) => name))(
    '%s is unknown to use cases, jobs, the store and what receives pushes and returns',
    (name) => {
      // A migration is frozen: it names what an older release wrote.
      const neutral = /^src\/(service|jobs|storage\/(?!migrations\/)|telemetry|http\/providers)\/?/;

      // `oneNetUserId` is a field of the contract's evidence.
      const named = new RegExp(`${name}(?!UserId)`, 'i');
      expect(filesWith(named, () => false).filter((path) => neutral.test(path))).toEqual([]);
    },
  );

  it('stands outside its folders in the registry, the schema and the sandbox, a line each', () => {
    // Yuxin has no type of its own in GraphQL: it is what a provider costs. It also answers what LinkID asks us.
    const asDataSource = /^src\/(app|config)\/(linkid-source|config)\.ts$/;
    // Descriptions in the schema, in the contract's words; and sentences that an earlier release stored.
    const inWords = [
      'src/graphql/assurance/enums.ts',
      'src/graphql/root-types.ts',
      'src/domain/messages/earlier.ts',
    ];

    expect(
      filesWith(/yuxin/i, ofProvider('yuxin')).filter(
        (path) => !asDataSource.test(path) && !inWords.includes(path),
      ),
    ).toEqual([
      'src/graphql/schema.ts',
      'src/providers/registry.ts',
      'src/sandbox/credentials.ts',
      'src/sandbox/server.ts',
    ]);
  });
});

describe("a fifth provider's folder", () => {
  const files = codeBelow(join(root, 'test/support/fifth-provider'));

  it('has the files of a provider, its mutations and its twin, and none besides', () => {
    const prefix = 'test/support/fifth-provider/';
    expect([...files.keys()].map((path) => path.slice(prefix.length)).sort()).toEqual([
      'acme/data-source.ts',
      'acme/entry.ts',
      'acme/inputs.ts',
      'acme/methods.ts',
      'acme/provider.ts',
      'acme/push.ts',
      'acme/wire.ts',
      'graphql.ts',
      'twin.ts',
    ]);
  });

  it('imports what all providers share, and nothing of a use case, the store or another provider', () => {
    const imported = [...files.values()].flatMap((text) =>
      [...text.matchAll(/from '(?:\.\.\/)+src\/([^']+)'/g)].map(([, path = '']) => path),
    );
    const allowed =
      /^(domain\/|providers\/[\w-]+$|graphql\/(context|verification\/(inputs|payload\.type|submit))$|sandbox\/twin$)/;

    expect(imported.length).toBeGreaterThan(20);
    expect(imported.filter((path) => !allowed.test(path))).toEqual([]);
  });
});

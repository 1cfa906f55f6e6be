import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requestErrors } from '../../src/domain/request-errors';

const root = join(__dirname, '../..');

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

describe('the codes of errors[].extensions.code', () => {
  it('are written by requestError and the error formatter alone, so that docs/errors.md has them all', () => {
    const literal = /extensions: \{ code: '/;
    const writers = [...filesBelow('src/http'), ...filesBelow('src/graphql')].filter((path) =>
      literal.test(textOf(path)),
    );

    // Each gives a literal that `satisfies RequestErrorCode`.
    expect(writers).toEqual([
      'src/http/graphql/large-variables.ts',
      'src/http/server/graceful-close.ts',
      'src/http/server/waiting-server.ts',
      'src/graphql/errors.ts',
    ]);
    for (const path of writers) {
      expect(textOf(path)).not.toMatch(/extensions: \{ code: '\w+'(?! satisfies RequestErrorCode)/);
    }
  });

  it.each(Object.keys(requestErrors))('%s is met by a test', (code) => {
    const tests = filesBelow('test').filter((path) => !path.endsWith('error-codes.test.ts'));

    expect(tests.some((path) => textOf(path).includes(`'${code}'`))).toBe(true);
  });
});

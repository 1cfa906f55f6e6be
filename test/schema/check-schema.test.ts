import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';

const root = join(__dirname, '../..');
const sdl = readFileSync(join(root, 'schema/verification.graphql'), 'utf8');

describe('npm run schema:check', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  function check(changed: string, changelog = '# Changelog\n\n## Unreleased\n\n- Nothing.\n') {
    const path = (name: string, content: string) => {
      const file = join(folder.path, name);
      writeFileSync(file, content);
      return file;
    };
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        'scripts/check-schema.mts',
        '--against',
        path('before.graphql', sdl),
        '--schema',
        path('after.graphql', changed),
        '--changelog',
        path('CHANGELOG.md', changelog),
      ],
      { cwd: root, encoding: 'utf8' },
    );
    return { status, stdout, stderr };
  }

  function replaced(from: string, to: string): string {
    expect(sdl).toContain(from);
    return sdl.replaceAll(from, to);
  }

  it('passes additions', () => {
    const more = replaced('  bsn: String', '  bsn: String\n  newer: String');
    expect(check(more)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it.each([
    ['a field that is gone', '  bsn: String', '  renamed: String', 'ProviderReferences.bsn was removed.'],
    ['a type that changed', '  version: Int!', '  version: Int', 'Verification.version changed type'],
    ['a value that is gone', '  TEACHER\n', '  TUTOR\n', 'TEACHER was removed from enum type SchoolRole.'],
    ['a key that is gone', '@key(fields: "guid")', '', 'User lost @key(fields: "guid").'],
    [
      'a meaning that other subgraphs rely on',
      "True when assurance.level is at least the deployment's REAL_NAME_LEVEL",
      'True when anything at all was approved',
      'User.isRealNameVerified has another meaning: True when anything at all was approved',
    ],
    [
      'a door that was open',
      'verificationMethods: [VerificationMethodInfo!]!',
      'verificationMethods: [VerificationMethodInfo!]! @authenticated',
      'Query.verificationMethods is now @authenticated.',
    ],
  ])('fails on %s', (_what, from, to, message) => {
    const { status, stdout, stderr } = check(replaced(from, to));
    expect(status).toBe(1);
    expect(stdout).toContain(`breaking, not announced: ${message}`);
    expect(stderr).toContain('announce each in');
  });

  it('passes a breaking change only if the changelog names its place', () => {
    const announced = '# Changelog\n\n## Unreleased\n\n- Breaking: `ProviderReferences.bsn` is gone.\n';
    expect(check(replaced('  bsn: String', '  renamed: String'), announced)).toMatchObject({
      status: 0,
      stdout: 'breaking, announced: ProviderReferences.bsn was removed.\n',
    });
    expect(check(replaced('  TEACHER\n', '  TUTOR\n'), announced).status).toBe(1);
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const onRelease = announced.replace('Unreleased', `${version} (2026-11-30)`);
    expect(check(replaced('  bsn: String', '  renamed: String'), onRelease).status).toBe(0);
    const released = announced.replace('Unreleased', '1.0.0');
    expect(check(replaced('  bsn: String', '  renamed: String'), released).status).toBe(1);
  });
});

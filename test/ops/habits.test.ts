import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { read, root } from './support/files';

interface Rule {
  readonly matchPackageNames?: readonly string[];
  readonly matchDepTypes?: readonly string[];
  readonly allowedVersions?: string;
  readonly enabled?: boolean;
}

const { packageRules } = JSON.parse(read('renovate.json')) as { packageRules: readonly Rule[] };
const project = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

describe('the settings of Renovate', () => {
  it('keep every deliberately pinned version', () => {
    const allowed = (name: string) =>
      packageRules.find((rule) => rule.matchPackageNames?.includes(name))?.allowedVersions;

    expect(project.dependencies['graphql']).toMatch(/^16\./);
    expect(allowed('graphql')).toBe('16.x');
    expect(allowed('node')).toBe(`${project.devDependencies['node']?.split('.')[0]}.x`);
    expect(packageRules).toContainEqual(
      expect.objectContaining({ matchDepTypes: ['overrides'], enabled: false }),
    );
  });

  it('name only packages of the project', () => {
    const all = {
      ...project.dependencies,
      ...project.devDependencies,
      postgres: '',
      'ghcr.io/graphql-hive/gateway': '',
    };
    const named = packageRules.flatMap(({ matchPackageNames = [] }) => matchPackageNames);
    const isThere = (name: string) =>
      name.endsWith('/**')
        ? Object.keys(all).some((other) => other.startsWith(name.slice(0, -2)))
        : name in all;

    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });
});

describe('the issue templates', () => {
  const folder = '.github/ISSUE_TEMPLATE';
  const forms = readdirSync(join(root, folder)).filter((name) => name !== 'config.yml');

  it.each(forms)('include %s, a form whose fields have unique names', (name) => {
    const form = parse(read(`${folder}/${name}`)) as {
      name: string;
      description: string;
      body: readonly { type: string; id?: string; attributes: object }[];
    };
    const fields = form.body.filter(({ type }) => type !== 'markdown');

    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    expect(fields.length).toBeGreaterThan(1);
    expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
  });
});

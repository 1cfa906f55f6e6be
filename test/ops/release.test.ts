import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { temporaryFolder } from '../support/temporary-folder';

const root = join(__dirname, '../..');

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly name?: string; readonly run?: string }[] }>
  >;
}

const workflow = parse(readFileSync(join(root, '.github/workflows/release.yml'), 'utf8')) as Workflow;
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};

/** The commands of a step, by the beginning of its name. */
function commandsOf(name: string): string {
  const step = steps.find((one) => one.name?.startsWith(name));
  if (!step?.run) throw new Error(`release.yml has no step ${name}.`);
  return step.run;
}

describe('a release', () => {
  const folder = temporaryFolder();
  beforeAll(() => {
    for (const name of ['package.json', 'CHANGELOG.md'])
      copyFileSync(join(root, name), join(folder.path, name));
  });
  afterAll(() => folder.remove());

  const run = (script: string, tag: string) =>
    spawnSync('sh', ['-e', '-c', script], {
      cwd: folder.path,
      env: { PATH: `${join(process.execPath, '..')}:${process.env['PATH']}`, TAG: tag },
    }).status;

  it('is refused for a tag that is not the version of package.json, and taken for the one that is', () => {
    const check = commandsOf('The tag is the version');

    expect(run(check, `v${version}`)).toBe(0);
    expect(run(check, 'v0.0.1')).not.toBe(0);
  });

  it('has the part of the changelog about its version as its text, and no other', () => {
    const [extract = ''] = commandsOf("The changelog's part").split('\n');
    execFileSync('sh', ['-e', '-c', extract], {
      cwd: folder.path,
      env: { PATH: process.env['PATH'], TAG: `v${version}` },
    });
    const notes = readFileSync(join(folder.path, 'notes.md'), 'utf8');

    expect(notes).toContain('**Clients**');
    expect(notes).not.toMatch(/^## /m);
    expect(notes.length).toBeLessThan(readFileSync(join(root, 'CHANGELOG.md'), 'utf8').length - 1000);
  });
});

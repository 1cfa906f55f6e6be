import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { nodeFault } from '../../src/cli/node-version';
import { temporaryFolder } from '../support/temporary-folder';

const root = join(__dirname, '../..');
const program = join(root, 'dist/main.js');

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Makes any Node an old one: it says so, and has nothing to offer but the program's own files. */
const oldNode = `
const Module = require('node:module');
Object.defineProperty(process.versions, 'node', { value: '20.11.1' });
const load = Module._load;
Module._load = (request, ...rest) => {
  if (!/^node:|^\\.\\/cli\\/node-version$|main\\.js$/.test(request) || request === 'node:sqlite') {
    throw new Error(request + ' was loaded');
  }
  return load(request, ...rest);
};
`;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly lines: readonly string[];
}

function run(node: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Ended {
  const { status, stdout, stderr } = spawnSync(node, [program, ...args], {
    cwd: folder.path,
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
  });
  return { code: status, stdout, lines: stderr.trimEnd().split('\n') };
}

/** Nodes of this machine, other than the project's own, that are too old. */
function oldNodes(): readonly string[] {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((place) => !place.includes('node_modules'))
    .map((place) => join(place, 'node'))
    .filter((node) => existsSync(node))
    .filter((node) => nodeFault(execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })));
}

describe('the check of the Node version', () => {
  it.each(['0.12.18', '18.20.8', '20.20.2', '22.0.0', '22.15.1'])('refuses %s as too old', (version) => {
    expect(nodeFault(version)).toMatch(/^This needs Node 22\.16 or later, and is run by Node [\d.]+\. /);
    expect(nodeFault(version)).toContain(`Node ${version}.`);
  });

  it.each(['22.16.0', '22.21.1', '23.0.0', '24.21.0', '100.0.0'])('accepts %s', (version) => {
    expect(nodeFault(version)).toBeNull();
  });

  it('lets npm ci and npm start run with Node 20, which bring their own, without a warning', () => {
    const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      engines: { node: string };
    };

    expect(engines.node).toBe('>=20');
  });
});

describe('the check on an old Node', () => {
  it.each([[[]], [['doctor']], [['doctor', '--json']], [['keys', 'rotate']]])(
    'answers realname %j with one line and exit code 2, before anything else is loaded',
    (args) => {
      const preload = join(folder.path, 'old-node.cjs');
      writeFileSync(preload, oldNode);

      const ended = run(process.execPath, args, { NODE_OPTIONS: `--require=${preload}` });

      expect(ended).toEqual({ code: 2, stdout: '', lines: [nodeFault('20.11.1')] });
    },
  );

  it('answers the same on a real old Node, if this machine has one', () => {
    for (const node of oldNodes()) {
      for (const args of [[], ['doctor']]) {
        expect(run(node, args)).toEqual({
          code: 2,
          stdout: '',
          lines: [expect.stringMatching(/^This needs Node 22\.16 or later/)],
        });
      }
    }
  });
});

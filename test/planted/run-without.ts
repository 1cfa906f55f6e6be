import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProgram } from '../faults/frame/program';
import { temporaryFolder } from '../support/temporary-folder';
import type { Fault } from './defences';
import { root, type TestOf } from './exploits';

/** What became of a test after the place was replaced. */
export interface Outcome {
  readonly passed: number;
  /** What each failed test says. */
  readonly failures: readonly string[];
  /** What kept the tests from running at all, such as a syntax error. */
  readonly error: string | null;
}

interface JestResults {
  readonly numPassedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly failureMessages: readonly string[] }[];
  }[];
}

/** Runs a test in a Jest of its own, on sources in which the place is replaced. */
export async function runWithout(
  { file, find, becomes, compiled }: Fault,
  { test, title }: TestOf,
): Promise<Outcome> {
  const folder = temporaryFolder();
  try {
    const results = join(folder.path, 'results.json');
    const program = compiled && copyProgram(folder.path, [{ file: compiled, find, replace: becomes }]);
    const args = [
      '--config',
      'test/planted/child.config.cjs',
      '--runInBand',
      '--json',
      '--outputFile',
      results,
    ];
    const child = spawn(
      process.execPath,
      [
        join(root, 'node_modules/jest/bin/jest.js'),
        ...args,
        ...['--testNamePattern', patternOf(title), '--runTestsByPath', test],
      ],
      {
        cwd: root,
        env: {
          PATH: process.env['PATH'],
          PLANTED_FAULT: JSON.stringify({ file, find, becomes }),
          ...(program && { PLANTED_PROGRAM: program }),
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await once(child, 'close');
    return outcomeOf(results, said);
  } finally {
    folder.remove();
  }
}

function outcomeOf(path: string, said: string): Outcome {
  let results: JestResults;
  try {
    results = JSON.parse(readFileSync(path, 'utf8')) as JestResults;
  } catch {
    return { passed: 0, failures: [], error: said };
  }
  const { numPassedTests: passed, numRuntimeErrorTestSuites: broken, testResults } = results;
  const failures = testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ failureMessages }) => failureMessages),
  );
  return {
    passed,
    failures,
    error: broken > 0 ? testResults.map(({ message }) => message).join('\n') : null,
  };
}

/** As Jest matches it: the places that a table of cases fills may hold anything. */
function patternOf(title: string): string {
  const fixed = title.split(/%[sdj]/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return `${fixed.join('.*')}$`;
}

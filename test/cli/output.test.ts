import { Output } from '../../src/cli/output';
import type { Terminal } from '../../src/cli/terminal';

function openTerminal(isTTY: boolean) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    isTTY,
    write(text: string) {
      written[name] += text;
    },
  });
  const terminal: Terminal = {
    args: [],
    env: {},
    user: 'somebody',
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    ask: null,
    onStop: () => {},
  };
  return { terminal, written };
}

function work(isTTY: boolean, options: { json: boolean; progress: boolean }) {
  const { terminal, written } = openTerminal(isTTY);
  const output = new Output(terminal, options);
  output.progress('1 of 2');
  output.progress('2 of 2');
  output.result({ done: 2 }, ['Done: 2.']);
  return written;
}

describe('progress', () => {
  it('is one line of the terminal, gone when the result comes', () => {
    const { stdout, stderr } = work(true, { json: false, progress: false });

    expect(stderr.split('\r\u001b[2K')).toEqual(['', '1 of 2', '2 of 2', '']);
    expect(stdout).toBe('Done: 2.\n');
  });

  it('is not shown without a terminal', () => {
    expect(work(false, { json: false, progress: false })).toEqual({ stdout: 'Done: 2.\n', stderr: '' });
  });

  it('is one line each with --progress, and never part of the result', () => {
    expect(work(false, { json: true, progress: true })).toEqual({
      stdout: '{"done":2}\n',
      stderr: '1 of 2\n2 of 2\n',
    });
  });
});

describe('a remark', () => {
  it('is written to standard error, and not at all with --json', () => {
    const [forPeople, forPrograms] = [openTerminal(false), openTerminal(false)];

    new Output(forPeople.terminal, { json: false, progress: false }).remark('Nothing is held.');
    new Output(forPrograms.terminal, { json: true, progress: false }).remark('Nothing is held.');

    expect(forPeople.written).toEqual({ stdout: '', stderr: 'Nothing is held.\n' });
    expect(forPrograms.written).toEqual({ stdout: '', stderr: '' });
  });
});

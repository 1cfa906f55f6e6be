import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/app';
import { endProcesses, type ServiceProcess, start } from '../support/process';

// A start, on a machine that may be busy.

const folder = temporaryFolder();
const telltale = '欧阳 15522223333';

/** Loaded into the service before its own code: each SIGUSR2 rejects the next of these with nobody waiting. */
const rejecting = `
const reasons = [new TypeError('${telltale}'), '${telltale}', undefined];
process.on('SIGUSR2', () => void Promise.reject(reasons.shift()));
`;

afterEach(endProcesses);
afterAll(() => folder.remove());

describe('an unhandled promise rejection', () => {
  it('is logged by its type only, and the service continues', async () => {
    const preload = join(folder.path, 'rejecting.cjs');
    writeFileSync(preload, rejecting);
    const service = await start({ NODE_OPTIONS: `--require=${preload}` }, { cwd: folder.path });

    for (const lines of [1, 2, 3]) {
      service.kill('SIGUSR2');
      await told(service, lines);
    }

    expect(service.stderr).toBe(
      ['TypeError', 'string', 'undefined'].map((kind) => `Unhandled promise rejection: ${kind}\n`).join(''),
    );
    expect(service.stdout).not.toContain(telltale);
    expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
    service.kill('SIGTERM');
    expect(await service.exited).toEqual({ code: 0, signal: null });
  });
});

/** Resolves when it has written so many lines of trouble; rejects when it does not answer any more. */
async function told(service: ServiceProcess, lines: number): Promise<void> {
  while (service.stderr.split('\n').length <= lines) await fetch(`${service.url}/healthz`);
}

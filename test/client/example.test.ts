import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../docs/support/markdown';
import { startTestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { buildClient } from './support/installed-client';

const closing = closeAfterEach();

describe('the example client', () => {
  it('starts a verification in the sandbox, follows it to its verdict, and reads the result', async () => {
    buildClient();
    const { url } = closing.keep(await startTestApp());

    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(root, 'examples/client/main.mts'), '15415400000'],
      { env: { REALNAME_URL: `${url}/graphql` } },
    );

    expect(stdout).toMatch(/^Open http:\S+$/m);
    expect(stdout).toMatch(/^1 {2}PENDING {2}REQUESTED/m);
    expect(stdout).toMatch(/^3 {2}APPROVED {2}PROVIDER_CALLBACK/m);
    expect(stdout).toContain('"status": "APPROVED"');
  });

  it('says what is wrong with a number', async () => {
    const { url } = closing.keep(await startTestApp());

    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(root, 'examples/client/main.mts'), '12'],
      { env: { REALNAME_URL: `${url}/graphql` } },
    );

    expect(stdout).toMatch(/^phone: .+$/m);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../src/cli/policy';
import { startTestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { runJob } from '../support/terminal';
import { blocksOf, root } from './support/markdown';

const opened = closeAfterEach();
const blocks = blocksOf('docs/routing.md');
const files = blocks.flatMap(({ source }) => /^from (\S+)$/.exec(source ?? '')?.[1] ?? []);

describe('docs/routing.md', () => {
  it('has three worked policies', () => {
    expect(files).toHaveLength(3);
  });

  it.each(files)('shows %s as it is, and the table that realname policy check prints of it', async (file) => {
    const at = blocks.findIndex(({ source }) => source === `from ${file}`);
    expect(blocks[at]?.text.trim()).toBe(readFileSync(join(root, file), 'utf8').trim());

    const { exitCode, stdout } = await runJob(check, {}, [join(root, file)]);
    expect(exitCode).toBe(0);
    expect(stdout.trim()).toBe(blocks[at + 1]?.text.trim());
  });

  it.each(files)('has policies that a service starts with: %s', async (file) => {
    const app = opened.keep(await startTestApp({ env: { ROUTING_POLICY: join(root, file) } }));
    const sent = blocks.find(({ source }) => source === 'sent')?.text ?? '';

    expect(await app.query(sent)).toMatchObject({
      verifyIdentity: {
        inputErrors: [],
        identityCase: { status: 'ACHIEVED', decision: { chosen: 'MOBILE_OWNER' } },
      },
    });
  });
});

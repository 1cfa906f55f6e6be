import { dirname, join } from 'node:path';
import type * as Senders from '../../../src/http/destinations/webhook-sender';
import { copyProgram, type Patch } from '../../faults/frame/program';
import { closeAfterEach } from '../../support/closing';
import { temporaryFolder } from '../../support/temporary-folder';
import { sendAfterRebinding, sendToRedirect } from './reach';

const opened = closeAfterEach();
const file = 'http/destinations/webhook-sender.js';

/** The compiled sender with bugs planted in it. */
function planted(...patches: readonly Omit<Patch, 'file'>[]): typeof Senders {
  const folder = temporaryFolder();
  opened.keep({ close: async () => folder.remove() });
  const program = copyProgram(
    folder.path,
    patches.map((patch) => ({ file, ...patch })),
  );
  return require(join(dirname(program), file)) as typeof Senders;
}

const trustsLookUps = { find: 'lookup: publicLookup(resolve)', replace: 'lookup: resolve' };
const trustsSockets = {
  find: 'if (mayBePrivate)\n                return;\n            const check',
  replace: 'return;\n            const check',
};

describe('the checks of the webhook sender fail when', () => {
  it('a name is resolved when the destination is created, and trusted from then on', async () => {
    const { openWebhookSender } = planted(trustsLookUps, trustsSockets);
    expect((await sendAfterRebinding(openWebhookSender, opened)).connections).toBe(1);
  });

  it('a redirect is followed', async () => {
    const { openWebhookSender } = planted({
      find: 'leave(response);\n            resolve({',
      replace:
        'leave(response);\n            const to = response.headers.location;\n            if (to) return resolve(post({ headers, body }, new URL(to), { open, agent, mayBePrivate, signal }));\n            resolve({',
    });
    expect((await sendToRedirect(openWebhookSender, opened)).arrivals).toBe(1);
  });
});

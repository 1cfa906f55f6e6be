import { request } from 'node:http';
import type { PushTarget } from '../support/fake-onenet';
import { samplePush } from '../support/onenet-push';

/**
 * Pushes an approval as OneNET does and says whether it was acknowledged: HTTP 200. `atAcknowledgement` runs in the
 * very moment in which the status line is here, before anything else can happen. A cut connection is no
 * acknowledgement.
 */
export function push(
  url: string,
  target: PushTarget,
  atAcknowledgement: () => void = () => {},
): Promise<boolean> {
  // The service that asked for the push may have been another process, on another port.
  const address = new URL(new URL(target.callbackUrl).pathname, url);
  return new Promise((resolve) => {
    const outgoing = request(
      address,
      { method: 'POST', headers: { 'content-type': 'application/json' }, agent: false },
      (answer) => {
        const isAcknowledged = answer.statusCode === 200;
        if (isAcknowledged) atAcknowledgement();
        // The rest of the answer may be cut off with the process.
        answer.once('error', () => {});
        answer.resume().once('close', () => resolve(isAcknowledged));
      },
    );
    outgoing.once('error', () => resolve(false));
    outgoing.end(JSON.stringify(samplePush(target)));
  });
}

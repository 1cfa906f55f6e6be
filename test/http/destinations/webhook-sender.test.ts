import { openWebhookSender, type WebhookSenderOptions } from '../../../src/http/destinations/webhook-sender';
import { closeAfterEach } from '../../support/closing';
import { openWebhookReceiver } from '../../support/webhook-receiver';
import { message, never, openListener, sendAfterRebinding, sendToRedirect } from './reach';

const opened = closeAfterEach();

function sender(options: Partial<WebhookSenderOptions>) {
  const made = openWebhookSender({ allowedOrigins: [], timeoutMs: 2000, ...options });
  opened.keep({ close: async () => made.close() });
  return made;
}

const notAllowed = { status: null, words: 'the address is not allowed (WEBHOOK_ALLOWLIST)' };

describe('the webhook sender', () => {
  it('does not trust what a name resolved to before: it checks the address that it connects to', async () => {
    expect(await sendAfterRebinding(openWebhookSender, opened)).toEqual({
      isAccepted: true,
      outcome: notAllowed,
      lookUps: 2,
      connections: 0,
    });
  });

  it('refuses a name of which any address is private, and private addresses in the URL itself', async () => {
    const { port, connections } = await openListener(opened);
    const webhooks = sender({
      resolve: (_host, _options, done) =>
        done(null, [
          { address: '8.8.8.8', family: 4 },
          { address: '127.0.0.1', family: 4 },
        ]),
    });
    expect(await webhooks.judge('https://hooks.example/')).toEqual({ ok: false, reason: 'PRIVATE' });
    for (const host of [
      'hooks.example',
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      'localhost',
    ]) {
      expect(await webhooks.send(message(`https://${host}:${port}/`), never)).toEqual(notAllowed);
      expect(await webhooks.judge(`https://${host}:${port}/`)).toEqual({ ok: false, reason: 'PRIVATE' });
    }
    expect(connections()).toBe(0);
  });

  it('takes https alone, without credentials, unless the origin is on the list', async () => {
    const receiver = opened.keep(await openWebhookReceiver());
    const webhooks = sender({ allowedOrigins: [new URL(receiver.url).origin] });
    expect(await webhooks.judge(receiver.url)).toEqual({ ok: true, url: receiver.url });
    expect(await webhooks.send(message(receiver.url), never)).toMatchObject({ status: 204 });
    const reasons = {
      'http://hooks.example/': 'NOT_HTTPS',
      'https://user:secret@hooks.example/': 'WITH_USER',
      'ftp://hooks.example/': 'MALFORMED',
      '/hook': 'MALFORMED',
      'https://hooks.example/a b': 'MALFORMED',
      [`https://hooks.example/${'a'.repeat(2000)}`]: 'TOO_LONG',
    };
    for (const [url, reason] of Object.entries(reasons)) {
      expect(await webhooks.judge(url)).toEqual({ ok: false, reason });
    }
  });

  it('follows no redirect', async () => {
    expect(await sendToRedirect(openWebhookSender, opened)).toEqual({
      outcome: { status: 307, words: 'the answer was HTTP 307' },
      arrivals: 0,
    });
  });

  it('gives up after its time limit, and says so', async () => {
    const receiver = opened.keep(await openWebhookReceiver());
    receiver.answer(() => 'silent');
    const webhooks = sender({ allowedOrigins: 'loopback', timeoutMs: 50 });
    expect(await webhooks.send(message(receiver.url), never)).toEqual({
      status: null,
      words: 'no answer within 50 ms',
    });
  });
});

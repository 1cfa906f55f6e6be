import { startTestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';

const opened = closeAfterEach();

/** The extensions of an answer to a router that wants a trace in it. */
async function extensionsOf(env: Record<string, string>): Promise<unknown> {
  const { url } = opened.keep(await startTestApp({ env }));
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'apollo-federation-include-trace': 'ftv1' },
    body: JSON.stringify({ query: '{ verificationMethods { method } }' }),
  });
  const { data, extensions } = (await response.json()) as { data: unknown; extensions?: unknown };
  expect(data).toBeTruthy();
  return extensions;
}

describe('the federated trace (ftv1)', () => {
  it('is not sent by default, since it reveals every field and its duration', async () => {
    expect(await extensionsOf({})).toBeUndefined();
  });

  it('is sent with INLINE_TRACE=on', async () => {
    expect(await extensionsOf({ INLINE_TRACE: 'on' })).toEqual({ ftv1: expect.any(String) });
  });
});

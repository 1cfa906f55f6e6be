import { startTestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';

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

describe('the trace that a router may ask for', () => {
  it('is not given: it tells every field and its time to whoever asks', async () => {
    expect(await extensionsOf({})).toBeUndefined();
  });

  it('is given when INLINE_TRACE=on says so', async () => {
    expect(await extensionsOf({ INLINE_TRACE: 'on' })).toEqual({ ftv1: expect.any(String) });
  });
});

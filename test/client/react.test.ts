import { createElement } from 'react';
import type { Root } from 'react-dom/client';
import { WebSocket } from 'ws';
import { connect, type RealnameClient } from '../../client/src/index';
import { type Following, useIdentityCase, useVerification } from '../../client/src/react';
import { startTestApp, type TestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import { type FakeOneNet, openFakeOneNet, startAtOneNet } from '../support/fake-onenet';
import { laterPush, pushAccepted } from '../support/onenet-push';
import { openEmptyPage } from './support/empty-page';

const closing = closeAfterEach();

interface Rendered<Item> {
  readonly states: readonly Following<Item>[];
  /** The first state of which that is true, once it comes. */
  until(isThere: (state: Following<Item>, place: number) => boolean): Promise<Following<Item>>;
  render(id: string | null): void;
}

type Hook<Item> = (client: RealnameClient, id: string | null) => Following<Item>;

/** A component that does nothing but call a hook. */
async function open<Item>(hook: Hook<Item>, client: RealnameClient): Promise<Rendered<Item>> {
  const container = openEmptyPage();
  const { createRoot } = await import('react-dom/client');
  const root: Root = createRoot(container);
  const states: Following<Item>[] = [];
  const waiting = new Set<() => void>();
  function Shown({ id }: { readonly id: string | null }) {
    states.push(hook(client, id));
    for (const look of waiting) look();
    return null;
  }
  closing.keep({
    async close() {
      root.unmount();
    },
  });
  return {
    states,
    render: (id) => root.render(createElement(Shown, { id })),
    until: (isThere) =>
      new Promise((resolve) => {
        const look = () => {
          const found = states.find(isThere);
          if (found) resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}

async function serve(): Promise<{
  readonly app: TestApp;
  readonly oneNet: FakeOneNet;
  readonly client: RealnameClient;
}> {
  const oneNet = closing.keep(await openFakeOneNet());
  const app = closing.keep(await startTestApp({ env: oneNet.env }));
  const sockets = { webSocketImpl: WebSocket };
  return { app, oneNet, client: closing.keep(connect({ url: `${app.url}/graphql`, sockets })) };
}

describe('useVerification', () => {
  it('shows every event from the first, then live ones, and the end', async () => {
    const { app, oneNet, client } = await serve();
    const started = await startAtOneNet(app, oneNet);
    const page = await open(useVerification, client);

    page.render(started.id);
    const before = await page.until(({ items }) => items.length === 2);
    await pushAccepted(started.callbackUrl, laterPush(started, 1, '0'));
    const after = await page.until(({ items }) => items.length === 3);
    await app.query('mutation ($id: ID!) { redactVerification(id: $id) { verification { id } } }', {
      id: started.id,
    });
    const ended = await page.until(({ connection }) => connection === 'ended');

    expect(page.states[0]).toEqual({ items: [], latest: null, connection: 'connecting', ended: null });
    expect(before).toMatchObject({ latest: { version: 2, status: 'AWAITING_USER' }, connection: 'live' });
    expect(after.items.map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(after.latest).toMatchObject({ status: 'APPROVED' });
    expect(ended).toMatchObject({ latest: { cause: 'REDACTED' }, ended: null });
  });

  it('says why it cannot follow, starts again with another id, and follows none for null', async () => {
    const { app, oneNet, client } = await serve();
    const { id } = await startAtOneNet(app, oneNet);
    const page = await open(useVerification, client);

    page.render('00000000-0000-7000-8000-000000000000');
    const refused = await page.until(({ connection }) => connection === 'ended');
    page.render(id);
    await page.until(({ items }) => items.length === 2);
    const followed = page.states.length;
    page.render(null);
    await page.until(({ items }, place) => place >= followed && items.length === 0);

    expect(refused.ended).toMatchObject({ code: 'NOT_FOUND', version: 0 });
    expect(page.states.at(-1)).toEqual({ items: [], latest: null, connection: 'connecting', ended: null });
  });
});

describe('useIdentityCase', () => {
  it('shows a case as it stands, then after every change', async () => {
    const { app, client } = await serve();
    const { verifyIdentity } = await app.query<{ verifyIdentity: { identityCase: { id: string } } }>(
      'mutation { verifyIdentity(input: { evidence: {} }) { identityCase { id } } }',
    );
    const { id } = verifyIdentity.identityCase;
    const page = await open(useIdentityCase, client);

    page.render(id);
    const before = await page.until(({ latest }) => latest !== null);
    await app.query('mutation ($id: ID!) { cancelIdentityCase(id: $id) { inputErrors { code } } }', { id });
    const after = await page.until(({ connection }) => connection === 'ended');

    expect(before.latest).toMatchObject({ id, status: 'NEEDS_EVIDENCE' });
    expect(after.latest).toMatchObject({ status: 'CANCELED' });
  });
});

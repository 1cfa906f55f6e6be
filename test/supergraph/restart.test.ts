import { join } from 'node:path';
import { startTestApp, subscribe, temporaryFolder } from '../support/app';
import { openedOnce } from '../support/closing';
import { openFakeOneNet, startAtOneNet } from '../support/fake-onenet';
import { laterPush, pushAccepted } from '../support/onenet-push';
import { startSupergraph } from './supergraph';

interface Followed {
  readonly verificationUpdated: { readonly version: number };
}

const oneNet = openedOnce(() => openFakeOneNet());
const folder = temporaryFolder();
afterAll(() => folder.remove());

async function startService(port = '0') {
  const databaseUrl = `sqlite:${join(folder.path, 'realname.db')}`;
  return startTestApp({ env: { ...(await oneNet()).env, PORT: port, DATABASE_URL: databaseUrl } });
}

const person = { 'x-dev-guid': 'account-of-gao' };

it('a client of Hive Gateway over WebSocket sees each event once, in order, across a restart of the service', async () => {
  let service = await startService();
  const { port } = new URL(service.url);
  const supergraph = await startSupergraph(service.url);
  const address = supergraph.addressOf('hive-ws').replace('http', 'ws');
  const started = await startAtOneNet(service, await oneNet(), { guid: 'account-of-gao' }, person);
  const query = `subscription ($id: ID!) { verificationUpdated(id: $id, sinceVersion: 0) { version } }`;
  const subscription = subscribe<Followed>(address, query, { id: started.id }, person);
  try {
    const versions: number[] = [];
    const read = async () => versions.push((await subscription.next()).verificationUpdated.version);
    await read();
    await read();
    // The socket closes with 1012: the gateway reconnects by itself, and asks from version 0 again.
    await service.close();
    service = await startService(port);
    await pushAccepted(started.callbackUrl, laterPush(started, 1, '0'));
    await read();

    expect(versions).toEqual([1, 2, 3]);
  } finally {
    await subscription.stop();
    await supergraph.close();
    await service.close();
  }
});

import { subscribe, temporaryFolder } from '../support/app';
import { type FakeOneNet, openFakeOneNet, type PushTarget } from '../support/fake-onenet';
import { endProcesses, start } from '../support/process';
import {
  ask,
  type Followed,
  followSubscription,
  type HistoryEvent,
  readVerification,
  startOneNet,
} from './graphql';
import { push } from './push';

// Many starts, one after the other, on a machine that may be busy.

const folder = temporaryFolder();
const inFolder = { cwd: folder.path };
let oneNet: FakeOneNet;
let arrived: () => void = () => {};
let answerWith: Promise<unknown> = Promise.resolve();

beforeAll(async () => {
  oneNet = await openFakeOneNet({
    beforeAnswer: () => {
      arrived();
      return answerWith;
    },
  });
});
afterEach(endProcesses);
afterAll(async () => {
  await oneNet.close();
  folder.remove();
});

const started: readonly HistoryEvent[] = [
  { version: 1, status: 'PENDING', cause: 'REQUESTED' },
  { version: 2, status: 'AWAITING_USER', cause: 'PROVIDER_RESPONSE' },
];
const approved: readonly HistoryEvent[] = [
  ...started,
  { version: 3, status: 'APPROVED', cause: 'PROVIDER_CALLBACK' },
];

interface Case extends PushTarget {
  readonly id: string;
}

async function startMany(url: string, count: number): Promise<readonly Case[]> {
  const phones = Array.from({ length: count }, (_, index) => `1991234${String(5000 + index)}`);
  return Promise.all(
    phones.map(async (phone) => {
      const { id, references } = await startOneNet(url, phone);
      return { ...oneNet.targetOf(references.busiSeq), id };
    }),
  );
}

async function eventsSince(url: string, id: string, sinceVersion: number): Promise<HistoryEvent[]> {
  const events = subscribe<Followed>(
    `${url.replace('http', 'ws')}/graphql`,
    followSubscription,
    { id, sinceVersion },
    {},
  );
  const seen: HistoryEvent[] = [];
  while (seen.at(-1)?.version !== 3) seen.push((await events.next()).verificationUpdated);
  await events.stop();
  return seen;
}

describe('a service killed by SIGKILL', () => {
  it('has every acknowledged push after the restart, however often it is killed right then', async () => {
    let service = await start(oneNet.env, inFolder);
    const acknowledgedBefore: Case[] = [];

    for (let round = 1; round <= 4; round += 1) {
      const cases = await startMany(service.url, 4);
      // All at once, and the first acknowledgement kills: some of the others are under way just then.
      const acknowledged = await Promise.all(
        cases.map((target) => push(service.url, target, () => service.kill('SIGKILL'))),
      );
      expect(acknowledged).toContain(true);
      expect(await service.exited).toEqual({ code: null, signal: 'SIGKILL' });

      service = await start(oneNet.env, inFolder);
      for (const [index, target] of cases.entries()) {
        if (acknowledged[index]) {
          acknowledgedBefore.push(target);
        } else {
          // OneNET repeats what was not acknowledged; whether it was recorded or not, it counts once.
          expect(await push(service.url, target)).toBe(true);
        }
        expect(await readVerification(service.url, target.id)).toEqual({
          version: 3,
          status: 'APPROVED',
          history: approved,
        });
      }
    }

    for (const { id } of acknowledgedBefore) {
      expect(await eventsSince(service.url, id, 0)).toEqual(approved);
      expect(await eventsSince(service.url, id, 2)).toEqual(approved.slice(2));
    }
  });

  it('acknowledges the repeat of an acknowledged push after the restart, and changes nothing', async () => {
    const service = await start(oneNet.env, inFolder);
    const [target] = await startMany(service.url, 1);
    if (!target) throw new Error('nothing was started');
    await push(service.url, target, () => service.kill('SIGKILL'));
    await service.exited;

    const { url } = await start(oneNet.env, inFolder);

    expect(await push(url, target)).toBe(true);
    expect((await readVerification(url, target.id))?.history).toEqual(approved);
  });

  it('has every verification whose mutation it answered', async () => {
    const service = await start(oneNet.env, inFolder);
    const { id } = await startOneNet(service.url, '19912346000');
    service.kill('SIGKILL');
    await service.exited;

    const { url } = await start(oneNet.env, inFolder);

    expect(await readVerification(url, id)).toEqual({
      version: 2,
      status: 'AWAITING_USER',
      history: started,
    });
  });

  it('leaves a recorded request if it is killed while the provider is called', async () => {
    const service = await start(oneNet.env, inFolder);
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    arrived = asked.resolve;
    answerWith = answer.promise;
    const mutation = startOneNet(service.url, '19912347000').catch(() => 'cut');
    await asked.promise;
    service.kill('SIGKILL');
    await service.exited;
    answer.resolve();
    expect(await mutation).toBe('cut');

    const { url } = await start(oneNet.env, inFolder);

    const { verifications } = await ask<{ verifications: unknown }>(
      url,
      '{ verifications(filter: { status: [PENDING] }) { nodes { version method status subject { mobileNo } } } }',
    );
    expect(verifications).toEqual({
      nodes: [{ version: 1, method: 'ONENET_PAGE', status: 'PENDING', subject: { mobileNo: '199****7000' } }],
    });
  });
});

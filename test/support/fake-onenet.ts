import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import type { TestApp } from './app';

/** A start request as OneNET gets it (onenet.md, 获取实名认证服务URL). */
export interface SeenStart {
  readonly userId: number;
  readonly phone: string;
  readonly callbackUrl: string;
  readonly authorization: string;
  /** OneNET's reference of this verification. */
  readonly busiSeq: string;
}

export interface FakeOneNet {
  /** The settings that lead a service here. */
  readonly env: Readonly<Record<string, string>>;
  /** The received requests, in order. */
  readonly starts: readonly SeenStart[];
  /** The callback address for the result of a verification. */
  targetOf(busiSeq: string): PushTarget;
  close(): Promise<void>;
}

export interface PushTarget {
  readonly busiSeq: string;
  readonly phone: string;
  readonly callbackUrl: string;
}

export interface FakeOneNetOptions {
  /** Awaited before the answer is sent. */
  readonly beforeAnswer?: (start: SeenStart) => Promise<unknown>;
}

export const fakeAccessKey = Buffer.from('an invented key for these tests!').toString('base64');

const startRequest = z.strictObject({ user_id: z.int(), phone: z.string(), callback_url: z.string() });

/** OneNET's far end: accepts every start, and pushes nothing by itself. */
export async function openFakeOneNet({ beforeAnswer }: FakeOneNetOptions = {}): Promise<FakeOneNet> {
  const starts: SeenStart[] = [];
  const server = createServer(async (request, response) => {
    const body = startRequest.parse(await json(request));
    const start: SeenStart = {
      userId: body.user_id,
      phone: body.phone,
      callbackUrl: body.callback_url,
      authorization: request.headers.authorization ?? '',
      busiSeq: `OneNET20260302090000${String(starts.length + 1).padStart(6, '0')}`,
    };
    starts.push(start);
    await beforeAnswer?.(start);
    const data = { auth_url: `https://onenet.example/auth/${starts.length}`, busi_seq: start.busiSeq };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ errno: 0, error: 'succ', data }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    env: { ONENET_BASE_URL: `http://127.0.0.1:${port}`, ONENET_ACCESS_KEY: fakeAccessKey },
    starts,
    targetOf(busiSeq) {
      const start = starts.find((seen) => seen.busiSeq === busiSeq);
      if (!start) throw new Error('no such verification was started');
      return start;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export interface StartedAtOneNet extends PushTarget {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

const startMutation = `mutation ($input: StartOneNetVerificationInput!) {
  startOneNetVerification(input: $input) {
    verification { id version status references { busiSeq } }
    inputErrors { path code message }
  }
}`;

/** Starts a verification that must be accepted, and tells where its result is to be pushed. */
export async function startAtOneNet(
  app: TestApp,
  oneNet: FakeOneNet,
  input: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<StartedAtOneNet> {
  const variables = { input: { userId: 38453, phone: '19912340000', ...input } };
  const { startOneNetVerification } = await app.query<{
    startOneNetVerification: {
      verification: { id: string; version: number; status: string; references: { busiSeq: string } };
    };
  }>(startMutation, variables, headers);
  const { references, ...verification } = startOneNetVerification.verification;
  const { busiSeq, phone, callbackUrl } = oneNet.targetOf(references.busiSeq);
  return { ...verification, busiSeq, phone, callbackUrl };
}

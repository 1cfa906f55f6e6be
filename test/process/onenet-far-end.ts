import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A start request as OneNET receives it. */
export interface StartCall {
  readonly phone: string;
  readonly busiSeq: string;
  /** Path of the callback address; its host changes when the service starts again on another port. */
  readonly callbackPath: string;
  /** Answers a call that was held. */
  answer(): void;
}

/** Stands where OneNET would be, so that the test decides when it answers and when it pushes. */
export interface OneNetFarEnd {
  /** Settings with which the service reaches it. */
  readonly env: Readonly<Record<string, string>>;
  /** Answers at once where false, else keeps every caller waiting. */
  holding: boolean;
  /** The next start request that has not been looked at. */
  nextCall(): Promise<StartCall>;
  close(): Promise<void>;
}

export async function openOneNetFarEnd(): Promise<OneNetFarEnd> {
  const calls: StartCall[] = [];
  const arrivals = new EventTarget();
  let count = 0;

  const server = createServer(async (incoming, response) => {
    const call = await readCall(incoming, response, (count += 1));
    if (!farEnd.holding) call.answer();
    calls.push(call);
    arrivals.dispatchEvent(new Event('call'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const farEnd: OneNetFarEnd = {
    env: {
      ONENET_BASE_URL: `http://127.0.0.1:${port}`,
      ONENET_ACCESS_KEY: Buffer.alloc(32, 7).toString('base64'),
    },
    holding: false,
    async nextCall() {
      for (;;) {
        const call = calls.shift();
        if (call) return call;
        await once(arrivals, 'call');
      }
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return farEnd;
}

async function readCall(
  incoming: IncomingMessage,
  response: ServerResponse,
  count: number,
): Promise<StartCall> {
  const body = JSON.parse(await text(incoming)) as { phone: string; callback_url: string };
  const busiSeq = `OneNET2020041118071700${String(count).padStart(4, '0')}`;
  return {
    phone: body.phone,
    busiSeq,
    callbackPath: new URL(body.callback_url).pathname,
    answer: () => {
      const data = { busi_seq: busiSeq, auth_url: 'https://onenet.example.com/page' };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ errno: 0, error: 'succ', data }));
    },
  };
}

/** A result push (onenet.md, 实名认证结果推送) that approves. The person is invented. */
export function approval({ busiSeq, phone }: StartCall): string {
  return JSON.stringify({
    auditResult: {
      auditStatus: '0',
      transactionID: `T${busiSeq}`,
      busiSeq,
      phone,
      responseTime: 1_583_570_441_871,
      auditMessage: '认证成功',
    },
    custInfo: {
      custName: '欧阳雪梅',
      custCertNo: '500112199003078924',
      custCertAddr: '重庆市渝北区双凤桥街道9号',
      gender: '0',
      nation: '汉',
      birthday: 636_739_200_000,
      busiSeq,
      channelId: 'OneNET',
    },
  });
}

/**
 * Pushes as OneNET does and says whether it was acknowledged: HTTP 200. `atAcknowledgement` runs in the very moment
 * in which the status line has arrived, before anything else of this test can. No answer is no acknowledgement.
 */
export function push(
  url: string,
  call: StartCall,
  atAcknowledgement: () => void = () => {},
): Promise<boolean> {
  return new Promise((resolve) => {
    const outgoing = request(
      `${url}${call.callbackPath}`,
      { method: 'POST', headers: { 'content-type': 'application/json' }, agent: false },
      (answer) => {
        const isAcknowledged = answer.statusCode === 200;
        if (isAcknowledged) atAcknowledgement();
        answer.resume().once('close', () => resolve(isAcknowledged));
      },
    );
    outgoing.once('error', () => resolve(false));
    outgoing.end(approval(call));
  });
}

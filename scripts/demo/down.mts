import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Service, startService } from '../../examples/web/server/service.mts';
import { DemoFault } from './fault.mts';
import { inventPerson } from './person.mts';
import { expect } from './tour.mts';
import type { Walk } from './walk.mts';

const caseMutation = `mutation Need($input: VerifyIdentityInput!) {
  verifyIdentity(input: $input) {
    identityCase {
      id status achieved { level }
      attempts { method status failure { code } }
      decisions { chosen candidates { method verdict price reason } }
    }
    inputErrors { path message }
  }
}`;

interface Answer {
  readonly verifyIdentity: {
    readonly identityCase: DemoCase | null;
    readonly inputErrors: readonly { readonly path: readonly string[]; readonly message: string }[];
  };
}

interface DemoCase {
  readonly id: string;
  readonly status: string;
  readonly achieved: { readonly level: string };
  readonly attempts: readonly {
    readonly method: string;
    readonly status: string;
    readonly failure: { readonly code: string } | null;
  }[];
  readonly decisions: readonly {
    readonly chosen: string | null;
    readonly candidates: readonly {
      readonly method: string;
      readonly verdict: string;
      readonly price: number | null;
      readonly reason: string;
    }[];
  }[];
}

const prices = { MOBILE_OWNER: 10, IMPORT: 20 };

/**
 * A service of its own whose cheapest provider is down. Throws DemoFault if it does not start; `close` ends it and
 * removes its policy.
 */
export async function startDown(): Promise<Pick<Service, 'url' | 'close'>> {
  const folder = mkdtempSync(join(tmpdir(), 'realname-demo-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const policy = join(folder, 'policy.json');
    writeFileSync(policy, JSON.stringify({ name: 'demo', version: '1', prices }));
    const service = await startService(join(import.meta.dirname, '../..'), {
      // Yuxin is the cheapest provider of the policy.
      YUXIN_BASE_URL: await deadAddress(),
      YUXIN_TOKEN: 'token',
      YUXIN_KEY: '0123456789abcdef',
      ROUTING_POLICY: policy,
      DATABASE_URL: 'sqlite::memory:',
      LOG_LEVEL: 'fatal',
    });
    return { url: service.url, close: () => service.close().finally(remove) };
  } catch (cause) {
    remove();
    throw new DemoFault('The service does not start. Build it first: npm run build', { cause });
  }
}

/** An address that refuses connections: a free port that nothing listens on. */
async function deadAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

/** A case: the cheapest provider refuses the connection, and the next one verifies the person. */
export const downWalk: Walk = {
  title: 'The cheapest provider is down: a case succeeds by the next method',
  async run(client, say) {
    const { name, identityNo: certNo, mobileNo, outid } = inventPerson();
    const input = { purpose: 'default', evidence: { name, certNo, mobileNo, outid } };
    const { verifyIdentity } = await client.ask<Answer>(caseMutation, { input });
    const { identityCase, inputErrors } = verifyIdentity;
    if (!identityCase) {
      throw new DemoFault(
        `The request was not accepted: ${inputErrors.map(({ message }) => message).join(' ')}`,
      );
    }
    for (const line of linesOf(identityCase)) say(line);
    const { status, attempts } = identityCase;
    expect('The status', status, 'ACHIEVED');
    expect('The way to it', attempts.map((one) => `${one.method} ${one.status}`).join(', '), expectedWay);
  },
};

const expectedWay = 'MOBILE_OWNER FAILED, IMPORT APPROVED';

function linesOf({ id, status, achieved, attempts, decisions }: DemoCase): readonly string[] {
  return [
    `  verifyIdentity -> IdentityCase ${id}`,
    ...decisions.flatMap(({ chosen, candidates }, place) => [
      `  decision ${place + 1}: ${chosen ?? 'none'}`,
      ...candidates
        .filter(({ method }) => method in prices)
        .map(({ method, verdict, price, reason }) =>
          `    ${method.padEnd(12)}  ${verdict.padEnd(8)}  price ${String(price ?? '-').padStart(2)}  ${reason}`.trimEnd(),
        ),
      ...attempts
        .slice(place, place + 1)
        .map((attempt) =>
          `    attempt ${place + 1}: ${attempt.status}  ${attempt.failure?.code ?? ''}`.trimEnd(),
        ),
    ]),
    `  ${status}: the account has the level ${achieved.level}.`,
  ];
}

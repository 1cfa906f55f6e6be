import { randomBytes } from 'node:crypto';
import { marked } from '../reserved';
import type { TwinTools } from '../twin';
import type { Courier, Delivery, TryResult } from './delivery';
import type { PushStep } from './magic';
import { type Person, personFor } from './person';
import { type PushBody, pushBody } from './push-body';
import type { StartRequest } from './start-request';

/** A verification that was started here. */
export interface AuditCase {
  readonly busiSeq: string;
  /** Unguessable part of the page's address. */
  readonly pageId: string;
  readonly request: StartRequest;
  readonly person: Person;
  /** Oldest first. */
  readonly deliveries: Delivery[];
  /** Time of the newest decision, in milliseconds; the next one is later, even within the same millisecond. */
  lastResponseTime: number;
}

/** Keeps the cases, decides them and pushes the decisions. */
export class AuditDesk {
  readonly #byBusiSeq = new Map<string, AuditCase>();
  readonly #byPageId = new Map<string, AuditCase>();
  #counter = 0;

  constructor(
    private readonly tools: TwinTools,
    private readonly courier: Courier,
  ) {}

  open(request: StartRequest): AuditCase {
    const opened: AuditCase = {
      busiSeq: `OneNET${this.#serial()}`,
      pageId: randomBytes(16).toString('base64url'),
      request,
      person: personFor(request.phone),
      deliveries: [],
      lastResponseTime: 0,
    };
    this.#byBusiSeq.set(opened.busiSeq, opened);
    this.#byPageId.set(opened.pageId, opened);
    return opened;
  }

  byBusiSeq(busiSeq: string): AuditCase | undefined {
    return this.#byBusiSeq.get(busiSeq);
  }

  byPageId(pageId: string): AuditCase | undefined {
    return this.#byPageId.get(pageId);
  }

  /** Decides a case and pushes the decision; resolves after the first delivery attempt. */
  decide(auditCase: AuditCase, auditStatus: string): Promise<TryResult> {
    return this.#send(auditCase, this.#decision(auditCase, auditStatus));
  }

  /** Schedules the steps, each at its time and independently of the others. */
  play(auditCase: AuditCase, steps: readonly PushStep[]): void {
    for (const step of steps) {
      this.tools.later(step.afterMs, async () => {
        const push = this.#decision(auditCase, step.auditStatus, marked);
        const send = async (): Promise<void> => {
          await this.#send(auditCase, push);
        };
        if (step.repeatedAfterMs !== undefined) this.tools.later(step.repeatedAfterMs, send);
        if (step.heldMs !== undefined) this.tools.later(step.heldMs, send);
        else await send();
      });
    }
  }

  /** `say` puts the words of the decision as they are to be shown. */
  #decision(auditCase: AuditCase, auditStatus: string, say = asItIs): PushBody {
    auditCase.lastResponseTime = Math.max(this.tools.now().getTime(), auditCase.lastResponseTime + 1);
    return pushBody({
      auditStatus,
      serial: this.#serial(),
      busiSeq: auditCase.busiSeq,
      phone: auditCase.request.phone,
      responseTime: auditCase.lastResponseTime,
      person: auditCase.person,
      say,
    });
  }

  #send(auditCase: AuditCase, push: PushBody): Promise<TryResult> {
    const delivery: Delivery = { push, state: { kind: 'sending' } };
    auditCase.deliveries.push(delivery);
    return this.courier.deliver(delivery, auditCase.request.callbackUrl);
  }

  /** China's wall clock to the millisecond and a running number, as in the document's samples. */
  #serial(): string {
    const chinaTime = new Date(this.tools.now().getTime() + 8 * 3_600_000);
    this.#counter += 1;
    return chinaTime.toISOString().replace(/\D/g, '') + String(this.#counter % 1_000_000).padStart(6, '0');
  }
}

function asItIs(words: string): string {
  return words;
}

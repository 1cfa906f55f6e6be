import type { Registry } from 'prom-client';
import type { OwnAddresses } from '../http/server/host-check';
import type { RunningServer } from '../http/server/running-server';
import { startWaitingServer } from '../http/server/waiting-server';
import { type EarlyTools, isKeptEarly, keepEarlyPush } from '../service/provider-events/keep-push';
import type { DatabaseState } from './open-when-there';

export interface WaitingTools {
  readonly host: string;
  readonly port: number;
  readonly allowedHosts: OwnAddresses;
  readonly state: () => DatabaseState;
  readonly tools: EarlyTools;
  /** The metrics while the database was never reached. */
  readonly metrics: Registry;
  /** Serves them on a port of their own; null if they are on the main one. */
  readonly startMetrics: ((metrics: Registry) => Promise<RunningServer>) | null;
}

/** The servers that answer while the start waits for the database. Nothing stays open if it rejects. */
export async function openWaiting(options: WaitingTools): Promise<{ close(): Promise<void> }> {
  const { tools, metrics, startMetrics, ...rest } = options;
  const ownMetrics = startMetrics ? await startMetrics(metrics) : null;
  try {
    const server = await startWaitingServer({
      ...rest,
      log: tools.log,
      metrics: ownMetrics ? null : metrics,
      pushes: {
        isKept: (provider, token) => isKeptEarly(tools, provider, token),
        keep: (provider, token, body) => keepEarlyPush(tools, provider, token, body),
      },
    });
    return {
      async close() {
        await Promise.all([server.close(), ownMetrics?.close()]);
      },
    };
  } catch (error) {
    await ownMetrics?.close();
    throw error;
  }
}

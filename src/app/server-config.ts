import type { Registry } from 'prom-client';
import type { Config } from '../config/config';
import { ConfigError } from '../config/config-error';
import type { MetricsAddress } from '../config/server-limits';
import { TrustedDocuments, TrustedDocumentsError } from '../http/graphql/trusted-documents';
import type { OwnAddresses } from '../http/server/host-check';
import { startMetricsServer } from '../http/server/metrics-route';
import type { RunningServer } from '../http/server/running-server';
import type { ServerLimits } from '../http/server/server';

/** The settings of the server, with the documents that they name. Throws ConfigError. */
export function openServerConfig({ server }: Config): ServerLimits {
  const { trustedDocumentsPath: path } = server;
  try {
    return { ...server, trusted: path === null ? null : TrustedDocuments.load(path) };
  } catch (error) {
    if (error instanceof TrustedDocumentsError)
      throw new ConfigError([`TRUSTED_DOCUMENTS: ${error.message}`]);
    throw error;
  }
}

/** Serves the metrics on a port of their own. Rejects with ConfigError if it cannot be had. */
export async function startMetrics(
  metrics: Registry,
  address: MetricsAddress,
  allowedHosts: OwnAddresses,
): Promise<RunningServer> {
  try {
    return await startMetricsServer(metrics, address, allowedHosts);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' && address.orAnyFree) {
      return startMetricsServer(metrics, { ...address, port: 0 }, allowedHosts);
    }
    throw new ConfigError([
      `METRICS_PORT: the metrics cannot be served at ${address.host}:${address.port} (${code === 'EADDRINUSE' ? 'another program has it' : code}). Set METRICS_PORT to a free port, or to main for the service's own.`,
    ]);
  }
}

import type { Config } from '../config/config';
import { type Callers, devCallers } from '../http/server/callers';
import type { ClientAddresses } from '../http/server/client-addresses';
import { jwtCallers } from '../http/server/jwt-callers';
import type { ServiceLog } from '../service/tools';
import type { Telemetry } from '../telemetry/telemetry';

interface CallerTools {
  readonly now: () => Date;
  readonly fetch: typeof globalThis.fetch;
  readonly addresses: ClientAddresses;
  readonly log: ServiceLog;
  readonly meter: Telemetry['meter'];
}

/** The reader of callers for the configured AUTH_MODE. */
export function openCallers({ auth }: Config, { now, fetch, addresses, log, meter }: CallerTools): Callers {
  if (auth.mode === 'dev') return devCallers(addresses);
  return jwtCallers(auth, {
    now,
    fetch,
    addresses,
    onRefused(code) {
      meter.tokenRefused({ code });
      log.info({ code }, 'access token refused');
    },
    onKeys(isUp, code) {
      meter.signingKeys(isUp);
      if (isUp) log.info({}, 'signing keys read');
      else log.error({ code }, 'signing keys cannot be read');
    },
  });
}

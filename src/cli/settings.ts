import { storeSettings } from '../app/store-settings';
import { type Config, loadConfig } from '../config/config';
import type { ServiceLog } from '../service/tools';
import type { StoreSettings } from '../storage/open-store';
import { createLogger } from '../telemetry/logger';
import type { Run } from './command';

export interface Settings {
  readonly config: Config;
  /** Writes to standard error: standard output is for the command's result. */
  readonly log: ServiceLog;
}

/** Reads the settings from the environment. Throws ConfigError. */
export function readSettings({ terminal }: Pick<Run, 'terminal'>): Settings {
  const config = loadConfig(terminal.env);
  // The service logs every change, but a person at a terminal wants to see only problems.
  const level = terminal.env['LOG_LEVEL'] ? config.logLevel : 'warn';
  return { config, log: createLogger(level, { write: (line) => terminal.stderr.write(line) }) };
}

/** Throws StoreOpenError if a development key file cannot be read or created. */
export function storeOf({ config, log }: Settings): StoreSettings {
  return storeSettings(config, log);
}

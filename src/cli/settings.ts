import { type Config, loadConfig } from '../config';
import { createLogger } from '../logger';
import type { ServiceLog } from '../service/tools';
import type { StoreSettings } from '../storage/open-store';
import { storeSettings } from '../store-settings';
import type { Run } from './command';

export interface Settings {
  readonly config: Config;
  /** To standard error: standard output is the command's result. */
  readonly log: ServiceLog;
}

/** The settings of the environment. Throws ConfigError. */
export function readSettings({ terminal }: Run): Settings {
  const config = loadConfig(terminal.env);
  // What is told of every change is for a service's log; a person at a terminal wants to hear of trouble.
  const level = terminal.env['LOG_LEVEL'] ? config.logLevel : 'warn';
  return { config, log: createLogger(level, { write: (line) => terminal.stderr.write(line) }) };
}

/** Throws StoreOpenError where a key file of development cannot be read or made. */
export function storeOf({ config, log }: Settings): StoreSettings {
  return storeSettings(config, log);
}

import pino, { type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config';
import type { ServiceLog } from './service/tools';

/** JSON lines. An error is logged by its type, code and place: its text may hold what must not be logged. */
export function createLogger(level: LogLevel, destination?: DestinationStream): ServiceLog {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const logger: Logger = destination ? pino(options, destination) : pino(options);
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message, cause) =>
      logger.error(cause === undefined ? fields : { ...fields, fault: placeOf(cause) }, message),
  };
}

function placeOf(cause: unknown): { type: string; code?: string; stack: string[] } {
  if (!(cause instanceof Error)) return { type: typeof cause, stack: [] };
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: cause.name, ...(code !== undefined && { code }), stack: frames.map((line) => line.trim()) };
}

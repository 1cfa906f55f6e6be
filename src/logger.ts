import pino, { type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config';
import { type LogFieldName, type LogFields, logFields } from './domain/log-fields';
import type { ServiceLog } from './service/tools';

/**
 * JSON lines with the fields of `domain/log-fields.ts` and no others. An error is logged by its type, code and place:
 * its text may hold what must not be logged. `scope` tells what belongs to the work under way, such as its request's id.
 */
export function createLogger(
  level: LogLevel,
  destination?: DestinationStream,
  scope?: () => LogFields,
): ServiceLog {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const logger: Logger = destination ? pino(options, destination) : pino(options);
  const all = (fields: LogFields) => allowed(scope ? { ...scope(), ...fields } : fields);
  const at = (name: 'debug' | 'info' | 'warn') =>
    logger.isLevelEnabled(name)
      ? (fields: LogFields, message: string) => logger[name](all(fields), message)
      : () => {};
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: (fields, message, cause) =>
      logger.error(cause === undefined ? all(fields) : { ...all(fields), fault: placeOf(cause) }, message),
  };
}

/** Ours are far shorter; a provider's can be anything. In characters. */
const maxTextLength = 256;

/** What stands on the list, in the form that it has there. */
function allowed(fields: LogFields): Record<string, string | number> {
  const kept: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(fields)) {
    const kind = Object.hasOwn(logFields, name) ? logFields[name as LogFieldName] : null;
    if (kind === 'number' && typeof value === 'number') kept[name] = value;
    if (kind === 'text' && typeof value === 'string') kept[name] = value.slice(0, maxTextLength);
  }
  return kept;
}

/** Names and codes are one word, or the five characters of SQL; anything else is somebody's text, or number. */
const word = /^(?:[A-Za-z][\w.:-]{0,63}|\w{5})$/;

/** A line of a trace as the engine writes it, which ends with a place in a file. */
const frame = /^\s+at .*:\d+:\d+\)?$/;

function placeOf(cause: unknown): { type: string; code?: string; stack: string[] } {
  if (!(cause instanceof Error)) return { type: typeof cause, stack: [] };
  const code = 'code' in cause && typeof cause.code === 'string' && word.test(cause.code) ? cause.code : null;
  return {
    type: word.test(cause.name) ? cause.name : 'Error',
    ...(code !== null && { code }),
    stack: framesOf(cause),
  };
}

/** The trace without the message above it, which can have lines that look like a trace, or hold a whole one. */
function framesOf({ message, stack = '' }: Error): string[] {
  const start = message === '' ? 0 : stack.indexOf(message);
  // Without its message in it, a trace was written by hand, and nobody knows of what.
  if (start < 0) return [];
  const lines = stack.slice(start + message.length).split('\n');
  return lines.filter((line) => frame.test(line)).map((line) => line.trim());
}

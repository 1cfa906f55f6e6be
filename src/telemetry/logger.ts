import pino, { type DestinationStream, type Logger } from 'pino';
import { type LogFieldName, type LogFields, type LogLevel, logFields } from '../domain/privacy/log-fields';
import type { ServiceLog } from '../service/tools';

/**
 * JSON lines with the fields of `domain/privacy/log-fields.ts` and no others. An error is logged by its type, code and
 * position in the code: its text may hold personal data. `scope` adds the fields of the current work, such as the id of
 * its request.
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

/** Longest text in a log line, in characters. Our texts are far shorter; a provider's can have any length. */
const maxTextLength = 256;

/** The fields of the allow-list, in the form that the list gives them. */
function allowed(fields: LogFields): Record<string, string | number> {
  const kept: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(fields)) {
    const kind = Object.hasOwn(logFields, name) ? logFields[name as LogFieldName] : null;
    if (kind === 'number' && typeof value === 'number') kept[name] = value;
    if (kind === 'text' && typeof value === 'string') kept[name] = value.slice(0, maxTextLength);
  }
  return kept;
}

/** Names and codes are one word, or the five characters of SQL; anything else may be personal text or a number. */
const word = /^(?:[A-Za-z][\w.:-]{0,63}|\w{5})$/;

/** A line of a stack trace as the engine writes it, which ends with a position in a file. */
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

/** The stack trace without the message above it, which may itself contain lines of a trace. */
function framesOf({ message, stack = '' }: Error): string[] {
  const start = message === '' ? 0 : stack.indexOf(message);
  // A trace without the error's message was written by hand: its content is unknown.
  if (start < 0) return [];
  const lines = stack.slice(start + message.length).split('\n');
  return lines.filter((line) => frame.test(line)).map((line) => line.trim());
}

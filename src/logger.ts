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

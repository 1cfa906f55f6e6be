import { fault } from '../../domain/input/input-check';
import type { ReturnReader } from '../provider';
import { isPathSegment } from './path-segment';

/** Longest `at` that is accepted, in characters; LinkID's own have 32. */
const maxLength = 512;

/** The parameters that LinkID adds to our return address (linkid.md, section 一). Its text once calls `at` `st`. */
export const linkIdReturn: ReturnReader = {
  parameters: ['at', 'st'],
  read(at) {
    if (at.trim() === '') return fault('REQUIRED', 'FIELD_REQUIRED', { field: 'at' });
    if (at.length > maxLength) {
      return fault('TOO_LONG', 'MOST_CHARACTERS', { field: 'at', max: maxLength });
    }
    // It becomes a part of a path.
    return isPathSegment(at) ? { ok: true, value: { at } } : fault('MALFORMED', 'AT_AS_BROUGHT');
  },
};

import { hashBytes, inclusionProof } from '../../domain/log/merkle';
import { parseTilePath, tileWidth, toBundle, widthOf } from '../../domain/log/tiles';
import type { LoggedEventKey, LogReads } from '../../storage/log/contract';
import { authenticated, type Caller, requireScope } from '../access/caller';
import type { ServiceTools } from '../tools';
import { hashReader } from './read-hash';

/** The newest published checkpoint; null without one. Needs realname:audit. */
export async function readCheckpoint(tools: ServiceTools, anyone: Caller | null): Promise<string | null> {
  requireScope(authenticated(anyone, tools.now()), 'realname:audit');
  if (!tools.transparency) return null;
  return (await tools.store.log.state())?.published ?? null;
}

export interface LogFile {
  readonly type: 'text/plain; charset=utf-8' | 'application/octet-stream';
  readonly body: Buffer;
  /** False for the checkpoint, which changes. */
  readonly isFinal: boolean;
}

/**
 * A file of the log, such as `checkpoint` or `tile/0/000.p/7`; null if the published log has none of this name. Needs
 * realname:audit unless the log is open to anybody.
 */
export async function readLogFile(
  tools: ServiceTools,
  anyone: Caller | null,
  path: string,
): Promise<LogFile | null> {
  const { store, transparency } = tools;
  if (!transparency) return null;
  if (!transparency.isOpen) requireScope(authenticated(anyone, tools.now()), 'realname:audit');
  return publishedFile(store.log, path);
}

/** The same, as the database has it. */
export async function publishedFile(log: LogReads, path: string): Promise<LogFile | null> {
  const state = await log.state();
  if (!state || state.published === null) return null;
  if (path === 'checkpoint') {
    return { type: 'text/plain; charset=utf-8', body: Buffer.from(state.published), isFinal: false };
  }
  const tile = parseTilePath(path);
  if (!tile || tile.width > widthOf(tile.level, tile.index, state.publishedSize)) return null;
  const { level, index, width } = tile;
  const from = index * tileWidth;
  const body =
    level === 'entries'
      ? toBundle(await log.entries(from, width))
      : Buffer.concat(await log.hashes(level, from, width));
  // A hole would be served for good: entries of the database were removed.
  if (level !== 'entries' && body.length !== width * hashBytes) return null;
  return { type: 'application/octet-stream', body, isFinal: true };
}

export interface Receipt {
  readonly index: number;
  readonly entry: string;
  readonly inclusionProof: readonly string[];
  readonly checkpoint: string;
}

/** The receipts of events, null for one that no published checkpoint has yet. Needs realname:audit. */
export async function readReceipts(
  tools: ServiceTools,
  anyone: Caller | null,
  events: readonly LoggedEventKey[],
): Promise<(Receipt | null)[]> {
  requireScope(authenticated(anyone, tools.now()), 'realname:audit');
  const { store, transparency } = tools;
  const state = transparency && (await store.log.state());
  if (!state?.published) return events.map(() => null);
  const { published, publishedSize } = state;
  const read = hashReader(store.log, publishedSize);
  const places = await store.log.placesOf(events);
  return Promise.all(
    places.map(async (index) => {
      if (index === null || index >= publishedSize) return null;
      const [entry] = await store.log.entries(index, 1);
      const proof = await inclusionProof(index, publishedSize, read);
      return {
        index,
        entry: entry?.toString() ?? '',
        inclusionProof: proof.map((hash) => Buffer.from(hash).toString('base64')),
        checkpoint: published,
      };
    }),
  );
}

import { hashBytes } from './merkle';

/** The text of a checkpoint (C2SP tlog-checkpoint): the log's origin, its size and its root. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

export function toCheckpointText({
  origin,
  size,
  root,
}: Omit<Checkpoint, 'root'> & { root: Uint8Array }): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

/** Null for a note's text that is not a checkpoint. Further lines are the log's own and are not read. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin = '', size = '', encoded = '', ...more] = text.split('\n');
  const root = Buffer.from(encoded, 'base64');
  const isWritten = origin !== '' && /^(0|[1-9]\d*)$/.test(size) && root.toString('base64') === encoded;
  const extensions = more.slice(0, -1);
  if (!isWritten || root.length !== hashBytes || more.at(-1) !== '' || extensions.includes('')) return null;
  return Number.isSafeInteger(Number(size)) ? { origin, size: Number(size), root } : null;
}

import { type Checkpoint, parseCheckpoint } from '../domain/log/checkpoint';
import { emptyRoot, hashBytes } from '../domain/log/merkle';
import { provesConsistency } from '../domain/log/merkle-proofs';
import { checkNote, type Note, parseNote } from '../domain/log/note';
import type { VerifierKey } from '../domain/log/note-keys';

/** A request to cosign a checkpoint, as C2SP tlog-witness writes it. */
export interface AddCheckpoint {
  readonly oldSize: number;
  readonly proof: readonly Buffer[];
  readonly note: Note;
  readonly checkpoint: Checkpoint;
}

const maxProofLines = 63;

/** Null for a body that is malformed. */
export function parseAddCheckpoint(body: string): AddCheckpoint | null {
  const end = body.indexOf('\n\n');
  const [old = '', ...lines] = body.slice(0, Math.max(end, 0)).split('\n');
  const size = /^old (0|[1-9]\d*)$/.exec(old)?.[1];
  const proof = lines.map((line) => ({ line, hash: Buffer.from(line, 'base64') }));
  const isProof = proof.every(
    ({ line, hash }) => hash.length === hashBytes && hash.toString('base64') === line,
  );
  if (size === undefined || !Number.isSafeInteger(Number(size)) || !isProof || lines.length > maxProofLines)
    return null;
  const note = parseNote(body.slice(end + 2));
  const checkpoint = note && parseCheckpoint(note.text);
  return checkpoint && { oldSize: Number(size), proof: proof.map(({ hash }) => hash), note, checkpoint };
}

/** The latest checkpoint that a witness cosigned for a log; size 0 before the first. */
export type Latest = Pick<Checkpoint, 'size' | 'root'>;

export const nothingSeen: Latest = { size: 0, root: emptyRoot };

export type Judgement =
  | { readonly kind: 'cosign' }
  /** A signature is missing or wrong; the sizes are in the wrong order. */
  | { readonly kind: 'unsigned' | 'malformed' }
  /** The client does not know what was cosigned last. */
  | { readonly kind: 'conflict'; readonly size: number }
  /** The log shows two histories, or the proof is wrong. */
  | { readonly kind: 'inconsistent' };

/** The checks of C2SP tlog-witness, in its order. `keys` are those of the checkpoint's origin. */
export function judge(request: AddCheckpoint, keys: readonly VerifierKey[], latest: Latest): Judgement {
  const { oldSize, proof, note, checkpoint } = request;
  const verdicts = keys.map((key) => checkNote(note, key));
  if (!verdicts.includes('valid') || verdicts.includes('wrong')) return { kind: 'unsigned' };
  if (oldSize > checkpoint.size) return { kind: 'malformed' };
  if (oldSize !== latest.size) return { kind: 'conflict', size: latest.size };
  const isEmptyRight = checkpoint.size > 0 || checkpoint.root.equals(emptyRoot);
  const { size, root } = checkpoint;
  const isConsistent = provesConsistency({ oldSize, size, oldRoot: latest.root, root, proof });
  return isEmptyRight && isConsistent ? { kind: 'cosign' } : { kind: 'inconsistent' };
}

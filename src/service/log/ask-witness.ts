import type { ReadHash } from '../../domain/log/merkle';
import { consistencyProof } from '../../domain/log/merkle';
import { checkNote, type NoteSignature, parseNote } from '../../domain/log/note';
import type { WitnessAddress } from '../tools';

/** The answer of a witness about a checkpoint. */
export type WitnessAnswer =
  | { readonly kind: 'cosigned'; readonly signature: NoteSignature }
  /** It does not answer, or not as a witness. */
  | { readonly kind: 'silent'; readonly reason: string }
  /** It has cosigned a larger tree of this log. */
  | { readonly kind: 'ahead'; readonly size: number }
  /** It has cosigned a tree of this log that this one does not continue. */
  | { readonly kind: 'forked' };

export interface WitnessQuestion {
  /** The checkpoint, signed by the log. */
  readonly note: string;
  readonly size: number;
  readonly read: ReadHash;
}

const patienceMs = 3000;
/** More than the longest answer has, in bytes. */
const maxAnswerBytes = 64 * 1024;

/** A witness (C2SP tlog-witness), as the log asks it. It remembers which size the witness cosigned last. */
export class WitnessClient {
  #cosignedSize = 0;

  constructor(
    private readonly witness: WitnessAddress,
    private readonly fetch: typeof globalThis.fetch,
  ) {}

  get name(): string {
    return this.witness.key.name;
  }

  async ask(question: WitnessQuestion): Promise<WitnessAnswer> {
    try {
      const first = await this.#add(question);
      // It told the size that it cosigned last: of this process it is known after the first request.
      return first.kind === 'conflict' ? await this.#again(question, first.size) : first;
    } catch (error) {
      return { kind: 'silent', reason: error instanceof Error ? error.name : 'unknown' };
    }
  }

  async #again(question: WitnessQuestion, size: number): Promise<WitnessAnswer> {
    if (size > question.size) return { kind: 'ahead', size };
    this.#cosignedSize = size;
    const second = await this.#add(question);
    return second.kind === 'conflict' ? { kind: 'silent', reason: 'conflict' } : second;
  }

  async #add({
    note,
    size,
    read,
  }: WitnessQuestion): Promise<WitnessAnswer | { readonly kind: 'conflict'; readonly size: number }> {
    const old = Math.min(this.#cosignedSize, size);
    const proof = await consistencyProof(old, size, read);
    const lines = proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('');
    const response = await this.fetch(`${this.witness.url}/add-checkpoint`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: `old ${old}\n${lines}\n${note}`,
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await readShort(response);
    if (response.status === 409) {
      const last = /^(0|[1-9]\d{0,15})\n$/.exec(text)?.[1];
      return last === undefined
        ? { kind: 'silent', reason: 'http-409' }
        : { kind: 'conflict', size: Number(last) };
    }
    if (response.status === 422) return { kind: 'forked' };
    if (response.status !== 200) return { kind: 'silent', reason: `http-${response.status}` };
    const signature = this.#cosignatureOf(note, text);
    if (!signature) return { kind: 'silent', reason: 'signature' };
    this.#cosignedSize = size;
    return { kind: 'cosigned', signature };
  }

  /** Signatures by other keys are ignored. */
  #cosignatureOf(note: string, lines: string): NoteSignature | null {
    const { key } = this.witness;
    const text = parseNote(note)?.text ?? '';
    const signatures = parseNote(`${text}\n${lines}`)?.signatures ?? [];
    const own = signatures.find(({ name, id }) => name === key.name && id.equals(key.id));
    return own && checkNote({ text, signatures: [own] }, key) === 'valid' ? own : null;
  }
}

async function readShort(response: Response): Promise<string> {
  const length = Number(response.headers.get('content-length') ?? 0);
  if (length > maxAnswerBytes) throw new RangeError('The answer of a witness is too long.');
  return (await response.text()).slice(0, maxAnswerBytes);
}

import { createHash } from 'node:crypto';
import { parseCheckpoint } from '../domain/log/checkpoint';
import { checkNote, cosign, parseNote, toNote } from '../domain/log/note';
import type { SigningKey, VerifierKey } from '../domain/log/note-keys';
import { type Judgement, judge, nothingSeen, parseAddCheckpoint } from './add-checkpoint';
import type { WitnessState } from './witness-state';

export interface WitnessOptions {
  readonly key: SigningKey;
  /** Keys of the logs; a key's name is its log's origin, and a log may have several. */
  readonly logs: readonly VerifierKey[];
  readonly state: WitnessState;
  readonly now: () => Date;
}

export interface WitnessAnswer {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}

const statuses = { unsigned: 403, malformed: 400, inconsistent: 422 } as const;

/** A witness (C2SP tlog-witness): cosigns a checkpoint only if the log grew from the last one that it cosigned. */
export class Witness {
  constructor(private readonly options: WitnessOptions) {}

  addCheckpoint(body: string): WitnessAnswer {
    const { key, logs, state, now } = this.options;
    const request = parseAddCheckpoint(body);
    if (!request) return refusal(400, 'The body is not a request to add a checkpoint.');
    const { note, checkpoint } = request;
    const keys = logs.filter(({ name }) => name === checkpoint.origin);
    if (keys.length === 0) return refusal(404, 'This log is not one of WITNESS_LOGS.');
    const { judgement, line } = state.change(checkpoint.origin, (last) => {
      const latest = last === null ? nothingSeen : parseCheckpoint(parseNote(last)?.text ?? '');
      if (!latest) throw new Error('The state of the witness holds something that is no checkpoint.');
      const judgement: Judgement = judge(request, keys, latest);
      if (judgement.kind !== 'cosign') return { judgement, line: '', note: null };
      const own = cosign(note.text, key, Math.floor(now().getTime() / 1000));
      // Signatures by keys that this witness does not know are not passed on.
      const ofLog = note.signatures.filter((signature) =>
        keys.some((known) => checkNote({ text: note.text, signatures: [signature] }, known) === 'valid'),
      );
      const kept = toNote({ text: note.text, signatures: [...ofLog, own] });
      return { judgement, line: `${own.line}\n`, note: kept };
    });
    if (judgement.kind === 'cosign') return { status: 200, body: line };
    if (judgement.kind === 'conflict') {
      return { status: 409, type: 'text/x.tlog.size', body: `${judgement.size}\n` };
    }
    return refusal(statuses[judgement.kind], sentences[judgement.kind]);
  }

  /** The last cosigned checkpoint of the log whose origin has this SHA-256, in hex. */
  checkpoint(originHash: string): WitnessAnswer {
    const { logs, state } = this.options;
    const log = logs.find(({ name }) => createHash('sha256').update(name).digest('hex') === originHash);
    const note = log ? state.read(log.name) : null;
    return note === null
      ? refusal(404, 'No checkpoint of this log was cosigned.')
      : { status: 200, body: note };
  }
}

const sentences = {
  unsigned: "The checkpoint has no valid signature of the log's key.",
  malformed: 'The old size is greater than the size of the checkpoint.',
  inconsistent: 'The checkpoint does not continue the one that was cosigned last.',
} as const;

function refusal(status: number, sentence: string): WitnessAnswer {
  return { status, body: `${sentence}\n` };
}

import { toCheckpointText } from '../../domain/log/checkpoint';
import { rootHash } from '../../domain/log/merkle';
import { type NoteSignature, signNote, toNote } from '../../domain/log/note';
import type { ServiceTools, Transparency } from '../tools';
import { type WitnessAnswer, WitnessClient } from './ask-witness';
import { hashReader } from './read-hash';

/** Once enough witnesses have answered, the others have this long, in milliseconds. */
const graceMs = 300;

type Tools = Pick<ServiceTools, 'store' | 'log' | 'meter'>;

/** Signs the log's newest state, has it cosigned, and publishes it. One process at a time does so. */
export class CheckpointPublisher {
  readonly #witnesses: readonly WitnessClient[];
  /** The last fault that was told, so that one that lasts is told once. */
  #told = '';

  constructor(
    private readonly tools: Tools,
    private readonly transparency: Transparency,
  ) {
    this.#witnesses = transparency.witnesses.map((witness) => new WitnessClient(witness, transparency.fetch));
  }

  /** Returns true if the newest state is published. */
  async publish(): Promise<boolean> {
    const { store, meter } = this.tools;
    const { key, quorum } = this.transparency;
    const state = await store.log.state();
    if (!state) return true;
    if (state.published !== null && state.publishedSize === state.size) return true;
    if (state.vkey !== key.vkey || state.origin !== key.name) {
      // Another process has handed the log over to the next key.
      this.#tell('the transparency log has another key now');
      return false;
    }
    const { size, origin } = state;
    const read = hashReader(store.log, size);
    const text = toCheckpointText({ origin, size, root: await rootHash(size, read) });
    const own = signNote(text, key);
    const note = toNote({ text, signatures: [own] });
    const answers = await this.#ask((witness) => witness.ask({ note, size, read }));
    if (await this.#isRefused(answers)) {
      meter.checkpoint({ result: 'refused' });
      return false;
    }
    const cosignatures = [...answers.values()].flatMap((answer): NoteSignature[] =>
      answer.kind === 'cosigned' ? [answer.signature] : [],
    );
    if (cosignatures.length < quorum) {
      meter.checkpoint({ result: 'short' });
      this.#tell('too few witnesses cosign the transparency log: the last checkpoint stands');
      return false;
    }
    await store.log.publish(toNote({ text, signatures: [own, ...cosignatures] }), size);
    meter.checkpoint({ result: 'published' });
    this.#told = '';
    return true;
  }

  /** A witness that saw another history, or a longer one that this database never had: nothing is published. */
  async #isRefused(answers: ReadonlyMap<string, WitnessAnswer>): Promise<boolean> {
    const kinds = [...answers.values()];
    if (kinds.some(({ kind }) => kind === 'forked')) {
      this.#tell('a witness has seen another history of the transparency log: nothing is published');
      return true;
    }
    const greatest = Math.max(0, ...kinds.map((answer) => (answer.kind === 'ahead' ? answer.size : 0)));
    if (greatest === 0) return false;
    // Another process may have published in the meantime; then the database has that size by now.
    const size = (await this.tools.store.log.state())?.size ?? 0;
    if (size >= greatest) return true;
    this.#tell(
      'a witness has seen more of the transparency log than the database has: an older database was restored, and nothing is published',
    );
    return true;
  }

  #tell(sentence: string): void {
    if (this.#told !== sentence) this.tools.log.error({}, sentence);
    this.#told = sentence;
  }

  /** The answers that are there once enough witnesses have cosigned and the others had a moment more. */
  async #ask(
    ask: (witness: WitnessClient) => Promise<WitnessAnswer>,
  ): Promise<ReadonlyMap<string, WitnessAnswer>> {
    const answers = new Map<string, WitnessAnswer>();
    if (this.#witnesses.length === 0) return answers;
    const enough = Promise.withResolvers<void>();
    let cosigned = 0;
    const all = Promise.all(
      this.#witnesses.map(async (witness) => {
        const answer = await ask(witness);
        answers.set(witness.name, answer);
        if (answer.kind === 'cosigned') cosigned += 1;
        if (cosigned >= this.transparency.quorum) enough.resolve();
      }),
    );
    if (this.transparency.quorum === 0) enough.resolve();
    await Promise.race([all, enough.promise.then(() => pause(graceMs))]);
    return new Map(answers);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

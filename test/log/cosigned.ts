import { createHash } from 'node:crypto';
import { consistencyProof } from '../../src/domain/log/merkle';
import { checkNote, parseNote } from '../../src/domain/log/note';
import type { SigningKey } from '../../src/domain/log/note-keys';
import { type Key, startWitness, type WitnessProcess } from '../e2e/log/support/witness';
import { filesOf, type Logged, treeOf } from './support-log';

/** A witness that runs as a process of its own, and a log that asks it. */
export interface Cosigning {
  /** Asks it to cosign this log, which grew from the tree of `old` entries as the log says. Returns the HTTP status. */
  ask(log: readonly Logged[], old: number): Promise<number>;
  /** The checkpoint that it cosigned last, as anybody can read it there. */
  checkpoint(): Promise<string>;
}

export async function openCosigning(logKey: SigningKey, key: Key, state: string): Promise<Cosigning> {
  const { url }: WitnessProcess = await startWitness(key, { logs: logKey.vkey, state });
  return {
    async ask(log, old) {
      const entries = log.map(({ entry }) => entry);
      const proof = old > log.length ? [] : await consistencyProof(old, log.length, treeOf(entries));
      const lines = proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('');
      const note = filesOf(entries, logKey).get('checkpoint')?.toString();
      const body = `old ${old}\n${lines}\n${note}`;
      return (await fetch(`${url}/add-checkpoint`, { method: 'POST', body })).status;
    },
    async checkpoint() {
      const hash = createHash('sha256').update(logKey.name).digest('hex');
      const text = await (await fetch(`${url}/${hash}/checkpoint`)).text();
      const note = parseNote(text);
      expect(note && [logKey, key].map((signer) => checkNote(note, signer))).toEqual(['valid', 'valid']);
      return text;
    },
  };
}

import { tmpdir } from 'node:os';
import {
  makePrivateKey,
  type NoteType,
  type SigningKey,
  signingKey,
} from '../../../../src/domain/log/note-keys';
import { type Launched, launchProgram } from '../../../support/process';
import { until } from './log-app';

export interface Key extends SigningKey {
  readonly pkcs8: string;
}

export function makeKey(name: string, type: NoteType): Key {
  const pkcs8 = makePrivateKey();
  const key = signingKey(name, type, pkcs8);
  if (!key) throw new Error('no key');
  return { ...key, pkcs8 };
}

export interface WitnessProcess extends Launched {
  readonly url: string;
}

/** Starts `realname witness` as a process of its own and waits until it serves; `state` is its folder. */
export async function startWitness(
  key: Key,
  { logs, state, port = 0 }: { readonly logs: string; readonly state: string; readonly port?: number },
): Promise<WitnessProcess> {
  const env = {
    WITNESS_PORT: String(port),
    WITNESS_NAME: key.name,
    WITNESS_KEY: key.pkcs8,
    WITNESS_LOGS: logs,
    WITNESS_STATE: state,
  };
  const launched = launchProgram(env, { cwd: tmpdir() }, 'witness', '--json');
  const url = await until(async () => /"url": ?"([^"]+)"/.exec(launched.stdout)?.[1]);
  return Object.assign(launched, { url });
}

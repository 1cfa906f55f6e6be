import type { Kysely } from 'kysely';
import { awaitEntry } from '../log/waiting';
import type { Tables } from '../schema';
import type { Encryption } from './contract';
import type { DataKeys } from './data-keys';
import { rewrapFingerprintSecret, sealFingerprintSecret } from './fingerprint-secret';
import type { Processes } from './processes';
import type { RowSealing } from './row-sealing';
import type { Fingerprints, Vault } from './vault';

export class StoreEncryption implements Encryption {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly vault: Vault,
    private readonly dataKeys: DataKeys,
    private readonly fingerprints: Fingerprints,
    private readonly rowSealing: RowSealing,
    private readonly processes: Processes,
    /** Secrets that the service's key seals by itself. */
    private readonly secrets: { rewrap(): Promise<void> },
  ) {}

  fingerprint(text: string): string {
    return this.fingerprints.of(text);
  }

  sealedHashSecret(): Buffer {
    return sealFingerprintSecret(this.fingerprints.secret, this.vault);
  }

  async rotateKeys(onProgress?: (done: number) => void): Promise<number> {
    await rewrapFingerprintSecret(this.db, this.vault);
    await this.secrets.rewrap();
    const done = await this.dataKeys.rewrap(onProgress);
    // Names of keys are the operator's own: the log has a keyed hash of each instead.
    for (const id of done > 0 ? this.vault.retiredIds : []) {
      const key = this.fingerprints.of(`service key ${id}`);
      await awaitEntry(this.db, { kind: 'rotation', key, recordedAt: Date.now() });
    }
    return done;
  }

  announceProcess(id: string): Promise<void> {
    return this.processes.announce(id);
  }

  leaveProcess(id: string): Promise<void> {
    return this.processes.leave(id);
  }

  processesWithoutFirstKey(): Promise<number> {
    return this.processes.withoutFirstKey();
  }

  sealRows({ trusted = false } = {}): Promise<number> {
    return this.rowSealing.sealSome(trusted);
  }

  onErased(listener: () => void): void {
    this.dataKeys.onForgotten(listener);
  }
}

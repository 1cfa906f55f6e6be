import type { CommittedChange, StoreChangeFeed } from '../dialect';
import { Listeners } from '../events/listeners';

/** An SQLite file serves one process: its own listeners are all there are. */
export class SqliteChangeFeed extends Listeners implements StoreChangeFeed {
  /** An event has its place with its commit. */
  override announce(change: CommittedChange): void {
    super.announce(change);
    this.announceCommitted();
    this.announcePlaced();
  }

  /** No other process has opened a key. */
  keysDestroyed(): void {}

  onKeysDestroyed(): void {}

  async close(): Promise<void> {}
}

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Secret } from '../../src/domain/privacy/secret';
import { Vault } from '../../src/storage/encryption/vault';
import { SqliteInbox } from '../../src/storage/inbox/inbox';
import { closeAfterEach } from '../support/closing';
import { temporaryFolder } from '../support/temporary-folder';
import { range } from '../support/updates';

const opened = closeAfterEach();
const vault = new Vault([{ id: 'k', key: Secret.of(randomBytes(32)) }], 'aes');
const kib = 1024;

function openInbox(maxBytes: number, path = ':memory:'): SqliteInbox {
  const inbox = SqliteInbox.open(path, vault, maxBytes);
  opened.keep({ close: async () => inbox.close() });
  return inbox;
}

let address = 0;
const push = (hasMac: boolean, bytes: number, callbackHash = `address ${++address}`) => ({
  provider: 'ONENET',
  callbackHash,
  hasMac,
  body: 'x'.repeat(bytes),
  receivedAt: new Date(0),
});

/** Puts pushes until one is refused. Returns how many were kept. */
function fill(inbox: SqliteInbox, hasMac: boolean): number {
  for (let kept = 0; ; kept += 1) {
    try {
      inbox.put(push(hasMac, kib));
    } catch {
      return kept;
    }
  }
}

describe('the inbox', () => {
  it('keeps bodies of at most 2 KiB', () => {
    const inbox = openInbox(10 * kib);
    inbox.put(push(true, 2 * kib - 2));
    expect(() => inbox.put(push(true, 2 * kib - 1))).toThrow('larger than the inbox keeps');
  });

  it('takes at most its bytes, and an eighth of them for pushes without a MAC', () => {
    const inbox = openInbox(128 * kib);
    const former = fill(inbox, false);
    expect(former).toBeGreaterThan(9);
    expect(former).toBeLessThan(16);
    const own = fill(inbox, true);
    expect(own).toBeGreaterThan(90);
    expect(own).toBeLessThan(128);
    // The pushes without a MAC gave way.
    expect(inbox.counts().waiting).toBe(own);
    expect(() => inbox.put(push(true, kib))).toThrow('INBOX_MAX_BYTES');
    for (const { id } of inbox.waiting(0, 1)) inbox.remove(id);
    expect(() => inbox.put(push(true, kib))).not.toThrow();
  });

  it('keeps a limited number of pushes of one address', () => {
    const inbox = openInbox(kib * kib);
    for (const _ of range(1, 32)) inbox.put(push(true, 10, 'the same'));
    expect(() => inbox.put(push(true, 10, 'the same'))).toThrow('one address');
    expect(() => inbox.put(push(true, 10))).not.toThrow();
  });

  it('takes over the file of 1.0.0 with its pushes', () => {
    const folder = temporaryFolder();
    opened.keep({ close: async () => folder.remove() });
    const path = join(folder.path, 'pushes.inbox');
    const before = openInbox(kib * kib, path);
    before.put(push(true, 10, 'of 1.0.0'));
    const file = new DatabaseSync(path);
    file.exec(
      'drop index push_by_size; alter table push drop column size; alter table push drop column has_mac',
    );
    file.close();

    const now = openInbox(kib * kib, path);

    expect(
      now.waiting(0, 10).map(({ callbackHash, hasMac, open }) => [callbackHash, hasMac, open()]),
    ).toEqual([['of 1.0.0', false, 'x'.repeat(10)]]);
    now.put(push(true, 10));
    expect(now.counts()).toEqual({ waiting: 2, aside: 0 });
  });
});

import { parseCheckpoint } from '../../../src/domain/log/checkpoint';
import { leafHash } from '../../../src/domain/log/merkle';
import { provesInclusion } from '../../../src/domain/log/merkle-proofs';
import { checkNote, parseNote } from '../../../src/domain/log/note';
import { parseVerifierKey } from '../../../src/domain/log/note-keys';
import { startTestApp, type TestApp } from '../../support/app';
import { openFileDatabase } from '../../support/file-database';
import { realname, receiptOf, until, verifySomebody } from './support/log-app';

describe('the transparency log of a service', () => {
  const database = openFileDatabase();
  let app: TestApp;
  const env = { ...database.env, TRANSPARENCY_LOG: 'on', LOG_ORIGIN: 'log.example/log' };

  beforeAll(async () => {
    app = await startTestApp({ env });
  });
  afterAll(async () => {
    await app.close();
    await database.close();
  });

  test('gives a receipt that can be checked offline with the key of `realname log key`', async () => {
    const made = await verifySomebody(app);
    const receipt = await receiptOf(app, made.id);
    const { vkey } = JSON.parse((await realname(env, 'log', 'key')).text) as { vkey: string };
    const key = parseVerifierKey(vkey);
    const note = parseNote(receipt.checkpoint);
    const checkpoint = parseCheckpoint(note?.text ?? '');
    if (!key || !note || !checkpoint) throw new Error('not readable');

    expect(checkNote(note, key)).toBe('valid');
    expect(checkpoint.origin).toBe('log.example/log');
    expect(
      provesInclusion({
        index: receipt.index,
        size: checkpoint.size,
        leaf: leafHash(Buffer.from(receipt.entry)),
        root: checkpoint.root,
        proof: receipt.inclusionProof.map((hash) => Buffer.from(hash, 'base64')),
      }),
    ).toBe(true);
    expect(JSON.parse(receipt.entry)).toEqual({
      v: 1,
      kind: 'event',
      id: made.id,
      version: made.version,
      status: 'APPROVED',
      assurance: 'LOW',
      cause: 'PROVIDER_RESPONSE',
      environment: 'SANDBOX',
      recordedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      commitment: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  test('shows its newest checkpoint, as a file and in GraphQL', async () => {
    const file = await fetch(`${app.url}/log/checkpoint`);
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(file.headers.get('cache-control')).toBe('public, max-age=10');
    const { logCheckpoint } = await app.query<{ logCheckpoint: string }>('{ logCheckpoint }');
    expect(logCheckpoint).toMatch(/^log\.example\/log\n\d+\n\S{44}\n\n— log\.example\/log \S+\n$/);
    for (const path of ['tile/0/001', 'tile/0/000.p/255', 'tile/1/000', 'other', '..%2fcheckpoint']) {
      const missing = await fetch(`${app.url}/log/${path}`);
      expect(missing.status).toBe(404);
      expect(missing.headers.get('cache-control')).toBe('no-store');
    }
    const answer = await app.send('{ logCheckpoint }', {}, { 'x-dev-scopes': 'realname:read' });
    expect(answer.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  test('still is whole after a person was erased, and commits to nothing that can be found', async () => {
    const made = await verifySomebody(app, 'erased');
    const { entry } = await receiptOf(app, made.id);
    const { commitment } = JSON.parse(entry) as { commitment: string };
    expect(commitment).toMatch(/^[\w-]{43}$/);
    await app.query('mutation { redactUser(guid: "erased") { redacted } }');
    const sealed = database.beside((opened) =>
      opened
        .prepare('select count(*) as count from log_entry where subject_id = ? and sealed is not null')
        .get(made.id),
    );
    expect(sealed).toEqual({ count: 0 });
    const receipt = JSON.parse((await receiptOf(app, made.id)).entry) as Record<string, unknown>;
    expect(receipt).toMatchObject({ cause: 'REDACTED', id: made.id });
    expect(receipt).not.toHaveProperty('commitment');
    const kinds = await until(async () => {
      const rows = database.beside((opened) => opened.prepare('select kind from log_entry').all());
      const found = rows.map((row) => String(row['kind']));
      return found.includes('redaction') && found;
    });
    expect(kinds.filter((kind) => kind === 'redaction')).toHaveLength(1);
    expect((await realname(env, 'log', 'verify', '--database')).document.finds).toEqual([]);
  });

  test('is found whole, with every row of the database', async () => {
    for (let n = 0; n < 5; n += 1) await receiptOf(app, (await verifySomebody(app)).id);
    const answer = await realname(env, 'log', 'verify', '--database');
    expect(answer.document).toMatchObject({ finds: [], young: 0 });
    expect(answer.document.size).toBeGreaterThanOrEqual(12);
    expect(answer.code).toBe(0);
  });
});

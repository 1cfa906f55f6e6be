import { startTestApp } from '../../support/app';
import { openFileDatabase } from '../../support/file-database';
import { realname, until } from './support/log-app';

describe('the origin of the transparency log', () => {
  const database = openFileDatabase();
  afterAll(() => database.close());
  const on = { ...database.env, TRANSPARENCY_LOG: 'on' };

  async function originOf(env: Record<string, string>): Promise<string | undefined> {
    const app = await startTestApp({ env });
    try {
      const note = await until(
        async () => (await app.query<{ logCheckpoint: string | null }>('{ logCheckpoint }')).logCheckpoint,
      );
      return note.split('\n', 1)[0];
    } finally {
      await app.close();
    }
  }

  test('stays as the log began with it if the service listens elsewhere and no setting names it', async () => {
    expect(await originOf(on)).toBe('127.0.0.1:0/log');
    expect(await originOf({ ...on, HOST: 'localhost' })).toBe('127.0.0.1:0/log');
    const { vkey } = JSON.parse((await realname({ ...on, PORT: '4077' }, 'log', 'key')).text) as {
      vkey: string;
    };
    expect(vkey).toMatch(/^127\.0\.0\.1:0\/log\+/);
  });

  test.each([{ LOG_ORIGIN: 'other.example/log' }, { PUBLIC_URL: 'http://127.0.0.1:4099' }])(
    'stops the start if a setting names another one',
    async (other) => {
      await expect(originOf({ ...on, ...other })).rejects.toThrow(
        'The transparency log of this database has the origin 127.0.0.1:0/log',
      );
    },
  );
});

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';
import { read } from './support/files';
import { longestEndMs, unknownSettings } from './support/secrets';

const unit = read('ops/systemd/realname.service');
const valuesOf = (name: string) =>
  [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value = '']) => value);
const analyze = spawnSync('systemd-analyze', ['--version']);

describe('the systemd unit', () => {
  it('sets only existing settings, and secrets by files that it hands over', () => {
    const env = Object.fromEntries(
      valuesOf('Environment').map((line) => line.split('=', 2) as [string, string]),
    );
    const secrets = Object.entries(env).filter(([name]) => name.endsWith('_FILE'));

    expect(unknownSettings(env, 'NODE_ENV', ...secrets.map(([name]) => name))).toEqual([]);
    expect(
      unknownSettings(Object.fromEntries(secrets.map(([name]) => [name.replace(/_FILE$/, ''), '']))),
    ).toEqual([]);
    expect(secrets.map(([, path]) => path.replace('%d/', ''))).toEqual(
      valuesOf('LoadCredential').map((line) => line.split(':')[0]),
    );
  });

  it('gives the service the time that its shutdown takes, and does not repeat a start with wrong settings', () => {
    expect(Number(valuesOf('TimeoutStopSec')[0]) * 1000).toBeGreaterThan(longestEndMs());
    expect(valuesOf('RestartPreventExitStatus')).toEqual(['2']);
  });

  it('keeps the inbox in the one folder that it may write', () => {
    const [folder] = valuesOf('StateDirectory');

    expect(valuesOf('ProtectSystem')).toEqual(['strict']);
    expect(valuesOf('Environment')).toContain(`INBOX_PATH=%S/${folder}/realname.inbox`);
  });
});

(analyze.error ? describe.skip : describe)('systemd-analyze, where it is installed', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const path = join(folder.path, 'realname.service');
  // It wants the program to be there.
  writeFileSync(path, unit.replace('/usr/bin/node', process.execPath));

  it('finds no fault in the unit', () => {
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' });

    expect([status, stdout, stderr]).toEqual([0, '', '']);
  });

  it('finds it well closed off', () => {
    const args = ['security', '--offline=true', '--threshold=20', path];
    const { status } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });

    expect(status).toBe(0);
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { callbackFingerprint } from '../../src/service/provider-events/callback-address';
import { closeAfterEach } from '../support/closing';
import { openFakeOneNet, startAtOneNet } from '../support/fake-onenet';
import { openFileDatabase } from '../support/file-database';
import { laterPush } from '../support/onenet-push';
import { startProbedApp } from '../support/probed-app';
import { temporaryFolder } from '../support/temporary-folder';
import { at, type Manifest, readManifests, root } from './support/files';

const opened = closeAfterEach();
const manifests = readManifests('ops/kubernetes/drain/job.yaml');
const job = manifests[0] as Manifest;
const pod = at(job, 'spec.template.spec');
const [stateful] = readManifests('ops/kubernetes/stateful-set.yaml');

/** Runs the job's command where the image would: with the compiled program in `dist`. */
async function drain(env: Readonly<Record<string, string>>) {
  const [shell = '', ...options] = at(pod, 'containers.0.command') as string[];
  const [script = ''] = at(pod, 'containers.0.args') as string[];
  const path = `${dirname(process.execPath)}:${process.env['PATH']}`;
  const child = spawn(shell, [...options, script], { cwd: root, env: { ...env, PATH: path, PORT: '0' } });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, lastLine: output.trim().split('\n').at(-1), errors };
}

describe('the job that drains an inbox', () => {
  it('applies the pushes that wait in it, and ends', async () => {
    const folder = temporaryFolder();
    opened.keep({ close: async () => folder.remove() });
    const database = opened.keep(openFileDatabase());
    const oneNet = opened.keep(await openFakeOneNet());
    const env = { ...database.env, ...oneNet.env, INBOX_PATH: join(folder.path, 'realname.inbox') };
    // Its sweeper would apply the push before the job does.
    const app = await startProbedApp({ env, sweepPauseMs: 3_600_000 });
    try {
      const target = await startAtOneNet(app, oneNet);
      const token = target.callbackUrl.slice(target.callbackUrl.lastIndexOf('/') + 1);
      app.tools.inbox.put({
        provider: 'ONENET',
        callbackHash: callbackFingerprint(app.tools.store.encryption, token),
        hasMac: true,
        body: laterPush(target, 1, '0'),
        receivedAt: new Date(),
      });
    } finally {
      await app.close();
    }
    const status = () =>
      database.beside((file) => file.prepare('select status from verification').get()?.['status']);
    expect(status()).not.toBe('APPROVED');

    const drained = await drain(env);

    expect(drained).toMatchObject({ code: 0, lastLine: '0 pushes wait for the database.' });
    expect(status()).toBe('APPROVED');
  });

  it('fails where the service cannot start, so that the pushes are not taken for applied', async () => {
    const { code } = await drain({ DATABASE_URL: 'none' });

    expect(code).toBe(1);
  });

  it('mounts the volume of a pod as the pod does, in a pod that no Service selects', () => {
    const claims = at(stateful, 'spec.volumeClaimTemplates') as Manifest[];
    const mounts = at(pod, 'containers.0.volumeMounts');
    const claim = `${claims[0]?.metadata.name}-${stateful?.metadata.name}-2`;

    expect(at(pod, 'volumes')).toContainEqual({
      name: 'inbox',
      persistentVolumeClaim: { claimName: claim },
    });
    expect(mounts).toEqual(at(stateful, 'spec.template.spec.containers.0.volumeMounts'));
    for (const name of ['env', 'envFrom', 'securityContext']) {
      expect(at(pod, `containers.0.${name}`)).toEqual(
        at(stateful, `spec.template.spec.containers.0.${name}`),
      );
    }
    expect(at(job, 'spec.template.metadata.labels')).not.toEqual(
      at(stateful, 'spec.template.metadata.labels'),
    );
  });
});

import { explain } from '../../../src/cli/explain';
import { exportData } from '../../../src/cli/export';
import { facePhoto } from '../../providers/samples';
import { closeAfterEach } from '../../support/closing';
import { code } from '../../support/fake-ucenter';
import { openFileDatabase } from '../../support/file-database';
import { runJob } from '../../support/terminal';
import { as } from '../../support/ucenter';
import { continueCase, me, openCase, openCaseScene, person, schoolPerson } from './scene';

const opened = closeAfterEach();
const secrets = { cardPassword: 'a-card-password', smsCode: '918273' } as const;

async function openFileScene(options: Parameters<typeof openCaseScene>[1] = {}) {
  const database = opened.keep(openFileDatabase());
  const scene = await openCaseScene(opened, { ...options, env: { ...database.env, ...options.env } });
  const keptOf = (id: string) =>
    database.beside((beside) => beside.prepare('select * from identity_case where id = ?').get(id)) as {
      sealed_kept: Uint8Array | null;
    };
  const exported = async () => {
    const options = { purpose: 'a test of the evidence' };
    const { stdout } = await runJob(exportData, options, ['account-of-zhen'], {
      env: database.env,
      json: true,
    });
    return JSON.parse(stdout) as { cases: { id: string; kept: unknown }[] };
  };
  return { ...scene, database, keptOf, exported };
}

describe('the evidence that a case keeps', () => {
  it('holds no code, password or face, and nothing once the case has ended', async () => {
    const { app, database, keptOf, exported } = await openFileScene({
      env: { FACE_IMAGE_MIN_BYTES: '1' },
    });
    const { name, certNo, mobileNo } = person;
    const wechatFace = { accessToken: 'a-face-token', verifyResult: 'a-face-result', deviceId: 'a-device' };
    const evidence = { name, certNo, photo: facePhoto, wechatFace, ...secrets };
    const { id } = await openCase(app, { allow: ['MOBILE_OWNER'], evidence });

    const { cases } = await exported();
    expect(cases).toMatchObject([{ id, kept: { evidence: { name, certNo, certType: 'RESIDENT_ID_CARD' } } }]);
    expect(JSON.stringify(cases)).not.toMatch(/a-card-password|918273|a-face|a-device/);
    const sealed = keptOf(id).sealed_kept;
    expect(sealed).not.toBeNull();
    expect(database.files().some((file) => file.includes(name) || file.includes(certNo))).toBe(false);

    await continueCase(app, { id, evidence: { mobileNo } });

    expect(keptOf(id).sealed_kept).toBeNull();
  });

  it('cannot be read in any file after the account is redacted', async () => {
    const { app, database, keptOf } = await openFileScene();
    const { id } = await openCase(app, { evidence: { name: person.name, certNo: person.certNo } });
    const sealed = Buffer.from(keptOf(id).sealed_kept ?? []);
    expect(database.files().some((file) => file.includes(sealed))).toBe(true);

    await app.query(
      'mutation { redactUser(guid: "account-of-zhen") { redacted } }',
      {},
      as('officer', 'realname:redact'),
    );

    expect(keptOf(id).sealed_kept).toBeNull();
    expect(database.files().some((file) => file.includes(sealed))).toBe(false);
  });

  it('stays readable after another verification of the account is redacted, with the new key', async () => {
    const { app, exported } = await openFileScene({ ucenter: () => code(404) });
    const { attempts } = await openCase(app, { evidence: schoolPerson, require: 'LOW', allow: ['IMPORT'] });
    const { id } = await openCase(app, { allow: ['MOBILE_OWNER'], evidence: { name: person.name } });

    await app.query(
      `mutation { redactVerification(id: "${attempts[0]?.id}") { inputErrors { code } } }`,
      {},
      as('officer', 'realname:redact'),
    );

    const { cases } = await exported();
    expect(cases.find((one) => one.id === id)).toMatchObject({ kept: { evidence: { name: person.name } } });
  });
});

describe('realname explain', () => {
  it('makes each decision again: 0 if they are the same, 1 if one was changed or the case is unknown', async () => {
    const { app, database } = await openFileScene({ yuxin: () => ({ json: { errorCode: '312' } }) });
    const { id } = await openCase(app, { evidence: schoolPerson }, me);
    const again = (json = false) => runJob(explain, {}, [id], { env: database.env, json });

    const same = await again();
    expect(same.exitCode).toBe(0);
    expect(same.stdout).toContain('policy test/1, purpose default, level LOW');
    expect(same.stdout).toMatch(/MOBILE_OWNER +TRIED +It was tried, and the provider gave no verdict\./);
    expect(JSON.parse((await again(true)).stdout)).toMatchObject({
      same: true,
      decisions: [{}, {}],
    });
    expect(same.stdout).not.toContain(person.certNo);

    database.beside((beside) =>
      beside.exec(`update identity_case_decision set decision = replace(decision, '"IMPORT"', '"ECARD"')`),
    );
    const changed = await again();
    expect(changed.exitCode).toBe(1);
    expect(changed.stdout).toContain('ANOTHER decision now');
    await expect(runJob(explain, {}, ['no-such'], { env: database.env })).rejects.toThrow('no such case');
  });
});

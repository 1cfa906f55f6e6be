import { visit } from '../../e2e/linkid/browser';
import {
  as,
  changes,
  complete,
  faults,
  lookAt,
  refresh,
  started,
  startedPage,
} from '../../e2e/linkid/operations';
import { startTestApp, type TestApp } from '../../support/app';
import { closeAfterEach } from '../../support/closing';
import { openFakeLinkId } from '../../support/fake-linkid';

const opened = closeAfterEach();
const mine = as('account-of-lin');
const officer = as('officer', 'realname:redact');

async function openStarted(options: Parameters<typeof openFakeLinkId>[0] = {}) {
  const linkId = opened.keep(await openFakeLinkId(options));
  const app = opened.keep(await startTestApp({ env: linkId.env }));
  const { id } = await startedPage(app, {}, mine);
  return { linkId, app, id };
}

async function redact(app: TestApp, id: string): Promise<void> {
  const { redactVerification } = await app.query<{
    redactVerification: { verification: { subject: unknown } | null };
  }>(
    `mutation ($id: ID!) {
      redactVerification(id: $id) { verification { subject { realName certType identityNo mobileNo } } }
    }`,
    { id },
    officer,
  );
  expect(redactVerification.verification?.subject).toEqual({
    realName: null,
    certType: null,
    identityNo: null,
    mobileNo: null,
  });
}

const nobody = { realName: null, certType: null, identityNo: null, mobileNo: null };

describe('a LinkID page whose verification was redacted', () => {
  it('redirects the browser nowhere, and LinkID is not asked', async () => {
    const { linkId, app, id } = await openStarted();
    await redact(app, id);

    const { status, location, text } = await visit(linkId.returnAddress('at-1'));

    expect({ status, location, text }).toEqual({
      status: 404,
      location: null,
      text: '{"error":"Not found."}',
    });
    expect(linkId.asked).toEqual([]);
    const verification = await lookAt(app, id);
    expect(verification).toMatchObject({ version: 3, authUrl: null });
    expect(changes(verification).at(-1)).toBe('AWAITING_USER REDACTED');
  });

  it('accepts no verdict, because it can no longer be matched with a person', async () => {
    const { app, id } = await openStarted();
    await redact(app, id);

    const { verification } = await complete(app, { verificationId: id, at: 'at-1' }, mine);

    expect(verification).toMatchObject({
      status: 'AWAITING_USER',
      references: { at: null },
      subject: nobody,
    });
  });

  it('can no longer be polled with what was known of it', async () => {
    const { linkId, app, id } = await openStarted({ result: () => ({ status: 500 }) });
    await visit(linkId.returnAddress('at-1'));
    expect((await lookAt(app, id)).references).toEqual({ at: 'at-1' });
    await redact(app, id);
    const before = linkId.asked.length;

    expect(faults(await refresh(app, id, mine))).toEqual(['id WRONG_STATE']);

    expect((await lookAt(app, id)).references).toEqual({ at: null });
    expect(linkId.asked).toHaveLength(before);
  });

  it('keeps nothing of a return that was in flight during redaction', async () => {
    const { linkId, app, id } = await openStarted({ result: () => 'hang' });
    const returning = visit(linkId.returnAddress('at-1'));
    await linkId.haveAsked(1);

    await redact(app, id);
    await linkId.close();
    await returning;

    expect(await lookAt(app, id)).toMatchObject({ references: { at: null }, subject: nobody });
  });
});

describe('redactUser with LinkID', () => {
  it('destroys the personal data of the account in every method, and counts it', async () => {
    const { app, id } = await openStarted();
    const photo = await started(app, 'photo', {}, mine);
    const ofAnother = await started(app, 'photo', {}, as('account-of-ouyang'));
    const run = () =>
      app.query<{ redactUser: unknown }>(
        'mutation { redactUser(guid: "account-of-lin") { redacted inputErrors { code } } }',
        {},
        officer,
      );

    const first = await run();
    const second = await run();

    expect(first.redactUser).toEqual({ redacted: 2, inputErrors: [] });
    expect(second.redactUser).toEqual({ redacted: 0, inputErrors: [] });
    for (const redacted of [id, photo.id]) expect((await lookAt(app, redacted)).subject).toEqual(nobody);
    expect(await lookAt(app, photo.id)).toMatchObject({ status: 'APPROVED', method: 'LINKID_PHOTO' });
    expect((await lookAt(app, ofAnother.id)).subject['realName']).toBe('林**');
  });
});

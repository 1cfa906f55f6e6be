import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { type Subscription, startTestApp, type TestApp } from '../support/app';
import { closeAfterEach } from '../support/closing';
import {
  CancelVerificationDocument,
  StartLinkIdVerificationDocument,
  StartOneNetVerificationDocument,
  UserVerificationUpdatedDocument,
  VerificationDocument,
  VerificationMethodsDocument,
  VerificationsDocument,
  VerificationUpdatedDocument,
  VerifyMobileOwnerDocument,
} from '../support/generated/operations';
import { liu } from '../support/people';

const closing = closeAfterEach();

/** A client's use of the generated documents: variables and results have their types. */
interface TypedClient {
  run<Result, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ): Promise<Result>;
  follow<Result, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ): Subscription<Result>;
}

function typedClient(app: TestApp): TypedClient {
  return {
    run: (document, variables) => app.query(print(document), variables),
    follow: (document, variables) => app.subscribe(print(document), variables),
  };
}

async function start(): Promise<TypedClient> {
  return typedClient(closing.keep(await startTestApp()));
}

describe('the typed documents generated from schema and operations', () => {
  it('start a OneNET verification, follow it in both ways, and read it', async () => {
    const client = await start();
    const { startOneNetVerification } = await client.run(StartOneNetVerificationDocument, {
      input: { userId: 38453, phone: '15522223333' },
    });
    const { id, authUrl } = startOneNetVerification.verification ?? {};
    if (!id || !authUrl) throw new Error(JSON.stringify(startOneNetVerification.inputErrors));
    const ofOne = client.follow(VerificationUpdatedDocument, { id, sinceVersion: 1 });
    const first = (await ofOne.next()).verificationUpdated;
    const ofAccount = client.follow(UserVerificationUpdatedDocument, { after: first.cursor });

    await fetch(authUrl, { method: 'POST', body: new URLSearchParams({ auditStatus: '0' }) });

    const approved = { version: 3, status: 'APPROVED', cause: 'PROVIDER_CALLBACK' };
    expect((await ofOne.next()).verificationUpdated).toMatchObject({
      ...approved,
      verification: { id, auditInfo: { auditStatus: 'PASSED' } },
    });
    expect((await ofAccount.next()).userVerificationUpdated).toMatchObject({
      ...approved,
      verification: { id, method: 'ONENET_PAGE' },
    });
    await ofOne.stop();
    await ofAccount.stop();
    const { verification } = await client.run(VerificationDocument, { id });
    expect(verification?.history.map(({ version, status }) => [version, status])).toEqual([
      [1, 'PENDING'],
      [2, 'AWAITING_USER'],
      [3, 'APPROVED'],
    ]);
    expect(verification?.user).toEqual({ guid: 'dev-user', isRealNameVerified: true });
    expect(verification?.subject.mobileNo).toBe('155****3333');
    expect(new Date(verification?.decidedAt ?? '').toISOString()).toBe(verification?.decidedAt);
  });

  it('verify a mobile owner, and list verifications page by page', async () => {
    const client = await start();
    const input = { idCard: liu.identityNo, userName: liu.realName, mobileNo: liu.mobileNo };
    const { verifyMobileOwner } = await client.run(VerifyMobileOwnerDocument, { input });
    await client.run(VerifyMobileOwnerDocument, { input });
    const filter = { method: ['MOBILE_OWNER'], status: ['APPROVED'] } as const;

    const newer = (await client.run(VerificationsDocument, { first: 1, filter })).verifications;
    const older = (
      await client.run(VerificationsDocument, { first: 1, after: newer.pageInfo.endCursor ?? null, filter })
    ).verifications;

    expect(verifyMobileOwner.verification).toMatchObject({
      status: 'APPROVED',
      subject: { realName: '柳**' },
    });
    expect([newer.pageInfo.hasNextPage, older.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(older.edges.map(({ node }) => node.id)).toEqual([verifyMobileOwner.verification?.id]);
  });

  it('report the errors of an input', async () => {
    const client = await start();

    const { verifyMobileOwner } = await client.run(VerifyMobileOwnerDocument, {
      input: { idCard: '1', userName: liu.realName, mobileNo: liu.mobileNo },
    });

    expect(verifyMobileOwner.verification).toBeNull();
    expect(verifyMobileOwner.inputErrors.map(({ path, code }) => [...path, code])).toEqual([
      ['idCard', 'MALFORMED'],
    ]);
  });

  it('start a LinkID verification with parameters of any type, and cancel it', async () => {
    const client = await start();
    const { startLinkIdVerification } = await client.run(StartLinkIdVerificationDocument, {
      input: {
        name: liu.realName,
        certType: 'RESIDENT_ID_CARD',
        certNo: liu.identityNo,
        redirectUri: 'http://127.0.0.1:3000/done',
        extra: { campus: 'east', terms: [1, 2] },
      },
    });
    const { id } = startLinkIdVerification.verification ?? {};
    if (!id) throw new Error(JSON.stringify(startLinkIdVerification.inputErrors));

    const { cancelVerification } = await client.run(CancelVerificationDocument, { id });

    expect(cancelVerification.verification).toEqual({ id, version: 3, status: 'CANCELED' });
  });

  it('list the methods with the names of their mutations', async () => {
    const client = await start();

    const { verificationMethods } = await client.run(VerificationMethodsDocument, {});

    expect(verificationMethods.find(({ method }) => method === 'ONENET_PAGE')).toMatchObject({
      provider: 'ONENET',
      enabled: true,
      deferred: true,
      mutation: 'startOneNetVerification',
    });
  });
});

import { entries, installClient } from './support/installed-client';

const client = installClient();
afterAll(() => client.remove());

const use = `
const client = connect({ url: 'http://127.0.0.1:1/graphql' });
const pages = [connect, useVerification, useIdentityCase, FollowingEnded].map((thing) => typeof thing).join();
console.log(pages, typeof FollowCaseDocument, client !== null);
`;
const printed = 'function,function,function,function string true\n';

describe('the client of the package', () => {
  it('is exported with its React hooks, and nothing of the service is', () => {
    expect(entries).toEqual(['./client', './client/react', './schema/*', './package.json']);
  });

  it('is an ES module that needs graphql-ws and no other package', () => {
    const text = `
      import { connect, FollowCaseDocument, FollowingEnded } from 'realname-subgraph/client';
      import { useIdentityCase, useVerification } from 'realname-subgraph/client/react';
      ${use}`;

    expect(client.run('program.mjs', text)).toBe(printed);
  });

  it('is a CommonJS module, too', () => {
    const text = `
      const { connect, FollowCaseDocument, FollowingEnded } = require('realname-subgraph/client');
      const { useIdentityCase, useVerification } = require('realname-subgraph/client/react');
      ${use}`;

    expect(client.run('program.cjs', text)).toBe(printed);
  });

  const typed = `
    import { connect, type TypedText, VerificationDocument } from 'realname-subgraph/client';
    import { useVerification } from 'realname-subgraph/client/react';
    export async function read(id: string, mine: TypedText<{ verificationUpdated: { version: number; cause: string; extra: 5 } }, { id: string }>) {
      const client = connect({ url: 'http://127.0.0.1:4001/graphql' });
      const { verification } = await client.ask(VerificationDocument, { id });
      const status: 'APPROVED' | string | undefined = verification?.status;
      for await (const event of client.followVerification(id)) event.verification.failure?.retryable satisfies boolean | undefined;
      for await (const { extra } of client.followVerification(id, { document: mine })) extra satisfies 5;
      for await (const { required } of client.followCase(id)) required satisfies string;
      return status;
    }
    export const hook = (id: string) => useVerification(connect({ url: '' }), id).latest?.status;
  `;

  it.each([
    ['program.mts', ['--module', 'nodenext']],
    ['program.cts', ['--module', 'nodenext']],
    ['program.ts', ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ])('has types, checked as %s', (name, options) => {
    expect(client.check(name, typed, ['--target', 'es2024', '--types', '', ...options])).toBe('');
  });

  it('refuses variables of another type', () => {
    const wrong = typed.replace('VerificationDocument, { id }', 'VerificationDocument, { id: 5 }');

    expect(
      client.check('wrong.mts', wrong, ['--target', 'es2024', '--types', '', '--module', 'nodenext']),
    ).toMatch(/number.*is not assignable to type 'string'/);
  });
});

import { startTestApp } from '../../support/app';
import { code, openFakeUcenter, takenBy } from '../../support/fake-ucenter';
import { openSocket } from '../../support/socket';
import { as, submitted, ucenterMethods } from '../../support/ucenter';

const me = as('new-account');
it('x', async () => {
  const ucenter = await openFakeUcenter({
    verify: (r) => (r.body.includes('MERGE') ? code(411) : takenBy('old')),
  });
  const app = await startTestApp({ env: ucenter.env });
  const conflict = await submitted(app, 'verifyByImport', ucenterMethods.IMPORT.least, me);
  for (const [query, variables] of [
    [`mutation ($id: ID!) { mergeAccount(input: {verificationId: $id, code: "123456", confirmIrreversible: true}) { verification { status } inputErrors { code } } }`, { id: conflict.id }],
    [`mutation { verifyByEcard(input: {outid: "1", name: "高", password: "x", idempotencyKey: "k"}) { verification { id status } inputErrors { code } } }`, {}],
  ] as const) {
    const socket = await openSocket(app.url, { params: me });
    await socket.next();
    for (let n = 0; n < 20; n++) socket.send({ type: 'subscribe', id: String(n), payload: { query, variables } });
    const got: unknown[] = [];
    while (got.length < 20) { const m = await socket.next(); if (m.type === 'next' || m.type === 'error') got.push(m.payload); }
    console.log(got.map((g) => JSON.stringify(g)).join('\n'), ucenter.verifications.length);
    await socket.close();
  }
  await app.close();
  await ucenter.close();
});

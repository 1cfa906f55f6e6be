import { connect, StartOneNetVerificationDocument, VerificationDocument } from 'realname-subgraph/client';

const client = connect({
  url: process.env['REALNAME_URL'] ?? 'http://127.0.0.1:4001/graphql',
  // An application sends { Authorization: `Bearer ${token}` } instead.
  headers: () => ({ 'x-dev-guid': 'example-client' }),
});
const input = { userId: 38453, phone: process.argv[2] ?? '15522223333' };
const { startOneNetVerification: started } = await client.ask(StartOneNetVerificationDocument, { input });
for (const { path, message } of started.inputErrors) say(`${path.join('.')}: ${message}`);
if (started.verification) {
  const { id, authUrl } = started.verification;
  if (authUrl) say(`Open ${authUrl}`);
  for await (const { version, status, cause, message } of client.followVerification(id)) {
    say(`${version}  ${status}  ${cause}  ${message ?? ''}`);
    // A second inspection may still change a verdict: to see it, a client keeps following.
    if (!['PENDING', 'AWAITING_USER', 'IN_REVIEW'].includes(status)) break;
  }
  const { verification } = await client.ask(VerificationDocument, { id });
  say(JSON.stringify(verification, null, 2));
}
await client.close();

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

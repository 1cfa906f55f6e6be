import { StartOneNetVerificationDocument, VerificationDocument } from './generated/operations.ts';
import { connect, type RealnameClient } from './src/client.ts';

/**
 * Starts a verification at OneNET, follows it until it is decided, and reads the result. Usage: start the service
 * (npm start), then `node main.mts [PHONE]`. In the sandbox a phone that ends in 0000 is approved at once.
 */
async function main(client: RealnameClient, phone: string): Promise<void> {
  const { startOneNetVerification: started } = await client.ask(StartOneNetVerificationDocument, {
    input: { userId: 38453, phone },
  });
  for (const { path, message } of started.inputErrors) say(`${path.join('.')}: ${message}`);
  if (!started.verification) return;

  const { id, authUrl } = started.verification;
  if (authUrl) say(`Open ${authUrl}`);
  for await (const { version, status, cause, message } of client.follow(id)) {
    say(`${version}  ${status}  ${cause}  ${message ?? ''}`);
    if (isDecided(status)) break;
  }

  const { verification } = await client.ask(VerificationDocument, { id });
  say(JSON.stringify(verification, null, 2));
}

/** For this program. A second inspection may still change a verdict: whoever cares goes on following. */
function isDecided(status: string): boolean {
  return !['PENDING', 'AWAITING_USER', 'IN_REVIEW'].includes(status);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const client = connect({
  url: process.env['REALNAME_URL'] ?? 'http://127.0.0.1:4001/graphql',
  headers: () => ({ 'x-dev-guid': 'example-client' }),
});
try {
  await main(client, process.argv[2] ?? '15522223333');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await client.close();
}

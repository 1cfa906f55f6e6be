import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/app';
import { endProcesses, start } from '../support/process';
import { ask, startOneNet } from './graphql';

const folder = temporaryFolder();
afterEach(endProcesses);
afterAll(() => folder.remove());

const phone = '15522223333';
const owner = { idCard: '330102198503072112', userName: '柳试一', mobileNo: '19912340000' };

describe('the database file with default settings', () => {
  it('contains no readable personal data, while the service runs and afterwards', async () => {
    const service = await start({}, { cwd: folder.path });
    const { authUrl } = await startOneNet(service.url, phone);
    await fetch(authUrl, { method: 'POST', body: new URLSearchParams({ auditStatus: '0' }) });
    await ask(
      service.url,
      'mutation ($input: VerifyMobileOwnerInput!) { verifyMobileOwner(input: $input) { verification { id } } }',
      { input: owner },
    );
    const pushed = await pushedData(authUrl);

    const whileItRuns = filesIn(join(folder.path, 'data'));
    service.kill('SIGTERM');
    await service.exited;
    const afterwards = filesIn(join(folder.path, 'data'));

    expect(pushed).toContainEqual(expect.stringMatching(/^\d{17}[\dX]$/));
    for (const [name, content] of [...whileItRuns, ...afterwards]) {
      const readable = [phone, authUrl, ...Object.values(owner), ...pushed].filter((text) =>
        content.includes(text),
      );
      expect([name, readable]).toEqual([name, []]);
    }
    // The same search does find what may be there.
    expect(Buffer.concat([...whileItRuns.values()]).includes('ONENET_PAGE')).toBe(true);
  });

  it('is next to a key file that only its owner may read, and does not contain the key', async () => {
    await start({}, { cwd: folder.path });

    const files = filesIn(join(folder.path, 'data'));

    expect([...files.keys()]).toEqual(expect.arrayContaining(['realname.db', 'realname.key']));
    expect(statSync(join(folder.path, 'data/realname.key')).mode & 0o777).toBe(0o600);
    const key = Buffer.from(String(files.get('realname.key')), 'base64');
    expect(key).toHaveLength(32);
    for (const [name, content] of files) expect([name, content.includes(key)]).toEqual([name, false]);
  });

  it('is opened again with the same key at the next start', async () => {
    const first = await start({}, { cwd: folder.path });
    const { id } = await startOneNet(first.url, phone);
    first.kill('SIGTERM');
    await first.exited;

    const { url } = await start({}, { cwd: folder.path });

    const answer = await ask(url, 'query ($id: ID!) { verification(id: $id) { subject { mobileNo } } }', {
      id,
    });
    expect(answer).toEqual({ verification: { subject: { mobileNo: '155****3333' } } });
  });
});

function filesIn(path: string): ReadonlyMap<string, Buffer> {
  return new Map(readdirSync(path).map((name) => [name, readFileSync(join(path, name))]));
}

/** The personal texts of the push, as the sandbox's page shows what it pushed. */
async function pushedData(authUrl: string): Promise<readonly string[]> {
  const page = await (await fetch(authUrl)).text();
  const json = /<pre>(.*?)<\/pre>/s.exec(page)?.[1]?.replaceAll(/&(?:quot|#34);/g, '"') ?? '';
  const { custInfo } = JSON.parse(json) as { custInfo: Record<string, string> };
  return ['custName', 'custCertNo', 'custCertAddr'].map((name) => custInfo[name] ?? `no ${name} was pushed`);
}

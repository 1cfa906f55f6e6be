import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { developmentKeys } from '../../src/storage/encryption/key-file';
import { StoreOpenError } from '../../src/storage/errors';
import { openStore } from '../../src/storage/open-store';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';
import { addressOf, serviceKey, settings } from './samples';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

describe('the key file of a development database', () => {
  it('is named, and not made again, if it is missing while the database is there', async () => {
    const url = `sqlite:${join(folder.path, 'realname.db')}`;
    const file = join(folder.path, 'realname.key');
    const [key] = developmentKeys(addressOf(url));
    await (await openStore(settings(url, { encryptionKeys: developmentKeys(addressOf(url)) }))).close();
    renameSync(file, `${file}.aside`);

    expect(() => developmentKeys(addressOf(url))).toThrow(StoreOpenError);
    expect(() => developmentKeys(addressOf(url))).toThrow(`The key file ${file} of the database`);
    expect(existsSync(file)).toBe(false);

    renameSync(`${file}.aside`, file);
    expect(developmentKeys(addressOf(url))[0]?.key.reveal()).toEqual(key?.key.reveal());
  });

  it('is named if the key in it is another one', async () => {
    const url = `sqlite:${join(folder.path, 'realname.db')}`;
    await (await openStore(settings(url))).close();
    const keyFile = join(folder.path, 'realname.key');

    const opening = openStore(settings(url, { encryptionKeys: [serviceKey('another')], keyFile }));

    await expect(opening).rejects.toThrow(`cannot be opened with the key in ${keyFile}`);
  });
});

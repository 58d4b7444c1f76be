import { describe, expect, it } from 'vitest';
import { entryXml, feedXml } from '../../test/documents.ts';
import { failureOf } from '../../test/failure-of.ts';
import { never } from '../../test/never.ts';
import { testSession } from '../../test/test-session.ts';
import { readRecording, recordingsAbsent } from '../xml/test/read-recording.ts';
import { addAuthorizedKey, readAuthorizedKeys, readPublicKey } from './exchange-keys.ts';

const console = '/rest/api/uom/ManagementConsole';

function consoleEntry(...keys: readonly string[]) {
  const authorized = keys.map((key) => `<AuthorizedKey>${key}</AuthorizedKey>`).join('');
  const inner = `<ManagementConsoleName>novalink</ManagementConsoleName><PublicSSHKey>ssh-rsa OWN wlp</PublicSSHKey><AuthorizedKeys>${authorized}</AuthorizedKeys>`;
  return { type: 'ManagementConsole', id: 'c-1', etag: '7', inner };
}

describe('keys of two consoles', () => {
  it('are read', async () => {
    const { session } = await testSession({ body: feedXml([consoleEntry('ssh-rsa AAAA', 'ssh-rsa BBBB')]) });
    expect(await readPublicKey(session, never)).toBe('ssh-rsa OWN wlp');
    expect(await readAuthorizedKeys(session, never)).toEqual(['ssh-rsa AAAA', 'ssh-rsa BBBB']);
  });

  it.skipIf(recordingsAbsent)('are absent where the console has none', async () => {
    const { session } = await testSession({ body: readRecording('managementconsole.txt') });
    expect(await readPublicKey(session, never)).toBeUndefined();
    expect(await readAuthorizedKeys(session, never)).toEqual([]);
  });

  it('are added behind those that are there, once', async () => {
    const { session, requests, lines } = await testSession(
      { body: feedXml([consoleEntry('ssh-rsa AAAA')]) },
      { body: entryXml(consoleEntry('ssh-rsa AAAA')) },
      { body: entryXml(consoleEntry('ssh-rsa AAAA', 'ssh-rsa BBBB wlp@other')) },
      { body: feedXml([consoleEntry('ssh-rsa AAAA', 'ssh-rsa BBBB wlp@other')]) },
      { body: entryXml(consoleEntry('ssh-rsa AAAA', 'ssh-rsa BBBB wlp@other')) },
    );
    await addAuthorizedKey(session, 'ssh-rsa BBBB wlp@other\n', never);
    await addAuthorizedKey(session, 'ssh-rsa BBBB wlp@other', never);
    const [feed, entry] = [`${console}?group=None`, `${console}/c-1?group=None`];
    expect(lines()).toEqual([`GET ${feed}`, `GET ${entry}`, `POST ${entry}`, `GET ${feed}`, `GET ${entry}`]);
    expect(requests()[2]?.headers['if-match']).toBe('7');
    expect(requests()[2]?.body).toMatch(
      /<AuthorizedKey>ssh-rsa AAAA<\/AuthorizedKey>\s*<AuthorizedKey>ssh-rsa BBBB wlp@other<\/AuthorizedKey>\s*<\/AuthorizedKeys>/,
    );
  });

  it('are one line each, or not sent', async () => {
    const { session, lines } = await testSession({});
    for (const key of ['', 'AAAA', 'ssh-rsa AAAA\ncommand="x" ssh-rsa BBBB', '-----BEGIN PRIVATE KEY-----']) {
      const failure = await failureOf(addAuthorizedKey(session, key, never));
      expect(failure).toMatchObject({ code: 'OPTIONS_INVALID', effectUnknown: false });
    }
    expect(lines()).toEqual([]);
  });
});

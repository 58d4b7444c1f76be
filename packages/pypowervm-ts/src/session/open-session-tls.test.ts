import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Certificate, CertificateMaker, opensslAbsent } from '../../test/certificates.ts';
import { logonAnswer } from '../../test/documents.ts';
import { failureOf } from '../../test/failure-of.ts';
import { never } from '../../test/never.ts';
import type { TlsOptions } from '../transport/tls-options.ts';
import { openSession } from './open-session.ts';
import type { SessionWarning } from './session-options.ts';

const credentials = { user: 'neo', password: 'secret-password' };
const here = 'IP:127.0.0.1';

describe.skipIf(opensslAbsent)('openSession over TLS', () => {
  const maker = opensslAbsent ? undefined : new CertificateMaker();
  const certificates: Record<
    'authority' | 'otherAuthority' | 'good' | 'otherName' | 'expired' | 'selfSigned',
    Certificate
  > = {} as never;
  beforeAll(() => {
    if (maker === undefined) return;
    const authority = maker.make({ name: 'authority' });
    Object.assign(certificates, {
      authority,
      otherAuthority: maker.make({ name: 'other-authority' }),
      good: maker.make({ name: 'good', names: here, by: authority }),
      otherName: maker.make({ name: 'other-name', names: 'DNS:hmc7.example', by: authority }),
      expired: maker.make({ name: 'expired', names: here, by: authority, expired: true }),
      selfSigned: maker.make({ name: 'self-signed', names: here }),
    });
  });
  afterAll(() => maker?.remove());

  const closing: (() => void)[] = [];
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });

  /** A console with that certificate; it counts the requests that reached it. */
  async function serve(certificate: Certificate) {
    const seen: string[] = [];
    const server = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
      seen.push(`${request.method} ${request.url}`);
      const { status, headers, body } = logonAnswer('token-1');
      response.writeHead(status, headers).end(request.method === 'PUT' ? body : '');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    closing.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return { server, seen, url: `https://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  async function refusalBy(certificate: Certificate, tls: TlsOptions): Promise<string> {
    const { url, seen } = await serve(certificate);
    const failure = await failureOf(openSession({ url, credentials, tls }));
    expect(failure).toMatchObject({ code: 'TLS_UNTRUSTED', effectUnknown: false });
    expect(seen).toEqual([]);
    return failure.message;
  }

  const byAuthority = (): TlsOptions => ({ caFile: certificates.authority.certFile });

  it('trusts a certificate of the given authority', async () => {
    const { url, seen } = await serve(certificates.good);
    const session = await openSession({ url, credentials, tls: byAuthority() });
    await session.close();
    expect(seen).toEqual(['PUT /rest/api/web/Logon', 'DELETE /rest/api/web/Logon']);
  });

  it('refuses, by default, what no public authority signed', async () => {
    expect(await refusalBy(certificates.good, {})).toMatch(
      /is not trusted because no CA known here signed it \(\w+\); give its CA file, or pin its SHA-256 fingerprint$/,
    );
  });

  it('names the reason of each refusal', async () => {
    expect(await refusalBy(certificates.selfSigned, {})).toContain(
      'it is self-signed (DEPTH_ZERO_SELF_SIGNED_CERT)',
    );
    expect(await refusalBy(certificates.expired, byAuthority())).toContain(
      'it has expired (CERT_HAS_EXPIRED); renew it',
    );
    expect(await refusalBy(certificates.otherName, byAuthority())).toContain('it names another host');
    expect(await refusalBy(certificates.good, { caFile: certificates.otherAuthority.certFile })).toContain(
      'no CA known here signed it',
    );
  });

  it('trusts exactly the pinned certificate', async () => {
    const { selfSigned, good } = certificates;
    const { url } = await serve(selfSigned);
    const sha256 = selfSigned.sha256.toUpperCase().replace(/(..)(?!$)/g, '$1:');
    await (await openSession({ url, credentials, tls: { verify: 'fingerprint', sha256 } })).close();
    expect(await refusalBy(good, { verify: 'fingerprint', sha256 })).toContain('it is not the pinned one');
  });

  it('notices a certificate that changes between two sockets', async () => {
    const { server, url, seen } = await serve(certificates.good);
    const session = await openSession({ url, credentials, tls: byAuthority() });
    server.setSecureContext({ key: certificates.selfSigned.key, cert: certificates.selfSigned.cert });
    server.closeAllConnections();
    const read = { method: 'GET', path: '/rest/api/uom/ManagedSystem', headers: {} } as const;
    const failures = [await failureOf(session.send(read, never)), await failureOf(session.send(read, never))];
    expect(failures.at(-1)?.code).toBe('TLS_UNTRUSTED');
    expect(seen).toEqual(['PUT /rest/api/web/Logon']);
    await session.close();
  });

  it('verifies nothing when told so, and says so', async () => {
    const warnings: SessionWarning[] = [];
    const { url } = await serve(certificates.expired);
    const onWarning = (warning: SessionWarning) => void warnings.push(warning);
    await (await openSession({ url, credentials, tls: { verify: 'off' }, onWarning })).close();
    expect(warnings).toEqual([
      {
        code: 'TLS_NOT_VERIFIED',
        message: `The certificate of ${url} is not verified: whoever answers there gets the credentials`,
      },
    ]);
  });
});

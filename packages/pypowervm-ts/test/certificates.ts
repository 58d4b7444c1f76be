import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const command = 'openssl';

/** Whether certificates can be made on this machine. */
export const opensslAbsent: boolean = (() => {
  try {
    execFileSync(command, ['version'], { stdio: 'ignore' });
    return false;
  } catch {
    console.warn('the openssl command is absent: tests of TLS verification are skipped');
    return true;
  }
})();

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  readonly keyFile: string;
  readonly certFile: string;
  readonly sha256: string;
}

export interface CertificateGiven {
  readonly name: string;
  /** Subject alternative names, e.g. `IP:127.0.0.1`. */
  readonly names?: string;
  /** The authority that signs it; self-signed without. */
  readonly by?: Certificate;
  readonly expired?: boolean;
}

/** Throw-away certificates in a directory of their own. */
export class CertificateMaker {
  readonly #directory = mkdtempSync(join(tmpdir(), 'certificates-'));

  make({ name, names, by, expired = false }: CertificateGiven): Certificate {
    const [keyFile, requestFile, extensionFile, certFile] = ['key', 'csr', 'ext', 'pem'].map((kind) =>
      join(this.#directory, `${name}.${kind}`),
    ) as [string, string, string, string];
    const extension = names === undefined ? 'basicConstraints=critical,CA:TRUE' : `subjectAltName=${names}`;
    writeFileSync(extensionFile, `${extension}\n`);
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    openssl('req', ...curve, '-keyout', keyFile, '-out', requestFile, '-subj', `/CN=${name}`);
    const days = ['-days', expired ? '-1' : '2'];
    const signer =
      by === undefined
        ? ['-signkey', keyFile]
        : ['-CA', by.certFile, '-CAkey', by.keyFile, '-CAcreateserial'];
    openssl(
      'x509',
      '-req',
      '-in',
      requestFile,
      '-out',
      certFile,
      '-extfile',
      extensionFile,
      ...days,
      ...signer,
    );
    const cert = readFileSync(certFile, 'utf8');
    const sha256 = createHash('sha256').update(new X509Certificate(cert).raw).digest('hex');
    return { key: readFileSync(keyFile, 'utf8'), cert, keyFile, certFile, sha256 };
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true });
  }
}

function openssl(...parameters: readonly string[]): void {
  execFileSync(command, parameters, { stdio: ['ignore', 'ignore', 'pipe'] });
}

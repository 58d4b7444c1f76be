import { refusalOf } from '../operations/refusal-of.ts';
import { PowerVmError } from '../power-vm-error.ts';
import { logonPath, type RestRequest, type RestResponse, type Transport } from '../transport/transport.ts';
import { LogonResponse } from '../wrappers/logon-response.ts';
import { webNamespace } from '../xml/namespaces.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { serializeXml } from '../xml/serialize-xml.ts';
import { attributeOf, childNamed, element, type XmlElement } from '../xml/xml-element.ts';
import { readTokenFile, type TokenFileRules } from './read-token-file.ts';
import type { Credentials, FileCredentials } from './session-options.ts';

export interface Logon {
  readonly token: string;
  readonly schemaVersion: string;
  readonly managementConsoleType: string | undefined;
}

/**
 * Logs on once. The password or token is in no error of it.
 * @throws PowerVmError LOGON_REFUSED (do not repeat: accounts lock), TOKEN_FILE_REFUSED, DOCUMENT_UNEXPECTED, or what
 * the transport throws
 */
export async function logOn(send: Transport, credentials: Credentials, signal: AbortSignal): Promise<Logon> {
  const request = logonRequest(credentials);
  const answer = await send(request, signal);
  if (answer.status >= 400) throw logonRefusal(request, answer, credentials);
  const document = logonResponse(answer);
  return {
    token: await tokenOf(document, credentials),
    schemaVersion: attributeOf(document, 'schemaVersion') ?? '',
    managementConsoleType: answer.headers['x-mc-type'],
  };
}

function logonRequest(credentials: Credentials): RestRequest {
  const proof =
    'password' in credentials
      ? leaf('Password', credentials.password)
      : leaf('GenerateX-API-SessionFile', 'true');
  return {
    method: 'PUT',
    path: logonPath,
    headers: {
      accept: 'application/vnd.ibm.powervm.web+xml; type=LogonResponse',
      'content-type': 'application/vnd.ibm.powervm.web+xml; type=LogonRequest',
    },
    body: serializeXml(
      element({
        local: 'LogonRequest',
        uri: webNamespace,
        attributes: { schemaVersion: 'V1_0' },
        children: [leaf('UserID', credentials.user), proof],
      }),
    ),
  };
}

function leaf(local: string, text: string): XmlElement {
  return element({ local, uri: webNamespace, children: [text] });
}

function logonRefusal(request: RestRequest, answer: RestResponse, { user }: Credentials): PowerVmError {
  const refusal = refusalOf(request, answer);
  if (answer.status !== 401 && answer.status !== 403) return refusal;
  return new PowerVmError(
    'LOGON_REFUSED',
    `The console refused the logon of user ${user} (${answer.status}): check user and password; it is not tried again, because repeated failures lock the account`,
    { status: answer.status, cause: refusal },
  );
}

/** The one answer that is no Atom document but a bare element (recording logon.xml); an entry around it is read too. */
function logonResponse(answer: RestResponse): XmlElement {
  const root = parseXml(answer.body);
  const content = childNamed(root, 'content');
  const document = content === undefined ? root : childNamed(content, 'LogonResponse');
  if (document?.local === 'LogonResponse') return document;
  throw new PowerVmError(
    'DOCUMENT_UNEXPECTED',
    'The answer to the logon is no LogonResponse: is this a PowerVM console?',
  );
}

async function tokenOf(document: XmlElement, credentials: Credentials): Promise<string> {
  const { sessionToken, sessionFile } = LogonResponse.read(document);
  if ('password' in credentials) {
    if (sessionToken) return sessionToken.trim();
    throw new PowerVmError('DOCUMENT_UNEXPECTED', 'The console’s LogonResponse has no X-API-Session');
  }
  if (sessionFile) return readTokenFile(sessionFile.trim(), tokenFileRules(credentials));
  throw new PowerVmError(
    'DOCUMENT_UNEXPECTED',
    'The console’s LogonResponse has no X-API-SessionFile; only NovaLink hands out token files, an HMC wants a password',
  );
}

function tokenFileRules({ tokenDirectory, tokenFileOwner, tokenFileMode }: FileCredentials): TokenFileRules {
  return {
    directory: tokenDirectory,
    ...(tokenFileOwner === undefined ? {} : { owners: [tokenFileOwner] }),
    ...(tokenFileMode === undefined ? {} : { mode: tokenFileMode }),
  };
}

import { readXml } from '../xml/read-xml.ts';
import { textOf } from '../xml/sim-element.ts';
import type { Answer } from './answers.ts';
import { plain } from './answers.ts';
import { writeElement } from './atom.ts';
import { leaf, schemaNode } from './documents/document-table.ts';
import { RestRefusal } from './rest-refusal.ts';
import type { RestRequest } from './rest-request.ts';
import type { Sessions } from './sessions.ts';

/** `PUT /rest/api/web/Logon`: the token in the answer, or in a file on NovaLink (logon.xml, logon_file.xml [R]). */
export function logOn(
  sessions: Sessions,
  request: RestRequest,
  { allowsFile, schemaVersion }: { readonly allowsFile: boolean; readonly schemaVersion: string },
): Answer {
  const asked = readXml(request.body ?? '');
  if (asked.name !== 'LogonRequest')
    throw new RestRefusal(400, `A LogonRequest is expected, not ${asked.name}.`);
  const user = textOf(asked, 'UserID') ?? '';
  if (textOf(asked, 'GenerateX-API-SessionFile') === 'true') {
    if (!allowsFile) throw new RestRefusal(400, 'This console has no logon by file.');
    return logonResponse('X-API-SessionFile', sessions.logOnByFile(user), schemaVersion);
  }
  const token = sessions.logOn({ user, password: textOf(asked, 'Password') ?? '' });
  if (token === undefined) throw new RestRefusal(401, 'The user name or the password is wrong.');
  return logonResponse('X-API-Session', token, schemaVersion);
}

function logonResponse(name: string, value: string, schemaVersion: string): Answer {
  const content = schemaNode('LogonResponse', [leaf(name, 'ROR', () => value)], undefined, {
    ...plain,
    schemaVersion,
  });
  const type = 'application/vnd.ibm.powervm.web+xml; type=LogonResponse';
  return { status: 200, headers: { 'content-type': type }, body: writeElement('web', content) };
}

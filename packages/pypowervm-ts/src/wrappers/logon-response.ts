import { webNamespace } from '../xml/namespaces.ts';
import { text } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf } from './leaf.ts';

/** The answer to a logon: the token itself, or the path of the file on the server's disk that holds it. */
export const LogonResponse = defineElement({
  name: 'LogonResponse',
  namespace: webNamespace,
  properties: {
    sessionToken: leaf('X-API-Session', text),
    sessionFile: leaf('X-API-SessionFile', text),
  },
});

export type LogonResponse = ReadOf<typeof LogonResponse>;

import { webNamespace } from '../xml/namespaces.ts';
import { integer, text } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf } from './leaf.ts';

/** A refusal or a failure. The request that it quotes back is not read: it can hold a password. */
export const HttpErrorResponse = defineElement({
  name: 'HttpErrorResponse',
  namespace: webNamespace,
  properties: {
    httpStatus: leaf('HTTPStatus', integer),
    requestUri: leaf('RequestURI', text),
    reasonCode: leaf('ReasonCode', text),
    message: leaf('Message', text),
  },
});

export type HttpErrorResponse = ReadOf<typeof HttpErrorResponse>;

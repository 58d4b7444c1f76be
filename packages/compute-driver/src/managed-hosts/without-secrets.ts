import type { XmlElement } from '@powervm-sriov/pypowervm-ts';
import { rewriteDocument } from './rewrite-document.ts';

/** Elements whose very name says that their value is for nobody's eyes; none is in the recordings, other consoles may differ. */
const secret = /password|passphrase|passwd|secret|credential|token|privatekey|chap/i;

/** The console's own address in hrefs tells where it can be reached, and nothing about the host. */
const origin = /https?:\/\/[^/\s"]+(?=\/rest\/)/g;

export function withoutSecrets(document: XmlElement): XmlElement {
  return rewriteDocument(document, {
    value: (value) => value.replaceAll(origin, 'https://console.invalid'),
    keeps: ({ local }) => !secret.test(local),
  });
}

import { uomNamespace } from '../xml/namespaces.ts';
import { text } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf } from './leaf.ts';

/** The software level of a console; the recorded one is empty, an HMC of today fills it (published capture). */
export const VersionInfo = defineElement({
  name: 'VersionInfo',
  namespace: uomNamespace,
  properties: {
    release: leaf('Release', text),
    servicePackName: leaf('ServicePackName', text),
    version: leaf('Version', text),
  },
});

export type VersionInfo = ReadOf<typeof VersionInfo>;

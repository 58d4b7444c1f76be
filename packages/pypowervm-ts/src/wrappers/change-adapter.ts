import type { LocationCode } from '../identifiers/index.ts';
import { PowerVmError } from '../power-vm-error.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { changeMatching } from './change-matching.ts';
import type { ChangesOf } from './define-element.ts';
import { SriovAdapter } from './sriov-adapter.ts';

/**
 * The document of a ManagedSystem with one SR-IOV adapter changed and nothing else, ready to be POSTed with If-Match:
 * the way to switch an adapter's mode, for which no job exists (sriov-rules [R]).
 * @throws PowerVmError NOT_FOUND when no adapter is at that location, DOCUMENT_UNEXPECTED when several are
 */
export function changeAdapter(
  system: XmlElement,
  location: LocationCode,
  change: ChangesOf<(typeof SriovAdapter)['properties']>,
): XmlElement {
  const { document, changed } = changeMatching(system, {
    table: SriovAdapter,
    matches: (adapter) => adapter.physicalLocation === location,
    change,
  });
  if (changed === 1) return document;
  throw changed === 0
    ? new PowerVmError(
        'NOT_FOUND',
        `the system has no SR-IOV adapter at ${location}: check the location code`,
      )
    : new PowerVmError(
        'DOCUMENT_UNEXPECTED',
        `the system names ${changed} SR-IOV adapters at ${location}: nothing was changed; report the answer`,
      );
}

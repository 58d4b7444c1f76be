import type { LocationCode } from '../identifiers/index.ts';
import { PowerVmError } from '../power-vm-error.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { changeMatching } from './change-matching.ts';
import type { ChangesOf } from './define-element.ts';
import { PhysicalPort } from './physical-port.ts';

/**
 * The document of a ManagedSystem with one physical port changed and nothing else, ready to be POSTed with If-Match:
 * ports have no URI of their own (sriov-rules [R]).
 * @throws PowerVmError NOT_FOUND when no port has that location code, DOCUMENT_UNEXPECTED when several have
 */
export function changePhysicalPort(
  system: XmlElement,
  location: LocationCode,
  change: ChangesOf<(typeof PhysicalPort)['properties']>,
): XmlElement {
  const { document, changed } = changeMatching(system, {
    table: PhysicalPort,
    matches: (port) => port.locationCode === location,
    change,
  });
  if (changed === 1) return document;
  throw changed === 0
    ? new PowerVmError(
        'NOT_FOUND',
        `the system has no SR-IOV physical port ${location}: its adapter may be in mode Dedicated, missing or still initializing`,
      )
    : new PowerVmError(
        'DOCUMENT_UNEXPECTED',
        `the system names ${changed} physical ports ${location}: nothing was changed; report the answer`,
      );
}

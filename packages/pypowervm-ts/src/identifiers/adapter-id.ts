import type { Branded } from './brand.ts';
import { InvalidIdentifier } from './invalid-identifier.ts';
import { parseWholeNumber } from './whole-number.ts';

/** `SRIOVAdapterID`: the small number by which backing devices name an adapter in mode Sriov (not its DRC index). */
export type SriovAdapterId = Branded<number, 'SriovAdapterId'>;
/** `PhysicalPortID`: the number of a port on its adapter, from 0. */
export type PhysicalPortId = Branded<number, 'PhysicalPortId'>;

export function parseSriovAdapterId(given: string | number): SriovAdapterId {
  return idOf<SriovAdapterId>('SR-IOV adapter id', given);
}

export function parsePhysicalPortId(given: string | number): PhysicalPortId {
  return idOf<PhysicalPortId>('physical port id', given);
}

function idOf<Id extends number>(kind: string, given: string | number): Id {
  const value = parseWholeNumber(given);
  if (value === undefined || value > 65535)
    throw new InvalidIdentifier(kind, given, 'a whole number up to 65535');
  return value as Id;
}

import type { TrueState } from '@powervm-sriov/powervm-simulator';
import {
  createEntry,
  createVnic,
  PowerVmError,
  type Session,
  SriovEthernetLogicalPort,
  uomPath,
  virtualIoServerHref,
} from '@powervm-sriov/pypowervm-ts';
import {
  capacityOf,
  type MacAddress,
  parseMacAddress,
  parsePartitionUuid,
  parsePhysicalPortId,
  parseSriovAdapterId,
  parseSystemUuid,
  parseViosUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { noSignal } from '../simulated-host.ts';
import type { ForeignUse } from './random-host.ts';

type TrueSystem = TrueState['systems'][number];

/** Makes what others use of a host, with the bare client; what the platform refuses is left out. */
export async function makeForeignUse(
  session: Session,
  { systems: [system] }: TrueState,
  uses: readonly ForeignUse[],
): Promise<void> {
  if (system === undefined) return;
  for (const [index, use] of uses.entries()) {
    const mac = parseMacAddress(`02bad0${index.toString(16).padStart(6, '0')}`);
    await makeUse(session, { system, use, mac }).catch((error: unknown) => {
      if (!(error instanceof PowerVmError) || error.effectUnknown) throw error;
    });
  }
}

interface Made {
  readonly system: TrueSystem;
  readonly use: ForeignUse;
  readonly mac: MacAddress;
}

async function makeUse(session: Session, { system, use, mac }: Made): Promise<void> {
  const partition = parsePartitionUuid(around(system.partitions, use.partition).uuid);
  const capacity = use.capacity === undefined ? undefined : capacityOf(use.capacity);
  const devices = use.devices.map((device) => {
    const place = around(system.ports, device.port);
    return {
      vios: parseViosUuid(around(system.vioses, device.vios).uuid),
      sriovAdapterId: parseSriovAdapterId(place.adapter),
      physicalPortId: parsePhysicalPortId(place.port),
    };
  });
  switch (use.kind) {
    case 'vnic': {
      const backingDevices = devices.map(({ vios, ...place }) => ({
        ...place,
        deviceType: 'SRIOV',
        virtualIoServer: virtualIoServerHref(session, parseSystemUuid(system.uuid), vios),
        currentCapacity: capacity,
      }));
      await createVnic(session, partition, { details: { macAddress: mac }, backingDevices }, noSignal);
      break;
    }
    case 'logical-port': {
      const [place] = devices;
      const content = SriovEthernetLogicalPort.build({
        sriovAdapterId: place?.sriovAdapterId,
        physicalPortId: place?.physicalPortId,
        configuredCapacity: capacity,
        macAddress: mac,
      });
      const collection = uomPath('LogicalPartition', partition, 'SRIOVEthernetLogicalPort');
      await createEntry(session, collection, content, noSignal);
    }
  }
}

function around<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('there is nothing to choose from');
  return item;
}

import type { FilledHost, PluggedVnic, TrueSystem } from './filled-host.ts';
import type { HostFacts } from './host-facts.ts';
import { hundredths } from './hundredths.ts';
import { portUse } from './port-use.ts';
import { replayRow } from './replay-row.ts';

type TrueVnic = TrueSystem['vnics'][number];

/**
 * What is wrong with a filled host, in words; nothing when all is well. It looks at the simulator's true state and
 * shares no code with the planner, its audit, or what reads the host for them.
 */
export function auditHost(filled: FilledHost): readonly string[] {
  const { facts, plugged } = filled;
  const [system] = filled.state.systems;
  if (system === undefined) return ['the system is gone'];
  const vnics = plugged.map((asked) => ({
    asked,
    vnic: system.vnics.find((each) => each.mac === asked.mac),
  }));
  return [
    ...auditPorts(facts, system),
    ...auditMacs(system),
    ...system.vnics.flatMap((vnic) => auditDevices(vnic, system)),
    ...vnics.flatMap(({ asked, vnic }) =>
      vnic === undefined ? [`vNIC ${asked.mac} is not there`] : auditVnic(vnic, asked, filled),
    ),
    ...replayRow(filled, system),
  ];
}

function auditPorts({ ports, adapterLimits }: HostFacts, system: TrueSystem): string[] {
  const use = portUse(system.logicalPorts);
  const findings = ports.flatMap(({ location, granularity, logicalPorts: limit }) => {
    const { logicalPorts, capacity, shares } = use.onPort(location);
    const told = system.ports.find((port) => port.location === location);
    return [
      ...when(capacity > 10_000, `${location}: ${capacity / 100}% are given away`),
      ...when(logicalPorts > limit, `${location}: ${logicalPorts} logical ports of ${limit}`),
      ...when(
        shares.some((share) => share < granularity || share % granularity !== 0),
        `${location}: a share is no multiple of ${granularity / 100}%`,
      ),
      ...when(
        told?.logicalPorts !== logicalPorts || hundredths(told.allocatedCapacity) !== capacity,
        `${location}: the platform counts ${told?.logicalPorts} logical ports with ${told?.allocatedCapacity}`,
      ),
    ];
  });
  const overfull = [...adapterLimits].flatMap(([adapter, limit]) => {
    const own = ports.filter((port) => port.adapter === adapter);
    const count = own.reduce((sum, { location }) => sum + use.onPort(location).logicalPorts, 0);
    return when(count > limit, `adapter ${adapter}: ${count} logical ports of ${limit}`);
  });
  return [...findings, ...overfull];
}

/** The logical ports of a vNIC carry its address; those given to partitions directly have their own. */
function auditMacs({ vnics, logicalPorts }: TrueSystem): string[] {
  const direct = logicalPorts.filter(({ usage }) => usage === 'NOT_VNIC');
  const macs = [...vnics, ...direct].map(({ mac }) => mac);
  const twice = macs.filter((mac, index) => macs.indexOf(mac) < index);
  return twice.map((mac) => `MAC ${mac} is there twice`);
}

/** Behind every device stands one logical port of its VIOS, on its port and with its share. */
function auditDevices({ mac, backingDevices }: TrueVnic, { logicalPorts }: TrueSystem): string[] {
  return backingDevices.flatMap((device) => {
    const port = logicalPorts.find(({ uuid }) => uuid === device.logicalPort);
    const fits =
      port?.usage === 'DEDICATED_VNIC' &&
      port.mac === mac &&
      port.owner === device.vios &&
      port.capacity === device.capacity &&
      port.location.startsWith(`${device.location}-S`);
    return when(!fits, `vNIC ${mac}: the logical port behind ${device.location} is another's`);
  });
}

function auditVnic(
  { mac, partition, backingDevices: devices }: TrueVnic,
  asked: PluggedVnic,
  { facts, shape }: FilledHost,
): string[] {
  const serving = facts.vioses.filter(({ serves }) => serves);
  const failingOver = serving.filter(({ failsOver }) => failsOver);
  const eligible = devices.length > 1 || failingOver.length > 0 ? failingOver : serving;
  const least = shape.redundancyPolicy === 'strict' ? shape.redundancy : 1;
  const badPlaces = devices.filter(({ location, capacity }) => {
    const port = facts.ports.find((each) => each.location === location);
    const wanted = shape.capacity ?? port?.granularity;
    const hasCeiling = shape.maxCapacity === undefined || port?.hasCeilings === true;
    return !(port?.works && port.network === asked.network && hundredths(capacity) === wanted && hasCeiling);
  });
  const strays = devices.filter(({ vios }) => !eligible.some(({ name }) => name === vios));
  const findings = [
    ...when(partition !== asked.partition, `is on partition ${partition}, not ${asked.partition}`),
    ...when(devices.length < least || devices.length > shape.redundancy, `has ${devices.length} devices`),
    ...when(hasTwins(devices.map(({ location }) => location)), 'has two devices on one port'),
    ...when(hasTwins(devices.map(({ priority }) => priority)), 'has two devices of one priority'),
    ...when(devices.filter(({ isActive }) => isActive).length !== 1, 'has not just one active device'),
    ...when(devices.length > 1 && !facts.failoverCapable, 'cannot fail over on this system'),
    ...badPlaces.map(({ location, capacity }) => `has ${capacity} of ${location}`),
    ...strays.map(({ vios }) => `is served by ${vios}`),
    ...when(
      new Set(devices.map(({ vios }) => vios)).size < Math.min(2, devices.length, eligible.length),
      'is served by one VIOS, and there are two',
    ),
  ];
  return findings.map((what) => `vNIC ${mac} ${what}`);
}

function hasTwins(values: readonly unknown[]): boolean {
  return new Set(values).size < values.length;
}

function when(isWrong: boolean, finding: string): string[] {
  return isWrong ? [finding] : [];
}

import { activateBackingDevice } from '../../platform/activate-backing-device.ts';
import { changeVnic } from '../../platform/change-vnic.ts';
import { writePercent } from '../../platform/percent.ts';
import type { BackingDeviceRequest } from '../../platform/plan-backing-devices.ts';
import type { Platform } from '../../platform/platform.ts';
import type { BackingDevice, LogicalPartition, ManagedSystem, Vnic } from '../../platform/platform-state.ts';
import { JobException } from '../jobs.ts';
import { readCommand } from './read-command.ts';

interface VnicPlace {
  readonly system: ManagedSystem;
  readonly partition: LogicalPartition;
  readonly vnic: Vnic;
}

/** The few HMC commands on vNICs that have no REST call (sriov-rules.md [H]); every other command is refused. */
export function runCli(platform: Platform, parameters: ReadonlyMap<string, string>): string {
  if (parameters.get('acknowledgeThisAPIMayGoAwayInTheFuture') !== 'true') {
    throw new JobException('CLIRunner needs acknowledgeThisAPIMayGoAwayInTheFuture=true.');
  }
  const command = readCommand(parameters.get('cmd') ?? '');
  const { options } = command;
  if (command.name !== 'chhwres' || options.get('-r') !== 'virtualio') {
    throw new JobException(`Unsupported command ${command.name}`);
  }
  const place = findVnic(platform, options);
  switch (`${options.get('--rsubtype')} ${options.get('-o')}`) {
    case 'vnic s':
      changeDevices(platform, place, options.get('-a') ?? '');
      return '';
    case 'vnicbkdev act':
      activateBackingDevice(platform, {
        ...targetOf(place),
        logicalPort: deviceOf(place, options).logicalPort,
      });
      return '';
    case 'vnicbkdev s':
      changePriority(platform, place, options);
      return '';
    default:
      throw new JobException(`Unsupported operation ${options.get('-o')} on ${options.get('--rsubtype')}`);
  }
}

function findVnic({ state }: Platform, options: ReadonlyMap<string, string>): VnicPlace {
  const system = state.systems.find(({ name }) => name === options.get('-m'));
  const partition = system?.partitions.find(
    ({ name, id }) => name === options.get('-p') || String(id) === options.get('--id'),
  );
  const vnic = partition?.vnics.find(({ slot }) => String(slot) === options.get('-s'));
  if (system === undefined || partition === undefined || vnic === undefined) {
    throw new JobException('There is no vNIC with this -m, -p or --id, and -s.');
  }
  return { system, partition, vnic };
}

/** `backing_devices+=sriov/VIOS/VIOSID/ADAPTER/PPORT/CAPACITY[/PRIORITY[/MAX]]`, and `-=` with the first five parts. */
function changeDevices(platform: Platform, place: VnicPlace, attributes: string): void {
  const match = /^backing_devices(\+=|-=)(.+)$/.exec(attributes);
  if (match === null) throw new JobException(`Unsupported attributes ${attributes}`);
  const named = (match[2] ?? '').split(',').map((text) => readDevice(place.system, text));
  const present = place.vnic.backingDevices.map(asRequest);
  const backingDevices =
    match[1] === '+='
      ? [...present, ...named]
      : present.filter((device) => !named.some((gone) => isOnPort(gone, device)));
  changeVnic(platform, { ...targetOf(place), backingDevices, via: 'cli' });
}

function changePriority(platform: Platform, place: VnicPlace, options: ReadonlyMap<string, string>): void {
  const match = /^failover_priority=(\d+)$/.exec(options.get('-a') ?? '');
  if (match === null) throw new JobException(`Unsupported attributes ${options.get('-a')}`);
  const chosen = deviceOf(place, options);
  const backingDevices = place.vnic.backingDevices.map((device) => ({
    ...asRequest(device),
    priority: device === chosen ? Number(match[1]) : device.priority,
  }));
  changeVnic(platform, { ...targetOf(place), backingDevices, via: 'cli' });
}

/** `--logport` names a device by its logical port's id, which the CLI writes in hexadecimal. */
function deviceOf({ system, vnic }: VnicPlace, options: ReadonlyMap<string, string>): BackingDevice {
  const id = Number.parseInt(options.get('--logport') ?? '', 16);
  const port = system.logicalPorts.find(({ logicalPortId }) => logicalPortId === id);
  const device = vnic.backingDevices.find(({ logicalPort }) => logicalPort === port?.uuid);
  if (device === undefined)
    throw new JobException(`The vNIC has no device on --logport ${options.get('--logport')}.`);
  return device;
}

function readDevice(system: ManagedSystem, text: string): BackingDeviceRequest {
  const [kind, viosName, viosId, adapter, port, capacity, priority, maxCapacity] = text.split('/');
  const vios = system.vioses.find(({ name, id }) => name === viosName || String(id) === viosId);
  if (kind !== 'sriov' || vios === undefined || !adapter || !port) {
    throw new JobException(
      `${text} is not sriov/VIOS/VIOSID/ADAPTER/PPORT/CAPACITY[/PRIORITY[/MAX]] of this system.`,
    );
  }
  return {
    vios: vios.uuid,
    adapter: Number(adapter),
    port: Number(port),
    ...(capacity ? { capacity: `${capacity}%` } : {}),
    ...(priority ? { priority: Number(priority) } : {}),
    ...(maxCapacity ? { maxCapacity: `${maxCapacity}%` } : {}),
  };
}

function asRequest(device: BackingDevice): BackingDeviceRequest {
  const { vios, adapter, port, priority, desiredCapacity, desiredMaxCapacity } = device;
  const capacity = writePercent(desiredCapacity);
  return { vios, adapter, port, priority, capacity, maxCapacity: writePercent(desiredMaxCapacity) };
}

function isOnPort(left: BackingDeviceRequest, right: BackingDeviceRequest): boolean {
  return left.adapter === right.adapter && left.port === right.port;
}

function targetOf({ system, partition, vnic }: VnicPlace) {
  return { system: system.uuid, partition: partition.uuid, vnic: vnic.uuid };
}

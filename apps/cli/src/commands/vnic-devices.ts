import { parseCapacityText, parseFailoverPriority } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { CommandContext } from '../command-context.ts';
import { selectDevice } from '../select/select-device.ts';
import { changeDevices } from './change-devices.ts';
import { showCommand } from './console-command.ts';

export function vnicActivateCommand(context: CommandContext) {
  return deviceCommand('activate', 'let the traffic of a vNIC go through this port from now on')
    .argument('<port>', 'port of one of its backing devices: location code, a unique end of it, or 1:0')
    .action((wanted, port, options) =>
      changeDevices(context, { wanted, options }, ({ known, vnic }) => {
        const device = selectDevice(known, vnic, port);
        return { kind: 'activate', device };
      }),
    );
}

export function vnicSetPriorityCommand(context: CommandContext) {
  return deviceCommand('set-priority', 'the place of a backing device in the order of failover')
    .argument('<port>', 'port of one of its backing devices: location code, a unique end of it, or 1:0')
    .argument('<priority>', '1 to 100; the lowest that works carries the traffic', parseFailoverPriority)
    .action((wanted, port, priority, options) =>
      changeDevices(context, { wanted, options }, ({ known, vnic }) => {
        const device = selectDevice(known, vnic, port);
        return { kind: 'priority', device, priority };
      }),
    );
}

export function vnicSetCapacityCommand(context: CommandContext) {
  return deviceCommand(
    'set-capacity',
    'another share for a vNIC: each backing device is replaced by a new one',
  )
    .argument('<share>', 'guaranteed on each port, 2% or 0.02', parseCapacityText)
    .option(
      '--max-capacity <share>',
      'never exceeded on each port, 50% or 0.5; by default as on record',
      parseCapacityText,
    )
    .option('--network <name>', 'the network that the vNIC is on, where its labels do not tell')
    .action((wanted, capacity, options) =>
      changeDevices(context, { wanted, options, network: options.network }, ({ record }) => {
        const maxCapacity = options.maxCapacity ?? record?.shape.maxCapacity;
        return { kind: 'capacity', capacity, maxCapacity };
      }),
    );
}

export function vnicAddDeviceCommand(context: CommandContext) {
  return deviceCommand('add-device', 'one more backing device, on the best port that is left')
    .option('--network <name>', 'the network that the vNIC is on, where its labels do not tell')
    .option('--capacity <share>', 'of the new device, 2% or 0.02; by default as on record', parseCapacityText)
    .action((wanted, options) =>
      changeDevices(context, { wanted, options, network: options.network }, ({ vnic, record }) => {
        const redundancy = vnic.devices.length + 1;
        const capacity = options.capacity ?? record?.shape.capacity;
        return { kind: 'redundancy', redundancy, capacity, maxCapacity: record?.shape.maxCapacity };
      }),
    );
}

export function vnicRemoveDeviceCommand(context: CommandContext) {
  return deviceCommand('remove-device', 'one backing device less; the traffic moves away first')
    .argument('<port>', 'port of the backing device: location code, a unique end of it, or 1:0')
    .action((wanted, port, options) =>
      changeDevices(context, { wanted, options }, ({ known, vnic }) => {
        const device = selectDevice(known, vnic, port);
        return { kind: 'remove', device };
      }),
    );
}

/** A command that changes the backing devices of one vNIC, and shows them as they are then. */
function deviceCommand(name: string, summary: string) {
  return showCommand(name, summary)
    .argument('<vnic>', 'MAC address, virtual slot or UUID')
    .option('-p, --lpar <partition>', 'name, id or UUID of its partition')
    .option('--dry-run', 'tell the steps and change nothing');
}

import {
  type Capacity,
  type FailoverPriority,
  formatCapacity,
  type PhysicalPortId,
  type SlotNumber,
  type SriovAdapterId,
} from '../identifiers/index.ts';
import { PowerVmError } from '../power-vm-error.ts';

/** What the HMC's command line does to a vNIC, for want of a REST call. */
export interface VnicCommand {
  readonly systemName: string;
  /** PartitionID, not the name: it needs no quoting. */
  readonly partitionId: number;
  readonly slot: SlotNumber;
  readonly action: VnicAction;
}

export type VnicAction =
  | { readonly kind: 'add-device'; readonly device: CommandDevice }
  | { readonly kind: 'remove-device'; readonly device: Omit<CommandDevice, 'priority' | 'maxCapacity'> }
  /** `logicalPortId` as the logical port's document has it; the command line writes it in hexadecimal. */
  | { readonly kind: 'activate-device'; readonly logicalPortId: number }
  | { readonly kind: 'set-priority'; readonly logicalPortId: number; readonly priority: FailoverPriority };

export interface CommandDevice {
  readonly viosName: string;
  readonly viosId: number;
  readonly sriovAdapterId: SriovAdapterId;
  readonly physicalPortId: PhysicalPortId;
  readonly capacity: Capacity;
  readonly priority: FailoverPriority;
  readonly maxCapacity: Capacity | undefined;
}

/**
 * The command as one line, from fixed templates (sriov-rules, CLIRunner [H]): names are all that is free in it, so a
 * name that a shell or the command's own syntax could take apart is refused.
 * @throws PowerVmError OPTIONS_INVALID
 */
export function vnicCommandLine({ systemName, partitionId, slot, action }: VnicCommand): string {
  const target = `-m ${plainName(systemName)} --id ${partitionId} -s ${slot}`;
  switch (action.kind) {
    case 'add-device':
      return `chhwres -r virtualio --rsubtype vnic -o s ${target} -a backing_devices+=${added(action.device)}`;
    case 'remove-device':
      return `chhwres -r virtualio --rsubtype vnic -o s ${target} -a backing_devices-=${place(action.device)}`;
    case 'activate-device':
      return `chhwres -r virtualio --rsubtype vnicbkdev -o act ${target} --logport ${hexadecimal(action.logicalPortId)}`;
    case 'set-priority':
      return `chhwres -r virtualio --rsubtype vnicbkdev -o s ${target} --logport ${hexadecimal(action.logicalPortId)} -a failover_priority=${action.priority}`;
  }
}

/** `sriov/VIOS/VIOSID/ADAPTER/PPORT/CAPACITY`, the capacity in percent without the sign. */
function place(device: Omit<CommandDevice, 'priority' | 'maxCapacity'>): string {
  const { viosName, viosId, sriovAdapterId, physicalPortId, capacity } = device;
  return `sriov/${plainName(viosName)}/${viosId}/${sriovAdapterId}/${physicalPortId}/${percent(capacity)}`;
}

function added({ priority, maxCapacity, ...device }: CommandDevice): string {
  const limit = maxCapacity === undefined ? '' : `/${percent(maxCapacity)}`;
  return `${place(device)}/${priority}${limit}`;
}

function percent(capacity: Capacity): string {
  return formatCapacity(capacity).replace('%', '');
}

function hexadecimal(logicalPortId: number): string {
  if (Number.isSafeInteger(logicalPortId) && logicalPortId >= 0) return logicalPortId.toString(16);
  throw new PowerVmError(
    'OPTIONS_INVALID',
    `${logicalPortId} is no logical port id: expected a whole number`,
  );
}

function plainName(name: string): string {
  if (/^[A-Za-z0-9_.][A-Za-z0-9_.+@:-]{0,63}$/.test(name)) return name;
  throw new PowerVmError(
    'OPTIONS_INVALID',
    `The name ${JSON.stringify(name)} is not put on a command line: expected letters, digits and _ . + @ : - only; rename it, or use the console itself`,
  );
}

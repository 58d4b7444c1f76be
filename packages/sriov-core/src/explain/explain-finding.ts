import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostFinding, VnicFault, VnicFinding } from '../health/finding.ts';
import type { DeviceName } from '../name-device.ts';
import { explainHostFault } from './explain-host-fault.ts';
import type { FaultText } from './fault-text.ts';
import { listed, plural } from './plural.ts';
import { printable, quoted } from './printable.ts';

/** One line: how bad, on what, what is wrong, what to do. */
export function explainFinding(finding: VnicFinding | HostFinding): string {
  const { problem, advice } =
    'mac' in finding ? explainVnicFault(finding.fault) : explainHostFault(finding.fault);
  const subject = 'mac' in finding ? `vNIC ${formatMacAddress(finding.mac)}: ` : '';
  return `${finding.severity}: ${subject}${problem}; ${advice}`;
}

export function explainVnicFault(fault: VnicFault): FaultText {
  switch (fault.kind) {
    case 'few-operational':
      return explainFew(fault);
    case 'fewer-devices':
      return {
        problem: `it has ${plural(fault.devices, 'device')}, ${fault.wanted} are wanted`,
        advice: 'add backing devices where its network has eligible ports',
      };
    case 'device-not-operational':
      return {
        problem: `its device on ${named(fault.device)} is ${printable(fault.status)}`,
        advice: adviceForStatus(fault),
      };
    case 'active-not-best':
      return {
        problem: `${fault.active.port} (priority ${fault.active.priority}) carries the traffic while ${fault.best.port} (priority ${fault.best.priority}) works and comes first`,
        advice: 'switch automatic failback on, or activate the better device by hand',
      };
    case 'shared-vios':
      return {
        problem: `${printable(fault.vios)} serves ${plural(fault.ports.length, 'device')} of it (${listed(fault.ports)}), which go down with it together`,
        advice: 'move one of them to another VIOS',
      };
    case 'shared-adapter':
      return {
        problem: `adapter ${fault.adapter} carries ${plural(fault.ports.length, 'device')} of it (${listed(fault.ports)}), which are lost with it together`,
        advice: 'move one of them to another adapter',
      };
    case 'duplicate-priority':
      return {
        problem: `${listed(fault.devices.map(({ port }) => port))} share priority ${fault.priority}, so it is open which of them takes over`,
        advice: 'give each device a priority of its own',
      };
    case 'off-network':
      return {
        problem: `its device on ${named(fault.device)} is on network ${quoted(fault.network)} now, ${quoted(fault.wanted)} is wanted`,
        advice: 'label the port back, or move the device to a port of its network',
      };
    case 'port-unknown':
      return {
        problem: `the port of its device on ${named(fault.device)} is not on the host`,
        advice: 'bring the adapter back in mode Sriov, or move the device',
      };
    case 'many-devices':
      return {
        problem: `it has ${fault.devices} devices, and some Linux clients had trouble with more than 2`,
        advice: 'watch its failovers, or remove a device',
      };
  }
}

function explainFew({ operational, devices }: VnicFault & { kind: 'few-operational' }): FaultText {
  return operational === 0
    ? {
        problem: `none of its ${plural(devices, 'device')} is operational: it is cut off`,
        advice: 'mend its devices, each of which is named',
      }
    : {
        problem: `${operational} of its ${plural(devices, 'device')} is operational: the next fault cuts it off`,
        advice:
          devices > 1
            ? 'mend its devices, each of which is named'
            : 'add a device on another adapter and VIOS',
      };
}

function adviceForStatus({ device, status }: VnicFault & { kind: 'device-not-operational' }): string {
  switch (status) {
    case 'LINK_DOWN':
      return `check the cable and the switch at ${device.port}`;
    case 'ADAPTER_ERROR':
      return `check the adapter of ${device.port}`;
    case 'POWERED_OFF':
    case 'UNRESPONSIVE':
      return `check that ${printable(device.vios)} runs and responds`;
    default:
      return `check ${device.port} and ${printable(device.vios)}`;
  }
}

function named({ port, vios }: DeviceName): string {
  return `${port} through ${printable(vios)}`;
}

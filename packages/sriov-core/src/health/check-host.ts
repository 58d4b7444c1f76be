import type { ViosUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { compareLocation } from '../compare-location.ts';
import { deepFreeze } from '../deep-freeze.ts';
import { judgeAdapter } from '../eligibility/judge-adapter.ts';
import { judgeVios } from '../eligibility/judge-vios.ts';
import { checkPorts, type PortHealthCase } from './check-ports.ts';
import type { Capability, HostFault, HostFinding } from './finding.ts';

export interface HostHealthCase extends PortHealthCase {
  /** Levels of firmware and VIOS software as the platform words them, to explain a capability that is missing. */
  readonly levels?: KnownLevels;
}

export interface KnownLevels {
  readonly firmware?: string | undefined;
  readonly vioses?: ReadonlyMap<ViosUuid, string>;
}

/** The levels that brought each capability (sriov-rules [H]). The capability elements decide; these only explain. */
const neededLevels = {
  vnic: { firmware: 'FW840', vios: '2.2.4' },
  'vnic-failover': { firmware: 'FW860', vios: '2.2.5' },
} as const satisfies Readonly<Record<Capability, { firmware: string; vios: string }>>;

/** Everything that is not well with a host, before or after it has vNICs. */
export function checkHost(given: HostHealthCase): readonly HostFinding[] {
  return deepFreeze([
    ...checkSystem(given),
    ...checkVioses(given),
    ...checkAdapters(given),
    ...checkPorts(given),
    ...checkPartitions(given),
  ]);
}

function checkSystem({ snapshot: { system }, levels }: HostHealthCase): readonly HostFinding[] {
  const lacking = (capability: Capability): HostFault => ({
    kind: 'system-incapable',
    system: system.name,
    capability,
    level: { has: levels?.firmware, needs: neededLevels[capability].firmware },
  });
  const found: HostFinding[] = [];
  if (!system.consoleIsMaster) {
    found.push({ severity: 'error', fault: { kind: 'not-master', system: system.name } });
  }
  if (!system.vnicCapable) found.push({ severity: 'error', fault: lacking('vnic') });
  else if (!system.vnicFailoverCapable) found.push({ severity: 'warning', fault: lacking('vnic-failover') });
  return found;
}

function checkVioses({ snapshot, levels }: HostHealthCase): readonly HostFinding[] {
  const vioses = snapshot.vioses.toSorted((left, right) => compareLocation(left.name, right.name));
  const found = vioses.flatMap((vios): HostFinding[] => {
    const reason = judgeVios(vios, []);
    const lacking = (capability: Capability): HostFault => ({
      kind: 'vios-incapable',
      vios: vios.name,
      capability,
      level: { has: levels?.vioses?.get(vios.uuid), needs: neededLevels[capability].vios },
    });
    if (reason?.kind === 'vios-not-vnic-capable') return [{ severity: 'warning', fault: lacking('vnic') }];
    if (reason !== undefined) {
      return [{ severity: 'warning', fault: { kind: 'vios-unusable', vios: vios.name, reason } }];
    }
    return vios.vnicFailoverCapable ? [] : [{ severity: 'warning', fault: lacking('vnic-failover') }];
  });
  const usable = vioses.filter((vios) => judgeVios(vios, []) === undefined).map(({ name }) => name);
  if (usable.length > 1) return found;
  const severity = usable.length === 0 ? 'error' : 'warning';
  return [{ severity, fault: { kind: 'few-vioses', usable } }, ...found];
}

/** An adapter in mode Dedicated is somebody's choice; one in mode Sriov that does not run is a fault. */
function checkAdapters({ snapshot: { adapters } }: HostHealthCase): readonly HostFinding[] {
  return adapters.flatMap((adapter): HostFinding[] => {
    const reason = adapter.mode === 'Sriov' ? judgeAdapter(adapter, []) : undefined;
    if (reason === undefined) return [];
    const { location } = adapter;
    return [{ severity: 'error', fault: { kind: 'adapter-unusable', location, reason } }];
  });
}

/** Without RMC no device of a running partition changes and it cannot migrate; IBM i does without (sriov-rules [R]). */
function checkPartitions({ snapshot: { partitions } }: HostHealthCase): readonly HostFinding[] {
  return partitions
    .filter(({ state, rmc, type }) => state === 'running' && rmc !== 'active' && type !== 'OS400')
    .map(({ name: partition, uuid, rmc }) => {
      return { severity: 'warning', fault: { kind: 'partition-without-rmc', partition, uuid, rmc } };
    });
}

import {
  capacityOf,
  parseFailoverPriority,
  parseLocationCode,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  auditPlan,
  type ChoiceReasons,
  closedAccess,
  type PhysicalPortSnapshot,
  type PlanCase,
  type Planned,
  type PlannedDevice,
  type SriovAdapterSnapshot,
  type ViosSnapshot,
} from '../src/index.ts';

/** Tries every set of ports with every VIOS behind each, and lets the audit say whether one of them breaks no rule. */
export function existsPlan(given: PlanCase): boolean {
  const { snapshot, request } = given;
  const ports = snapshot.adapters.flatMap((adapter) => adapter.ports.map((port) => ({ adapter, port })));
  const paths = ports.flatMap((place) => snapshot.vioses.map((vios) => ({ ...place, vios })));
  const wanted = request.redundancyPolicy === 'strict' ? request.redundancy : 1;
  return subsets(paths, wanted).some((chosen) => isAllowed(chosen, given));
}

interface Path {
  readonly adapter: SriovAdapterSnapshot;
  readonly port: PhysicalPortSnapshot;
  readonly vios: ViosSnapshot;
}

function* combine<Item>(items: readonly Item[], size: number, from = 0): Generator<readonly Item[]> {
  if (size === 0) yield [];
  for (let index = from; size > 0 && index <= items.length - size; index++) {
    for (const rest of combine(items, size - 1, index + 1)) yield [items[index] as Item, ...rest];
  }
}

function subsets<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return [...combine(items, size)];
}

function isAllowed(paths: readonly Path[], { request, partition, ...given }: PlanCase): boolean {
  const devices = paths.flatMap((path, index) => deviceOn(path, index, request));
  if (devices.length < paths.length) return false;
  const { mac, vlan } = request;
  const plan: Planned = {
    feasible: true,
    request,
    vnic: { mac, vlan, ...closedAccess },
    devices,
    weaknesses: tellEverything,
    survey: noSurvey,
    reservation: { mac, ...(partition === undefined ? {} : { partition }), devices },
  };
  return auditPlan({ ...given, request, partition, plan }).length === 0;
}

function deviceOn(
  { adapter, port, vios }: Path,
  index: number,
  request: PlanCase['request'],
): PlannedDevice[] {
  if (adapter.adapterId === undefined) return [];
  return [
    {
      portLocation: port.location,
      adapterId: adapter.adapterId,
      adapterLocation: adapter.location,
      portId: port.portId,
      viosUuid: vios.uuid,
      viosName: vios.name,
      capacity: request.capacity ?? port.granularity ?? capacityOf(0),
      maxCapacity: request.maxCapacity,
      priority: parseFailoverPriority(index + 1),
      why: noReasons,
    },
  ];
}

const noReasons: ChoiceReasons = {
  adapter: { decidedBy: 'only-choice', devicesBefore: 0, room: 0 },
  port: { decidedBy: 'only-choice', slots: 0, freeLogicalPorts: 0, freeCapacity: capacityOf(0) },
  vios: { eligible: 0, served: 0, shared: 0 },
  priority: {
    rank: 0,
    activePaths: { port: 0, adapter: 0, vios: 0 },
    sharesAdapter: false,
    sharesVios: false,
  },
};

const noSurvey: Planned['survey'] = {
  refusedAdapters: [],
  refusedPorts: [],
  refusedVioses: [],
  passedOverPorts: [],
  passedOverVioses: [],
};

const tellEverything: Planned['weaknesses'] = [
  { kind: 'shared-adapter', adapterLocation: parseLocationCode('U1'), ports: [], all: false },
  { kind: 'shared-vios', viosName: '', ports: [], all: false },
  { kind: 'fewer-devices', wanted: 0, placed: 0, because: { kind: 'no-vios', vioses: 0 } },
];

import {
  cleanReturnedSource,
  confirmColdMigration,
  createPartition,
  migrateCold,
  migrateLive,
  planDrain,
  plugVifs,
  powerOn,
  revertColdMigration,
} from '@powervm-sriov/compute-driver';
import { readClientNetworkAdapters } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { noSignal, type Sides } from './open-sides.ts';
import type { Ward } from './ward.ts';
import { bindingOf, drained, ours, sick, spec, type WorkName, works } from './works.ts';

export interface KillCase {
  readonly work: WorkName;
  /** Whether who comes after the kill may heal, too. */
  readonly heals?: boolean;
  readonly partition: (ward: Ward) => PartitionUuid;
  readonly prepare: (sides: Sides, ward: Ward) => Promise<unknown>;
  /** Where everything is when the work was done and acknowledged. */
  readonly done: string;
  /** Where else it may come to rest when the process was killed. */
  readonly rests: readonly string[];
  /** The same is asked for once more, in whichever way leads on from there. */
  readonly again: (sides: Sides, ward: Ward, rest: string) => Promise<unknown>;
  /** Where everything may be then. */
  readonly ends: readonly string[];
}

const guest = (ward: Ward): PartitionUuid => ward.partition('guest1');
const created = (): PartitionUuid => ours;

const plugTwo = ({ left }: Sides, partition: PartitionUuid) =>
  plugVifs(left, { partition, bindings: [bindingOf(1), bindingOf(2)] }, noSignal);

const prepareGuest = (sides: Sides, ward: Ward) => plugTwo(sides, guest(ward));

/** A partition of ours that runs and has two vNICs. */
async function prepareOurs(sides: Sides): Promise<void> {
  await createPartition(sides.left, { spec, uuid: ours }, noSignal);
  await plugTwo(sides, ours);
  await powerOn(sides.left, ours, noSignal);
}

async function prepareDeadOurs(sides: Sides, { simulator }: Ward): Promise<void> {
  await prepareOurs(sides);
  simulator.control.setSystemPower('left', 'off');
}

const there = ({ left: source, right: target }: Sides) => ({ source, target });
const back = ({ left: target, right: source }: Sides) => ({ source, target });

/** The migration that waits for somebody to decide. */
async function undecided({ left }: Sides): Promise<string> {
  const all = await left.records.migrations.list({}, noSignal);
  return all.find(({ phase }) => phase === 'awaiting-confirm')?.id ?? 'none';
}

const waiting = 'awaiting-confirm: left not activated 1 2 and right running 1 2';

export const killCases: readonly KillCase[] = [
  {
    work: 'plug',
    partition: guest,
    prepare: async () => {},
    done: 'left running 1 2',
    rests: ['left running', 'left running 1', 'left running 2'],
    again: (sides, ward) => works.plug(sides, guest(ward)),
    ends: ['left running 1 2'],
  },
  {
    work: 'unplug',
    partition: guest,
    prepare: prepareGuest,
    done: 'left running',
    rests: ['left running 1 2'],
    again: (sides, ward) => works.unplug(sides, guest(ward)),
    ends: ['left running'],
  },
  {
    work: 'heal',
    heals: true,
    partition: guest,
    async prepare(sides, ward) {
      await prepareGuest(sides, ward);
      ward.simulator.control.failAdapter(sick);
      ward.clock.advance(120_000);
    },
    done: 'left running 1 2',
    rests: [],
    again: (sides) => works.heal(sides),
    ends: ['left running 1 2'],
  },
  {
    work: 'drain',
    heals: true,
    partition: guest,
    prepare: prepareGuest,
    done: 'left running 1 2',
    rests: [],
    async again(sides, { simulator }) {
      await works.drain(sides);
      const { vnics } = await planDrain(sides.left, { place: drained }, noSignal);
      if (vnics.some(({ stays }) => stays === undefined)) throw new Error('it is not drained');
      const devices = simulator.control
        .state()
        .systems.flatMap((system) => system.vnics.map((vnic) => vnic.backingDevices.length));
      if (devices.some((count) => count !== 2)) throw new Error(`vNICs have ${devices.join(', ')} devices`);
    },
    ends: ['left running 1 2'],
  },
  {
    work: 'live migration',
    partition: guest,
    prepare: prepareGuest,
    done: 'done: right running 1 2',
    rests: ['rolled-back: left running 1 2', 'left running 1 2'],
    again: (sides, ward, rest) =>
      migrateLive((rest.startsWith('done') ? back : there)(sides), { partition: guest(ward) }, noSignal),
    ends: ['done: right running 1 2', 'done: left running 1 2'],
  },
  {
    work: 'cold migration, confirmed',
    partition: created,
    prepare: prepareOurs,
    done: 'done: right running 1 2',
    rests: ['rolled-back: left running 1 2', 'left running 1 2', waiting],
    async again(sides, _ward, rest) {
      if (rest === waiting) await confirmColdMigration(sides.left, await undecided(sides), noSignal);
      else if (rest.startsWith('done')) await migrateCold(back(sides), { partition: ours }, noSignal);
      else await works['cold migration, confirmed'](sides, ours);
    },
    ends: ['done: right running 1 2', 'awaiting-confirm: left running 1 2 and right not activated 1 2'],
  },
  {
    work: 'cold migration, reverted',
    partition: created,
    prepare: prepareOurs,
    done: 'rolled-back: left running 1 2',
    rests: ['left running 1 2', waiting],
    async again(sides, _ward, rest) {
      if (rest === waiting) await revertColdMigration(there(sides), await undecided(sides), noSignal);
      else await works['cold migration, reverted'](sides, ours);
    },
    ends: ['rolled-back: left running 1 2'],
  },
  {
    work: 'evacuation',
    partition: created,
    prepare: prepareDeadOurs,
    done: 'awaiting-source: left not activated 1 2 and right running 1 2',
    rests: ['rolled-back: left not activated 1 2', 'left not activated 1 2'],
    async again(sides, { simulator }, rest) {
      if (!rest.startsWith('awaiting-source')) await works.evacuation(sides, ours);
      simulator.control.setSystemPower('left', 'on');
      const all = await sides.right.records.migrations.list({}, noSignal);
      const { id } = all.find(({ phase }) => phase === 'awaiting-source') ?? { id: 'none' };
      await cleanReturnedSource({ source: sides.left, target: sides.right }, id, noSignal);
    },
    ends: ['done: right running 1 2'],
  },
  {
    work: 'partition creation',
    partition: created,
    prepare: async () => {},
    done: 'left not activated',
    rests: ['nowhere', 'left not activated'],
    async again(sides) {
      await works['partition creation'](sides);
      const { session, system } = sides.left.host;
      const adapters = await readClientNetworkAdapters(session, { system, partition: ours }, noSignal);
      if (adapters.length !== 1) throw new Error(`it has ${adapters.length} management adapters`);
    },
    ends: ['left not activated'],
  },
  {
    work: 'partition deletion',
    partition: created,
    prepare: async (sides) => {
      await createPartition(sides.left, { spec, uuid: ours }, noSignal);
      await plugTwo(sides, ours);
    },
    done: 'nowhere',
    rests: ['left not activated 1 2'],
    again: (sides) => works['partition deletion'](sides, ours),
    ends: ['nowhere'],
  },
];

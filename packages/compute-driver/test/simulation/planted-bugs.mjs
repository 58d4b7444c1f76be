/**
 * Mistakes that the simulation must find, each planted by replacing a few words of a source file while it is built.
 * The words are sought exactly: who changes them there looks after the bug here, too.
 */

const attach = 'packages/compute-driver/src/attach';
const host = 'packages/compute-driver/src/host';
const heal = 'packages/compute-driver/src/heal';
const migrate = 'packages/compute-driver/src/migrate';
const driver = 'packages/vif-drivers/src/pvm-sriov';
const core = 'packages/sriov-core/src';

/** @type {readonly { name: string, edits: readonly { file: string, find: string, replace: string }[] }[]} */
export const plantedBugs = [
  {
    name: 'no look for the MAC before a plug',
    edits: [
      {
        file: `${driver}/plug-vnic.ts`,
        find: "if (here !== undefined) return { kind: 'present'",
        replace: "if (here !== undefined && here.mac === '') return { kind: 'present'",
      },
    ],
  },
  {
    name: 'no resync after a gap in the events',
    edits: [
      { file: `${host}/host-view.ts`, find: 'gap = { why };\n      fresh.markAll();', replace: 'void why;' },
    ],
  },
  {
    name: 'no reservation ledger',
    edits: [
      { file: `${host}/reservation-ledger.ts`, find: 'held.set(reservation.mac, reservation);', replace: '' },
    ],
  },
  {
    name: 'intent not recorded before the PUT',
    edits: [
      {
        file: `${attach}/record-intent.ts`,
        find: 'if (meant.length > 0) await records.vnics.put(meant, signal);',
        replace: '',
      },
    ],
  },
  {
    name: 'a failed plug is not undone',
    edits: [
      {
        file: `${attach}/undo-plugs.ts`,
        find: 'await undoEach(compute, orders, outcomes)',
        replace: '[]',
      },
    ],
  },
  {
    name: 'unplug from a view with a gap',
    edits: [
      {
        file: `${driver}/unplug-vnic.ts`,
        find: "await host.freshen(target.partition, 'without-gap', signal);",
        replace: '',
      },
      {
        file: `${attach}/find-hindrance.ts`,
        find: "await host.freshen(partition, 'recent', signal);",
        replace: '',
      },
      {
        file: `${driver}/remove-vnic.ts`,
        find: "await host.freshen(vnic.partitionUuid, 'without-gap', neverAborted);",
        replace: '',
      },
    ],
  },
  {
    name: 'absence inferred from one answer that knows no such partition',
    edits: [
      {
        file: `${host}/part-reader.ts`,
        find: 'if (listed !== undefined) throw disowned(listed.snapshot, failure);',
        replace: '',
      },
    ],
  },
  {
    name: 'an answer that cannot be read is taken for an empty list',
    edits: [
      {
        file: `${attach}/look-for-vnics.ts`,
        find: 'seen = await host.lookAgain(partition, signal);',
        replace: 'seen = await host.lookAgain(partition, signal).catch(() => []); break;',
      },
    ],
  },
  {
    name: 'no lock on the partition',
    edits: [
      {
        file: `${host}/exclusive-lock.ts`,
        find: 'const mine = before.then(ignore, ignore).then(',
        replace: 'void before; const mine = Promise.resolve().then(',
      },
    ],
  },
  {
    name: 'healing touches what nobody recorded',
    edits: [
      {
        file: `${attach}/finish-interrupted.ts`,
        find: 'const finished = [...(await orLeave(plugging',
        replace:
          'for (const vnic of host_(compute).snapshot().vnics) if (vnic.partitionUuid.toUpperCase() === partition.toUpperCase() && (await compute.records.vnics.find({ system: compute.host.system, partition, mac: vnic.mac }, signal)) === undefined) await compute.registry.driverOf(pvmSriovDriver.vifType).unplug(compute.host, { partition, mac: vnic.mac }, signal).catch(() => undefined);\n  const finished = [...(await orLeave(plugging',
      },
      {
        file: `${attach}/finish-interrupted.ts`,
        find: 'async function finishPlugs(',
        replace: 'const host_ = (compute) => compute.host;\nasync function finishPlugs(',
      },
    ],
  },
  {
    name: 'a drain removes before it adds',
    edits: [
      {
        file: `${heal}/make-device-steps.ts`,
        find: 'for (const step of steps) {',
        replace:
          "for (const step of steps.toSorted((left, right) => Number(right.kind === 'remove') - Number(left.kind === 'remove'))) {",
      },
      {
        file: `${heal}/make-device-steps.ts`,
        find: "if (step.kind === 'remove') await awaitSuccessors(",
        replace: "if (step.kind === 'nothing') await awaitSuccessors(",
      },
    ],
  },
  {
    name: 'a live migration is confirmed without a look at either side',
    edits: [
      {
        file: `${migrate}/settle-live-migration.ts`,
        find: 'const seen = await watchPartition(source, journey.record(), signal);',
        replace: 'const seen = undefined;',
      },
      {
        file: `${migrate}/post-live-migration.ts`,
        find: 'if (left !== undefined) {',
        replace: 'if (left === null) {',
      },
      {
        file: `${migrate}/post-live-migration.ts`,
        find: 'await requireArrived(target, journey.record(), signal);',
        replace: '',
      },
    ],
  },
  {
    name: 'a rollback forgets what is on the target',
    edits: [
      {
        file: `${migrate}/revert-migration.ts`,
        find: 'await removePartition(target, partition, signal);',
        replace:
          'await target.records.partitions.remove([{ system: target.host.system, partition }], signal);',
      },
    ],
  },
  {
    name: 'a plug whose answer was lost is plugged again',
    edits: [
      {
        file: `${driver}/realize-plan.ts`,
        find: "if (vnic !== undefined) return { kind: 'created'",
        replace: "if (vnic === null) return { kind: 'created'",
      },
    ],
  },
  {
    name: 'the slot is not written down',
    edits: [
      {
        file: `${attach}/record-plugged.ts`,
        find: 'slot: slot ?? record.slot,',
        replace: 'slot: undefined,',
      },
    ],
  },
  {
    name: 'the slot is not asked for again',
    edits: [
      {
        file: `${attach}/plug-request-of.ts`,
        find: 'return { partition, slot,',
        replace: 'return { partition,',
      },
    ],
  },
  {
    name: 'the record goes before the vNIC',
    edits: [
      {
        file: `${attach}/record-unplugging.ts`,
        find: 'await asFarAsRoom(() => records.vnics.put(meant, signal));',
        replace: 'await records.vnics.remove(meant, signal);',
      },
    ],
  },
  {
    name: 'a removal whose answer was lost is believed',
    edits: [
      {
        file: `${driver}/remove-vnic.ts`,
        find: "if (error.code === 'NOT_FOUND' || error.effectUnknown) return error;",
        replace: "if (error.code === 'NOT_FOUND' || error.effectUnknown) return undefined;",
      },
    ],
  },
  {
    name: 'what was acknowledged is forgotten when a plug is repeated and fails',
    edits: [
      {
        file: `${attach}/record-intent.ts`,
        find: 'if (before !== undefined && isAcknowledged(before)) return { ...before, ...whose };',
        replace:
          "if (before !== undefined && isAcknowledged(before)) return { ...before, ...whose, state: 'plugging' };",
      },
      { file: `${attach}/undo-plugs.ts`, find: 'if (before === undefined)', replace: 'if (before !== null)' },
    ],
  },
  {
    name: 'a migration holds no room on its target',
    edits: [
      { file: `${migrate}/hold-room.ts`, find: 'reservations.forEach(host.reserve);', replace: 'void host;' },
    ],
  },
  {
    name: 'two paths on one adapter although another one has room',
    edits: [
      {
        file: `${core}/placement/choose-ports.ts`,
        find: 'devicesOn(left.contender) - devicesOn(right.contender)',
        replace: 'devicesOn(right.contender) - devicesOn(left.contender)',
      },
    ],
  },
  {
    name: 'all paths behind one VIOS although another one could serve some',
    edits: [
      {
        file: `${core}/placement/place-devices.ts`,
        find: 'dealVioses(chosen, vioses.eligible,',
        replace: 'dealVioses(chosen, vioses.eligible.slice(0, 1),',
      },
    ],
  },
  {
    name: 'the last logical port of a port is never given',
    edits: [
      {
        file: `${core}/eligibility/judge-port.ts`,
        find: 'return configured + reserved < limit ?',
        replace: 'return configured + reserved + 1 < limit ?',
      },
    ],
  },
  {
    name: 'the planner changes what it is given',
    edits: [
      { file: `${host}/inventory.ts`, find: 'current ??= deepFreeze({', replace: 'current ??= ({' },
      {
        file: `${core}/plan-vnic.ts`,
        find: 'const tally = tallyUse(snapshot, reservations);',
        replace:
          'Object.assign(snapshot.vioses, snapshot.vioses.toReversed()); const tally = tallyUse(snapshot, reservations);',
      },
    ],
  },
  {
    name: 'everything is read anew for each decision',
    edits: [
      {
        file: `${attach}/find-hindrance.ts`,
        find: "await host.freshen(partition, 'recent', signal);",
        replace: "await host.freshen(partition, 'read-now', signal);",
      },
      {
        file: `${driver}/plug-vnic.ts`,
        find: "await host.freshen(request.partition, 'recent', signal);",
        replace: "await host.freshen(request.partition, 'read-now', signal);",
      },
    ],
  },
  {
    name: 'a dry look at what could be adopted adopts it',
    edits: [
      {
        file: `${attach}/adopt-vnics.ts`,
        find: 'if (request.dryRun) return adoptions;',
        replace: '',
      },
    ],
  },
  {
    name: 'the pool follows a read that failed',
    edits: [
      {
        file: 'packages/compute-driver/src/pool/resource-reporter.ts',
        find: "return { counted: lastGood, state: { state: 'last-good'",
        replace: "return { counted: await count(claims), state: { state: 'last-good'",
      },
    ],
  },
  {
    name: 'a creation that is refused has created nothing',
    edits: [
      {
        file: `${driver}/realize-plan.ts`,
        find: 'return await settleLoss(host, attempt, refusal);',
        replace: 'throw error;',
      },
    ],
  },
];

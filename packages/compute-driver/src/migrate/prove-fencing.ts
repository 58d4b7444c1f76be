import {
  PowerVmError,
  readLogicalPartition,
  readManagedSystem,
  type Session,
} from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid, SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { HostError } from '../host/host-error.ts';
import { isState, type SystemStates } from './system-states.ts';

/**
 * How it is known that the partition does not run on its source any more. A console that does not answer proves
 * nothing: partitions outlive it.
 */
export type Fencing =
  /** Another console of the source, which still sees it. */
  | { readonly kind: 'witness'; readonly session: Session }
  /** Somebody has cut it off and answers for it. */
  | { readonly kind: 'statement'; readonly by: string; readonly text: string };

interface FencedPartition {
  readonly system: SystemUuid;
  readonly partition: PartitionUuid;
  /** For people. */
  readonly name: string;
  readonly systemName: string;
}

export interface FencingCase {
  readonly fenced: FencedPartition;
  readonly fencing: Fencing;
  readonly states: SystemStates;
}

/**
 * The proof, for the record.
 *
 * @throws HostError NOT_FENCED naming what the witness sees, or that it sees nothing.
 */
export async function proveFencing(
  { fenced, fencing, states }: FencingCase,
  signal: AbortSignal,
): Promise<string> {
  if (fencing.kind === 'statement') return recordStatement(fenced, fencing);
  const seen = await askWitness(fenced, { session: fencing.session, states }, signal);
  if (seen.isOff) return seen.finding;
  throw notFenced(fenced, `its witness says that ${seen.finding}`);
}

function recordStatement(
  fenced: FencedPartition,
  { by, text }: Extract<Fencing, { kind: 'statement' }>,
): string {
  if (by.trim() !== '' && text.trim() !== '') return `${by.trim()} states: ${text.trim()}`;
  throw notFenced(fenced, 'the statement names nobody, or says nothing');
}

interface Sight {
  readonly isOff: boolean;
  readonly finding: string;
}

async function askWitness(
  fenced: FencedPartition,
  { session, states }: { readonly session: Session; readonly states: SystemStates },
  signal: AbortSignal,
): Promise<Sight> {
  const { values } = await asked(fenced, () => readManagedSystem(session, fenced.system, signal));
  const { state = 'unknown', systemName: name = fenced.systemName } = values;
  if (isState(states.off, state)) return { isOff: true, finding: `system ${name} is '${state}'` };
  // Without a connection to the system a console goes on showing what it saw last (sriov-rules, Migration).
  if (!isState(states.connected, state)) return { isOff: false, finding: `system ${name} is '${state}'` };
  const found = await asked(fenced, () => findPartition(fenced, session, signal));
  const where = `on system ${name}, which is '${state}'`;
  if (found === undefined) return { isOff: true, finding: `there is no such partition ${where}` };
  return { isOff: found === 'not activated', finding: `the partition is '${found}' ${where}` };
}

async function findPartition(
  fenced: FencedPartition,
  session: Session,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    return (await readLogicalPartition(session, fenced, signal)).values.partitionState ?? 'unknown';
  } catch (error) {
    if (error instanceof PowerVmError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

async function asked<Answer>(fenced: FencedPartition, read: () => Promise<Answer>): Promise<Answer> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof PowerVmError) || error.code === 'ABORTED') throw error;
    throw notFenced(fenced, `its witness cannot tell: ${error.message}`, error);
  }
}

function notFenced({ systemName, name }: FencedPartition, why: string, cause?: unknown): HostError {
  return new HostError(
    'NOT_FENCED',
    `partition ${name} may still run on ${systemName}: ${why}; power the system off, or state how it was cut off`,
    { cause },
  );
}

import { PowerVmError, readAuthorizedKeys, readPublicKey } from '@powervm-sriov/pypowervm-ts';
import type { ComputeHost } from '../compute-host.ts';
import type { BothSides } from './migration-sides.ts';

/**
 * What keeps the source's NovaLink from logging on to the target's as `wlp`; undefined when nothing does, or when one
 * console has both systems. The key need not have been let in before: the target does that when it gets ready
 * (nova-powervm live_migration.py [R]).
 */
export async function probeKeys(
  { source, target }: BothSides,
  signal: AbortSignal,
): Promise<string | undefined> {
  const [from, to] = [source.host.session, target.host.session];
  if (from === to || from.traits.kind !== 'novalink' || to.traits.kind !== 'novalink') return undefined;
  const shown = await asked(source, () => readPublicKey(from, signal));
  if (shown.fault !== undefined) return shown.fault;
  if (shown.answer === undefined) {
    return `the NovaLink of ${nameOf(source)} shows no public key, by which it could log on to that of ${nameOf(target)}; make one for its user wlp`;
  }
  return (await asked(target, () => readAuthorizedKeys(to, signal))).fault;
}

type Asked<Answer> =
  | { readonly answer: Answer; readonly fault?: undefined }
  | { readonly answer?: undefined; readonly fault: string };

async function asked<Answer>(compute: ComputeHost, read: () => Promise<Answer>): Promise<Asked<Answer>> {
  try {
    return { answer: await read() };
  } catch (error) {
    if (!(error instanceof PowerVmError) || error.code === 'ABORTED') throw error;
    return { fault: `the NovaLink of ${nameOf(compute)} does not tell its keys: ${error.message}` };
  }
}

function nameOf({ host }: ComputeHost): string {
  return host.snapshot().system.name;
}

import { openSession } from '../src/session/open-session.ts';
import type { Session } from '../src/session/session.ts';
import type { RestRequest } from '../src/transport/transport.ts';
import { logonAnswer } from './documents.ts';
import { type Step, scriptedConsole } from './scripted-console.ts';
import { VirtualClock } from './virtual-clock.ts';

export interface TestSession {
  readonly session: Session;
  readonly clock: VirtualClock;
  /** What arrived after the logon. */
  readonly requests: () => readonly RestRequest[];
  /** The same, short: method and path. */
  readonly lines: () => readonly string[];
}

/** A real session with a scripted console on virtual time; the jitter is always the longest. */
export async function testSession(...steps: readonly [Step, ...Step[]]): Promise<TestSession> {
  const clock = new VirtualClock();
  const console = scriptedConsole(logonAnswer('token-1'), ...steps);
  const session = await openSession({
    transport: console.transport,
    credentials: { user: 'neo', password: 'secret' },
    clock,
    random: () => 1,
  });
  const requests = (): readonly RestRequest[] => console.requests.slice(1);
  return { session, clock, requests, lines: () => requests().map(({ method, path }) => `${method} ${path}`) };
}

import { randomInt, randomUUID } from 'node:crypto';
import { PlatformRefusal } from '../platform/platform-refusal.ts';
import { UnreadableXml } from '../xml/read-xml.ts';
import { type Answer, errorAnswer, noContent, toResponse } from './answers.ts';
import { type Console, schemaVersionOf } from './console.ts';
import { handleEvents } from './handle-events.ts';
import { handleJobs } from './handle-jobs.ts';
import { handleObjects } from './handle-objects.ts';
import { logOn } from './logon.ts';
import { parseTarget } from './parse-target.ts';
import { RestRefusal } from './rest-refusal.ts';
import type { RestRequest, RestResponse } from './rest-request.ts';

/** The REST server: every request of every transport is answered here. Rejects only when `signal` aborts. */
export async function handleRequest(
  console: Console,
  request: RestRequest,
  signal: AbortSignal,
): Promise<RestResponse> {
  const { platform } = console;
  const common = {
    'x-mc-type': platform.state.settings.personality === 'novalink' ? 'PVM' : 'HMC',
    'x-hmc-schema-version': schemaVersionOf(console),
    'x-transactionrecord-uuid': randomUUID(),
    'x-transaction-id': request.headers['x-transaction-id'] ?? `XT1${randomInt(1_000_000, 9_999_999)}`,
  };
  try {
    return toResponse(await route(console, request, signal), common);
  } catch (error) {
    signal.throwIfAborted();
    const failure = { request, ...explain(error) };
    return toResponse(errorAnswer(failure, platform.clock.now()), common);
  }
}

async function route(console: Console, request: RestRequest, signal: AbortSignal): Promise<Answer> {
  const target = parseTarget(request.path);
  const { service, path } = target;
  const [type] = path;
  if (service === 'web' && type === 'Logon') return handleLogon(console, request);
  const token = request.headers['x-api-session'];
  if (!console.sessions.has(token))
    throw new RestRefusal(401, 'The session is unknown or has expired; log on again.');
  if (service !== 'uom') throw new RestRefusal(404, `There is no service ${service}.`);
  if (type === 'Event') return handleEvents(console, { request, target }, signal);
  if (type === 'jobs' || target.suffix?.kind === 'do') return handleJobs(console, { request, target });
  return handleObjects(console, { request, target });
}

function handleLogon(console: Console, request: RestRequest): Answer {
  const { sessions, platform } = console;
  if (request.method === 'PUT') {
    const allowsFile = platform.state.settings.personality === 'novalink';
    return logOn(sessions, request, { allowsFile, schemaVersion: schemaVersionOf(console) });
  }
  if (request.method !== 'DELETE') throw new RestRefusal(405, 'Log on with PUT, log off with DELETE.');
  const token = request.headers['x-api-session'];
  if (token === undefined || !sessions.has(token)) throw new RestRefusal(401, 'There is no such session.');
  sessions.end(token);
  return noContent;
}

function explain(error: unknown): { readonly status: number; readonly message: string } {
  if (error instanceof RestRefusal || error instanceof PlatformRefusal) {
    return { status: error.status, message: error.message };
  }
  if (error instanceof UnreadableXml) return { status: 400, message: error.message };
  return { status: 500, message: `Internal error of the simulator: ${String(error)}` };
}

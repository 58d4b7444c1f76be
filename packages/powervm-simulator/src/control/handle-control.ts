import { z } from 'zod';
import { PlatformRefusal } from '../platform/platform-refusal.ts';
import type { RestRequest, RestResponse } from '../rest/rest-request.ts';
import type { Control } from './control.ts';
import { faultRuleSchema } from './fault-rule.ts';

export const controlPrefix = '/__sim/';

const rmcStates = ['active', 'inactive', 'none', 'busy', 'unknown'] as const;

interface Action {
  readonly schema: z.ZodType;
  readonly run: (control: Control, body: never) => unknown;
}

/** The control API over HTTP: JSON in, JSON out. An action answers what it returns, or nothing. */
const actions: Readonly<Record<string, Action>> = {
  'POST cable': action(
    z.strictObject({ location: z.string(), plugged: z.boolean() }),
    (control, { location, plugged }) => (plugged ? control.plugCable : control.pullCable)(location),
  ),
  'POST adapter': action(
    z.strictObject({ location: z.string(), healthy: z.boolean() }),
    (control, { location, healthy }) => (healthy ? control.returnAdapter : control.failAdapter)(location),
  ),
  'POST vios': action(
    z.strictObject({ vios: z.string(), running: z.boolean() }),
    (control, { vios, running }) => (running ? control.startVios : control.stopVios)(vios),
  ),
  'POST rmc': action(
    z.strictObject({ partition: z.string(), rmc: z.enum(rmcStates) }),
    (control, { partition, rmc }) => control.setRmc(partition, rmc),
  ),
  'POST vnic': action(z.strictObject({ mac: z.string(), held: z.boolean() }), (control, { mac, held }) =>
    control.holdVnic(mac, held),
  ),
  'POST operating-system': action(
    z.strictObject({ partition: z.string(), responsive: z.boolean() }),
    (control, { partition, responsive }) => control.setOsResponsive(partition, responsive),
  ),
  'POST vterm': action(z.strictObject({ partition: z.string() }), (control, { partition }) =>
    control.openVterm(partition),
  ),
  'POST migration-failure': action(
    z.strictObject({
      partition: z.string(),
      at: z.enum(['validate', 'start', 'half', 'end']),
      reason: z.string().default('Told to fail.'),
      needsForce: z.boolean().default(false),
    }),
    (control, { partition, ...failure }) => control.failNextMigration(partition, failure),
  ),
  'POST system': action(
    z.strictObject({
      system: z.string(),
      power: z.enum(['on', 'off']).optional(),
      connection: z.enum(['up', 'down']).optional(),
    }),
    (control, { system, power, connection }) => {
      if (power !== undefined) control.setSystemPower(system, power);
      if (connection !== undefined) control.setSystemConnection(system, connection);
    },
  ),
  'POST restart': action(z.unknown(), (control) => control.restartConsole()),
  'DELETE sessions': action(z.unknown(), (control) => control.expireSessions()),
  'DELETE events': action(z.unknown(), (control) => control.loseEvents()),
  'POST faults': action(faultRuleSchema, (control, rule) => control.inject(rule)),
  'DELETE faults': action(z.unknown(), (control) => control.clearFaults()),
  'GET counters': action(z.unknown(), (control) => control.counters()),
  'DELETE counters': action(z.unknown(), (control) => control.resetCounters()),
  'GET state': action(z.unknown(), (control) => control.state()),
};

export function handleControl(control: Control, request: RestRequest): RestResponse {
  const name = `${request.method} ${request.path.slice(controlPrefix.length)}`;
  const asked = actions[name];
  if (asked === undefined)
    return refuse(404, `There is no ${name}; there are ${Object.keys(actions).join(', ')}.`);
  const json = readJson(request.body);
  if (json === notJson) return refuse(400, `${name} expects a body of JSON.`);
  const body = asked.schema.safeParse(json);
  if (!body.success) return refuse(400, `${name}: ${faultsOf(body.error)}.`);
  try {
    return answer(200, asked.run(control, body.data as never) ?? {});
  } catch (error) {
    if (error instanceof PlatformRefusal) return refuse(error.status, error.message);
    throw error;
  }
}

function action<Schema extends z.ZodType>(
  schema: Schema,
  run: (control: Control, body: z.output<Schema>) => unknown,
): Action {
  return { schema, run };
}

function readJson(text: string | undefined): unknown {
  try {
    return text === undefined || text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return notJson;
  }
}

const notJson = Symbol('not JSON');

/** Every fault in one line, each behind the name of what it is about. */
function faultsOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`).join('; ');
}

function refuse(status: number, message: string): RestResponse {
  return answer(status, { error: message });
}

function answer(status: number, value: unknown): RestResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

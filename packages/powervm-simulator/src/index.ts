/** A stateful PowerVM REST server: for tests in process, for demonstrations over HTTP, as a twin of a recorded host. */

export type { Control } from './control/control.ts';
export type { CounterValues } from './control/counters.ts';
export type { FaultRuleInput as FaultRule } from './control/fault-rule.ts';
export type { TrueState } from './control/true-state.ts';
export { realClock, type SimClock, VirtualClock } from './platform/sim-clock.ts';
export { InvalidRecording } from './recording/invalid-recording.ts';
export type { RestRequest, RestResponse, Transport } from './rest/rest-request.ts';
export { serveCommand } from './serve-command.ts';
export { InvalidStateFile } from './server/state-file.ts';
export { type Simulator, type SimulatorOptions, startSimulator } from './simulator.ts';
export { InvalidWorld } from './world/invalid-world.ts';
export { loadWorld, parseWorld, shippedWorlds } from './world/load-world.ts';
export type { World } from './world/world-schema.ts';

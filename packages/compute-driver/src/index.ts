/** The service behind Nova's nouns, over PowerVM hosts. */

export type { Host } from './host/host.ts';
export { HostError, type HostErrorCode } from './host/host-error.ts';
export { type LabelChange, labelPorts, type PortLabelChange } from './host/label-ports.ts';
export { type OpenHostOptions, openHost } from './host/open-host.ts';
export { type ModeChange, type ModePatience, setAdapterMode } from './host/set-adapter-mode.ts';

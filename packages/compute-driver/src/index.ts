/** The service behind Nova's nouns, over PowerVM hosts. */

export { type CordonStore, memoryCordonStore } from './host/cordon-store.ts';
export { diffLabels, type LabelDiff, type LabelDifference } from './host/diff-labels.ts';
export type { Host, HostUpkeep } from './host/host.ts';
export { HostError, type HostErrorCode } from './host/host-error.ts';
export type { ViewState } from './host/host-view.ts';
export { type LabelChange, labelPorts, type PortLabelChange } from './host/label-ports.ts';
export { type OpenHostOptions, openHost } from './host/open-host.ts';
export { type ModeChange, type ModePatience, setAdapterMode } from './host/set-adapter-mode.ts';
export { type PortChange, type PortSettings, setPort } from './host/set-port.ts';
export { type HostWatch, watchHosts } from './host/watch-hosts.ts';
export type { HostExamination } from './managed-hosts/examine-host.ts';
export type {
  DevicePlanRequest,
  HostReading,
  ManagedHost,
  ManagedHosts,
} from './managed-hosts/managed-hosts.ts';
export { type OpenManagedHostsOptions, openManagedHosts } from './managed-hosts/open-managed-hosts.ts';
export { type HostRecordingOptions, recordHost } from './managed-hosts/record-host.ts';

const iocard = 'pypowervm iocard.py';
const network = 'pypowervm network.py';
const base = 'pypowervm base_partition.py';
const console = 'pypowervm management_console.py';
const capture = 'a published capture of an HMC';

/**
 * Properties that no recorded answer shows, each with where its name and place come from: they are believed, not seen.
 * A test computes the list from the tables and the recordings, prints it and compares it with this one; review a change.
 */
export const unrecorded: Readonly<Record<string, string>> = {
  'AuthorizedKeys.keys': console,
  'ClientNetworkAdapter.useNextAvailableHighSlotId': network,
  'ClientNetworkAdapter.useNextAvailableSlotId': network,
  'Details.autoFailBack': `${iocard}; the second name, AutoPriorityFailover, from a published client`,
  'LogicalPartition.autoStart': base,
  'ManagedSystem.firmwareLevel': capture,
  'ManagementConsole.authorizedKeys': console,
  'ManagementConsole.publicSshKey': console,
  'SRIOVEthernetLogicalPort.isDebug': iocard,
  'SRIOVEthernetLogicalPort.logicalPartitions': iocard,
  'SRIOVEthernetLogicalPort.macAddressFlags': iocard,
  'SRIOVEthernetPhysicalPort.maximumAllowedEthMacs': iocard,
  'SRIOVEthernetPhysicalPort.maximumAllowedEthVlans': iocard,
  'SRIOVEthernetPhysicalPort.supportedMacRestrictions': iocard,
  'SRIOVEthernetPhysicalPort.supportedVlanRestrictions': iocard,
  'VersionInfo.release': capture,
  'VersionInfo.servicePackName': capture,
  'VersionInfo.version': capture,
  'VirtualIOServer.autoStart': base,
  'VirtualNICDedicated.adapterType': iocard,
  'VirtualNICDedicated.enabled': iocard,
  'VirtualNICDedicated.locationCode': iocard,
  'VirtualNICDedicated.requiredAdapter': iocard,
  'VirtualNICDedicated.useNextAvailableHighSlotId': iocard,
  'VirtualNICDedicated.useNextAvailableSlotId': iocard,
  'VirtualNICDedicated.variedOn': iocard,
  'VirtualNICSRIOVBackingDevice.backingDeviceAction': iocard,
  'VirtualNICSRIOVBackingDevice.failOverPriority': iocard,
  'VirtualNICSRIOVBackingDevice.virtualNicDedicated': iocard,
  'VirtualNICSRIOVBackingDevice.virtualNicSwitch': iocard,
};

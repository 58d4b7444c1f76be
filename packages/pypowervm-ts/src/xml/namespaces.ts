const powerFirmware = 'http://www.ibm.com/xmlns/systems/power/firmware/';

/** Managed objects: systems, partitions, adapters, vNICs, events. */
export const uomNamespace = `${powerFirmware}uom/mc/2012_10/`;
/** The service around them: logon, jobs, errors. */
export const webNamespace = `${powerFirmware}web/mc/2012_10/`;
export const atomNamespace = 'http://www.w3.org/2005/Atom';

/** Bound to the prefix `xmlns` itself (Namespaces in XML 1.0, section 3). */
export const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';
/** Bound to the prefix `xml` without a declaration. */
export const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';

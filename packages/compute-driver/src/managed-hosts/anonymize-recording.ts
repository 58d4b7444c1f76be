import type { XmlElement } from '@powervm-sriov/pypowervm-ts';
import { rewriteDocument } from './rewrite-document.ts';

/** The unit of a location code and its serial: `U78C7.001.RCH0004-P1-C8-T1`. */
const unit = /\bU[0-9A-Z]{4}\.[0-9A-Z]{3}\.([0-9A-Z]{5,8})\b/g;
const address = /\b(?:\d{1,3}\.){3}\d{1,3}\b/g;

/** Numbers that are unique to the machine and say nothing about its network. */
const worldWideNames = new Set(['WWPNPrefix', 'WWPNStatus', 'UniqueDeviceID', 'MACAddressPrefix']);

/**
 * Rewrites documents so that the machine cannot be told: one made-up serial for each real one, wherever it stands
 * (location codes, DRC names, names of systems), host names and IP addresses likewise. UUIDs, MAC addresses and the
 * names that people gave stay, for the parts of the host refer to each other by them.
 */
export function anonymizer(
  documents: readonly { readonly content: XmlElement }[],
): (document: XmlElement) => XmlElement {
  const serials = new Map<string, string>();
  const hosts = new Map<string, string>();
  const addresses = new Map<string, string>();
  for (const { content } of documents) {
    forEachText(content, (text, { local }) => {
      if (/SerialNumber$/.test(local) && text.length >= shortestSerial) name(serials, text, madeUpSerial);
      if (local === 'Hostname' && text !== '') name(hosts, text, (count) => `host${count}`);
      for (const [, serial = ''] of text.matchAll(unit)) name(serials, serial, madeUpSerial);
      for (const [found] of text.matchAll(address)) {
        if (!unset.has(found)) name(addresses, found, (count) => `192.0.2.${count % 255}`);
      }
    });
  }
  // The longest first: one serial may be the beginning of another, as LogicalSerialNumber is.
  const names = [...hosts, ...addresses, ...serials].toSorted(([one], [other]) => other.length - one.length);
  const rewrite = (value: string): string =>
    names.reduce((text, [real, madeUp]) => text.replaceAll(real, madeUp), value);
  return (document) =>
    rewriteDocument(document, {
      value: (value, { element, isText }) =>
        isText && worldWideNames.has(element.local) ? '0' : rewrite(value),
    });
}

const shortestSerial = 5;
const unset = new Set(['0.0.0.0', '127.0.0.1', '255.255.255.255']);

function madeUpSerial(count: number, real: string): string {
  return `X${String(count).padStart(real.length - 1, '0')}`;
}

function name(
  known: Map<string, string>,
  real: string,
  madeUp: (count: number, real: string) => string,
): void {
  if (!known.has(real)) known.set(real, madeUp(known.size + 1, real));
}

function forEachText(element: XmlElement, look: (text: string, element: XmlElement) => void): void {
  for (const child of element.children) {
    if (typeof child === 'string') look(child.trim(), element);
    else forEachText(child, look);
  }
}

import { childOf, type SimElement, textOf } from '../../xml/sim-element.ts';
import { RestRefusal } from '../rest-refusal.ts';

/* Values of a received element. An absent and an empty element both say nothing. */

export function readText(element: SimElement, name: string): string | undefined {
  return textOf(element, name) || undefined;
}

export function readNumber(element: SimElement, name: string): number | undefined {
  const text = readText(element, name);
  if (text === undefined) return undefined;
  if (!/^-?\d{1,15}$/.test(text)) {
    throw new RestRefusal(400, `${name} of ${element.name} is ${JSON.stringify(text)}, which is no number.`);
  }
  return Number(text);
}

/** Such as 0.5: what is written is kept to two decimals. */
export function readDecimal(element: SimElement, name: string): number | undefined {
  const text = readText(element, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(text)) {
    throw new RestRefusal(400, `${name} of ${element.name} is ${JSON.stringify(text)}, which is no number.`);
  }
  return Math.round(Number(text) * 100) / 100;
}

export function needDecimal(element: SimElement, name: string): number {
  return readDecimal(element, name) ?? lack(element, name);
}

export function readBoolean(element: SimElement, name: string): boolean | undefined {
  const text = readText(element, name);
  if (text === undefined || text === 'true') return text && true;
  if (text === 'false') return false;
  throw new RestRefusal(400, `${name} of ${element.name} is ${JSON.stringify(text)}, not true or false.`);
}

/** A number that must be there. */
export function needNumber(element: SimElement, name: string): number {
  return readNumber(element, name) ?? lack(element, name);
}

/** The UUID at the end of the `href` of a child, or of the link in it. */
export function needLinkedUuid(element: SimElement, name: string): string {
  const child = childOf(element, name);
  const href = child?.attributes.href ?? (child && childOf(child, 'link')?.attributes.href);
  return href?.split(/[?#]/)[0]?.split('/').at(-1) ?? lack(element, name);
}

/** The same object without the members that are undefined. */
export function given<Values extends object>(
  values: Values,
): { [Key in keyof Values]: Exclude<Values[Key], undefined> } {
  const present = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [Key in keyof Values]: Exclude<Values[Key], undefined> };
}

function lack(element: SimElement, name: string): never {
  throw new RestRefusal(400, `${element.name} lacks ${name}.`);
}

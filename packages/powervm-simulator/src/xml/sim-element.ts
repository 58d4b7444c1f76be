/** An element of a received document: names without prefixes, since PowerVM tells its types apart by local name. */
export interface SimElement {
  readonly name: string;
  readonly namespace: string;
  /** By local name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly SimElement[];
  /** The character data directly inside, without the blanks around it. */
  readonly text: string;
}

export function childOf(element: SimElement, name: string): SimElement | undefined {
  return element.children.find((child) => child.name === name);
}

export function childrenOf(element: SimElement, name: string): readonly SimElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The element at the end of a path of child names. */
export function descendantOf(element: SimElement, ...path: readonly string[]): SimElement | undefined {
  return path.reduce<SimElement | undefined>((at, name) => at && childOf(at, name), element);
}

/** The text of a child; undefined when there is no such child. */
export function textOf(element: SimElement, name: string): string | undefined {
  return childOf(element, name)?.text;
}

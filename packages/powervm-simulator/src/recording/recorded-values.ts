import { readPercent } from '../platform/percent.ts';
import { childrenOf, type SimElement, textOf } from '../xml/sim-element.ts';
import { InvalidRecording } from './invalid-recording.ts';

/** Typed looks at the children of one recorded element; what is required and absent is named in the error. */
export type RecordedValues = {
  text(name: string, otherwise?: string): string;
  number(name: string, otherwise?: number): number;
  /** Hundredths of a percent. */
  percent(name: string, otherwise?: number): number;
  flag(name: string): boolean;
  texts(name: string): string[];
  optionalText(name: string): string | undefined;
};

export function recordedValues(element: SimElement): RecordedValues {
  const text = (name: string, otherwise?: string): string => {
    const value = textOf(element, name) ?? otherwise;
    if (value === undefined) throw new InvalidRecording(`The recorded ${element.name} has no ${name}.`);
    return value;
  };
  const readable = (name: string, value: number | undefined): number => {
    if (value !== undefined && Number.isFinite(value)) return value;
    throw new InvalidRecording(
      `The recorded ${element.name} has ${name} ${JSON.stringify(text(name))}, which is no number.`,
    );
  };
  return {
    text,
    number: (name, otherwise) => readable(name, Number(text(name, otherwise?.toString()))),
    percent: (name, otherwise) =>
      otherwise !== undefined && textOf(element, name) === undefined
        ? otherwise
        : readable(name, readPercent(text(name))),
    flag: (name) => text(name, 'false') === 'true',
    texts: (name) => childrenOf(element, name).map((child) => child.text),
    optionalText: (name) => textOf(element, name),
  };
}

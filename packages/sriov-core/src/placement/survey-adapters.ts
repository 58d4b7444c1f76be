import { compareLocation } from '../compare-location.ts';
import { type PortSurvey, type SurveyCase, surveyAdapter } from '../eligibility/survey-ports.ts';
import type { SriovAdapterSnapshot } from '../host-snapshot.ts';
import { type Contender, type ContenderCase, enter } from './contender.ts';

/** An adapter as the next vNIC finds it. */
export interface AdapterSurvey extends PortSurvey {
  readonly contender: Contender | undefined;
}

/**
 * Surveys the adapters of a host, in order of their location codes, for one and the same request as often as it is
 * asked. What is reserved in the meantime touches few adapters, so only those are judged anew: reservations on an adapter
 * only ever become more, and as long as their number is the same, so is all that the tally says of it.
 */
export function adapterSurveyor(
  given: SurveyCase & Omit<ContenderCase, 'order'>,
): () => readonly AdapterSurvey[] {
  const { snapshot, tally, beside, classes } = given;
  const surveyOf = (adapter: SriovAdapterSnapshot, order: number): AdapterSurvey => {
    const survey = surveyAdapter(adapter, given);
    return { contender: enter(survey, { order, tally, beside, classes }), ...survey };
  };
  const adapters = snapshot.adapters.toSorted((left, right) =>
    compareLocation(left.location, right.location),
  );
  const reservedOn = ({ adapterId }: SriovAdapterSnapshot): number =>
    adapterId === undefined ? 0 : tally.reservedOnAdapter(adapterId);

  let reserved: readonly number[] = [];
  let surveys: readonly AdapterSurvey[] = [];
  return () => {
    const before = { reserved, surveys };
    reserved = adapters.map(reservedOn);
    surveys = adapters.map((adapter, index) => {
      const known = before.surveys[index];
      return known !== undefined && before.reserved[index] === reserved[index]
        ? known
        : surveyOf(adapter, index);
    });
    return surveys;
  };
}

import type { Plan } from 'neo4j-driver';

/** A step of a plan as the server tells it. */
export interface PlanOperator {
  readonly name: string;
  readonly details: string;
}

/** All steps of a plan, in no order. */
export function operatorsOf({ operatorType, arguments: given, children }: Plan): readonly PlanOperator[] {
  // The name carries the database behind an @.
  const name = operatorType.split('@')[0]!;
  const details = (given as { readonly Details?: string }).Details ?? '';
  return [{ name, details }, ...children.flatMap(operatorsOf)];
}

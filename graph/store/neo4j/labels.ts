import { isThingKind } from '../../model/object-ref.ts';
import type { ObjectKind } from '../../model/object-ref.ts';

const labelOfKind: Readonly<Record<ObjectKind, string>> = {
  lot: 'MaterialLot',
  sublot: 'MaterialSubLot',
  unit: 'SerializedUnit',
  logistic: 'LogisticUnit',
  sample: 'Sample',
  vessel: 'Vessel',
  asset: 'PhysicalAsset',
  characteristic: 'Characteristic',
  document: 'Document',
  equipment: 'Equipment',
  material: 'MaterialDefinition',
  operation: 'Operation',
  order: 'WorkOrder',
  party: 'Organization',
  person: 'Person',
  place: 'Location',
  process: 'ProcessDefinition',
  report: 'Report',
  source: 'SourceSystem',
};

/** Labels of a node beside `Keyed`, which all have: a thing is a `TraceObject`, and each is of its kind. */
export function labelsOf(kind: ObjectKind): readonly string[] {
  return isThingKind(kind) ? ['TraceObject', labelOfKind[kind]] : [labelOfKind[kind]];
}

/** Every kind with its labels, for the page that describes the graph. */
export const kindsAndLabels = Object.entries(labelOfKind) as readonly (readonly [ObjectKind, string])[];

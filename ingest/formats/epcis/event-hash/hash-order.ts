/** Fields of an event in the order in which they enter the hash (CBV 2.0 §8.9.2); nested where an element has an order too. */
export interface HashOrder {
  readonly [name: string]: HashOrder | undefined;
}

const leaf: HashOrder = {};
const inOrder = (...names: readonly string[]): HashOrder => Object.fromEntries(names.map((name) => [name, leaf]));

const epcs = inOrder('epc');
const quantities: HashOrder = { quantityElement: inOrder('epcClass', 'quantity', 'uom') };

export const eventOrder: HashOrder = {
  ...inOrder('eventTime', 'eventTimeZoneOffset', 'certificationInfo', 'parentID'),
  epcList: epcs,
  inputEPCList: epcs,
  childEPCs: epcs,
  quantityList: quantities,
  childQuantityList: quantities,
  inputQuantityList: quantities,
  outputEPCList: epcs,
  outputQuantityList: quantities,
  ...inOrder('action', 'transformationID', 'bizStep', 'disposition'),
  persistentDisposition: inOrder('set', 'unset'),
  readPoint: inOrder('id'),
  bizLocation: inOrder('id'),
  sensorElementList: {
    sensorElement: {
      sensorMetadata: inOrder(
        ...[
          'time',
          'startTime',
          'endTime',
          'deviceID',
          'deviceMetadata',
          'rawData',
          'dataProcessingMethod',
          'bizRules',
        ],
      ),
      sensorReport: inOrder(
        ...[
          'type',
          'exception',
          'deviceID',
          'deviceMetadata',
          'rawData',
          'dataProcessingMethod',
          'time',
          'microorganism',
        ],
        ...['chemicalSubstance', 'value', 'component', 'stringValue', 'booleanValue', 'hexBinaryValue', 'uriValue'],
        ...['minValue', 'maxValue', 'meanValue', 'sDev', 'percRank', 'percValue', 'uom', 'coordinateReferenceSystem'],
      ),
    },
  },
};

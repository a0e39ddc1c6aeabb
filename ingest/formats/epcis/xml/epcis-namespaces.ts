/** Every version of the standard's own schemas. Most documents qualify nothing but the root, some every element. */
const ours = /^urn:epcglobal:epcis(?:-query|-masterdata)?:xsd:\d{1,2}$/;

/** Whether a name of this namespace is one of the standard; a name without a namespace is meant to be. */
export const isStandard = (namespace: string): boolean => namespace === '' || ours.test(namespace);

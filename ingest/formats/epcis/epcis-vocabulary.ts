/** The lists of words that EPCIS events may use bare (CBV 2.0 §7), and how each is written as a URI and as a URN. */
export type WordList = 'bizStep' | 'disposition' | 'bizTransactionType' | 'sourceType' | 'errorReason' | 'component';

const uri = 'https://ref.gs1.org/cbv/';
const urn = 'urn:epcglobal:cbv:';

const lists: Readonly<
  Record<WordList, { readonly uri: string; readonly urn: string; readonly words: ReadonlySet<string> }>
> = {
  bizStep: {
    uri: 'BizStep-',
    urn: 'bizstep:',
    words:
      words(`accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting
        decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting installing
        killing loading other packing picking receiving removing repackaging repairing replacing reserving retail_selling
        sampling sensor_reporting shipping staging_outbound stock_taking stocking storing transporting unloading unpacking
        void_shipping`),
  },
  disposition: {
    uri: 'Disp-',
    urn: 'disp:',
    words:
      words(`active available completeness_inferred completeness_verified conformant container_closed container_open
        damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class
        mismatch_instance mismatch_quantity needs_replacement no_pedigree_match non_conformant non_sellable_other
        partially_dispensed recalled reserved retail_sold returned sellable_accessible sellable_not_accessible stolen
        unavailable unknown`),
  },
  bizTransactionType: {
    uri: 'BTT-',
    urn: 'btt:',
    words: words('bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt'),
  },
  sourceType: { uri: 'SDT-', urn: 'sdt:', words: words('location owning_party possessing_party') },
  errorReason: { uri: 'ER-', urn: 'er:', words: words('did_not_occur incorrect_data') },
  component: {
    uri: 'Comp-',
    urn: 'comp:',
    words: words(`altitude axial_distance azimuth easting elevation_angle height latitude longitude northing polar_angle
        spherical_radius x y z`),
  },
};

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

export const isWord = (list: WordList, text: string): boolean => lists[list].words.has(text);

/** The bare word behind any of its four spellings (bare, URI, URN, `cbv:`); any other text as it is. */
export function bareWord(list: WordList, text: string): string {
  const { uri: inUri, urn: inUrn } = lists[list];
  const start = [uri + inUri, urn + inUrn, `cbv:${inUri}`].find((prefix) => text.startsWith(prefix));
  const word = start === undefined ? text : text.slice(start.length);
  return isWord(list, word) ? word : text;
}

/** A bare word as the URI that stands for it; any other text as it is. */
export function wordUri(list: WordList, text: string): string {
  const word = bareWord(list, text);
  return isWord(list, word) ? uri + lists[list].uri + word : text;
}

/** The URN spelling of CBV words, in any field, as the URI spelling. */
export function urnAsUri(text: string): string {
  if (!text.startsWith(urn)) return text;
  const list = Object.values(lists).find((one) => text.startsWith(urn + one.urn));
  return list ? uri + list.uri + text.slice(urn.length + list.urn.length) : text;
}

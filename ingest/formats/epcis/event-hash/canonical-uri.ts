import { withCheckDigit } from '../../../../graph/model/gs1/check-digit.ts';

/**
 * The canonical GS1 Digital Link of a URI that conveys a GS1 key (CBV 2.0 §8.9.1): on id.gs1.org, at the finest level, with
 * no more than the key. Undefined for every other URI, which a hash takes as it is. Unlike reading an identifier, this
 * accepts a wrong check digit in a link, since two systems must agree on the hash of what they refuse, too.
 */
export function canonicalUri(uri: string): string | undefined {
  if (uri.startsWith('urn:epc:')) return fromEpcUri(uri);
  return uri.startsWith('http') ? fromDigitalLink(uri) : undefined;
}

const link = (path: string): string => `https://id.gs1.org/${path}`;

// Digital Link Standard, table 7-1: characters that EPC URIs allow and links do not.
const reserved: Readonly<Record<string, string>> = {
  '!': '%21',
  '(': '%28',
  ')': '%29',
  '*': '%2A',
  '+': '%2B',
  ',': '%2C',
  ':': '%3A',
};
const encoded = (text: string): string => text.replace(/[!()*+,:]/g, (char) => reserved[char] ?? char);

const epcUri = /^urn:epc:(id|class|idpat):([a-z]+):(\d{6,12})\.([^.]*)(?:\.(.+))?$/;

function fromEpcUri(uri: string): string | undefined {
  const [, form, scheme, prefix = '', reference = '', rest = ''] = epcUri.exec(uri) ?? [];
  if (form === undefined || scheme === undefined) return undefined;
  const print = epcForms[`${form}:${scheme}`];
  return print?.({ prefix, reference, rest });
}

interface EpcParts {
  readonly prefix: string;
  readonly reference: string;
  /** What follows the reference: serial, extension, lot or `*`. */
  readonly rest: string;
}

type Print = (parts: EpcParts) => string | undefined;

/** The key from prefix and reference, when both are digits of this length together. */
function key(length: number, { prefix, reference }: EpcParts): string | undefined {
  const digits = prefix + reference;
  return digits.length === length && /^\d+$/.test(digits) ? withCheckDigit(digits) : undefined;
}

/** GTIN and SSCC carry the first digit of the reference in front of the company prefix. */
const led = (length: number, { prefix, reference, rest }: EpcParts): string | undefined =>
  key(length, { prefix: reference.slice(0, 1) + prefix, reference: reference.slice(1), rest });

const withKey = (found: string | undefined, print: (key: string) => string): string | undefined =>
  found === undefined ? undefined : link(print(found));

const whole =
  (length: number, ai: string): Print =>
  (parts) =>
    parts.rest === '' ? withKey(key(length, parts), (digits) => `${ai}/${digits}`) : undefined;
const withSerial =
  (length: number, ai: string, zero = ''): Print =>
  (parts) =>
    parts.rest === ''
      ? undefined
      : withKey(key(length, parts), (digits) => `${ai}/${zero}${digits}${encoded(parts.rest)}`);
const pattern =
  (length: number, ai: string, zero = ''): Print =>
  (parts) =>
    parts.rest === '*' ? withKey(key(length, parts), (digits) => `${ai}/${zero}${digits}`) : undefined;
const itemOf =
  (qualifier: string): Print =>
  (parts) =>
    parts.rest === '' ? undefined : withKey(led(13, parts), (gtin) => `01/${gtin}/${qualifier}/${encoded(parts.rest)}`);
const itemPattern: Print = (parts) =>
  parts.rest === '*' ? withKey(led(13, parts), (gtin) => `01/${gtin}`) : undefined;
const text =
  (ai: string): Print =>
  ({ prefix, reference, rest }) =>
    link(`${ai}/${prefix}${encoded(rest === '' ? reference : `${reference}.${rest}`)}`);

/** GRAI has a leading zero that is no part of the sum's weights but of the key. */
const epcForms: Readonly<Record<string, Print>> = {
  'id:sgtin': itemOf('21'),
  'id:upui': itemOf('235'),
  'class:lgtin': itemOf('10'),
  'id:sscc': (parts) => (parts.rest === '' ? withKey(led(17, parts), (sscc) => `00/${sscc}`) : undefined),
  'id:sgln': (parts) =>
    withKey(key(12, parts), (gln) => (parts.rest === '0' ? `414/${gln}` : `414/${gln}/254/${encoded(parts.rest)}`)),
  'id:pgln': whole(12, '417'),
  'id:grai': withSerial(12, '8003', '0'),
  'id:giai': text('8004'),
  'id:gsrn': whole(17, '8018'),
  'id:gsrnp': whole(17, '8017'),
  'id:gdti': withSerial(12, '253'),
  'id:sgcn': withSerial(12, '255'),
  'id:ginc': text('401'),
  'id:gsin': whole(16, '402'),
  'id:cpi': ({ prefix, reference, rest }) =>
    rest === '' ? undefined : link(`8010/${prefix}${encoded(reference)}/8011/${rest}`),
  'id:itip': (parts) => trade(parts, (serial) => `/21/${encoded(serial)}`),
  'idpat:sgtin': itemPattern,
  'idpat:upui': itemPattern,
  'idpat:grai': pattern(12, '8003', '0'),
  'idpat:gdti': pattern(12, '253'),
  'idpat:sgcn': pattern(12, '255'),
  'idpat:cpi': ({ prefix, reference, rest }) =>
    rest === '*' ? link(`8010/${prefix}${encoded(reference)}`) : undefined,
  'idpat:itip': (parts) => trade(parts, (serial) => (serial === '*' ? '' : undefined)),
};

/** An individual trade item piece: GTIN, number of this piece, number of pieces, serial. */
function trade(parts: EpcParts, ending: (serial: string) => string | undefined): string | undefined {
  const [, piece = '', total = '', serial = ''] = /^(\d\d)\.(\d\d)\.(.+)$/.exec(parts.rest) ?? [];
  const end = serial === '' ? undefined : ending(serial);
  return end === undefined ? undefined : withKey(led(13, parts), (gtin) => `8006/${gtin}${piece}${total}${end}`);
}

/** Short names of Digital Links before version 1.2, still in use. */
const shortNames: Readonly<Record<string, string>> = {
  ...{
    gtin: '01',
    itip: '8006',
    cpid: '8010',
    gln: '414',
    party: '417',
    gsrnp: '8017',
    gsrn: '8018',
    gcn: '255',
    sscc: '00',
  },
  ...{ gdti: '253', ginc: '401', gsin: '402', grai: '8003', giai: '8004', cpv: '22', lot: '10', ser: '21' },
};

/** Each key with its form and the qualifiers that refine it, from coarse to fine; a finer one makes the coarser redundant. */
const linkKeys: Readonly<Record<string, { readonly form: RegExp; readonly finer: readonly string[] }>> = {
  '00': { form: /^\d{18}$/, finer: [] },
  '01': { form: /^(\d{8}|\d{12,14})$/, finer: ['10', '21', '235'] },
  '253': { form: /^\d{13}.{0,17}$/, finer: [] },
  '255': { form: /^\d{13,25}$/, finer: [] },
  '401': { form: /^\d{4}.{1,26}$/, finer: [] },
  '402': { form: /^\d{17}$/, finer: [] },
  '414': { form: /^\d{13}$/, finer: ['254'] },
  '417': { form: /^\d{13}$/, finer: [] },
  '8003': { form: /^\d{14}.{0,16}$/, finer: [] },
  '8004': { form: /^\d{4}.{1,26}$/, finer: [] },
  '8006': { form: /^\d{18}$/, finer: ['10', '21'] },
  '8010': { form: /^\d{4}.{1,26}$/, finer: ['8011'] },
  '8017': { form: /^\d{18}$/, finer: [] },
  '8018': { form: /^\d{18}$/, finer: [] },
};

const linkValue = /^(?:[\w"'.;<=>?-]|%[\dA-Fa-f]{2})+$/;

function fromDigitalLink(uri: string): string | undefined {
  const [path = ''] = uri.split(/[?#]/, 1);
  const steps = path.replace(/\/$/, '').split('/');
  const ais = steps.map((step) => shortNames[step] ?? step);
  // The first three steps are "https:", "" and the host.
  const at = ais.findIndex((ai, index) => index > 2 && linkKeys[ai]?.form.test(steps[index + 1] ?? '') === true);
  if (at === -1) return undefined;
  return printLink(ais[at]!, steps[at + 1]!, ais.slice(at + 2), steps.slice(at + 2));
}

function printLink(ai: string, value: string, ais: readonly string[], steps: readonly string[]): string | undefined {
  const { finer } = linkKeys[ai]!;
  let finest = '';
  let level = -1;
  for (let i = 0; i < steps.length; i += 2) {
    const rank = finer.indexOf(ais[i]!);
    const qualifier = steps[i + 1] ?? '';
    if (rank === -1 && ais[i] !== '22') return undefined;
    if (!linkValue.test(qualifier)) return undefined;
    if (rank > level) [level, finest] = [rank, `/${ais[i]!}/${qualifier}`];
  }
  if (!linkValue.test(value)) return undefined;
  return link(`${ai}/${ai === '01' ? value.padStart(14, '0') : value}${finest}`);
}

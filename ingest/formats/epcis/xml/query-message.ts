import type { Problem, Result } from '../../../../graph/errors.ts';
import { checkParameter, wrongQuery } from '../query/query-parameters.ts';
import { isStandard } from './epcis-namespaces.ts';
import type { XmlElement } from './xml-element.ts';

/** What is wrong with a message of the query interface, if anything. Only Poll and Subscribe carry a query. */
export function checkQueryMessage(message: XmlElement): Problem | undefined {
  if (!messages.has(message.local))
    return wrongQuery(`${message.local} is no message of the query interface`, message.local);
  if (message.local !== 'Poll' && message.local !== 'Subscribe') return undefined;
  const name = textOf(message, 'queryName');
  if (name.problem) return name.problem;
  const parameters = childrenNamed(message, 'params').flatMap((params) => childrenNamed(params, 'param'));
  return name.ok === 'SimpleEventQuery' ? firstWrong(parameters.map(checkParam)) : undefined;
}

const messages: ReadonlySet<string> = new Set([
  ...[
    'Poll',
    'Subscribe',
    'Unsubscribe',
    'GetQueryNames',
    'GetSubscriptionIDs',
    'GetStandardVersion',
    'GetVendorVersion',
  ],
  ...[
    'SubscribeResult',
    'UnsubscribeResult',
    'GetQueryNamesResult',
    'GetSubscriptionIDsResult',
    'GetStandardVersionResult',
  ],
  ...['GetVendorVersionResult', 'DuplicateNameException', 'InvalidURIException', 'NoSuchNameException'],
  ...[
    'NoSuchSubscriptionException',
    'DuplicateSubscriptionException',
    'QueryParameterException',
    'QueryTooLargeException',
  ],
  ...[
    'QueryTooComplexException',
    'SubscriptionControlsException',
    'SubscribeNotPermittedException',
    'SecurityException',
  ],
  ...['ValidationException', 'ImplementationException'],
]);

function checkParam(param: XmlElement): Problem | undefined {
  const name = textOf(param, 'name');
  if (name.problem) return name.problem;
  const [value] = childrenNamed(param, 'value');
  if (value === undefined) return wrongQuery(`Parameter ${name.ok} has no value`, name.ok);
  const entries = value.children.map(({ text }) => text.trim());
  return checkParameter(name.ok, value.children.length > 0 ? entries : [value.text.trim()]);
}

function textOf(element: XmlElement, name: string): Result<string> {
  const text = childrenNamed(element, name)[0]?.text.trim() ?? '';
  return text === '' ? { problem: wrongQuery(`${element.local} has no ${name}`, name) } : { ok: text };
}

const childrenNamed = ({ children }: XmlElement, name: string): readonly XmlElement[] =>
  children.filter(({ local, uri }) => local === name && isStandard(uri));

const firstWrong = (problems: readonly (Problem | undefined)[]): Problem | undefined =>
  problems.find((found) => found !== undefined);

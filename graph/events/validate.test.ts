import { describe, expect, test } from '@jest/globals';
import { examples } from './examples/all.ts';
import { exampleEvent, lot, pallet, unit } from './examples/frame.ts';
import type { CanonicalEvent } from './canonical-event.ts';
import { validateEvent } from './validate.ts';

const all = Object.values(examples).flatMap((page): readonly { title: string; event: CanonicalEvent }[] => page);
const issue = examples.transform[2]!.event;

describe('what is accepted', () => {
  test.each(all.map(({ title, event }) => [event.verb, title, event]))('%s: %s', (_verb, _title, event) => {
    expect(validateEvent(event)).toEqual({ ok: event });
  });
});

describe('M5: every refusal names field, value and remedy', () => {
  test.each<[string, unknown, { code: string; path: string; value: string }]>([
    ['no event', null, { code: 'EVENT_VERB', path: 'verb', value: 'absent' }],
    ['an unknown verb', { verb: 'melt' }, { code: 'EVENT_VERB', path: 'verb', value: 'melt' }],
    ['a verb of the prototype', { verb: 'constructor' }, { code: 'EVENT_VERB', path: 'verb', value: 'constructor' }],
    ['a missing field', { ...issue, mapping: undefined }, { code: 'EVENT_FIELD', path: 'mapping', value: 'absent' }],
    ['a misspelt field', { ...issue, ouputs: [] }, { code: 'EVENT_FIELD', path: 'ouputs', value: '[]' }],
    [
      'a number for a decimal',
      { ...issue, inputs: [{ thing: lot('A', '1'), quantity: { value: 1.5, unit: 'kg' } }] },
      { code: 'EVENT_FIELD', path: 'inputs.0.quantity.value', value: '1.5' },
    ],
    [
      'a value outside its list',
      { ...issue, context: 'imagined' },
      { code: 'EVENT_FIELD', path: 'context', value: 'imagined' },
    ],
    [
      'a use of nothing',
      { ...issue, inputs: [{ method: 'scan' }] },
      { code: 'EVENT_RULE', path: 'inputs.0', value: 'absent' },
    ],
    [
      'a choice between one',
      { ...issue, inputs: [{ thing: lot('A', '1'), choice: 'a', choiceKind: 'exactly one' }] },
      { code: 'EVENT_RULE', path: 'inputs.choice', value: 'a' },
    ],
    [
      'a choice without its kind',
      { ...issue, inputs: [1, 2].map((n) => ({ thing: lot('A', String(n)), choice: 'a' })) },
      { code: 'EVENT_RULE', path: 'inputs.0.choice', value: 'a' },
    ],
    [
      'a link beyond the last input',
      { ...issue, links: [{ input: 2, output: 0 }] },
      { code: 'EVENT_RULE', path: 'links.0.input', value: '2' },
    ],
    [
      'a span that ends before it begins',
      {
        ...issue,
        time: { from: '2026-03-02T10:00:00.5Z', to: '2026-03-02T10:00:00Z', precision: 's', basis: 'event' },
      },
      { code: 'EVENT_RULE', path: 'time', value: '2026-03-02T10:00:00.5Z … 2026-03-02T10:00:00Z' },
    ],
    [
      'month 13',
      { ...issue, time: { from: '2026-13-02T10:00:00Z', precision: 's', basis: 'event' } },
      { code: 'EVENT_RULE', path: 'time.from', value: '2026-13-02T10:00:00Z' },
    ],
    [
      'a pallet on itself',
      exampleEvent('pack', 'p', { container: pallet('1'), contents: [{ thing: pallet('1') }] }),
      { code: 'EVENT_RULE', path: 'contents.0.thing', value: 'logistic:gs1::::1' },
    ],
    [
      'an identity of nothing',
      exampleEvent('identify', 'i', {}),
      { code: 'EVENT_RULE', path: 'same', value: 'absent' },
    ],
    [
      'one thing that is not itself',
      exampleEvent('identify', 'i', { same: [unit('A', '1')], are: false }),
      { code: 'EVENT_RULE', path: 'are', value: 'false' },
    ],
    [
      'a transformation of nothing',
      exampleEvent('transform', 't', {}),
      { code: 'EVENT_RULE', path: 'inputs', value: 'absent' },
    ],
  ])('%s', (_what, event, refusal) => {
    const [first] = validateEvent(event).problems ?? [];
    expect(first).toMatchObject(refusal);
    expect(first?.message).toContain(refusal.path);
    expect(first?.message).toMatch(/docs\/events\.md/);
  });
});

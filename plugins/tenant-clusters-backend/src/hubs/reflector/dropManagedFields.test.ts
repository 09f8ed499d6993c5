import { dropManagedFields } from './dropManagedFields';

it.each([
  { reason: 'there are none', value: { metadata: { name: 'a' }, spec: [1] } },
  {
    reason: 'they are empty',
    value: { metadata: { managedFields: [], name: 'a' } },
  },
  {
    reason: 'they hold brackets and quotes',
    value: {
      metadata: {
        managedFields: [
          {
            fieldsV1: { 'k:{"type":"Ready"}': {}, 'v:"]"': [[]], '\\': '\\"]' },
          },
          { manager: 'ž' },
        ],
        name: 'ž',
      },
      spec: { list: ['a', ']'] },
    },
  },
  {
    reason: 'a text looks like them',
    value: {
      metadata: { name: 'a' },
      spec: { text: '"managedFields":["kept"]', also: '\\"managedFields":[' },
    },
  },
])('leaves all else as it is when $reason', ({ value }) => {
  const line = Buffer.from(JSON.stringify(value));
  const expected = JSON.parse(line.toString());
  if (expected.metadata.managedFields) {
    expected.metadata.managedFields = [];
  }
  expect(JSON.parse(dropManagedFields(line).toString())).toEqual(expected);
});

it.each([
  {
    reason: 'a line that broke off',
    text: '{"metadata":{"managedFields":[{"a"',
  },
  {
    reason: 'other spacing',
    text: '{"metadata": {"managedFields": [{"a": 1}]}}',
  },
  { reason: 'what is no JSON', text: 'no object' },
])('touches nothing of $reason', ({ text }) => {
  expect(dropManagedFields(Buffer.from(text)).toString()).toBe(text);
});
